"""Filters as asked for, turned into the documents that pass them."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.entities import members_of, named
from corpus.errors import PolicyError
from corpus.records import Document, Filters


def passes(document: Document, filters: Filters) -> bool:
    """Whether the document is within every filter that is set. A document without a date passes no date filter."""
    return all(test(getattr(document, name), filters) for name, test in _TESTS.items())


class Shelf:
    """Documents as columns of distinct values: a filter looks at each value once, however many documents have it."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._size = len(documents)
        self._columns = {name: _distinct([getattr(one, name) for one in documents]) for name in _TESTS}

    def passing(self, filters: Filters) -> npt.NDArray[np.bool_]:
        """Which documents, in their order, are within every filter that is set. One without a date passes no date filter."""
        passing = np.ones(self._size, np.bool_)
        for name, (values, places) in self._columns.items():
            passes = np.fromiter((_TESTS[name](value, filters) for value in values), np.bool_, len(values))
            if not passes.all():
                passing &= passes[places]
        return passing


def _distinct(column: Sequence[Any]) -> tuple[list[Any], npt.NDArray[np.int64]]:
    """The distinct values, and for each of the column which of them it is."""
    numbers: dict[Any, int] = {}
    places = np.fromiter((numbers.setdefault(value, len(numbers)) for value in column), np.int64, len(column))
    return list(numbers), places


def _about_company(held: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    if not wanted:
        return True
    names = {name.casefold() for name in held}
    return any(name in names for name in _with_members(wanted))


@lru_cache(maxsize=64)
def _with_members(companies: tuple[str, ...]) -> frozenset[str]:
    """These companies by their canonical names, with all that belongs to them."""
    wanted = {entity.name if (entity := named(company)) else company for company in companies}
    return frozenset(name.casefold() for name in members_of(wanted))


def _contains(value: str | None, wanted: tuple[str, ...]) -> bool:
    return not wanted or any(part.casefold() in (value or "").casefold() for part in wanted)


def _equals(value: str | None, wanted: tuple[str, ...]) -> bool:
    return not wanted or (value or "").casefold() in {one.casefold() for one in wanted}


def _in_place(place: str | None, wanted: tuple[str, ...]) -> bool:
    """A place filter matches at any level: "China" passes "China/Shanghai", "上海" too."""
    if not wanted:
        return True
    levels = {level.strip().casefold() for level in (place or "").split("/")}
    names = {entity.name if (entity := named(one)) else one for one in wanted}
    return any(name.casefold() in levels for name in {*names, *wanted})


def _within(published: str | None, since: str | None, until: str | None) -> bool:
    if not since and not until:
        return True
    if not published:
        return False
    last = published + "-12-31"[len(published) - 4 :] if len(published) < 10 else published
    return (not since or last >= since) and (not until or published <= until + "-12-31"[len(until) - 4 :])


_TESTS: dict[str, Callable[[Any, Filters], bool]] = {
    "companies": lambda value, filters: _about_company(value, filters.company),
    "publisher": lambda value, filters: _contains(value, filters.publisher),
    "kind": lambda value, filters: _equals(value, filters.kind),
    "place": lambda value, filters: _in_place(value, filters.place),
    "language": lambda value, filters: _equals(value, filters.language),
    "published": lambda value, filters: _within(value, filters.since, filters.until),
}


def check_filters(filters: Filters) -> None:
    """Raise PolicyError for a date that is none."""
    for name, value in (("--since", filters.since), ("--until", filters.until)):
        if value is not None and not _is_date(value):
            raise PolicyError(
                f"{name} {value!r} is not a date: write a year, a month or a day, such as 2024, 2024-01 or 2024-01-31"
            )


def _is_date(value: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value, re.ASCII):  # fromisoformat reads weeks and undivided digits, too
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) in (4, 7) else value)
    except ValueError:
        return False
    return True
