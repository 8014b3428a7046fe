"""Pages over real connections to servers on this machine: what comes back, what is refused, and when it ends."""

import gzip
import socket
import ssl
import time
from collections.abc import Iterator
from typing import Any

import pytest
import trustme

from corpus.errors import UnreadableDocument
from corpus.web import Limits
from tests.corpus.web.serving import QUICK, Site, moved, page, serving, web

HERE = "127.0.0.1"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def refused(url: str, *allowed: str, **given: Any) -> str:
    """Why the URL is refused, in one line."""
    with pytest.raises(UnreadableDocument) as caught:
        web(*allowed, **given).get(url)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# what comes back ------------------------------------------------------------------------------


def test_a_page_comes_with_its_address_and_what_the_server_says_of_it(site: Site) -> None:
    site.pages["/plan"] = page("<p>Seventy plants.</p>", Content_Disposition='attachment; filename="plan.html"')

    fetched = web(HERE).get(site.url("/plan"))

    assert fetched.data == b"<p>Seventy plants.</p>"
    assert (fetched.url, fetched.media_type) == (site.url("/plan"), "text/html")
    assert "plan.html" in fetched.disposition


def test_we_say_who_we_are_and_send_nothing_of_the_user(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.pages["/"] = page("hello")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")

    web(HERE).get(site.url("/"))

    headers = {name.lower(): value for name, value in site.asked[-1][1].items()}
    assert headers["user-agent"].startswith("policy-desk/")
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding"}


def test_a_packed_page_is_unpacked(site: Site) -> None:
    site.pages["/"] = page(gzip.compress("政策".encode()), Content_Encoding="gzip")

    assert web(HERE).get(site.url("/")).data.decode() == "政策"


def test_a_redirect_is_followed_to_where_it_ends(site: Site) -> None:
    site.pages |= {"/old": moved("/new?x=1"), "/new?x=1": page("here")}

    fetched = web(HERE).get(site.url("/old"))

    assert (fetched.data, fetched.url) == (b"here", site.url("/new?x=1"))


# what is refused ------------------------------------------------------------------------------


def test_this_machine_is_refused_and_not_asked(site: Site) -> None:
    why = refused(site.url("/").replace(str(site.port), "8080"))

    assert "POLICY_ALLOW_HOSTS" in why
    assert site.asked == []


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254"),
        ("http://inside.test/", "10.1.2.3"),
        ("http://localhost:8080/", "127.0.0.1"),
        ("http://[::1]:8080/", "::1"),
        ("http://0/", "host name"),
        ("file:///etc/passwd", "file: addresses"),
        ("http://user:secret@public.test/", "password"),
        ("http://public.test:22/", "port 22"),
    ],
)
def test_a_redirect_to_the_inside_is_refused(to: str, why: str, site: Site) -> None:
    site.pages["/"] = moved(to)
    names = {"site.test": [HERE], "inside.test": ["10.1.2.3"], "localhost": [HERE]}
    names |= {address: [address] for address in ("169.254.169.254", "::1")}

    assert why in refused(site.url("/", "site.test"), "site.test", names=names)


def test_an_outside_page_does_not_lead_to_an_allowed_inside_host(site: Site) -> None:
    site.pages["/secret"] = page("secret")
    allowed = web("wiki.corp", names={"wiki.corp": [HERE]})

    with pytest.raises(UnreadableDocument, match=r"leads to wiki\.corp"):
        allowed.get(site.url("/secret", "wiki.corp"), named_by="https://outside.test/feed")
    assert allowed.get(site.url("/secret", "wiki.corp"), named_by=site.url("/list", "wiki.corp")).data == b"secret"


def test_a_connection_goes_to_the_checked_address_without_a_second_look_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.pages["/"] = page("hello")
    ours: list[str] = []
    theirs: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, port: int) -> list[str]:
        ours.append(host)
        return [HERE]

    def listening(host: Any, *rest: Any, **named: Any) -> Any:
        theirs.append(host)
        return real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", listening)

    web("sly.test", look_up=look_up).get(site.url("/", "sly.test"))

    assert ours == ["sly.test"] * len(site.asked) == ["sly.test"] * 2  # one for robots.txt, one for the page
    assert set(theirs) == {HERE}


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (404, "check the address"),
        (410, "check the address"),
        (403, "not open to programs"),
        (503, "try again later"),
        (204, "204"),
    ],
)
def test_what_is_no_page_is_refused_with_the_servers_answer(status: int, why: str, site: Site) -> None:
    site.pages["/x"] = page("", status)

    said = refused(site.url("/x"), HERE)

    assert str(status) in said
    assert why in said


def test_a_circle_of_redirects_ends(site: Site) -> None:
    site.pages |= {"/a": moved("/b"), "/b": moved("/a")}

    assert "more than 5 times" in refused(site.url("/a"), HERE)
    assert len(site.paths()) == 6


def test_a_redirect_to_nowhere_is_refused(site: Site) -> None:
    site.pages["/a"] = (302, {"Content-Length": "0"}, b"")

    assert "without saying where" in refused(site.url("/a"), HERE)


def test_nobody_listening_is_one_line() -> None:
    with serving() as gone:
        url = gone.url("/")

    assert "cannot be reached" in refused(url, HERE)


def test_an_unknown_host_is_one_line() -> None:
    assert "gone.test is not found" in refused("https://gone.test/")


# limits ---------------------------------------------------------------------------------------


def test_a_page_over_the_limit_is_refused(site: Site) -> None:
    site.pages["/"] = page(b"x" * 1_000_001)

    assert "over the limit of 1 MB" in refused(site.url("/"), HERE)


def test_a_page_of_the_limit_is_read(site: Site) -> None:
    site.pages["/"] = page(b"x" * 1_000_000)

    assert len(web(HERE).get(site.url("/")).data) == 1_000_000


