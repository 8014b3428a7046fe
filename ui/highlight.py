"""A document's text as markup: headings and paragraphs, with the cited passage and the quote marked where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from corpus.passages import body_start
from corpus.records import Document

_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_HIGHEST = 3  # the page's own headings are h1 and h2


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a document's text, `end` exclusive."""

    start: int
    end: int


NOTHING = Span(0, 0)


def marked_text(document: Document, passage: Span = NOTHING, quote: Span = NOTHING) -> str:
    """The document from after its front matter; the marks, line by line, read exactly as the quote does.

    The first mark has the id "cited-quote". Only "#" at the beginning of a line is more than text: it makes a heading.
    A first heading that only repeats the title is left out unless it is cited: the title stands above the text.
    """
    drawn: list[str] = []
    paragraph: list[str] = []
    for block in _lines(document):
        if not isinstance(block, Span) or _is_blank(document.text, block):
            drawn += _paragraph(paragraph)
            paragraph = []
            if isinstance(block, int):
                drawn.append(f'<div class="page-number">{block}</div>')
            continue
        heading = _HEADING.match(document.text, block.start, block.end)
        if heading:
            level = min(_HIGHEST + len(heading[1]) - 1, 6)
            pieces = _pieces(document.text, Span(heading.end(), block.end), passage, quote)
            repeats = document.text[heading.end() : block.end].strip() == document.title and "<mark" not in pieces
            if drawn or paragraph or not repeats:
                drawn += [*_paragraph(paragraph), f"<h{level}>{pieces}</h{level}>"]
            paragraph = []
        else:
            paragraph.append(_pieces(document.text, block, passage, quote))
    drawn += _paragraph(paragraph)
    return "".join(drawn).replace('<mark class="quote">', '<mark class="quote" id="cited-quote">', 1)


def _lines(document: Document) -> Iterator[Span | int]:
    """The lines of the body without their ends; before the first line of a page, the page's number."""
    text, start = document.text, body_start(document.text)
    pages = [page for page in document.pages if page.start >= start]
    while start < len(text):
        if pages and pages[0].start <= start:
            yield pages.pop(0).number
            continue
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if pages and pages[0].start <= end:  # a page that begins within the line
            yield Span(start, pages[0].start)
            start = pages[0].start
        else:
            yield Span(start, end)
            start = end + 1


def _is_blank(text: str, line: Span) -> bool:
    return not text[line.start : line.end].strip()


def _paragraph(lines: list[str]) -> list[str]:
    return ["<p>" + "\n".join(lines) + "</p>"] if lines else []


def _pieces(text: str, line: Span, passage: Span, quote: Span) -> str:
    """One line, cut where the passage and the quote begin and end."""
    cuts = {line.start, line.end}
    cuts |= {cut for span in (passage, quote) for cut in (span.start, span.end) if line.start < cut < line.end}
    pieces = []
    for start, end in pairwise(sorted(cuts)):
        piece = escape(text[start:end])
        if quote.start <= start and end <= quote.end:
            pieces.append(f'<mark class="quote">{piece}</mark>')
        elif passage.start <= start and end <= passage.end:
            pieces.append(f'<span class="passage">{piece}</span>')
        else:
            pieces.append(piece)
    return "".join(pieces)
