"""Filters as asked for, turned into the documents that pass them."""

import re
from datetime import date

from corpus.entities import members_of, named
from corpus.errors import PolicyError
from corpus.records import Document, Filters


def passes(document: Document, filters: Filters) -> bool:
    """Whether the document is within every filter that is set. A document without a date passes no date filter."""
    return (
        _about_company(document, filters.company)
        and _contains(document.publisher, filters.publisher)
        and _equals(document.kind, filters.kind)
        and _in_place(document.place, filters.place)
        and _equals(document.language, filters.language)
        and _within(document.published, filters.since, filters.until)
    )


def _about_company(document: Document, companies: tuple[str, ...]) -> bool:
    if not companies:
        return True
    wanted = {entity.name if (entity := named(company)) else company for company in companies}
    held = {name.casefold() for name in document.companies}
    return any(name.casefold() in held for name in wanted | (members_of(wanted) if wanted else set()))


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
