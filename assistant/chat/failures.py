"""Whatever a provider, its package, its key or its server may lack, as one line: the one place that reads foreign errors.

A line never has the provider's own words in it: they may repeat a key or a question.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.chat.providers import OTHER, PROVIDERS, Provider, split_name
from assistant.errors import ChatModelFailed
from corpus.errors import ModelUnavailable, PolicyError

_NO_SERVER = ("ConnectError", "ConnectionRefusedError", "gaierror", "ConnectionError")
_BROKEN_OFF = ("ReadError", "RemoteProtocolError", "ConnectionResetError", "APIConnectionError", "IncompleteRead", "CloseError")


@contextmanager
def translated(name: str, timeout: float) -> Iterator[None]:
    """Raises ModelUnavailable for what the user can mend, ChatModelFailed for what may be otherwise the next time."""
    try:
        yield
    except PolicyError:
        raise
    except Exception as error:  # each provider has errors of its own, with no base in common
        raise _in_one_line(name, error, timeout) from error


def _in_one_line(name: str, error: Exception, timeout: float) -> PolicyError:
    provider = PROVIDERS.get(split_name(name)[0], OTHER)
    kinds = [type(one).__name__ for one in _chain(error)]
    if (status := _status(error)) is not None:
        return _refused(name, status, provider)
    if any("Timeout" in kind for kind in kinds):
        return ChatModelFailed(f"{name} did not answer within {timeout:g} seconds")
    if any(kind in _NO_SERVER for kind in kinds):
        told = f"start it, or set {provider.address}" if provider.address else "look at its address and the network"
        return ModelUnavailable(f"{name} cannot be reached, there is no server at its address: {told}")
    if any(kind in _BROKEN_OFF for kind in kinds):
        return ChatModelFailed(f"{name} broke off in the middle of its reply")
    return ChatModelFailed(f"{name} sent what is no reply ({type(error).__name__})")


def _refused(name: str, status: int, provider: Provider) -> PolicyError:
    if status in (401, 403):
        key = " or ".join(provider.keys) or "the provider's key"
        return ModelUnavailable(f"{name} refused the key (HTTP {status}): set {key}")
    if status == 404:
        address = f", and {provider.address}" if provider.address else ""
        return ModelUnavailable(f"{name} is not known to its server (HTTP 404): look at the name behind the colon{address}")
    if status == 429:
        return ChatModelFailed(f"{name} takes no more questions for now (HTTP 429): ask again later, or look at its quota")
    if status >= 500:
        return ChatModelFailed(f"{name} failed (HTTP {status}): ask again later")
    return ChatModelFailed(f"{name} refused the question (HTTP {status})")


def _status(error: Exception) -> int | None:
    """The HTTP status that an error carries, under any of the names that providers give it."""
    for one in _chain(error):
        for field in ("status_code", "code", "status"):
            value = getattr(one, field, None)
            if isinstance(value, int) and 400 <= value < 600:
                return value
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        yield error
        error = error.__cause__ or error.__context__