def test_a_page_that_says_it_is_small_and_goes_on_for_ever_is_refused(site: Site) -> None:
    def endless(connection: Any) -> None:
        connection.send_response(200)
        connection.end_headers()
        try:
            while True:
                connection.wfile.write(b"x" * 65_536)
        except OSError:
            return

    site.pages["/"] = endless

    assert "over the limit" in refused(site.url("/"), HERE)


def test_a_packed_bomb_is_refused_before_it_is_unpacked(site: Site) -> None:
    site.pages["/"] = page(gzip.compress(bytes(100_000_000), 9), Content_Encoding="gzip")

    assert "over the limit" in refused(site.url("/"), HERE)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "deflate"])
def test_a_packing_that_was_not_asked_for_is_refused(coding: str, site: Site) -> None:
    site.pages["/"] = page(b"whatever", Content_Encoding=coding)

    assert "unasked" in refused(site.url("/"), HERE)


def test_a_page_that_is_cut_off_is_refused(site: Site) -> None:
    site.pages["/packed"] = page(gzip.compress(b"x" * 5_000)[:-9], Content_Encoding="gzip")
    site.pages["/plain"] = page("short", Content_Length="5000")

    assert "ends in the middle" in refused(site.url("/packed"), HERE)
    assert "cannot be reached" in refused(site.url("/plain"), HERE)


def test_a_server_that_drips_is_left_when_the_time_is_up(site: Site) -> None:
    def drip(connection: Any) -> None:
        try:
            connection.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(300):
                connection.wfile.write(f"X-{number}: y\r\n".encode())
                time.sleep(0.1)
        except OSError:
            return

    site.pages["/"] = drip
    began = time.monotonic()

    why = refused(site.url("/"), HERE, limits=Limits(seconds=0.6, delay=0))

    assert "does not answer in time" in why
    assert time.monotonic() - began < 15


# robots ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "path", "free"),
    [
        ("User-agent: *\nDisallow: /private", "/private/plan", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/plan.pdf", False),
        ("User-agent: *\nDisallow: /\nAllow: /press/", "/press/1", True),
        ("User-agent: policy-desk\nDisallow: /\n\nUser-agent: *\nDisallow:", "/press", False),
        ("User-agent: other\nDisallow: /", "/press", True),
        ("", "/press", True),
    ],
)
def test_robots_txt_is_respected(rules: str, path: str, free: bool, site: Site) -> None:
    site.pages |= {"/robots.txt": page(rules, Content_Type="text/plain"), path: page("hello")}

    if free:
        assert web(HERE).get(site.url(path)).data == b"hello"
    else:
        assert "robots.txt" in refused(site.url(path), HERE)
        assert site.paths() == []


def test_a_redirect_into_what_robots_txt_forbids_is_refused(site: Site) -> None:
    site.pages |= {"/robots.txt": page("User-agent: *\nDisallow: /b"), "/a": moved("/b"), "/b": page("hello")}

    assert "robots.txt" in refused(site.url("/a"), HERE)
    assert site.paths() == ["/a"]


def test_a_site_whose_robots_txt_fails_is_not_read(site: Site) -> None:
    site.pages |= {"/robots.txt": page("", 503), "/": page("hello")}

    assert "robots.txt cannot be read (the server answers 503)" in refused(site.url("/"), HERE)
    assert site.paths() == []


def test_robots_txt_is_asked_for_once_and_its_pause_is_kept(site: Site) -> None:
    site.pages |= {"/robots.txt": page("User-agent: *\nCrawl-delay: 7"), "/a": page("a"), "/b": page("b")}
    waited: list[float] = []
    calm = web(HERE, sleep=waited.append)

    calm.get(site.url("/a"))
    calm.get(site.url("/b"))

    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/b"]
    assert [6 < pause <= 7 for pause in waited] == [True]


def test_a_pause_without_end_is_not_kept(site: Site) -> None:
    site.pages |= {"/robots.txt": page("User-agent: *\nCrawl-delay: 86400"), "/a": page("a")}
    waited: list[float] = []
    calm = web(HERE, sleep=waited.append)

    calm.get(site.url("/a"))
    calm.get(site.url("/a"))

    assert [pause <= 30 for pause in waited] == [True]


def test_there_is_a_pause_between_pages_of_one_host_alone(site: Site) -> None:
    site.pages["/"] = page("a")
    waited: list[float] = []
    names = {"one.test": [HERE], "two.test": [HERE]}
    calm = web("one.test", "two.test", names=names, sleep=waited.append, limits=Limits(delay=1.0))

    for host in ("one.test", "two.test", "one.test"):
        calm.get(site.url("/", host))

    assert [0 < pause <= 1 for pause in waited] == [True]


# TLS ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def secured(authority: trustme.CA) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("secure.test").configure_cert(context)
    with serving(context) as served:
        served.pages["/"] = page("safe")
        yield served


def test_the_certificate_is_that_of_the_host_though_the_connection_goes_to_an_address(
    secured: Site, authority: trustme.CA
) -> None:
    names = {"secure.test": [HERE], "other.test": [HERE]}
    given: dict[str, Any] = {"names": names, "trusted": trusting(authority)}

    fetched = web("secure.test", **given).get(secured.url("/", "secure.test", "https"))

    assert fetched.data == b"safe"
    assert "certificate verify failed" in refused(secured.url("/", "other.test", "https"), "other.test", **given)


def test_a_certificate_of_nobody_we_trust_is_refused(secured: Site) -> None:
    why = refused(secured.url("/", "secure.test", "https"), "secure.test", names={"secure.test": [HERE]}, limits=QUICK)

    assert "certificate verify failed" in why
