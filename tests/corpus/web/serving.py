"""A real web server on this machine, whose pages a test writes down, and a resolver that computes."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from corpus.web import Limits, Web

Page = tuple[int, Mapping[str, str], bytes]  # status, headers, body
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(slots=True)
class Site:
    """Pages by path; a page may be a function that writes to the connection itself."""

    port: int = 0
    pages: dict[str, Page | Callable[[Any], None]] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)  # path and headers of every request

    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


def page(body: str | bytes, status: int = 200, **headers: str) -> Page:
    """A page; the names of headers are written with _ for -."""
    data = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, HTML | {"Content-Length": str(len(data))} | named, data


def moved(to: str, status: int = 302) -> Page:
    return status, {"Location": to, "Content-Length": "0"}, b""


@contextmanager
def serving(secured: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site on a free port of this machine."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            found = site.pages.get(self.path, page("nothing here", 404))
            if callable(found):
                found(self)
                return
            status, headers, body = found
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if secured is not None:
        server.socket = secured.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


QUICK = Limits(bytes=1_000_000, seconds=5.0, connect_seconds=5.0, delay=0.0)


def web(*allowed: str, limits: Limits = QUICK, names: Mapping[str, Sequence[str]] | None = None, **given: Any) -> Web:
    """The web with the allowed hosts, where names stand for the addresses given, and addresses for themselves."""
    known = {"127.0.0.1": ["127.0.0.1"], **(names or {})}

    def look_up(host: str, port: int) -> Sequence[str]:
        if host not in known:
            raise OSError(-2, "Name or service not known")
        return known[host]

    return Web(limits, frozenset(allowed), **{"look_up": look_up} | given)
