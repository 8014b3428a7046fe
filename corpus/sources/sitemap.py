"""Sitemaps and indexes of them, plain or gzipped; see sitemaps.org and Google's news extension."""

from collections.abc import Iterator

from corpus.errors import UnreadableDocument
from corpus.facts import hinted
from corpus.records import Failure
from corpus.sources import Entry, lists
from corpus.web.decoding import gunzipped
from corpus.web.xml import LARGEST, local, read_xml, root_name, text_of

_GZIP = b"\x1f\x8b"


def _is_sitemap(data: bytes) -> bool:
    try:
        return root_name(_plain(data)) in ("urlset", "sitemapindex")
    except UnreadableDocument:
        return False


@lists(_is_sitemap)
def read_sitemap(data: bytes, _url: str) -> Iterator[Entry | Failure]:
    """The pages of a sitemap, or the sitemaps of an index. The day of last change is not that of publication and is left out."""
    for element in read_xml(_plain(data)):
        if local(element) not in ("url", "sitemap") or not (place := text_of(element, "loc")):
            continue
        if local(element) == "sitemap":
            yield Entry(place, is_list=True)
            continue
        for news in (child for child in element if local(child) == "news"):
            publisher = next((text_of(child, "name") for child in news if local(child) == "publication"), None)
            hints = hinted(title=text_of(news, "title"), published=text_of(news, "publication_date"), publisher=publisher)
            yield Entry(place, hints)
            break
        else:
            yield Entry(place)


def _plain(data: bytes) -> bytes:
    return gunzipped(data, LARGEST) if data.startswith(_GZIP) else data
