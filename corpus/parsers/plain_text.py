"""Plain text files."""

import re
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.languages import language_of
from corpus.parsers import Parsed, parsers
from corpus.records import Document

LONGEST_TITLE = 120  # characters; a longer first line is a paragraph, and the file's name serves

_COMMON_HAN = re.compile(r"[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年動同工也能下过]")


@parsers.register(".txt", ".text")
def parse_plain_text(path: Path, data: bytes) -> Parsed:
    """The whole file; its title is the first line when that is short, else the file's name."""
    text = decode(data)
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    title = first if 0 < len(first) <= LONGEST_TITLE else path.stem
    return Parsed((Document(id=path.stem, title=title, text=text, language=language_of(text)),))


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or GB18030 when that gives real Chinese.

    Any other encoding is refused rather than guessed: a wrong guess is a wrong quote.
    Raises UnreadableDocument.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableDocument(f"broken UTF-16 at byte {error.start}: save it as UTF-8") from error
        if "\x00" in text:  # UTF-32 begins with the same mark
            raise UnreadableDocument("it is not UTF-16 text, though it begins like it: save it as UTF-8")
        return text
    if b"\x00" in data:
        raise UnreadableDocument("it is a binary file, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.start
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if len(_COMMON_HAN.findall(text)) > len(text) / 50:
        return text
    raise UnreadableDocument(f"it is not UTF-8 text (byte {data[place]:#04x} at {place}): save it as UTF-8")
