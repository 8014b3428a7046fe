"""PDF files, page by page; the one file that knows pypdfium2."""

import re
from pathlib import Path

import pypdfium2

from corpus.errors import UnreadableDocument
from corpus.languages import language_of
from corpus.parsers import Parsed, parsers
from corpus.records import Document, Failure, Page

MOST_PAGES = 5_000  # the longest act of the EU is below 1,000

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def is_pdf(data: bytes) -> bool:
    """Whether it begins like a PDF."""
    return data[:1024].lstrip(b"\xef\xbb\xbf\x00\t\r\n ").startswith(b"%PDF-")


@parsers.register(".pdf", recognises=is_pdf)
def parse_pdf(path: Path, data: bytes) -> Parsed:
    """Text in reading order with the page of every character; a page that fails is named and left out.

    The title is the file's own when it has one. The file's date of creation is not taken for the
    date of publication. Raises UnreadableDocument.
    """
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        why = "it is locked by a password" if "password" in str(error).lower() else f"it is not a readable PDF ({error})"
        raise UnreadableDocument(why) from error
    try:
        if len(pdf) > MOST_PAGES:
            raise UnreadableDocument(f"{len(pdf)} pages are over the limit of {MOST_PAGES}: split the file")
        text, pages, skipped = _read(pdf, path)
        title = (pdf.get_metadata_dict().get("Title") or "").strip() or path.stem
    finally:
        pdf.close()
    document = Document(id=path.stem, title=title, text=text, language=language_of(text), pages=tuple(pages))
    return Parsed((document,), failed=tuple(skipped))


def _read(pdf: pypdfium2.PdfDocument, path: Path) -> tuple[str, list[Page], list[Failure]]:
    parts: list[str] = []
    pages: list[Page] = []
    skipped: list[Failure] = []
    length = 0
    for index in range(len(pdf)):
        try:
            page = pdf[index]
            try:
                text = page.get_textpage().get_text_bounded()
            finally:
                page.close()
        except pypdfium2.PdfiumError as error:
            skipped.append(Failure(f"{path}, page {index + 1}", f"the page cannot be read: {error}"))
            continue
        text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip() + "\n\n"
        pages.append(Page(index + 1, length))
        parts.append(text)
        length += len(text)
    return "".join(parts), pages, skipped
