"""The figures of an answer as they can be set side by side: each with its unit, period, company and citation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.figures import dates_in, figures_in
from assistant.records import Answer, Citation
from corpus.entities import companies_named

FEWEST_PERIODS = 3  # below that a table says as much as a timeline

_VALUE = re.compile(
    r"^(?P<value>.*?\d[\d.,]*(?:\s?(?:%|thousand|million|billion|trillion|bn|tn|m|k|百万|万亿|萬億|万|萬|亿|億|千)(?![a-z]))?)"
    r"\s*(?P<unit>.*)$",
    re.DOTALL,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})|(\d{{1,2}})月|\b\d{{4}}-(\d\d)", re.IGNORECASE)
_PART = re.compile(r"\bQ([1-4])\b|\bH([12])\b|\b(first|second|third|fourth) (quarter|half)")
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4}


@dataclass(frozen=True, slots=True)
class DatedFigure:
    """A figure of a cited sentence. Nothing is computed from it: `printed` is what the sentence says."""

    value: float
    printed: str  # number and unit
    unit: str  # what is counted, for telling like from unlike: "factories", "%"
    period: str | None  # as printed: "January-September 2024"
    day: date | None  # where the period stands on a line of time
    company: str | None  # the only company that the sentence names
    citation: Citation


@dataclass(frozen=True, slots=True)
class Shown:
    """Figures of one unit that are worth a picture."""

    form: Literal["timeline", "bars"]
    unit: str
    figures: tuple[DatedFigure, ...]


def figures_of(answer: Answer) -> Shown | None:
    """A comparison of the companies asked about as bars, figures of several periods as a timeline; None for anything else."""
    groups: dict[str, list[DatedFigure]] = {}
    for citation in answer.citations:
        for figure in _in_quote(citation):
            groups.setdefault(figure.unit, []).append(figure)
    asked = set(companies_named(answer.standalone_question))
    for unit, figures in sorted(groups.items(), key=lambda group: -len(group[1])):
        if len(asked) > 1:
            compared = [figure for figure in figures if figure.company in asked]
            if len({figure.company for figure in compared}) > 1:
                return Shown("bars", unit, tuple(compared))
        elif len({figure.day for figure in figures if figure.day}) >= FEWEST_PERIODS:
            dated = (figure for figure in figures if figure.day)
            return Shown("timeline", unit, tuple(sorted(dated, key=lambda figure: figure.day or date.min)))
    return None


def _in_quote(citation: Citation) -> list[DatedFigure]:
    """The figures of a quote that have a unit."""
    named = companies_named(citation.quote)
    company = named[0] if len(named) == 1 else None
    found = []
    for figure in figures_in(citation.quote):
        unit = _counted(figure.text, figure.kind)
        if unit:
            period = period_of(citation.quote, figure.text)
            day = _day(period) if period else None
            found.append(DatedFigure(figure.value, figure.text, unit, period, day, company, citation))
    return found


def _counted(printed: str, kind: str) -> str:
    if kind == "percent":
        return "%"
    unit = split_value(printed)[1].casefold()
    return unit if "per" in unit.split() or not unit else unit.split()[-1]


def split_value(printed: str) -> tuple[str, str]:
    """Number (with what qualifies and scales it) and unit: "about 1.2 million vehicles" -> "about 1.2 million", "vehicles"."""
    match = _VALUE.match(printed.strip())
    return (match["value"], match["unit"].strip()) if match else (printed, "")


def period_of(quote: str, printed: str) -> str | None:
    """The date in the quote that stands nearest to the figure; None without any."""
    at = quote.find(printed)
    if at < 0:
        return None
    end = at + len(printed)
    dates = [(min(abs(start - end), abs(at - stop)), text) for text, start, stop in dates_in(quote)]
    return min(dates, default=(0, None), key=lambda found: found[0])[1]


def _day(period: str) -> date | None:
    """The middle of a year, quarter or month; the last day where the end is meant; None without a year."""
    year = _YEAR.search(period)
    if not year:
        return None
    if re.search(r"\bend\b|\bend-", period):
        return date(int(year[0]), 12, 31)
    month, part = _MONTH.search(period), _PART.search(period)
    if part:
        return date(int(year[0]), _middle_month(part.groups()), 15)
    if month:
        return date(int(year[0]), _month_number(month.groups()), 15)
    return date(int(year[0]), 7, 1)


def _middle_month(groups: Sequence[str | None]) -> int:
    quarter, half, ordinal, of = groups
    if quarter or of == "quarter":
        return 3 * int(quarter or _ORDINAL[ordinal or "first"]) - 1
    return 6 * min(int(half or _ORDINAL[ordinal or "first"]), 2) - 2


def _month_number(groups: Sequence[str | None]) -> int:
    name, *numbers = groups
    number = _MONTHS.index(name.lower()) + 1 if name else int(next(filter(None, numbers)))
    return min(max(number, 1), 12)
