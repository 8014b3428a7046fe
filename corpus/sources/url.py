"""A page or file by its URL; and the pages that a sitemap or feed at the URL lists."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from corpus.errors import UnreadableDocument
from corpus.parsers import parsers
from corpus.records import Failure
from corpus.sources import Content, Entry, Source, opens, reader_of
from corpus.web import Fetched, Web

DEEPEST = 2  # a sitemap, in an index, in an index; the protocol has one index

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_SUFFIX = {  # for names that have none that we know, such as article.php
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
    "text/csv": ".csv", "application/pdf": ".pdf", "message/rfc822": ".eml",
}  # fmt: skip
_GENERIC = {"index", "default", "home", "main"}  # names of pages that tell nothing: the folder above names them
_FILENAME = re.compile(r"""filename="?([^";]+)""", re.IGNORECASE)


@opens(lambda name: _SCHEME.match(name) is not None)
def open_url(name: str, web: Web) -> Iterator[Source | Failure]:
    """The page, fetched at once since only its content tells whether it is a list; the pages of a list wait to be read."""
    url = urldefrag(name).url
    try:
        fetched = web.get(url)
    except UnreadableDocument as error:
        yield Failure(name, str(error))
        return
    if reader_of(fetched.data) is None:
        content = _content(fetched)
        yield Source(url, lambda: content)
        return
    pages = 0
    for entry in _entries(fetched, web, depth=0):
        if isinstance(entry, Failure):
            yield entry
        elif pages == web.limits.pages:
            yield Failure(name, f"it lists more than {pages} pages: the rest is left out; ingest its parts one by one")
            return
        else:
            pages += 1
            yield Source(urldefrag(entry.url).url, partial(_read, web, entry.url, fetched.url), hints=entry.hints)
    if not pages:
        yield Failure(name, "it lists no pages: is it the right sitemap or feed?")


def _entries(fetched: Fetched, web: Web, depth: int) -> Iterator[Entry | Failure]:
    reader = reader_of(fetched.data)
    if reader is None:
        yield Failure(fetched.url, "it is neither a sitemap nor a feed")
        return
    try:
        for entry in reader(fetched.data, fetched.url):
            if isinstance(entry, Entry) and entry.is_list:
                yield from _below(entry, fetched.url, web, depth + 1)
            else:
                yield entry
    except UnreadableDocument as error:
        yield Failure(fetched.url, str(error))


def _below(entry: Entry, named_by: str, web: Web, depth: int) -> Iterator[Entry | Failure]:
    if depth > DEEPEST:
        yield Failure(entry.url, f"it is a list in lists, more than {DEEPEST} deep: ingest it by itself")
        return
    try:
        fetched = web.get(entry.url, named_by)
    except UnreadableDocument as error:
        yield Failure(entry.url, str(error))
        return
    yield from _entries(fetched, web, depth)


def _read(web: Web, url: str, named_by: str) -> Content:
    return _content(web.get(url, named_by))


def _content(fetched: Fetched) -> Content:
    return Content(Path(_name(fetched)), fetched.data, fetched.url)


def _name(fetched: Fetched) -> str:
    """A file name for the page: what the server calls it, or the last part of its address that says something."""
    called = _FILENAME.search(fetched.disposition)
    parts = [unquote(part) for part in urlsplit(fetched.url).path.split("/") if part]
    if parts and Path(parts[-1]).stem.lower() in _GENERIC:
        parts[-1] = (parts[-2] if len(parts) > 1 else "") + Path(parts[-1]).suffix
    name = (called[1] if called else parts[-1] if parts else "").replace("\\", "/").rpartition("/")[2]
    name = re.sub(r"[\x00-\x1f]", "", name)[-100:]
    if not Path(name).stem.strip("."):
        name = str(urlsplit(fetched.url).hostname) + Path(name).suffix
        return name if Path(name).suffix in parsers else name + _SUFFIX.get(fetched.media_type, "")
    if Path(name).suffix.lower() in parsers:
        return name
    return Path(name).stem + _SUFFIX.get(fetched.media_type, Path(name).suffix)
