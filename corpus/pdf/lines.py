"""Lines of a page: words side by side, with where they stand and how they look."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

# A wider gap between two words than this share of the font size is the edge of a table's cell: a space is about 0.25.
CELL_GAP = 0.8
FIGURES_GAP = 0.4  # between two figures

_SIGN = re.compile(r"[$€£¥￥]|US\$|HK\$|RMB")  # stands in a column of its own before a figure
_FIGURE = re.compile(r"[($€£¥-]*\d[\d,.%)]*|[—–-]")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space. Places in points, from the left edge of the page as it is shown."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `bottom` and `top` are in points from the lower edge of the page as it is shown."""

    words: tuple[Word, ...]
    bottom: float
    top: float
    size: float  # of its font, in points
    bold: bool  # from its first to its last word
    hyphen: bool = False  # a hyphen at its end, not in the words, divides a word from the next line

    @property
    def text(self) -> str:
        """Its words with one space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return self.words[-1].x1

    def pieces(self) -> list[Word]:
        """Its words joined where no cell's edge lies between them."""
        joined: list[Word] = []
        for word in self.words:
            if joined and not self._edge_between(joined[-1], word):
                joined[-1] = Word(f"{joined[-1].text} {word.text}", joined[-1].x0, word.x1)
            else:
                joined.append(word)
        return joined

    def _edge_between(self, before: Word, word: Word) -> bool:
        gap = word.x0 - before.x1
        if not _FIGURE.fullmatch(before.text.rpartition(" ")[2]):
            return gap > CELL_GAP * self.size
        return bool(_SIGN.fullmatch(word.text)) or gap > (FIGURES_GAP if _FIGURE.fullmatch(word.text) else CELL_GAP) * self.size


@dataclass(frozen=True, slots=True)
class PageLines:
    """What is to be read on one page, from top to bottom as the file has it."""

    number: int  # 1-based
    height: float  # points
    lines: tuple[Line, ...]
    hidden: dict[str, int] = field(default_factory=dict)  # what was left out, as nobody sees it -> how many
    picture: bool = False  # it shows a picture of a page and has no text of its own


def body_size(pages: Sequence[PageLines]) -> float:
    """The size of the font that most of the text is set in; 0 without any."""
    sizes = [line.size for page in pages for line in page.lines for _ in range(len(line.words))]
    return median(sizes) if sizes else 0.0


def in_rows(lines: Sequence[Line]) -> list[Line]:
    """Lines that stand side by side become one: a raised footnote mark begins a new line in many files."""
    rows: list[Line] = []
    for line in lines:
        if rows and _beside(rows[-1], line):
            rows[-1] = _joined(rows[-1], line)
        else:
            rows.append(line)
    return rows


def _beside(left: Line, right: Line) -> bool:
    shared = min(left.top, right.top) - max(left.bottom, right.bottom)
    lower = min(left.top - left.bottom, right.top - right.bottom)
    return not left.hyphen and shared > 0.5 * lower and right.x0 >= left.x1 - 1


def _joined(left: Line, right: Line) -> Line:
    return Line(
        left.words + right.words,
        min(left.bottom, right.bottom),
        max(left.top, right.top),
        max(left.size, right.size),
        left.bold and right.bold,
        right.hyphen,
    )
