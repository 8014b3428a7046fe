"""One file a format: each registers its suffixes and how its bytes are recognised. A new file here is a new format.

In Document.text headings stand on lines of their own that begin with `#`, or else in Document.sections; a
blank line ends a sentence, so the rows of a table stand with a blank line between them, each quotable alone.
"""

from dataclasses import replace
from pathlib import Path
from sys import modules

from corpus.errors import UnreadableDocument
from corpus.formats import Formats, Parsed, Parser
from corpus.passages import body_start
from corpus.published import published_in
from corpus.records import Document, Failure
from corpus.registry import discover
from corpus.sandbox import run_in_sandbox

__all__ = ["LARGEST_FILE", "Parsed", "Parser", "format_of", "has_text", "parse", "parse_here", "parsers"]

LARGEST_FILE = 100 * 2**20  # bytes; the largest 10-K here is 3 MB

parsers = Formats()


def format_of(path: Path, data: bytes) -> str:
    """The format of the bytes, as the first of its suffixes: by content, then by name. Raises UnreadableDocument."""
    return parsers.format_of(path, data)


def parse(path: Path, data: bytes) -> Parsed:
    """Read one file, given as its name and its bytes, in a process of its own. Raises UnreadableDocument."""
    _check_size(data)
    return run_in_sandbox(path, data, modules=parsers.modules())


def parse_here(path: Path, data: bytes) -> Parsed:
    """The same in this process, for members of an archive. Documents without text are named as failed."""
    _check_size(data)
    parsed = parsers[format_of(path, data)](path, data)
    read = tuple(_dated(document) for document in parsed.documents if has_text(document))
    if not read and not parsed.failed:
        raise UnreadableDocument("there is no text in it")
    empty = tuple(Failure(document.id, "there is no text in it") for document in parsed.documents if not has_text(document))
    return replace(parsed, documents=read, failed=parsed.failed + empty)


def _dated(document: Document) -> Document:
    """With the date of publication that its text gives, when the file itself gives none."""
    found = None if document.published else published_in(document.text[body_start(document.text) :], document.title)
    return replace(document, published=found[0], date_inferred=found[1]) if found else document


def _check_size(data: bytes) -> None:
    if not data:
        raise UnreadableDocument("the file is empty")
    if len(data) > LARGEST_FILE:
        raise UnreadableDocument(f"{len(data) / 2**20:.0f} MB is over the limit of {LARGEST_FILE // 2**20} MB: split the file")


def has_text(document: Document) -> bool:
    """Whether there is anything to read in it."""
    return any(character.isalnum() for character in document.text[body_start(document.text) :])


discover(modules[__name__])  # last: the files of the folder import what is defined above
