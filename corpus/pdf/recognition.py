"""Text recognition of scanned pages, with the `tesseract` command when it is installed."""

import ctypes
import shutil
import subprocess
import time
from functools import cache
from typing import Any

import pypdfium2.raw as raw

from corpus.pdf import pdfium

RESOLUTION = 300  # dots an inch, as Tesseract's manual recommends
MOST_PIXELS = 40_000_000  # of a page as it is drawn, and of a picture on it: A3 at 300 dots has 17 million
SECONDS_A_PAGE = 60.0
SECONDS_A_FILE = 240.0
INSTALL = "install Tesseract (the `tesseract` command, with eng and chi_sim) and ingest the file again"

_WANTED = ("chi_sim", "eng")
_IMAGE = 3


class NotRecognised(Exception):
    """Why a page was not read."""


class Recognition:
    """Reads scanned pages of one file, within its time."""

    def __init__(self) -> None:
        self._until = time.monotonic() + SECONDS_A_FILE

    def read(self, document: Any, index: int) -> str:
        """The text of the page, paragraphs set off by blank lines. Raises NotRecognised."""
        if not _languages():
            raise NotRecognised(f"it is a picture: {INSTALL}")
        left = self._until - time.monotonic()
        if left <= 0:
            raise NotRecognised(f"it is a picture, and the {SECONDS_A_FILE:.0f} s for pictures are used up: split the file")
        page = document[index]
        try:
            picture = _drawn(page)
        finally:
            page.close()
        command = ["tesseract", "stdin", "stdout", "-l", "+".join(_languages()), "--dpi", str(RESOLUTION)]
        try:
            done = subprocess.run(command, input=picture, capture_output=True, timeout=min(left, SECONDS_A_PAGE), check=True)
        except subprocess.TimeoutExpired as error:
            raise NotRecognised("it is a picture that takes too long to read") from error
        except (subprocess.CalledProcessError, OSError) as error:
            raise NotRecognised(f"it is a picture that Tesseract cannot read ({type(error).__name__})") from error
        return done.stdout.decode("utf-8", "replace").replace("\f", "").strip()


@cache
def _languages() -> tuple[str, ...]:
    """Those of the wanted languages that Tesseract has; none when it is not installed."""
    if shutil.which("tesseract") is None:
        return ()
    try:
        listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=30, check=True).stdout
    except (subprocess.SubprocessError, OSError):
        return ()
    return tuple(name for name in _WANTED if name in listed.split())


def _drawn(page: Any) -> bytes:
    """The page as a grey picture (PGM). Raises NotRecognised for one that is too large."""
    handle = pdfium.address(page.raw)
    width, height = ctypes.c_uint(), ctypes.c_uint()
    for place in range(pdfium.page_count(handle)):
        one = pdfium.page_object(handle, place)
        if pdfium.object_type(one) == _IMAGE:
            raw.FPDFImageObj_GetImagePixelSize(ctypes.cast(one, raw.FPDF_PAGEOBJECT), width, height)
            if width.value * height.value > MOST_PIXELS:
                raise NotRecognised(_too_large(width.value, height.value))
    points = page.get_size()
    across, down = (int(side * RESOLUTION / 72) for side in points)
    if across * down > MOST_PIXELS:
        raise NotRecognised(_too_large(across, down))
    bitmap = page.render(scale=RESOLUTION / 72, grayscale=True)
    try:
        rows = bytes(bitmap.buffer)
        lines = b"".join(rows[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height))
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + lines
    finally:
        bitmap.close()


def _too_large(width: int, height: int) -> str:
    millions = width * height / 1e6
    return f"it is a picture of {millions:,.0f} million points, over the limit of {MOST_PIXELS // 10**6} million: scan it smaller"
