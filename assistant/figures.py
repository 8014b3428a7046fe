"""Figures and dates in a text, with their spans and values."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

_SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9, "tn": 1e12, "k": 1e3,
    "千": 1e3, "万": 1e4, "萬": 1e4, "百万": 1e6, "亿": 1e8, "億": 1e8, "万亿": 1e12, "萬億": 1e12,
}  # fmt: skip
_FIGURE = re.compile(
    r"(?<![A-Za-z0-9_.])(?<!\d/)(?P<currency>US\$|HK\$|C\$|A\$|\$|€|£|¥|RMB\s?|USD\s?|EUR\s?)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d*/\d)"
    r"(?:[ -]?(?P<scale>thousand|million|billion|trillion|bn|tn|m|k|百万|万亿|萬億|万|萬|亿|億|千)(?![a-z]))?"
    r"(?P<percent>\s?%| percentage points?| per ?cent(?![a-z])|个百分点)?"
)
# Spelled-out numbers count as figures only before the thing that they count: "twelve member states", 三家企业.
_SPELLED = re.compile(
    r"(?<![\w-])(?P<en>"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?! (?:hundred|thousand|million|billion|trillion|dozen)\b)(?="
    r" (?:[A-Z]{2,} )?(?:[a-z-]+ ){0,2}(?:"
    r"countries|states|companies|firms|automakers|carmakers|makers|plants|factories|cities|provinces|districts|people|"
    r"workers|models|cars|brands|months|years|weeks|days|times|measures|projects|sites|regions|members|agencies|"
    r"departments|ministries|banks|suppliers|partners|stages|categories|levels|tiers)\b)|"
    r"(?<!第)(?P<zh>[两二三四五六七八九十]{1,3})(?=[家个项款名座国条])",
    re.IGNORECASE,
)
# A place in a long row is told the same in both languages: "the two millionth car", 第200万辆车.
_ORDINAL = re.compile(
    r"(?<![\w-])(?P<number>one|two|three|four|five|six|seven|eight|nine|ten|\d+(?:\.\d+)?)[ -](?P<scale>"
    r"thousand|million|billion)th\b|"
    r"第(?P<number_zh>\d+(?:\.\d+)?)(?P<scale_zh>百万|千|万|萬|亿|億)",
    re.IGNORECASE,
)
_SPELLED_UNIT = re.compile(r" (?:[A-Z]{2,} )?(?:member )?[a-z-]+|[家个项款名座国条](?:月|国家|企业|工厂|项目|车型)?")
_SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORD_VALUES = {word: float(value) for value, word in enumerate(_SMALL.split(), start=2)} | {
    word: float(value) for value, word in zip(range(20, 100, 10), _TENS.split(), strict=True)
}
_UNIT = re.compile(
    r"\s*(?:"
    r"(?!(?:of|in|and|or|to|by|at|from|for|with|a|the|were|was|is|are|per|than|as|on|that|which)\b)[a-z][a-z-]* ){0,3}(?:"
    r"yuan|euros?|dollars?|US dollars|yen|won|rupees|vehicles?|cars?|units?|robots?|factories|plants?|people|workers|"
    r"employees|staff|points?|companies|firms|enterprises|scenarios|models|members|measures|items|countries|cities|"
    r"jobs|shares?|NEVs|EVs|stations|suppliers|parks|Megapacks|seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
    r"(?![a-z])|"
    r"\s*(?:GWh|MWh|GW|MW|kWh|km|nm|kilomet(?:re|er)s?|tonnes?|tons?|hectares|square (?:kilo)?met(?:re|er)s?|"
    r"per 10,000(?: [a-z]+)?)(?![A-Za-z])|"
    r"\s*(?:元|美元|欧元|日元|辆|台|家|个|項|项|人|座|倍|年|个月|天|小时|秒|平方米|公里|吨|名|款|条)"
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = re.compile(
    rf"\b\d{{1,2}} {_MONTH}(?: \d{{4}})?\b|\b{_MONTH} \d{{1,2}}(?:, \d{{4}})?\b|\b{_MONTH} \d{{4}}\b|"
    rf"\b\d{{4}}-\d\d(?:-\d\d)?\b|"
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|\d{1,2}\s?[-–—至]\s?\d{1,2}月|"
    r"\d{1,2}月份?|\b(?:Q[1-4]|H[12]) \d{4}\b|"
    r"\b(?:(?:the )?(?:end|start|beginning|middle|first half|second half|(?:first|second|third|"
    r"fourth) quarter) of |by |mid-|late |early |end-)?(?<![\d,.])(?:19|20)\d\d(?!,\d|[\d%]|\.\d)"
)
_DENSITY = re.compile(r"\s*(?:robots?|units?|industrial robots)? ?per (?:10,000|\d+)(?: [a-z]+)?|台/万人")


_QUALIFIER = re.compile(
    r"(?:"
    r"\b(?:more than|less than|fewer than|at least|at most|up to|close to|over|above|under|below|about|around|nearly|"
    r"almost|roughly|approximately)|"
    r"约|超过|超|不低于|不少于|不足|近|至少|最高)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed, with its unit, and its value."""

    text: str
    start: int
    end: int
    value: float  # with its scale: "1.2亿" is 120,000,000
    kind: Literal["percent", "money", "count"]


