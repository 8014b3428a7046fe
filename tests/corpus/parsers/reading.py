"""What the tests of the formats share."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest

from corpus.errors import UnreadableDocument
from corpus.formats import Parsed
from corpus.parsers import parse_here
from corpus.records import Document


def saved(write: Callable[[BytesIO], object]) -> bytes:
    """The bytes that a writer saves."""
    file = BytesIO()
    write(file)
    return file.getvalue()


def only(parsed: Parsed) -> Document:
    """The document of a file that has one."""
    assert parsed.failed == ()
    (document,) = parsed.documents
    return document


def blocks(document: Document) -> list[str]:
    """The text without the blank lines."""
    return document.text.strip().split("\n\n")


def notes(parsed: Parsed) -> str:
    """All notes, a line each."""
    return "\n".join(f"{note.source}: {note.reason}" for note in parsed.notes)


def refusal(name: str, data: bytes) -> str:
    """The one line that says why a file is not read."""
    with pytest.raises(UnreadableDocument) as caught:
        parse_here(Path(name), data)
    message = str(caught.value)
    assert message
    assert "\n" not in message
    return message


def with_parts(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """A zip with these members put in, in place of those of the same name; None takes one out."""

    def write(file: BytesIO) -> None:
        with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                if name not in parts:
                    new.writestr(name, old.read(name))
            for name, content in parts.items():
                if content is not None:
                    new.writestr(name, content)

    return saved(write)


def part(data: bytes, name: str) -> bytes:
    """One member of a zip."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)
