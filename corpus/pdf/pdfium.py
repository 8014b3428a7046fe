"""pdfium's functions that are called once a character or object, at a third of the cost of the library's own binding.

They take addresses as plain numbers, look at no types, and keep the interpreter's lock: 0.3 instead of
1 microsecond a call, which is most of the time that a page takes.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


def address(handle: Any) -> int:
    """Of a page, a text page or an object, as the functions here take it."""
    return ctypes.cast(handle, _ADDRESS).value or 0


def _bare(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


# (text page, number of the character, left, right, bottom, top: addresses of doubles)
char_box = _bare(raw.FPDFText_GetCharBox, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
# (text page, number of the character) -> text object, None for a character that pdfium has put in
text_object = _bare(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
# (object, red, green, blue, opacity: addresses of unsigned ints)
fill_colour = _bare(raw.FPDFPageObj_GetFillColor, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
render_mode = _bare(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
object_type = _bare(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
page_object = _bare(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
page_count = _bare(raw.FPDFPage_CountObjects, _INT, _ADDRESS)
form_object = _bare(raw.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
form_count = _bare(raw.FPDFFormObj_CountObjects, _INT, _ADDRESS)
font_size_of = _bare(raw.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _INT)
