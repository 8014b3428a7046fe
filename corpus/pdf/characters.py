"""The visible characters of a page with their boxes, out of pdfium."""

import ctypes
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from corpus.invisible import INVISIBLE
from corpus.pdf import pdfium
from corpus.pdf.backgrounds import Backgrounds

MOST_CHARACTERS = 300_000  # on one page; a dense page of a statute has 10,000
HYPHEN = "\ufffe"  # pdfium's mark for a hyphen at the end of a line, in place of it and the line's end

_INVISIBLE, _CLIP = 3, 7  # text render modes (ISO 32000-1, table 106)
_FILLED = (0, 2, 4, 6)
_ALMOST_CLEAR = 16  # of 255: text of this opacity or less is not seen
_TINY = 1.5  # points: a font of this size shows dots

Boxes = npt.NDArray[np.float64]  # (n, 4): left, bottom, right, top in points


class TooLarge(Exception):
    """A page that is over a limit."""


@dataclass(frozen=True, slots=True)
class Characters:
    """Characters in reading order. White space, ends of lines and HYPHEN are among them; their boxes mean nothing."""

    text: str
    boxes: Boxes  # one for each
    places: npt.NDArray[np.int64]  # pdfium's number of each
    hidden: dict[str, int]  # what was left out -> how many


def visible_characters(page: Any, textpage: Any, ocr_layer: bool) -> Characters:
    """What a reader of the page sees of its text, and how much was left out for what reason.

    With `ocr_layer`, text that is drawn invisibly is what a scanner has read off the picture, and stays.
    Raises TooLarge.
    """
    count = max(0, raw.FPDFText_CountChars(textpage))
    if count > MOST_CHARACTERS:
        raise TooLarge(f"{count:,} characters are over the limit of {MOST_CHARACTERS:,}")
    text = _text(textpage, count)
    boxes = np.zeros((count, 4))
    at, handle = boxes.ctypes.data, pdfium.address(textpage)
    box = pdfium.char_box
    inked = [place for place, character in enumerate(text) if not character.isspace() and character != HYPHEN]
    for place in inked:
        left = at + 32 * place
        box(handle, place, left, left + 16, left + 8, left + 24)
    why = dict.fromkeys(
        (place for place in inked if text[place] > "~" and INVISIBLE.match(text[place])), "characters of no width"
    )
    why |= _out_of_sight(page, textpage, boxes, inked)
    why |= _undrawn(page, handle, boxes, [place for place in inked if place not in why], ocr_layer)
    kept = [place for place, character in enumerate(text) if place not in why and _is_text(character)]
    places = np.array(kept, dtype=np.int64)
    return Characters("".join(text[place] for place in kept), boxes[places], places, dict(Counter(why.values())))


def _text(textpage: Any, count: int) -> list[str]:
    """One entry a character of pdfium's, in its order."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer) - 1
    if written == count:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return list(text)
    codes = [raw.FPDFText_GetUnicode(textpage, place) for place in range(count)]
    return [chr(code) if code < 0x110000 else "\ufffd" for code in codes]


def _is_text(character: str) -> bool:
    """Not a control character, half a surrogate pair or a code that means nothing."""
    return ((" " <= character < "\ud800" or "\ue000" <= character != "\uffff") and character != "\x7f") or character in "\r\n\t"


def _out_of_sight(page: Any, textpage: Any, boxes: Boxes, inked: list[int]) -> dict[int, str]:
    """Characters off the page, and those too small to see. Boxes that are empty are set to the place in the line."""
    edges = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, edges)
    left, bottom, right, top = boxes.T
    why: dict[int, str] = {}
    small = (right - left < _TINY) & (top - bottom < _TINY)
    for place in (place for place in inked if small[place]):
        if right[place] <= left[place]:  # a character without a glyph, as of a font that is not here
            loose = raw.FS_RECTF()
            raw.FPDFText_GetLooseCharBox(textpage, place, loose)
            boxes[place] = loose.left, min(loose.bottom, loose.top), loose.right, max(loose.bottom, loose.top)
        if font_size(textpage, place) < _TINY:  # a full stop is as small, but not its font
            why[place] = "characters too small to see"
    low, high = min(edges.bottom, edges.top), max(edges.bottom, edges.top)
    off = (right < edges.left) | (left > edges.right) | (top < low) | (bottom > high)
    return why | {place: "characters off the page" for place in inked if off[place]}


def _undrawn(page: Any, handle: int, boxes: Boxes, inked: list[int], ocr_layer: bool) -> dict[int, str]:
    """Characters of text that is drawn invisibly, transparent, or in the colour of what is behind it."""
    get = pdfium.text_object
    objects = [get(handle, place) for place in inked]
    distinct = [one for one in dict.fromkeys(objects) if one]
    colours = np.zeros((len(distinct), 4), dtype=np.uint32)
    at, fill, mode_of = colours.ctypes.data, pdfium.fill_colour, pdfium.render_mode
    reasons: dict[int, str] = {}
    coloured: dict[int, tuple[int, ...]] = {}
    for number, one in enumerate(distinct):
        first = at + 16 * number
        fill(one, first, first + 4, first + 8, first + 12)
        mode = mode_of(one)
        if mode in (_INVISIBLE, _CLIP) and not ocr_layer:
            reasons[one] = "characters drawn invisibly"
        elif mode not in _FILLED:
            colours[number] = 0, 0, 0, 255
    for number in np.flatnonzero(colours[:, 3] <= _ALMOST_CLEAR).tolist():
        reasons.setdefault(distinct[number], "transparent characters")
    for number in np.flatnonzero(colours[:, :3].any(axis=1)).tolist():
        coloured[distinct[number]] = tuple(colours[number, :3].tolist())
    why = {place: reasons[one] for place, one in zip(inked, objects, strict=True) if one in reasons}
    if coloured:
        behind = Backgrounds(page)
        for place, one in zip(inked, objects, strict=True):
            if place not in why and one in coloured and behind.hide(one, coloured[one], boxes[place]):
                why[place] = "characters in the colour of what is behind them"
    return why


def font_size(textpage: Any, place: int) -> float:
    """Of a character as it is shown, in points."""
    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(textpage, place))
    if not raw.FPDFText_GetMatrix(textpage, place, matrix):
        return size
    return size * float(abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5)
