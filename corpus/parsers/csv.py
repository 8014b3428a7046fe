"""Tables in text files with commas, semicolons or tabs, as spreadsheets export them."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.grids import Row, write_grid
from corpus.invisible import left_out
from corpus.languages import language_of
from corpus.parsers import Parsed, parsers
from corpus.parsers.plain_text import decode
from corpus.records import Document, Failure
from corpus.text_builder import TextBuilder

_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 50  # lines that the delimiter is told from
_LONGEST_FIELD = 1 << 20  # characters; the limit of the csv module is 131,072
_WESTERN = "cp1252"  # what Excel writes in Western Europe and America when it is not told to write UTF-8


@parsers.register(".csv", ".tsv")
def parse_csv(path: Path, data: bytes) -> Parsed:
    """A line a row with the cells' names and reference; the delimiter is told from the lines. Raises UnreadableDocument."""
    text, notes = _decoded(path, data)
    csv.field_size_limit(_LONGEST_FIELD)
    builder = TextBuilder()
    try:
        title = write_grid(builder, _rows(text)) or path.stem
    except csv.Error as error:
        raise UnreadableDocument(f"it is not a table of fields ({error}): export it again as CSV") from error
    built = builder.built()
    notes += left_out(path, built.invisible, "invisible characters")
    document = Document(path.stem, title, built.text, language=language_of(built.text), sections=built.sections)
    return Parsed((document,), notes=notes)


def _decoded(path: Path, data: bytes) -> tuple[str, tuple[Failure, ...]]:
    """The text; one that is in no encoding that is told surely, but could be Western, is read so and that is noted."""
    try:
        return decode(data), ()
    except UnreadableDocument:
        if b"\x00" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise
        try:
            text = data.decode(_WESTERN)
        except UnicodeDecodeError:
            raise UnreadableDocument("its encoding is not known: save it as CSV UTF-8") from None
        foreign = [character for character in text if ord(character) > 127]
        if len(foreign) > len(text) / 10:
            raise
        return text, (Failure(str(path), "read as Windows-1252, a guess: save it as CSV UTF-8 if accents came out wrong"),)


def _rows(text: str) -> Iterator[Row]:
    delimiter = delimiter_of(text)
    lines = text.splitlines(keepends=True)
    first = 2 if _named_delimiter(lines[0]) else 1
    for number, fields in enumerate(csv.reader(lines[first - 1 :], delimiter=delimiter), start=first):
        yield Row(number, tuple(" ".join(field.split()) for field in fields))


def delimiter_of(text: str) -> str:
    """The delimiter that cuts most of the first lines into the same number of fields, more than one; else a comma.

    Excel's own first line `sep=;` decides.
    """
    lines = [line for line in text[: _LOOKED_AT * 4_000].splitlines() if line.strip()][:_LOOKED_AT]
    if lines and (named := _named_delimiter(lines[0])):
        return named

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(fields) for fields in csv.reader(lines, delimiter=delimiter) if len(fields) > 1)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return count, width

    return max(_DELIMITERS, key=agreement)


def _named_delimiter(line: str) -> str:
    line = line.rstrip("\r\n")
    return line[4] if line.lower().startswith("sep=") and len(line) == 5 else ""
