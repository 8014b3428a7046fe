"""A folder with the folders in it; what is hidden is left alone, what nothing reads is named."""

import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISDIR

from corpus.errors import UnreadableDocument
from corpus.parsers import format_of, parsers
from corpus.places import shipped_documents
from corpus.records import Failure
from corpus.side_files import is_side_file, side_files
from corpus.sources import Source, opens
from corpus.sources.file import mode_of, read, source_of
from corpus.web import Web

ABOUT_THE_SHIPPED = ("README.md", "facts.jsonl")  # they are about the shipped documents, not among them


@opens(lambda name: S_ISDIR(mode_of(name)))
def open_folder(name: str, web: Web) -> Iterator[Source | Failure]:
    """Its documents in the order of their paths. A folder without any is a failure that lists the formats."""
    documents = 0
    for found in _below(Path(name), web):
        documents += isinstance(found, Source)
        yield found
    if not documents:
        yield Failure(name, f"it holds no documents ({', '.join(parsers)}): name a folder that does")


def _below(folder: Path, web: Web) -> Iterator[Source | Failure]:
    unread: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(place)
        for linked in (here / name for name in folders if (here / name).is_symlink()):
            yield Failure(str(linked), "it is a link to a folder, which is not followed: name the folder itself")
        yield from _in(here, sorted(name for name in names if not name.startswith(".")), web)
    for error in unread:
        yield Failure(str(error.filename), f"it cannot be opened: {error.strerror or error}")


def _in(folder: Path, names: list[str], web: Web) -> Iterator[Source | Failure]:
    whole = folder.resolve()
    if whole == shipped_documents().resolve():
        names = [name for name in names if name not in ABOUT_THE_SHIPPED]
    files = [folder / name for name in names]
    beside = {path for path in files if is_side_file(path)}
    spoken_for = {place for path in files if beside and path not in beside for place in side_files(path)}
    for path in files:
        if path in beside:
            if path not in spoken_for:
                yield Failure(str(path), "there is no document that it speaks of: call it NAME.meta.yaml after the file NAME")
        elif why := _unread(path, web.limits.bytes):
            yield Failure(str(path), why)
        else:
            yield source_of(path, str(whole / path.name), web, beside)


def _unread(path: Path, most: int) -> str | None:
    """Why a file of a folder is not tried; None if it is. Text under an unknown ending may be anything: a program, a log."""
    if not path.is_file():
        return "it is not a file" if path.exists() else "it is a link that leads nowhere"
    if not path.suffix or path.suffix.lower() in parsers:
        return None
    try:
        known = format_of(path, read(path, most).data) != ".txt"
    except UnreadableDocument:
        known = False
    return None if known else f"nothing reads files of the form {path.suffix}: convert it, or name the file itself if it is text"
