"""A year told in steps: by quarter, by half-year, month by month."""

import re
from collections.abc import Sequence

from assistant.metrics import METRICS
from assistant.question import Question

MOST_MONTHS = 12

_PREPOSITION = r"(?:\b(?:in|for|of|over|during|at|across|through)\s+)?"
_STEPS = (
    (
        "quarter",
        re.compile(
            r"\b(?:quarterly|quarter[- ](?:by|on|to)[- ]quarter|(?:by|per) quarter)\b|"
            rf"{_PREPOSITION}\b(?:(?:each|every)(?: of the(?: four)?)? quarters?|"
            r"(?:all )?(?:the )?four quarters|all quarters)\b(?: of| in)?|"
            r"(?:的)?(?:每个?|各个?|分|逐个?|四个|按)季度?(?:的)?",
            re.IGNORECASE,
        ),
    ),
    (
        "half",
        re.compile(
            r"\b(?:by half[- ]years?|half[- ]yearly|(?:in |for )?(?:each|both|the two) (?:half|halves)(?: of| in)?)\b|"
            r"(?:两个|每个?|各个?)半年",
            re.IGNORECASE,
        ),
    ),
    (
        "month",
        re.compile(
            r"\b(?:month[- ](?:by|on|to)[- ]month|(?:in |for )?(?:each|every) month(?: of| in)?|by month|"
            r"monthly (?=sales|deliver|export|registration|output|production|figures|numbers|volumes))\b|"
            r"(?:的)?(?:每个?|各个?|逐|分|按)月(?:份)?(?:的)?",
            re.IGNORECASE,
        ),
    ),
)
_NOT_ONE_BY_ONE = re.compile(
    r"\b(?:average|record|best|highest|lowest|biggest|peak|(?:first|last)(?! (?:quarter|half|\w+ months))|target|"
    r"goal|capacity|which)\b|平均|最高|最低|纪录|哪个",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:\b(?:in|of|for|during|over|throughout|across)\s+)?(?:(?:all|the whole) of\s+)?(?:19|20)\d\d\s?年?")
_WITHIN = {
    "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12), "h1": (1, 6), "h2": (7, 12),
}  # fmt: skip
_WITHIN_PRINTED = re.compile(
    r"(?:\b(?:in|of|for|during|over)\s+)?(?:the )?(?:first|second|third|fourth) (?:quarter|half)(?: of)?|"
    r"\b[QH][1-4]\b|上半年|下半年|"
    r"第?[一二三四]季度|\bfrom January to \w+\b|1\s?[-–至到]\s?\d{1,2}月",
    re.IGNORECASE,
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth")


def by_step(question: Question, text: str) -> Sequence[str]:
    """The question asked once for each quarter, half or month of the one or two years that it names; empty where it is not.

    `text` is the question without what says how the answer should look.
    """
    years = sorted(question.years)
    if not 1 <= len(years) <= 2 or not (question.concepts & METRICS or question.kind == "figure"):
        return ()
    for unit, pattern in _STEPS:
        match = pattern.search(text)
        if match and not _NOT_ONE_BY_ONE.search(text):
            core = _slotted(f"{text[: match.start()]} {text[match.end() :]}")
            named = [name for year in years for name in _names(unit, year, question)]
            return [core.replace("\0", one) for one in named] if "\0" in core else ()
    return ()


def _slotted(text: str) -> str:
    """The text with a mark in the place of the years."""
    text = _WITHIN_PRINTED.sub(" ", text)
    found = list(_YEAR.finditer(text))
    return f"{text[: found[0].start()]} \0 {text[found[-1].end() :]}" if found else text


def _names(unit: str, year: int, question: Question) -> list[str]:
    chinese = question.language == "zh"
    if unit == "quarter":
        numbers = [n for n, part in enumerate(("q1", "q2", "q3", "q4")) if not question.parts or question.parts & _halves(part)]
        return [f"{year}年第{'一二三四'[n]}季度" if chinese else f"in the {_ORDINALS[n]} quarter of {year}" for n in numbers]
    if unit == "half":
        return [f"{year}年{half}" for half in ("上半年", "下半年")] if chinese else [
            f"in the {half} half of {year}" for half in ("first", "second")
        ]  # fmt: skip
    first, last = _span(question)
    months = range(first, last + 1)[:MOST_MONTHS]
    return [f"{year}年{month}月" if chinese else f"in {_MONTHS[month - 1]} {year}" for month in months]


def _halves(quarter: str) -> set[str]:
    return {quarter, "h1" if quarter in ("q1", "q2") else "h2"}


def _span(question: Question) -> tuple[int, int]:
    """The first and the last month that are asked about."""
    for part in question.parts:
        if part in _WITHIN:
            return _WITHIN[part]
        if stretch := re.fullmatch(r"m01-m(\d\d)", part):
            return 1, int(stretch[1])
    return 1, 12
