"""One page out of pdfium as lines of words."""

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from corpus.pdf import pdfium
from corpus.pdf.characters import HYPHEN, Boxes, Characters, font_size, visible_characters
from corpus.pdf.lines import Line, PageLines, Word, in_rows

_PICTURE = 0.5  # share of the page that a picture of a page covers at least
_LITTLE = 20  # letters and digits: a page with fewer and such a picture is a scan
_MOST_OF_A_SCAN = 2_000  # objects: a page set in single letters has more
_BOLD = ("bold", "black", "heavy", "demi")
_IMAGE, _FORM = 3, 5

_LINE = re.compile(f"[^\r\n{HYPHEN}]+")
_WORD = re.compile(r"\S+")


def read_page(document: Any, index: int) -> PageLines:
    """The page's visible lines. Raises TooLarge, or PdfiumError for a page that is broken."""
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return _read(page, textpage.raw, index + 1)
        finally:
            textpage.close()
    finally:
        page.close()


def _read(page: Any, textpage: Any, number: int) -> PageLines:
    scan = _is_covered(page)
    characters = visible_characters(page.raw, textpage, ocr_layer=scan)
    boxes, height = _as_shown(page, characters.boxes)
    lines = tuple(in_rows(list(_lines(characters, boxes, textpage))))
    letters = sum(character.isalnum() for character in characters.text[: 10 * _LITTLE])
    return PageLines(number, height, lines, characters.hidden, picture=scan and letters < _LITTLE)


def _is_covered(page: Any) -> bool:
    """Whether pictures cover most of it."""
    handle = pdfium.address(page.raw)
    count = pdfium.page_count(handle)
    if count > _MOST_OF_A_SCAN:
        return False
    width, height = page.get_size()
    edges = [ctypes.c_float() for _ in range(4)]
    covered = 0.0
    for place in range(count):
        one = pdfium.page_object(handle, place)
        if pdfium.object_type(one) in (_IMAGE, _FORM):
            raw.FPDFPageObj_GetBounds(ctypes.cast(one, raw.FPDF_PAGEOBJECT), *edges)
            left, bottom, right, top = (edge.value for edge in edges)
            covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered > _PICTURE * float(width * height)


def _as_shown(page: Any, boxes: Boxes) -> tuple[Boxes, float]:
    """The boxes from the lower left corner of the page as it is shown, turned by its /Rotate; and its height."""
    edges = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, edges)
    width, height = edges.right - edges.left, edges.top - edges.bottom
    left, bottom, right, top = (boxes - [edges.left, edges.bottom, edges.left, edges.bottom]).T
    turned = {
        0: (left, bottom, right, top),
        1: (bottom, width - right, top, width - left),
        2: (width - right, height - top, width - left, height - bottom),
        3: (height - top, left, height - bottom, right),
    }
    quarters = raw.FPDFPage_GetRotation(page.raw)
    return np.column_stack(turned[quarters]), width if quarters % 2 else height


def _lines(characters: Characters, boxes: Boxes, textpage: Any) -> Iterator[Line]:
    text = characters.text
    lefts, rights = boxes[:, 0].tolist(), boxes[:, 2].tolist()
    for match in _LINE.finditer(text):
        spans = [word.span() for word in _WORD.finditer(text, *match.span())]
        if not spans:
            continue
        words = tuple(Word(text[start:end], lefts[start], rights[end - 1]) for start, end in spans)
        edges = [place for start, end in spans for place in (start, end - 1)]
        middle = spans[len(spans) // 2][0]
        yield Line(
            words,
            float(boxes[edges, 1].min()),
            float(boxes[edges, 3].max()),
            round(font_size(textpage, int(characters.places[middle])), 1),
            all(_is_bold(textpage, int(characters.places[place])) for place in (edges[0], middle, edges[-1])),
            hyphen=text[match.end() : match.end() + 1] == HYPHEN,
        )


def _is_bold(textpage: Any, place: int) -> bool:
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(textpage, place, name, 128, ctypes.c_int())
    font = name.value.decode("utf-8", "replace").lower()
    return any(word in font for word in _BOLD)
