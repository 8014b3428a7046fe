"""Does each figure of a claim stand with the date and the name that it has in its source?

"392 in 2022 and 470 in 2023" holds all numbers and years of "470 in 2022", which it does not say.
"""

import re
from collections.abc import Hashable, Sequence
from itertools import product

from assistant.checks.numbers import date_parts, plain
from assistant.figures import dates_in, figures_in
from corpus.entities import Entity, mentions

# Who tells of it, at the end of a sentence: "China Daily" is no place.
_TOLD_BY = re.compile(r",?\s(?:according to|as reported by|[^,\d]{0,60}\b(?:said|reported|reports|says))\b[^\d]*$")

Pairs = frozenset[tuple[float, Hashable]]


def bound_as_in(claim: str, quote: str) -> bool:
    """Whether figures go with the same dates, companies and places in both, by their order; in doubt they do not."""
    claim, quote = (_TOLD_BY.sub("", plain(text)) for text in (claim, quote))
    return all(_as_in(of(claim), of(quote), _figures(claim), _figures(quote)) for of in (_dates, _makers, _places))


def _as_in(mine: Sequence[Hashable], its: Sequence[Hashable], figures: Sequence[float], held: Sequence[float]) -> bool:
    if not figures or not held or not its:
        return True  # whether the source has them at all is asked elsewhere
    if not mine:
        return len(set(its)) == 1  # of several it would have to say which
    asked, found = _pairs(figures, mine), _pairs(held, its)
    if asked is None or found is None:
        return len(mine) == len(its) and all(_fits(a, b) for a, b in zip(mine, its, strict=True)) and list(figures) == list(held)
    return all(any(value == other and _fits(one, its_one) for other, its_one in found) for value, one in asked)


def _pairs(figures: Sequence[float], others: Sequence[Hashable]) -> Pairs | None:
    """Which figure goes with which: one for all, or the first with the first. None where that cannot be told."""
    if len(set(others)) == 1:
        return frozenset(product(figures, others))
    if len(figures) == len(others):
        return frozenset(zip(figures, others, strict=True))
    return None


def _fits(one: Hashable, other: Hashable) -> bool:
    """Dates fit when the claim's is as fine or coarser; names when they are the same."""
    return one <= other if isinstance(one, frozenset) and isinstance(other, frozenset) else one == other


def _figures(text: str) -> list[float]:
    return [figure.value for figure in figures_in(text)]


def _dates(text: str) -> list[Hashable]:
    return [date_parts(printed) for printed, _, _ in dates_in(text)]


def _makers(text: str) -> list[Hashable]:
    """Companies and brands: an agency or a person beside a figure is mostly who tells of it."""
    return list(dict.fromkeys(entity.name for entity in _entities(text) if entity.kind in ("company", "brand")))


def _places(text: str) -> list[Hashable]:
    return list(dict.fromkeys(entity.name for entity in _entities(text) if entity.kind == "place"))


def _entities(text: str) -> list[Entity]:
    return [mention.entity for mention in mentions(text)]
