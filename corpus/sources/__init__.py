"""One file a kind of source: it says which names it opens, or which bytes it reads as a list. A new file is a new source."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import modules
from typing import TypeVar

from corpus.errors import UnreadableDocument
from corpus.facts import NO_FACTS, Facts
from corpus.records import Failure
from corpus.registry import discover
from corpus.web import Web


@dataclass(frozen=True, slots=True)
class Content:
    """What reading a source gave."""

    path: Path  # the name that the parser sees; it need not exist
    data: bytes
    url: str | None = None  # where it was found, after redirects


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: a file, a page, or what came on standard input."""

    name: str  # its absolute path, its URL, or "standard-input-" and a hash: what reports and the library call it
    read: Callable[[], Content]  # raises UnreadableDocument; to be called once
    files: tuple[Path, ...] = ()  # what of it lies on this machine, the file and its side file: unchanged files give the same
    facts: Facts = NO_FACTS  # of its side file: these win over what the document says of itself
    hints: Facts = NO_FACTS  # these serve where it says nothing


# (name as given, the web) -> what it holds, and what of it cannot be opened
Opener = Callable[[str, Web], Iterator[Source | Failure]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list of pages."""

    url: str
    hints: Facts = NO_FACTS
    is_list: bool = False  # it leads to another list, as in an index of sitemaps


# (the list's bytes, its URL) -> its entries. Raises UnreadableDocument.
Reader = Callable[[bytes, str], Iterator[Entry | Failure]]

O = TypeVar("O", bound=Opener)  # noqa: E741
R = TypeVar("R", bound=Reader)

_openers: list[tuple[Callable[[str], bool], Opener]] = []
_lists: list[tuple[Callable[[bytes], bool], Reader]] = []


def opens(recognises: Callable[[str], bool]) -> Callable[[O], O]:
    """A decorator that files an opener for the names that are recognised."""

    def file(opener: O) -> O:
        _openers.append((recognises, opener))
        return opener

    return file


def lists(recognises: Callable[[bytes], bool]) -> Callable[[R], R]:
    """A decorator that files a reader of lists of pages, which it recognises by their bytes."""

    def file(reader: R) -> R:
        _lists.append((recognises, reader))
        return reader

    return file


def reader_of(data: bytes) -> Reader | None:
    """What reads these bytes as a list of pages; None if they are no list."""
    return next((reader for recognises, reader in _lists if recognises(data)), None)


def open_sources(names: Sequence[str], web: Web) -> Iterator[Source | Failure]:
    """What the names hold, in order, each thing once. What cannot be opened is yielded as a Failure, not raised."""
    seen = set()
    for name in names:
        opener = next((opener for recognises, opener in _openers if recognises(name)), _nothing)
        for found in opener(name, web):
            if isinstance(found, Failure):
                yield found
            elif found.name not in seen:
                seen.add(found.name)
                yield found


def _nothing(name: str, _web: Web) -> Iterator[Source | Failure]:
    yield Failure(name, "there is no file or folder of that name: check the path; web addresses begin with https://")


def limited(data: bytes, most: int) -> bytes:
    """The bytes, unless there are more than `most` of them. Raises UnreadableDocument."""
    if len(data) > most:
        raise UnreadableDocument(f"it is over the limit of {most / 2**20:.0f} MB: split it")
    return data


discover(modules[__name__])  # last: the files of the folder import what is defined above
