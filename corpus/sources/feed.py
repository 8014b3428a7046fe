"""Feeds: RSS 0.9 to 2.0 and Atom 1.0 (RFC 4287)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from corpus.facts import hinted
from corpus.records import Failure
from corpus.sources import Entry, lists
from corpus.web.xml import local, read_xml, root_name, text_of

_BASE = "{http://www.w3.org/XML/1998/namespace}base"


@lists(lambda data: root_name(data).lower() in ("rss", "rdf", "feed"))
def read_feed(data: bytes, url: str) -> Iterator[Entry | Failure]:
    """The pages of its entries, each with the title, date and publisher that the feed gives."""
    root = read_xml(data)
    about = next((child for child in root if local(child) == "channel"), root)  # Atom's root is its own channel
    publisher = text_of(about, "title")
    for entry in root.iter("{*}item", "{*}entry"):
        link = _link(entry)
        if not link:
            yield Failure(url, f"its entry {text_of(entry, 'title') or 'without title'!r} has no link: it is left out")
            continue
        date = text_of(entry, "pubDate", "published", "issued", "date")  # the last is Dublin Core's
        hints = hinted(title=text_of(entry, "title"), published=date, publisher=text_of(entry, "publisher") or publisher)
        yield Entry(urljoin(urljoin(url, root.get(_BASE) or ""), link), hints)


def _link(entry: Any) -> str | None:
    for element in entry:
        if local(element) == "link" and element.get("rel", "alternate") == "alternate" and element.get("href"):
            return str(element.get("href")).strip()
    if link := text_of(entry, "link"):
        return link
    named = next((element for element in entry if local(element) == "guid"), None)
    if named is not None and named.get("isPermaLink", "true") == "true":
        return text_of(entry, "guid")
    return None
