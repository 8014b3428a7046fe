"""A page of a PDF as a picture with the quote marked, drawn in a process of its own: the file is a stranger's.

`python -m ui.pictures PAGE QUOTE < file.pdf` writes "1" (the quote is marked) or "0", then a PNG.
"""

import io
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

WIDTH = 1200  # pixels: twice the panel's, for sharp letters
MOST_PIXELS = 6_000_000
SECONDS = 20
MEMORY = 2 * 2**30  # bytes of address space
SHORTEST = 12  # letters of a quote that goes on over the page's end
MARK = (249, 217, 118)  # as --quote in style.css, in light

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG, and whether the quote was found on it and marked."""

    png: bytes
    marked: bool


def page_picture(pdf: bytes, page: int, quote: str) -> Picture | None:
    """The page (1-based) with the quote marked; None when it cannot be drawn in time and memory."""
    command = [sys.executable, "-m", "ui.pictures", str(page), quote]
    try:
        done = subprocess.run(command, input=pdf, capture_output=True, timeout=SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return None
    return Picture(done.stdout[1:], done.stdout[:1] == b"1") if done.returncode == 0 and done.stdout else None


def draw(pdf: bytes, number: int, quote: str) -> tuple[bytes, bool]:
    """The page as PNG and whether the quote was marked. Raises PdfiumError or IndexError for what is no page."""
    import pypdfium2
    from PIL import Image, ImageChops

    document = pypdfium2.PdfDocument(pdf)
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(WIDTH / width, (MOST_PIXELS / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale)
    drawn: Image.Image = bitmap.to_pil().convert("RGB")
    boxes = list(_boxes(page, quote, bitmap.get_posconv(page)))
    for left, top, right, bottom in boxes:
        box = (max(0, int(left) - 1), max(0, int(top) - 2), min(drawn.width, int(right) + 2), min(drawn.height, int(bottom) + 3))
        part = drawn.crop(box)
        drawn.paste(ImageChops.multiply(part, Image.new("RGB", part.size, MARK)), box)
    return _png(drawn), bool(boxes)


def _boxes(page: "PdfPage", quote: str, converter: object) -> Iterator[Box]:
    """Where the quote's letters stand, line by line."""
    text = page.get_textpage()
    characters = text.get_text_range()
    if len(characters) != text.count_chars():
        return  # letters outside the basic plane: positions and letters do not pair
    found = find_letters(characters, quote)
    if found is None:
        return
    start, end = found
    for index in range(text.count_rects(start, end - start)):
        left, bottom, right, top = text.get_rect(index)
        (x1, y1), (x2, y2) = (converter.to_bitmap(x, y) for x, y in ((left, top), (right, bottom)))  # type: ignore[attr-defined]
        yield min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def find_letters(text: str, quote: str) -> tuple[int, int] | None:
    """The span of the text with the quote's letters and digits, whatever stands between them; None if it has none such.

    A quote that begins on this page and ends on the next is found as far as it goes.
    """
    letters, places = _letters(text)
    wanted, _ = _letters(quote)
    at = letters.find(wanted)
    length = len(wanted)
    if at < 0:
        length = next((n for n in range(length - 1, SHORTEST - 1, -1) if letters.endswith(wanted[:n])), 0)
        at = len(letters) - length
    return (places[at], places[at + length - 1] + 1) if length else None


def _letters(text: str) -> tuple[str, Sequence[int]]:
    """Letters and digits alone, and where each stands in the text."""
    found = [
        (letter, n) for n, c in enumerate(text) for letter in unicodedata.normalize("NFKC", c).casefold() if letter.isalnum()
    ]
    return "".join(letter for letter, _ in found), [n for _, n in found]


def _png(drawn: "Image") -> bytes:
    written = io.BytesIO()
    drawn.save(written, "PNG")
    return written.getvalue()


def main() -> None:
    """Draw what standard input holds, within limits."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    png, marked = draw(sys.stdin.buffer.read(), int(sys.argv[1]), sys.argv[2])
    sys.stdout.buffer.write((b"1" if marked else b"0") + png)


if __name__ == "__main__":
    main()
