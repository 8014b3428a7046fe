"""Running headers, footers and page numbers: lines at the edges of pages that come again and again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.pdf.lines import PageLines

EDGE = 0.12  # share of the page's height, above and below
AT_THE_EDGE = 3  # lines that are looked at there
FEWEST = 3  # pages that a line must come on
SHARE = 0.05  # of the pages, for a line within the edge
SHARE_INSIDE = 0.25  # of the pages, for the first and last line of a page that ends early

_NUMBER = re.compile(r"\d+|(?<![^\W\d_])[ivxlc]+(?![^\W\d_])")
_PAGE_NUMBER = re.compile(r"(?:page|第)?\s*[-–—]?\s*#\s*(?:页|(?:of|/)\s*#)?\s*[-–—]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: int  # of the line on its page
    key: tuple[str, bool, bool]  # its text with # for any number, whether it stands high, whether within the edge


def without_furniture(pages: Sequence[PageLines]) -> list[PageLines]:
    """The pages without such lines."""
    candidates = [list(_candidates(page)) for page in pages]
    counts = Counter(key for found in candidates for key in {one.key for one in found})
    kept = []
    for page, found in zip(pages, candidates, strict=True):
        gone = {one.place for one in found if _comes_again(one, counts[one.key], len(pages))}
        kept.append(replace(page, lines=tuple(line for place, line in enumerate(page.lines) if place not in gone)))
    return kept


def _candidates(page: PageLines) -> Iterator[_Candidate]:
    by_height = sorted(range(len(page.lines)), key=lambda place: -page.lines[place].bottom)
    high, low = by_height[:AT_THE_EDGE], by_height[AT_THE_EDGE:][-AT_THE_EDGE:]
    for place in high + low:
        line = page.lines[place]
        edge = line.bottom > (1 - EDGE) * page.height or line.top < EDGE * page.height
        if edge or place in (by_height[0], by_height[-1]):
            yield _Candidate(place, (_NUMBER.sub("#", line.text), place in high, edge))


def _comes_again(one: _Candidate, count: int, pages: int) -> bool:
    text, _, edge = one.key
    if edge and _PAGE_NUMBER.fullmatch(text):
        return count >= 2
    share = SHARE if edge else SHARE_INSIDE
    return text.count("#") < 3 and count >= max(FEWEST, share * pages)  # three figures are the row of a table