def figures_in(text: str) -> list[Figure]:
    """The figures of the text in order; years, dates, and numbers inside names ("Model 3", "L4") left out."""
    return list(_figures_in(text))


@lru_cache(maxsize=4096)  # several features of a sentence ask for them, and it is judged twice
def _figures_in(text: str) -> tuple[Figure, ...]:
    found = [_ordinal(match) for match in _ORDINAL.finditer(text)]
    dates = [match.span() for match in _DATE.finditer(text)] + [(figure.start, figure.end) for figure in found]
    for match in _FIGURE.finditer(text):
        in_date = any(start <= match.start("number") < end for start, end in dates)
        if in_date or _in_name(text, match.start()) or text[: match.start()].endswith(("per ", "每")):
            continue
        found.append(_figure(text, match))
    found += [_spelled(text, match) for match in _SPELLED.finditer(text)]
    return tuple(sorted(found, key=lambda figure: figure.start))


def _ordinal(match: re.Match[str]) -> Figure:
    number = (match["number"] or match["number_zh"]).lower()
    value = _WORD_VALUES.get(number) or (1.0 if number == "one" else float(number))
    scale = _SCALES[(match["scale"] or match["scale_zh"]).lower()]
    return Figure(match.group(), match.start(), match.end(), value * scale, "count")


def is_place_in_a_row(figure: Figure) -> bool:
    """Whether it is an ordinal: "two millionth", 第200万."""
    return _ORDINAL.fullmatch(figure.text) is not None


def _spelled(text: str, match: re.Match[str]) -> Figure:
    value = _WORD_VALUES[match["en"].lower()] if match["en"] else _chinese_value(match["zh"])
    end = match.end()
    unit = _SPELLED_UNIT.match(text, end)
    if unit:
        end = unit.end()
    qualifier = _QUALIFIER.search(text, 0, match.start())
    start = qualifier.start() if qualifier else match.start()
    return Figure(text[start:end].strip(), start, end, value, "count")


def _chinese_value(spelled: str) -> float:
    import cn2an  # a tenth of a second, and only for Chinese

    return float(cn2an.cn2an(spelled, "smart"))


def _figure(text: str, match: re.Match[str]) -> Figure:
    end = match.end()
    unit = None if match["percent"] else _DENSITY.match(text, end) or _UNIT.match(text, end)
    printed_unit = unit.group() if unit else ""
    if unit:
        end = unit.end()
    scale = _SCALES.get((match["scale"] or "").lower(), 1.0)
    money = match["currency"] or re.search(r"yuan|euro|dollar|yen|won|rupee|元", printed_unit)
    kind: Literal["percent", "money", "count"] = "percent" if match["percent"] else "money" if money else "count"
    value = float(match["number"].replace(",", "")) * scale
    qualifier = _QUALIFIER.search(text, 0, match.start())
    start = qualifier.start() if qualifier else match.start()
    return Figure(text[start:end].strip(), start, end, value, kind)


def _in_name(text: str, start: int) -> bool:
    """ "Model 3", "Gigafactory 3", "No. 8", "Article 5", "L4"."""
    return bool(
        re.search(
            r"(?:\b(?:Model|Gigafactory|No\.|Article|Level|Section|Phase|Type|Industry|Part|version|MEB|ID\.|Euro) ?|第|\[|〔)$",
            text[:start],
        )
    )


def dates_in(text: str) -> list[tuple[str, int, int]]:
    """Dates, months, quarters and years as printed, with their spans."""
    return [(match.group(), match.start(), match.end()) for match in _DATE.finditer(text)]
