"""Dates that count from the day of asking: "last year" is shown as the year that it is, "so far" with its day."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from assistant.question import years_asked

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_NUMBERS_ZH = {character: value for value, character in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|《[^》]*》|「[^」]*」")
_AFTER_PREPOSITION = re.compile(
    r"\b(?:in|of|since|by|from|until|till|for|during|than|before|after|to|on|with|between|throughout|around|versus|vs)\s+$",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?<!the )(?<!year before )\b(?P<which>last|this|next) (?P<unit>year|month|quarter)\b"
    r"(?! (?:of|in which|before last|and a half))|"
    rf"\b(?P<which_month>last|this|next) (?P<month>{'|'.join(_MONTHS)})\b|"
    rf"\b(?P<ago>\d+|{'|'.join(_NUMBERS)}) (?P<ago_unit>years?|months?) ago\b|"
    r"\b(?P<day>yesterday)\b|"
    rf"\b(?:in|over|during|for|within) the (?:last|past) (?P<span>\d+|{'|'.join(_NUMBERS)}) years\b",
    re.IGNORECASE,
)
_DAY_ZH = re.compile(
    r"(?P<year>去年|今年|明年|前年)|(?P<month>上个?月|本月|这个月|下个?月)|(?P<quarter>上个?季度|本季度|这个季度)|"
    r"(?:近|过去|最近)(?P<span>[一二三四五六七八九十两]|\d+)年|(?<!\d)(?P<ago>[一二三四五六七八九十两]|\d{1,2})年前"
)
_NOW = re.compile(
    r"\b(?:so far|to date|until now|up to now|till now|as of (?:now|today)|(?:the )?latest|most recent|currently|at present|"
    r"at the moment|right now|these days|nowadays|today)\b|目前|至今|迄今|到现在|最新|现在|如今|眼下",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"\s*\(as of \d{1,2} [A-Z][a-z]+ \d{4}\)|（截至\d{4}年\d{1,2}月\d{1,2}日）")


def dated(question: str, today: date) -> str:
    """The question with its relative dates named; one that has none is kept to the character."""
    found = _DAY.sub(_outside_quotes(question, lambda match: _named(match, today)), question)
    return _DAY_ZH.sub(_outside_quotes(found, lambda match: _named_zh(match, today)), found)


def noted(question: str, today: date) -> str:
    """The question that asks for the newest, with the day of asking behind it: no filter, for the newest may be older."""
    newest = any(_free(question, match) for match in _NOW.finditer(question))
    return _with_note(question, today) if newest and not years_asked(question) and not _AS_OF.search(question) else question


def without_note(question: str) -> str:
    """The same without the day of asking behind it: what is searched for."""
    return _AS_OF.sub("", question)


def asks_for_newest(question: str) -> bool:
    """Whether it asks how things stand on the day of asking."""
    return _AS_OF.search(question) is not None


def _free(text: str, match: re.Match[str]) -> bool:
    return not any(start <= match.start() < end for start, end in _quotes(text))


def _quotes(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _QUOTED.finditer(text))


def _outside_quotes(text: str, named: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    spans = list(_quotes(text))

    def replaced(match: re.Match[str]) -> str:
        return match.group() if any(start <= match.start() < end for start, end in spans) else named(match)

    return replaced


def _named(match: re.Match[str], today: date) -> str:
    before = match.string[: match.start()]
    if match["span"]:
        return f"{match.group()} ({today.year - _number(match['span'])} to {today.year})"
    if match["day"]:
        preposition, printed = "on", _printed(today - timedelta(days=1))
    else:
        preposition, printed = "in", _period(match, today)
    owned = match.string[match.end() : match.end() + 2] in ("'s", "’s")
    return printed if owned or _AFTER_PREPOSITION.search(before) else f"{preposition} {printed}"


def _period(match: re.Match[str], today: date) -> str:
    if match["ago"]:
        back = _number(match["ago"])
        return str(today.year - back) if match["ago_unit"].startswith("year") else _month(today, -back)
    if match["month"]:
        return _month_named(match["month"].capitalize(), match["which_month"].lower(), today)
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    unit = match["unit"].lower()
    if unit == "year":
        return str(today.year + step)
    return _month(today, step) if unit == "month" else _quarter(today, step)


def _number(written: str) -> int:
    return int(written) if written.isdigit() else (_NUMBERS | _NUMBERS_ZH)[written.lower()]


def _month(today: date, step: int) -> str:
    year, month = _stepped(today, step)
    return f"{_MONTHS[month - 1]} {year}"


def _stepped(today: date, months: int) -> tuple[int, int]:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return year, month + 1


def _month_named(name: str, which: str, today: date) -> str:
    past = _MONTHS.index(name) + 1 < today.month
    year = today.year + {"last": 0 if past else -1, "this": 0, "next": 1 if past else 0}[which]
    return f"{name} {year}"


def _quarter(today: date, step: int) -> str:
    year, month = _stepped(today, 3 * step)
    return f"Q{(month + 2) // 3} {year}"


def _named_zh(match: re.Match[str], today: date) -> str:
    if match["span"]:
        return f"{match.group()}（{today.year - _number(match['span'])}年至{today.year}年）"
    if match["ago"]:
        return f"{today.year - _number(match['ago'])}年"
    if match["year"]:
        return f"{today.year + {'前': -2, '去': -1, '今': 0, '明': 1}[match['year'][0]]}年"
    step = {"上": -1, "本": 0, "这": 0, "下": 1}[match.group()[0]]
    year, month = _stepped(today, step if match["month"] else 3 * step)
    return f"{year}年{month}月" if match["month"] else f"{year}年第{'一二三四'[(month + 2) // 3 - 1]}季度"


def _printed(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _with_note(question: str, today: date) -> str:
    bare = question.rstrip(" ?？。.！!")
    end = question[len(bare) :].strip() or ""
    if re.search(r"[\u4e00-\u9fff]", bare):
        return f"{bare}（截至{today.year}年{today.month}月{today.day}日）{end}"
    return f"{bare} (as of {_printed(today)}){end}"
