"""The periods of typed facts, as questions say them."""

import re

_MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip


def period(written: str, language: str) -> str:
    """A fact's period ("H1 2025", "by 2025", "2024-12") as a question says it; "" where it is not one of these forms."""
    found = re.match(
        r"(?P<by>by (?:end-)?|as of )?(?:(?P<half>H[12]) |(?P<quarter>Q[1-4]) |(?P<month>[A-Z][a-z]{2})[a-z]* )?"
        r"(?P<year>20\d\d)(?:-(?P<number>\d\d))?(?:-\d\d)?\b",
        written,
    )
    if not found:
        return ""
    month = (
        int(found["number"])
        if found["number"]
        else next((i for i, name in enumerate(_MONTHS, 1) if found["month"] and name.startswith(found["month"])), 0)
    )
    if not 0 <= month <= 12:
        return ""
    return (_english_period if language == "en" else _chinese_period)(found, month)


def _english_period(found: re.Match[str], month: int) -> str:
    preposition = "by" if (found["by"] or "").startswith("by") else "in"
    if found["half"]:
        return f"{preposition} the {'first' if found['half'] == 'H1' else 'second'} half of {found['year']}"
    if found["quarter"]:
        word = ("first", "second", "third", "fourth")[int(found["quarter"][1]) - 1]
        return f"{preposition} the {word} quarter of {found['year']}"
    return f"{preposition} {_MONTHS[month - 1] + ' ' if month else ''}{found['year']}"


def _chinese_period(found: re.Match[str], month: int) -> str:
    year = f"{'到' if (found['by'] or '').startswith('by') else ''}{found['year']}年"
    if found["half"]:
        return year + ("上半年" if found["half"] == "H1" else "下半年")
    if found["quarter"]:
        return f"{year}第{'一二三四'[int(found['quarter'][1]) - 1]}季度"
    return f"{year}{month}月" if month else year
