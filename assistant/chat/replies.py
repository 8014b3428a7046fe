"""A chat model's reply, read line by line as it comes: one claim a line, with its marks at the end."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ABSTENTION = "NOT IN THE DOCUMENTS"
LONGEST_REPLY = 6_000  # characters: what comes behind them is not read
MOST_LINES = 12
LONGEST_LINE = 600  # characters of one claim

_MARKS = re.compile(r"(?:\s*[\[【]\s*\d+(?:\s*[,，、]\s*\d+)*\s*[\]】])+\s*[.。]?\s*$")
_BESIDE = re.compile(r"(?<=[\]】])\s+(?=[A-Z\u3400-\u9fff])")  # two claims on one line, the first with its marks
_NUMBER = re.compile(r"\d+")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)、](?!\d))\s+")
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reply: what it claims, and the numbers of the passages that it names for it, each once."""

    text: str
    marks: tuple[int, ...]


def lines(pieces: Iterable[str]) -> Iterator[Line]:
    """The lines of a reply while its pieces come; blank ones, fences and announcements ("Here are the claims:") are none.

    The last line is read when the pieces end: one that was cut short has no marks at its end.
    """
    read = 0
    for line in (one for whole in _whole_lines(_without_thoughts(pieces)) for one in _BESIDE.split(whole)):
        found = read_line(line)
        if found is not None:
            yield found
            read += 1
        if read == MOST_LINES:
            return


def _without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """The reply behind what a model says to itself between <think> and </think>."""
    begun = ""
    deciding = True
    for piece in pieces:
        if not deciding:
            yield piece
            continue
        begun += piece
        if "<think>".startswith(begun.lstrip()[:7]) and "</think>" not in begun:
            continue
        deciding = False
        yield _THOUGHT.sub("", begun)
    if deciding and not begun.lstrip().startswith("<think>"):
        yield begun


def _whole_lines(pieces: Iterable[str]) -> Iterator[str]:
    begun, total = "", 0
    for piece in pieces:
        total += len(piece)
        *whole, begun = (begun + piece).replace("\r", "\n").split("\n")
        yield from whole
        if total > LONGEST_REPLY:
            return
    yield begun


def read_line(line: str) -> Line | None:
    """What one line claims; None for a line that claims nothing."""
    bare = _BULLET.sub("", line).strip()
    if not any(character.isalnum() for character in bare) or bare.startswith("```") or bare.endswith((":", "：")):
        return None
    ending = _MARKS.search(bare)
    text = bare[: ending.start()].rstrip() if ending else bare
    marks = tuple(dict.fromkeys(int(number[:6]) for number in _NUMBER.findall(ending.group()))) if ending else ()
    return Line(_ended(text), marks) if text else None


def _ended(text: str) -> str:
    """A sentence has its full stop, wherever the model put its marks."""
    if text.endswith((".", "!", "?", "。", "！", "？", "”", '"', "」")):
        return text
    return text + ("。" if re.search(r"[\u3400-\u9fff]$", text) else ".")


def abstains(line: Line) -> bool:
    """Whether the line says that the passages do not answer."""
    return re.sub(r"[^A-Z ]", "", line.text.upper()).strip() == ABSTENTION
