"""Formats: parsers by the suffixes of their files, and what a file is by its content."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from corpus.errors import UnknownName, UnreadableDocument
from corpus.records import Document, Failure


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file gave: its documents (an archive has several), what of it could not be read, what was left out on purpose."""

    documents: tuple[Document, ...]
    failed: tuple[Failure, ...] = ()  # pages, sheets, members that could not be read
    notes: tuple[Failure, ...] = ()  # such as "12 invisible characters dropped", with the place as source


# (name of the file: a path that need not exist, its bytes) -> what it gave. Raises UnreadableDocument.
# A parser opens no other file, uses no network and prints nothing.
Parser = Callable[[Path, bytes], Parsed]
Recognises = Callable[[bytes], bool]  # whether the bytes are of this format and of no other

P = TypeVar("P", bound=Parser)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file."""

    suffixes: tuple[str, ...]  # lower case, with the dot; the first is its name
    parse: Parser
    recognises: Recognises | None = None  # None: text that only its suffix tells from other text


class Formats:
    """The formats that are read. Iterating gives every suffix, sorted."""

    def __init__(self) -> None:
        self._formats: list[Format] = []
        self._by_suffix: dict[str, Format] = {}

    def register(self, *suffixes: str, recognises: Recognises | None = None) -> Callable[[P], P]:
        """A decorator that files the parser under the suffixes; `recognises` looks at the bytes."""

        def file(parse: P) -> P:
            kind = Format(suffixes, parse, recognises)
            self._formats.append(kind)
            self._by_suffix.update(dict.fromkeys(suffixes, kind))
            return parse

        return file

    def __getitem__(self, suffix: str) -> Parser:
        """The parser of that suffix. Raises UnknownName."""
        if suffix not in self._by_suffix:
            raise UnknownName(f"unknown format {suffix!r}: choose one of {', '.join(self)}")
        return self._by_suffix[suffix].parse

    def __contains__(self, suffix: object) -> bool:
        return suffix in self._by_suffix

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._by_suffix))

    def modules(self) -> tuple[str, ...]:
        """Where the parsers are defined: importing these registers them."""
        return tuple(dict.fromkeys(kind.parse.__module__ for kind in self._formats))

    def format_of(self, path: Path, data: bytes) -> str:
        """The first suffix of the format that the bytes are of.

        The content decides; the name's suffix decides between formats that look alike, such as Markdown
        and CSV. Text under any other name is plain text. Raises UnreadableDocument.
        """
        suffix = path.suffix.lower()
        by_name = self._by_suffix.get(suffix)
        recognised = [kind for kind in self._formats if kind.recognises and kind.recognises(data)]
        if by_name in recognised or (by_name and not recognised):
            return by_name.suffixes[0]
        if recognised:
            return recognised[0].suffixes[0]
        if b"\x00" not in data and ".txt" in self:
            return ".txt"
        raise UnreadableDocument(f"{suffix or 'a file without suffix'} is not a format that is read ({', '.join(self)})")
