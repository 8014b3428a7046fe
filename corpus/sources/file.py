"""A file by its path."""

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from stat import S_ISDIR

from corpus.errors import UnreadableDocument
from corpus.facts import NO_FACTS
from corpus.records import Failure
from corpus.side_files import read_side_file, side_file_of
from corpus.sources import Content, Source, limited, opens
from corpus.web import Web


def mode_of(name: str) -> int:
    """The kind of file there is under the name, as in stat; 0 if there is none."""
    try:
        return Path(name).stat().st_mode if name else 0
    except (OSError, ValueError):
        return 0


@opens(lambda name: name != "-" and mode_of(name) != 0 and not S_ISDIR(mode_of(name)))
def open_file(name: str, web: Web) -> Iterator[Source | Failure]:
    """The file, whatever its name; a pipe or a device is read up to the limit."""
    yield source_of(Path(name), str(Path(name).resolve()), web)


def source_of(path: Path, name: str, web: Web, present: Collection[Path] | None = None) -> Source | Failure:
    """The file under its absolute name, with what its side file says. `present` are the side files of its folder, if known."""
    try:
        beside = side_file_of(path, present)
        facts = read_side_file(beside) if beside else NO_FACTS
    except UnreadableDocument as error:
        return Failure(str(path), str(error))
    return Source(name, partial(read, path, web.limits.bytes), (path, beside) if beside else (path,), facts)


def read(path: Path, most: int) -> Content:
    """The file's bytes; one over the limit is refused before all of it is read. Raises UnreadableDocument."""
    try:
        with path.open("rb") as file:
            return Content(path, limited(file.read(most + 1), most))
    except OSError as error:
        raise UnreadableDocument(f"it cannot be opened: {error.strerror or error}") from error
