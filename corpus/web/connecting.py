"""Connections that go where they were checked to go, and end when their time is up; knows httpcore's network side."""

import ssl
import time
from collections.abc import Iterable

import httpcore

from corpus.errors import UnreadableDocument
from corpus.web.addresses import Resolver, checked_addresses

SocketOptions = Iterable[httpcore.SOCKET_OPTION] | None


class CheckedNetwork(httpcore.NetworkBackend):
    """Looks a host up once, checks every address, and connects to those very addresses.

    There is no second look-up that could give another answer. TLS still asks for a certificate of the
    host, since httpcore keeps the name. `deadline` is in the seconds of time.monotonic.
    """

    def __init__(self, look_up: Resolver, allowed: frozenset[str], deadline: float) -> None:
        self._look_up = look_up
        self._allowed = allowed
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first checked address that answers. Raises UnreadableDocument or httpcore's errors."""
        failed: Exception | None = None
        for address in checked_addresses(host, port, self._look_up, self._allowed):
            try:
                stream = self._network.connect_tcp(address, port, _left(self._deadline, timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
                continue
            if host not in self._allowed and _is_this_machine(stream):
                stream.close()
                raise UnreadableDocument(f"{host} is this machine: add it to POLICY_ALLOW_HOSTS if it is meant")
            return _TimedStream(stream, self._deadline)
        raise failed or httpcore.ConnectError("no address")


class _TimedStream(httpcore.NetworkStream):
    """A stream whose reads and writes all end by the deadline: a server that drips a byte a second does not hold us."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is up")
    return left if timeout is None else min(left, timeout)


def _is_this_machine(stream: httpcore.NetworkStream) -> bool:
    """A public address may still be our own: then both ends of the connection have it."""
    return bool(stream.get_extra_info("server_addr")[0] == stream.get_extra_info("client_addr")[0])
