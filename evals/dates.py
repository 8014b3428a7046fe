"""The dates of a text, in English and Chinese, as ISO 8601: a year, a month or a day."""

import re

from evals.accepted import normalised

_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_MONTH = "|".join(_NAMES)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = [
    re.compile(form)
    for form in (
        rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH}) {_YEAR}",
        rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}}),? {_YEAR}",
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)",
        rf"{_YEAR}年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日",
        rf"(?P<month>{_MONTH}),? {_YEAR}",
        rf"{_YEAR}年(?P<month>\d{{1,2}})月",
        rf"(?<!\d){_YEAR}(?!\d)",
    )
]


def dates(text: str) -> set[str]:
    """Every date, each at the finest that is printed: "2 December 2022" is 2022-12-02 and no 2022 besides."""
    left, found = normalised(text), set()
    for form in _FORMS:
        found |= {_iso(match) for match in form.finditer(left)}
        left = form.sub(" ", left)
    return found


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = parts.get("month")
    numbers = [_MONTHS.get(month) or int(month)] if month else []
    numbers += [int(parts["day"])] if parts.get("day") else []
    return "-".join([parts["year"], *(f"{number:02}" for number in numbers)])
