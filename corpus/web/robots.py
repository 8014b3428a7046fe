"""What a site's robots.txt lets us read (RFC 9309); the one file that knows protego.

Not the standard library's robotparser: it takes the first rule that fits where the RFC takes the
longest, and it does not know `*` and `$`, which most robots.txt use.
"""

from dataclasses import dataclass

from protego import Protego

AGENT = "policy-desk"  # the name that a robots.txt speaks to us by
MOST_BYTES = 500 * 1024  # the RFC asks for that much to be read
LONGEST_DELAY = 30.0  # seconds; a site that asks for more is read this slowly


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for us."""

    rules: Protego

    def allow(self, url: str) -> bool:
        """Whether we may read the URL."""
        return bool(self.rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """Seconds to wait between two pages; 0 if the site does not ask for any."""
        return min(float(self.rules.crawl_delay(AGENT) or 0), LONGEST_DELAY)


def read_robots(data: bytes) -> Robots:
    """The rules of a robots.txt; an empty one allows everything."""
    return Robots(Protego.parse(data[:MOST_BYTES].decode("utf-8", errors="replace")))
