"""One file a format: each registers the suffixes that it reads. A new file here is a new format."""

from collections.abc import Callable
from pathlib import Path
from sys import modules

from corpus.errors import UnreadableDocument
from corpus.passages import body_start
from corpus.records import Document, Failure
from corpus.registry import Registry, discover

# (path, bytes) -> the document, and the pages that could not be read. Raises UnreadableDocument.
Parser = Callable[[Path, bytes], tuple[Document, tuple[Failure, ...]]]

parsers: Registry[Parser] = Registry("format")

LARGEST_FILE = 100 * 2**20  # bytes; the largest 10-K here is 3 MB


def parse(path: Path) -> tuple[Document, tuple[Failure, ...], bytes]:
    """Read one file: its document, pages that failed, and its bytes. Raises UnreadableDocument, which names the reason."""
    suffix = path.suffix.lower()
    if suffix not in parsers:
        raise UnreadableDocument(f"{suffix or 'a file without suffix'} is not a format that is read ({', '.join(parsers)})")
    try:
        size = path.stat().st_size
        if size == 0:
            raise UnreadableDocument("the file is empty")
        if size > LARGEST_FILE:
            raise UnreadableDocument(f"{size / 2**20:.0f} MB is over the limit of {LARGEST_FILE // 2**20} MB: split the file")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"cannot be opened: {error.strerror or error}") from error
    document, skipped = parsers[suffix](path, data)
    if not has_text(document):
        raise UnreadableDocument("there is no text in it (a scan? it would need OCR)")
    return document, skipped, data


def has_text(document: Document) -> bool:
    """Whether there is anything to read in it."""
    return any(character.isalnum() for character in document.text[body_start(document.text) :])


discover(modules[__name__])  # last: the files of the folder import what is defined above
