"""What lies behind a text on a page: the paper, or the shape drawn last before it."""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

from corpus.pdf import pdfium

MOST_OBJECTS = 200_000  # on one page, those in its forms included: what comes after is not looked at
DEEPEST_FORM = 8

_SAME = 16  # of 255: colours that differ by no more in any channel are not told apart
_THIN = 2.0  # points: a rule is no background
_TEXT, _PATH, _FORM = 1, 2, 5
_AS_IT_IS = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Colour = Sequence[int]  # red, green, blue: 0 to 255
Matrix = tuple[float, ...]  # a, b, c, d, e, f as in ISO 32000-1, 8.3.3
_WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class _Shape:
    order: int
    left: float
    bottom: float
    right: float
    top: float
    colour: Colour | None  # None: a picture, which may have any


class Backgrounds:
    """The shapes of one page in the order in which they are drawn."""

    def __init__(self, page: Any) -> None:
        self._shapes: list[_Shape] = []
        self._order: dict[int, int] = {}  # text object -> its place in the order of drawing
        self._seen = 0
        self._collect(pdfium.address(page), pdfium.page_count, pdfium.page_object, _AS_IT_IS, 0)
        self._colours = {tuple(shape.colour) for shape in self._shapes if shape.colour is not None} | {tuple(_WHITE)}

    def hide(self, text_object: int, colour: Colour, box: Sequence[float]) -> bool:
        """Whether text of that colour in that box cannot be told from what is behind its middle."""
        if not any(_alike(colour, other) for other in self._colours):
            return False
        behind: Colour | None = _WHITE
        order = self._order.get(text_object, self._seen)
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for shape in self._shapes:
            if shape.order >= order:
                break
            if shape.left <= x <= shape.right and shape.bottom <= y <= shape.top:
                behind = shape.colour
        return behind is not None and _alike(colour, behind)

    def _collect(self, holder: int, count: Callable[..., int], get: Callable[..., int], matrix: Matrix, depth: int) -> None:
        type_of, order = pdfium.object_type, self._order
        for place in range(min(count(holder), MOST_OBJECTS - self._seen)):
            self._seen += 1
            one = get(holder, place)
            kind = type_of(one)
            if kind == _TEXT:
                order[one] = self._seen
            elif kind == _FORM and depth < DEEPEST_FORM:
                inner = _times(_matrix_of(one), matrix)
                self._collect(one, pdfium.form_count, pdfium.form_object, inner, depth + 1)
            else:
                self._add(one, kind, matrix)

    def _add(self, one: int, kind: int, matrix: Matrix) -> None:
        handle = ctypes.cast(one, raw.FPDF_PAGEOBJECT)
        colour = None
        if kind == _PATH:
            mode, stroke = ctypes.c_int(), ctypes.c_int()
            raw.FPDFPath_GetDrawMode(handle, mode, stroke)
            red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
            raw.FPDFPageObj_GetFillColor(handle, red, green, blue, opacity)
            if mode.value == 0 or opacity.value < 128:
                return
            colour = (red.value, green.value, blue.value)
        edges = [ctypes.c_float() for _ in range(4)]
        if raw.FPDFPageObj_GetBounds(handle, *edges):
            left, bottom, right, top = _transformed([edge.value for edge in edges], matrix)
            if min(right - left, top - bottom) > _THIN:
                self._shapes.append(_Shape(self._seen, left, bottom, right, top, colour))


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))


def _matrix_of(one: int) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(ctypes.cast(one, raw.FPDF_PAGEOBJECT), matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _transformed(box: Sequence[float], matrix: Matrix) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in box[::2] for y in box[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
