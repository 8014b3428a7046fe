"""Which URLs and addresses may be reached: the public internet, and the hosts that staff have named."""

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

from corpus.errors import UnreadableDocument

# (host, port) -> its addresses, all of them. Raises OSError.
Resolver = Callable[[str, int], Sequence[str]]

PORTS = {80, 443, 8080, 8443}  # a web server on another port is more often something else: mail, a database, an admin page
LONGEST_URL = 4_000  # characters; browsers and servers stop near 2,000 to 8,000

# IANA's special-purpose registry (2025-10), spelt out so that it does not depend on the Python that runs it
_NOT_PUBLIC_4 = [ip_network(net) for net in (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
    "168.63.129.16/32",  # a public number that every Azure machine finds its own host under
)]  # fmt: skip
_GLOBAL_6 = ip_network("2000::/3")  # all that is routed; loopback, mapped, local and multicast addresses lie outside
_NOT_PUBLIC_6 = [ip_network(net) for net in (
    "2001::/23",  # Teredo, benchmarks, ORCHID
    "2001:db8::/32", "3fff::/20",  # documentation
    "2002::/16",  # 6to4: an IPv4 address in disguise
)]  # fmt: skip
_NAT64 = ip_network("64:ff9b::/96")  # how a network without IPv4 reaches it: the last 32 bits are the address meant

_UNSAFE = re.compile(r"[\x00-\x20\x7f\\\u0080-\u00a0\u2028\u2029]")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")
_AS_IT_IS = "/%:@!$&'()*+,;=~-._"  # in paths and queries; "%" since most are encoded already
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")


@dataclass(frozen=True, slots=True)
class Target:
    """A checked URL, taken apart."""

    url: str
    scheme: str  # "http" or "https"
    host: str  # lower case, in ASCII, without brackets
    port: int
    path: str  # with the query, percent-encoded

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        standard = {"http": 80, "https": 443}[self.scheme] == self.port
        return f"{self.scheme}://{host}" if standard else f"{self.scheme}://{host}:{self.port}"


def target_of(url: str, allowed: frozenset[str]) -> Target:
    """The URL taken apart, without its fragment. `allowed` hosts may have any port.

    Raises UnreadableDocument for what is no http(s) address, for a user or password in it, for hosts
    written as numbers other than a plain address, and for ports that no web site uses.
    """
    if len(url) > LONGEST_URL or _UNSAFE.search(url):
        raise UnreadableDocument("the address has spaces or signs that no web address has: copy it again")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UnreadableDocument(f"it is not a web address ({error}): copy it again") from error
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise UnreadableDocument(f"{scheme}: addresses are not read: give one that begins with https:// or http://")
    if "@" in parts.netloc:
        raise UnreadableDocument("the address has a user name or password in it: leave it out")
    host = _host(parts.hostname or "")
    port = port if port is not None else (443 if scheme == "https" else 80)
    if port not in PORTS and host not in allowed:
        raise UnreadableDocument(
            f"port {port} is not one of {', '.join(map(str, sorted(PORTS)))}: add {host} to POLICY_ALLOW_HOSTS if it is meant"
        )
    path = quote(parts.path or "/", safe=_AS_IT_IS)
    if parts.query:
        path += "?" + quote(parts.query, safe=_AS_IT_IS + "?")
    plain = Target("", scheme, host, port, path)
    return Target(plain.origin + plain.path, scheme, host, port, plain.path)


def _host(written: str) -> str:
    """The host as it is looked up. Numbers in any dress but the plain one are refused rather than understood."""
    try:
        host = written if written.isascii() else written.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise UnreadableDocument(f"{written!r} is not a host name: copy the address again") from error
    host = host.lower().rstrip(".")
    if ":" in host:
        return str(_address(host))
    if not _HOST.fullmatch(host) or ".." in host or len(host) > 253:
        raise UnreadableDocument(f"{written!r} is not a host name: copy the address again")
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        return str(_address(host))
    return host


def _address(host: str) -> IPv4Address | IPv6Address:
    try:
        return ip_address(host)
    except ValueError as error:
        raise UnreadableDocument(f"{host!r} is neither a host name nor a plain address: copy the address again") from error


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host as this machine looks them up. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def checked_addresses(host: str, port: int, look_up: Resolver, allowed: frozenset[str]) -> Sequence[str]:
    """Where to connect to. One address that is not public refuses the host, for the next look-up may give that one first.

    Raises UnreadableDocument when the host is not found or is not of the public internet.
    """
    try:
        addresses = look_up(host, port)
    except OSError as error:
        raise UnreadableDocument(f"the host {host} is not found ({error.strerror or error}): check the address") from error
    if not addresses:
        raise UnreadableDocument(f"the host {host} is not found: check the address")
    if host not in allowed:
        for address in addresses:
            if not is_public(address):
                raise UnreadableDocument(
                    f"{host} is {address}, an address of this machine or of a private network: "
                    "add the host to POLICY_ALLOW_HOSTS if it is meant"
                )
    return addresses


def is_public(address: str) -> bool:
    """Whether the address is one of the public internet; what cannot be read as an address is not."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return not any(found in net for net in _NOT_PUBLIC_4)
    if found in _NAT64:
        return is_public(str(IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.scope_id is None and found in _GLOBAL_6 and not any(found in net for net in _NOT_PUBLIC_6)
