"""PDF files for tests, made with reportlab."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas


def write_pdf(
    path: Path, pages: Sequence[Sequence[str]], title: str = "", font: str = "Helvetica", password: str | None = None
) -> Path:
    """A file with these lines on these pages; the same call gives the same bytes, but for a password."""
    if font == "STSong-Light":
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    canvas = Canvas(str(path), pagesize=A4, invariant=1, encrypt=password)
    canvas.setTitle(title)
    for lines in pages:
        canvas.setFont(font, 12)
        for number, line in enumerate(lines):
            canvas.drawString(72, 770 - 18 * number, line)
        canvas.showPage()
    canvas.save()
    return path
