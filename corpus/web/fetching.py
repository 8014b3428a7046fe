"""Web: pages by URL, within limits of size, time and redirects; the one file that sends requests."""

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urljoin

from corpus.errors import UnreadableDocument
from corpus.web.addresses import Resolver, Target, resolve, target_of
from corpus.web.decoding import decoded
from corpus.web.robots import MOST_BYTES, Robots, read_robots

USER_AGENT = "policy-desk/0.1 (reads documents that its curators name)"
_HEADERS = [
    ("User-Agent", USER_AGENT),
    ("Accept", "text/html, application/xhtml+xml, application/pdf, application/xml;q=0.9, */*;q=0.8"),
    ("Accept-Encoding", "gzip"),
]
_MOVED = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of the web one ingest takes."""

    bytes: int = 100 * 2**20  # of one page or file, unpacked; as for files on disk
    seconds: float = 60.0  # for one request, whatever the server does
    connect_seconds: float = 10.0
    redirects: int = 5
    pages: int = 10_000  # of one sitemap or feed, with the sitemaps it names
    delay: float = 1.0  # seconds between two pages of one host, unless its robots.txt asks for more


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave. The media type is what the server says, which is advice and no more."""

    url: str  # where it was in the end, after redirects
    data: bytes
    media_type: str = ""  # "text/html"
    disposition: str = ""  # the Content-Disposition header


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes  # empty unless the status is 200


@dataclass(slots=True)
class Web:
    """The web within limits. `allowed` hosts may be private, of this machine, and on any port (POLICY_ALLOW_HOSTS).

    `look_up`, `trusted` and `sleep` are there to be given others: a resolver, the certificates trusted, the waiting.
    """

    limits: Limits = Limits()
    allowed: frozenset[str] = frozenset()
    look_up: Resolver = resolve
    trusted: ssl.SSLContext | None = None  # None: the certificates that come with httpcore
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, Robots | str] = field(default_factory=dict, init=False)  # origin -> its rules, or why there are none
    _asked: dict[str, float] = field(default_factory=dict, init=False)  # host -> when it was last asked for a page

    def get(self, url: str, named_by: str | None = None) -> Fetched:
        """What is at the URL. `named_by` is the page that led to it; None when the curator named it.

        Every hop is checked anew: its scheme, host, port and address, its robots.txt, and that an outside
        page does not lead to an allowed inside host. Raises UnreadableDocument.
        """
        target = self._target(url, named_by)
        for hop in range(self.limits.redirects + 1):
            robots = self._robots_of(target)
            if not robots.allow(target.url):
                raise UnreadableDocument("its site asks programs not to read it (robots.txt): save the page yourself")
            if hop == 0:
                self._wait(target.host, max(self.limits.delay, robots.delay))
            reply = self._send(target, self.limits.bytes)
            if (location := _moved_to(target, reply)) is None:
                return _fetched(target, reply)
            target = self._target(location, target.url)
        raise UnreadableDocument(f"it is redirected more than {self.limits.redirects} times: give the address it ends at")

    def _target(self, url: str, named_by: str | None) -> Target:
        target = target_of(url, self.allowed)
        if named_by and target.host in self.allowed and target_of(named_by, self.allowed).host not in self.allowed:
            raise UnreadableDocument(
                f"{named_by} leads to {target.host}, an inside host: name {target.url} yourself if it is meant"
            )
        return target

    def _robots_of(self, target: Target) -> Robots:
        """The rules of the target's site, asked for once a run; a site that cannot give them is not read (RFC 9309, 2.3.1)."""
        if target.origin not in self._robots:
            try:
                self._robots[target.origin] = self._fetch_robots(target)
            except UnreadableDocument as error:
                self._robots[target.origin] = str(error)
        found = self._robots[target.origin]
        if isinstance(found, str):
            raise UnreadableDocument(found)
        return found

    def _fetch_robots(self, target: Target) -> Robots:
        at = self._target(f"{target.origin}/robots.txt", None)
        for _ in range(self.limits.redirects + 1):
            reply = self._send(at, MOST_BYTES)
            if (location := _moved_to(at, reply)) is not None:
                at = self._target(location, at.url)
            elif reply.status == HTTPStatus.OK:
                return read_robots(reply.body)
            elif 400 <= reply.status < 500:
                return read_robots(b"")  # the site has none
            else:
                raise UnreadableDocument(f"its robots.txt cannot be read (the server answers {reply.status}): try again later")
        raise UnreadableDocument("its robots.txt cannot be read (too many redirects): try again later")

    def _wait(self, host: str, pause: float) -> None:
        if host in self._asked:
            self.sleep(max(0.0, self._asked[host] + pause - time.monotonic()))
        self._asked[host] = time.monotonic()

    def _send(self, target: Target, most: int) -> _Reply:
        """One request, one reply. No proxy, cookie or password of the environment goes with it."""
        import httpcore  # on the path that needs it: most ingests are of files

        from corpus.web.connecting import CheckedNetwork

        network = CheckedNetwork(self.look_up, self.allowed, time.monotonic() + self.limits.seconds)
        extensions = {"timeout": {"connect": self.limits.connect_seconds, "read": self.limits.seconds}}
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self.trusted, network_backend=network) as pool,
                pool.stream("GET", target.url, headers=_HEADERS, extensions=extensions) as response,
            ):
                found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                body = b""
                if response.status == HTTPStatus.OK:
                    body = decoded(response.iter_stream(), found.get("content-encoding", ""), most)
                return _Reply(response.status, found, body)
        except httpcore.TimeoutException as error:
            raise UnreadableDocument(f"{target.host} does not answer in time: try again later") from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise UnreadableDocument(
                f"{target.host} cannot be reached ({error}): check the address, or try again later"
            ) from error


def _moved_to(target: Target, reply: _Reply) -> str | None:
    """The address that a redirect leads to; None when the reply is no redirect. Raises UnreadableDocument."""
    if reply.status not in _MOVED:
        return None
    if not reply.headers.get("location"):
        raise UnreadableDocument(f"the server answers {reply.status} (moved) without saying where to: check the address")
    return urljoin(target.url, reply.headers["location"].strip())


def _fetched(target: Target, reply: _Reply) -> Fetched:
    if reply.status != HTTPStatus.OK:
        raise UnreadableDocument(f"the server answers {_said(reply.status)}")
    media_type = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Fetched(target.url, reply.body, media_type, reply.headers.get("content-disposition", ""))


def _said(status: int) -> str:
    name = next((one.phrase.lower() for one in HTTPStatus if one == status), "an unknown status")
    if status in (401, 403, 407, 451):
        return f"{status} ({name}): it is not open to programs; save the page and ingest the file"
    if status in (404, 410):
        return f"{status} ({name}): check the address"
    return f"{status} ({name}): try again later"
