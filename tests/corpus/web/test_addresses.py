"""Which URLs and addresses may be reached, by the tables of IANA and the tricks of RFC-minded strangers."""

import pytest

from corpus.errors import UnreadableDocument
from corpus.web.addresses import checked_addresses, is_public, resolve, target_of

NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "114.114.114.114", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
        "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254",
        "ff02::1", "fec0::1", "2002:7f00:1::", "2002:808:808::", "2001::1", "2001:db8::1", "3fff::1", "100::1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "5f00::1", "nonsense", "",
    ],
)  # fmt: skip
def test_an_address_of_this_machine_or_a_private_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "data:text/plain,x", "//example.org/", "example.org",
        "http://", "http:///x", "http://user@example.org/", "http://user:secret@example.org/", "http://example.org@10.0.0.1/",
        "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://0x7f.0.0.1/", "http://1.2.3/",
        "http://127.0.0.1.0x1/", "http://[::1/", "http://[::1%25lo]/x y", "http://exa mple.org/", "http://example.org\\@evil.org/",
        "http://example.org/\r\nHost: evil", "http://example.org/\t", "http://example..org/", "http://-example.org/",
        "http://example.org:99999/", "http://example.org:x/", "http://%31%32%37.0.0.1/", "http://" + "a" * 300 + ".org/",
        "http://example.org/" + "a" * 5_000, "http://exa\u00a0mple.org/",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        target_of(url, NOBODY)

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("port", [22, 25, 3306, 6379, 9200, 0, 8888])
def test_a_port_that_no_web_site_uses_is_refused_with_the_way_to_allow_it(port: int) -> None:
    with pytest.raises(UnreadableDocument, match="POLICY_ALLOW_HOSTS"):
        target_of(f"http://example.org:{port}/", NOBODY)


@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_a_port_of_web_sites_is_let_through(port: int) -> None:
    assert target_of(f"http://example.org:{port}/", NOBODY).port == port


def test_an_allowed_host_may_have_any_port() -> None:
    assert target_of("http://wiki.corp:9000/plan", frozenset({"wiki.corp"})).origin == "http://wiki.corp:9000"


@pytest.mark.parametrize(
    ("written", "url", "host"),
    [
        ("HTTPS://Example.ORG", "https://example.org/", "example.org"),
        ("http://example.org./a?b=c#d", "http://example.org/a?b=c", "example.org"),
        ("http://例子.中国/政策?页=1", "http://xn--fsqu00a.xn--fiqs8s/%E6%94%BF%E7%AD%96?%E9%A1%B5=1", "xn--fsqu00a.xn--fiqs8s"),
        ("https://example.org/a%20b", "https://example.org/a%20b", "example.org"),
        ("http://１２７.0.0.1/", "http://127.0.0.1/", "127.0.0.1"),
        ("http://[2606:4700::1111]:8080/", "http://[2606:4700::1111]:8080/", "2606:4700::1111"),
    ],
)
def test_a_web_address_is_written_in_one_way(written: str, url: str, host: str) -> None:
    target = target_of(written, NOBODY)

    assert (target.url, target.host) == (url, host)


def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    with pytest.raises(UnreadableDocument, match=r"sly\.test is 10\.0\.0\.1"):
        checked_addresses("sly.test", 80, lambda host, port: ["8.8.8.8", "10.0.0.1"], NOBODY)


def test_an_allowed_host_may_be_private() -> None:
    found = checked_addresses("wiki.corp", 80, lambda host, port: ["10.0.0.1"], frozenset({"wiki.corp"}))

    assert found == ["10.0.0.1"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_this_machine_is_refused_by_the_real_look_up(host: str) -> None:
    with pytest.raises(UnreadableDocument, match="this machine"):
        checked_addresses(host, 80, resolve, NOBODY)


def test_a_host_that_is_not_found_is_one_line() -> None:
    def look_up(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(UnreadableDocument, match=r"gone\.test is not found"):
        checked_addresses("gone.test", 80, look_up, NOBODY)
