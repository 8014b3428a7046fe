"""PDF files: pages, headings, tables; what nobody sees on a page is left out. See corpus/pdf."""

from pathlib import Path

from corpus.parsers import Parsed, parsers


def is_pdf(data: bytes) -> bool:
    """Whether it begins like a PDF."""
    return data[:1024].lstrip(b"\xef\xbb\xbf\x00\t\r\n ").startswith(b"%PDF-")


@parsers.register(".pdf", recognises=is_pdf)
def parse_pdf(path: Path, data: bytes) -> Parsed:
    """Text in reading order with the page of every character; pages that cannot be read are named and left out.

    Headings and tables are sections; running headers and page numbers are left out, and so is text that cannot be
    seen, which is noted. The day the file was made stands in for that of publication and is marked as inferred.
    Raises UnreadableDocument.
    """
    from corpus.pdf.reading import read_pdf  # pdfium and numpy, which only PDF files need

    return read_pdf(path, data)
