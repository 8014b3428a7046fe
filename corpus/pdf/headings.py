"""Headings, by the size and weight of their font against those of the running text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.pdf.lines import Line

LONGEST = 150  # characters; a longer line is text, however it is set
LARGER = 1.15  # times the size of the running text
MOST_LINES = 3  # a heading that goes on for longer is a paragraph in bold

_NO_HEADING = re.compile(r"[.,;:，。；：]$|^\W*[\d\W]*$")
_LETTERS = re.compile(r"[^\W\d_]")

Rank = tuple[float, bool, bool]  # size, bold, capitals: the greater, the higher the heading


class HeadingStyle:
    """What headings look like in one document."""

    def __init__(self, lines: Iterable[Line]) -> None:
        sizes: Counter[float] = Counter()
        bold = words = 0
        for line in lines:
            sizes[line.size] += len(line.words)
            words += len(line.words)
            bold += len(line.words) if line.bold else 0
        self.body = sizes.most_common(1)[0][0] if sizes else 0.0
        self._bold_tells = bold < words / 3  # where much is bold, it says nothing

    def rank(self, line: Line) -> Rank | None:
        """How high a heading the line is; None for other text."""
        text = line.text
        if len(text) > LONGEST or _NO_HEADING.search(text) or len(_LETTERS.findall(text)) < 2:
            return None
        larger = line.size >= LARGER * self.body
        bold = line.bold and self._bold_tells and line.size > 0.9 * self.body
        return (line.size if larger else self.body, bold, text.isupper()) if larger or bold else None


class HeadingPath:
    """The headings above a place in the text, outermost first."""

    def __init__(self) -> None:
        self._above: list[tuple[Rank, str]] = []

    def enter(self, rank: Rank, text: str) -> None:
        """Go on under this heading."""
        self._above = [entry for entry in self._above if entry[0] > rank] + [(rank, text)]

    def __str__(self) -> str:
        return " > ".join(text for _, text in self._above)


def heading_lines(lines: Sequence[Line], style: HeadingStyle, taken: set[int]) -> dict[int, Rank]:
    """The lines of a page that are headings, with their ranks; those `taken` by tables are none."""
    ranks = {place: rank for place, line in enumerate(lines) if place not in taken and (rank := style.rank(line))}
    begin = 0
    for place in range(1, len(lines) + 1):
        if place == len(lines) or ranks.get(place) != ranks.get(begin):
            if place - begin > MOST_LINES:
                for line in range(begin, place):
                    ranks.pop(line, None)
            begin = place
    return ranks
