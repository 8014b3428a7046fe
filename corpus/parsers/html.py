"""Web pages: the article without what stands around it; the one file that knows trafilatura and htmldate."""

import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.archives import damage_named
from corpus.errors import UnreadableDocument
from corpus.html_facts import PageFacts, page_facts
from corpus.html_hidden import remove_hidden
from corpus.html_text import HtmlWriter, marked
from corpus.invisible import left_out
from corpus.languages import language_of
from corpus.parsers import Parsed, parsers
from corpus.parsers.plain_text import decode
from corpus.published import date_in, published_in
from corpus.records import Document, Failure
from corpus.text_builder import BuiltText, TextBuilder

_LOOKED_AT = 4_096  # bytes in which a page says that it is one, and its encoding
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.DOTALL | re.IGNORECASE,
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,30})",
    re.IGNORECASE,
)
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "utf-8",
    "big5": "big5hkscs",
}
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
LEAST_ARTICLE = 0.2  # of the page's own paragraphs: below it the article was missed and the whole page is read
_AROUND = ("nav", "header", "footer", "aside", "form", "menu")


def is_html(data: bytes) -> bool:
    """Whether the bytes are a web page: it begins with its document type, or with html, head or body."""
    return bool(_BEGINS.match(data[:_LOOKED_AT]))


@parsers.register(".html", ".htm", ".xhtml", recognises=is_html)
def parse_html(path: Path, data: bytes) -> Parsed:
    """The article of the page, with title, publisher, date, language and address as the page gives them.

    Menus, notices about cookies, related links and comments are left out; hidden text is left out and named. A
    page that has no article to be told from the rest is read whole, and that is noted. Raises UnreadableDocument.
    """
    return parse_page(path, decode_html(data))


def parse_page(path: Path, text: str, address: str | None = None) -> Parsed:
    """The same for a page that is decoded, and whose address may be known. Raises UnreadableDocument."""
    from lxml.etree import LxmlError

    with damage_named("web page", LxmlError):
        page = read_page(text)
    facts, built = page.facts, page.built
    title = facts.title or path.stem
    published, inferred = facts.published, False
    if published is None and (found := published_in(built.text, title) or page.dated):
        published, inferred = found
    notes = left_out(path, page.hidden, "pieces of hidden text")
    notes += left_out(path, built.invisible, "invisible characters")
    if page.whole:
        notes += (Failure(str(path), "the article could not be told from what stands around it: all of the page was read"),)
    language = language_of(built.text)
    if facts.language and "zh" not in (language, facts.language):  # a page of Chinese text that says "en" is Chinese
        language = facts.language
    address = facts.url or address
    document = Document(path.stem, title, built.text, facts.publisher, published, inferred, address,
                        language=language, sections=built.sections)  # fmt: skip
    return Parsed((document,), notes=notes)


@dataclass(frozen=True, slots=True)
class Page:
    """A web page as read."""

    facts: PageFacts
    built: BuiltText
    hidden: int  # pieces of hidden text that were left out
    whole: bool  # no article was found
    dated: tuple[str, bool] | None  # a date of publication that stands outside the article


def read_page(text: str) -> Page:
    """The article of a page; the whole of it when there is none."""
    tree = parsed_html(text)
    facts = page_facts(tree)
    hidden = remove_hidden(tree)
    dated = _dated(tree, facts.url)
    tables = marked(tree)
    article = _article(tree)
    builder = TextBuilder()
    if facts.title and not _has_title(tree if article is None else article, facts.title):
        builder.heading(1, facts.title)
    if article is None:
        for element in list(tree.iter(*_AROUND)):
            element.drop_tree()
    HtmlWriter(builder, tables).write(tree if article is None else article)
    return Page(facts, builder.built(), hidden, article is None, dated)


def parsed_html(text: str) -> Any:
    """The tree of a page or of a piece of one. Raises UnreadableDocument when there is nothing in it."""
    from lxml import etree, html

    try:
        return html.document_fromstring(_XML_DECLARATION.sub("", text), parser=html.HTMLParser(no_network=True))
    except etree.ParserError as error:
        raise UnreadableDocument("there is no text in it") from error


def decode_html(data: bytes) -> str:
    """The text of a page in the encoding that it declares, else as any text file. Raises UnreadableDocument."""
    match = _CHARSET.search(data[:_LOOKED_AT])
    if match and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        declared = (match[1] or match[2]).decode("ascii").lower()
        try:
            return data.decode(_WIDER.get(declared, declared))
        except (LookupError, UnicodeDecodeError):
            pass  # a page that was saved again often keeps the declaration that it had
    return decode(data)


def _article(tree: Any) -> Any | None:
    """The part of the page that is the article; None when trafilatura finds none, or a scrap."""
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of what we name ourselves
    found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    if found is None or found.body is None:
        return None
    words = len("".join(found.body.itertext()).split()) or 1
    own = sum(
        len(one.text_content().split())
        for one in tree.iter("p")
        if not any(above.tag in _AROUND for above in one.iterancestors())
    )
    return found.body if words >= LEAST_ARTICLE * own else None


def _has_title(body: Any, title: str) -> bool:
    words = "".join(title.split())
    return any("".join("".join(one.itertext()).split()) == words for one in body.iter("h1", "h2", "head"))


def _dated(tree: Any, address: str | None) -> tuple[str, bool] | None:
    """A date of publication printed near the title, which extraction leaves out with the rest of the head; always inferred."""
    from htmldate import find_date

    begin = next(iter(tree.iter("h1")), None)
    lines = TextBuilder()
    HtmlWriter(lines).write(tree)
    text = lines.built().text
    title = " ".join(begin.text_content().split()) if begin is not None else ""
    after = text.partition(f"# {title}\n")[2] if title else ""
    if found := published_in(after, title):
        return found
    times = {read for one in tree.xpath("//article//time/@datetime | //main//time/@datetime") if (read := date_in(one))}
    if len(times) == 1:
        return times.pop(), True
    guessed = find_date(
        _head_of(tree), extensive_search=False, original_date=True, url=address, max_date=date.today().isoformat()
    )
    return (guessed, True) if guessed else None


def _head_of(tree: Any) -> Any:
    """The page without its body, where htmldate takes any date for that of the page: a fiscal year's end, a link's."""
    from lxml import html

    page = html.document_fromstring("<html><body></body></html>")
    head = deepcopy(next(iter(tree.iter("head")), html.Element("head")))
    for title in list(head.iter("title")):
        title.drop_tree()
    page.insert(0, head)
    return page
