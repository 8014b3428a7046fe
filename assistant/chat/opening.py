"""A chat model by name, as LangChain opens it."""

import os
from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from assistant.chat.failures import translated
from assistant.chat.providers import LOCAL, OTHER, PROVIDERS, split_name
from corpus.errors import ModelUnavailable

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def open_chat_model(
    name: str, timeout: float, options: Mapping[str, Any], environment: Mapping[str, str] = os.environ
) -> "BaseChatModel":
    """The model of "provider:name". Raises ModelUnavailable: what to install or set, in one line. Nothing is sent yet.

    `timeout` is in seconds; `options` go to the provider's class as they are.
    """
    provider, model = split_name(name)
    if not provider or not model:
        raise ModelUnavailable(f"POLICY_CHAT_MODEL is {name!r}: write provider:name, such as openai:gpt-5-mini")
    if provider == LOCAL:
        from assistant.chat.local import open_local

        return open_local(model, timeout, options)
    needed = PROVIDERS.get(provider, OTHER)
    if needed.module and find_spec(needed.module) is None:
        raise ModelUnavailable(f"{name} needs a package that is not installed: {needed.install}")
    if needed.keys and not any(environment.get(key) for key in needed.keys):
        raise ModelUnavailable(
            f"{name} needs a key: set {' or '.join(needed.keys)} (to anything, for a server that asks for none)"
        )
    return _opened(name, needed.waiting(timeout) | dict(options), timeout)


def try_out(model: "BaseChatModel", name: str, timeout: float) -> None:
    """Ask for one word. Raises ModelUnavailable or ChatModelFailed when nothing comes back."""
    with translated(name, timeout):
        model.invoke("Write the word ready.")


def _opened(name: str, options: dict[str, Any], timeout: float) -> "BaseChatModel":
    from langchain.chat_models import init_chat_model

    provider, model = split_name(name)
    with translated(name, timeout):
        try:
            opened: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
        except ImportError as error:
            raise ModelUnavailable(f"{name} needs a package that is not installed: see LangChain's page on {provider}") from error
        except ValueError as error:  # of pydantic, too, whose words may hold a key
            known = ", ".join([LOCAL, *PROVIDERS])
            raise ModelUnavailable(
                f"{name} cannot be opened: write one of {known}, or another provider of LangChain's, and look at "
                "POLICY_CHAT_OPTIONS and at the provider's settings"
            ) from error
    return opened
