"""What is asked of two figures together, computed from them: a difference, a ratio, the time between two days."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.attainment import comparable_figures
from assistant.checks.numbers import date_parts
from assistant.figures import Figure, dates_in
from assistant.metrics import PLANS
from assistant.question import Question, years_in
from assistant.sentences import Sentence, sentence_quoted
from assistant.several.asked import Asked
from assistant.splitting.intervals import asks_how_long

_DIFFERENCE = re.compile(
    r"\b(?:how (?:much|many)(?: \w+){0,3}? (?:more|less|fewer|higher|lower|larger|smaller|bigger|greater)|by how (?:much|many)|"
    r"(?:what|how (?:big|large|wide)) (?:is|was|were) the (?:\w+ )?(?:difference|gap)|the difference between)\b|"
    r"[多少高低大小](?:了)?多少|比.{2,20}[多少高低大小][^，。]{0,4}?了?多少|差(?:了)?多少|相差|之差|差距",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"\b(?:how many times|what multiple|(?:what (?:is|was) )?the ratio)\b|(?:多少|几)倍",
    re.IGNORECASE,
)
_CHANGE_IN_PERCENT = re.compile(r"\bper ?cent\b|%|百分", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<digits>\d[\d,]*(?:\.\d+)?)")
_ABOUT = re.compile(
    r"about|around|nearly|almost|roughly|over|more than|above|up to|at least|below|under|约|近|超|至少|不足|多", re.IGNORECASE
)
_SCALES = ((1e9, "billion"), (1e6, "million"))
_SCALES_ZH = ((1e8, "亿"), (1e4, "万"))
DAYS_OF_A_MONTH = 30.44


def computed(question: Question, asked: Sequence[Asked]) -> str | None:
    """The sum as a line of its own, told as computed; None where it was not asked for, or the two are not of one measure."""
    told = [(one, sentence_quoted(answer.citations[0])) for one, answer in asked if answer.claims]
    if len(asked) != 2 or len(told) != 2:
        return None
    chinese = question.language == "zh"
    if asks_how_long(question.text):
        return _time_between(told[0][1], told[1][1], chinese)
    ratio = _RATIO.search(question.text)
    if not ratio and (not _DIFFERENCE.search(question.text) or _CHANGE_IN_PERCENT.search(question.text)):
        return None
    figures = comparable_figures(*told)
    if figures and not _of_one_unit(figures):
        return None
    if figures is None or figures[0].value == figures[1].value or any(_ABOUT.search(figure.text) for figure in figures):
        return None
    larger, smaller = sorted(figures, key=lambda figure: -figure.value)
    if ratio:
        if not smaller.value:
            return None
        sum_ = f"{_printed(larger)} / {_printed(smaller)} = {larger.value / smaller.value:.2f}"
    else:
        steps = [_step(figure) for figure, one in zip(figures, told, strict=True) if not one[1].says.concepts & PLANS]
        sum_ = f"{_printed(larger)} − {_printed(smaller)} = {_difference(larger, smaller, max(steps, default=1.0), chinese)}"
    return f"由所引的两个数字算出：{sum_}。" if chinese else f"Computed from the two figures quoted: {sum_}."


_UNIT_WORD = re.compile(r"[a-z]+$")


def _of_one_unit(figures: Sequence[Figure]) -> bool:
    """Whether what their units are called is the same, so that one can be taken from the other."""
    if figures[0].kind != "count":
        return True
    named = {unit[0] for figure in figures if (unit := _UNIT_WORD.search(_SCALED.sub("", figure.text)))}
    return len(named - {"units"}) < 2


_SCALED = re.compile(r"\b(?:thousand|million|billion|trillion)\b")


def _printed(figure: Figure) -> str:
    return figure.text.strip()


def _step(figure: Figure) -> float:
    """What one in the last printed place is worth: 10,000 of 5.02 million."""
    number = _NUMBER.search(figure.text)
    digits = number["digits"].replace(",", "") if number else "1"
    scale = figure.value / float(digits) if float(digits) else 1.0
    return scale * 10.0 ** -len(digits.partition(".")[2])


def _difference(larger: Figure, smaller: Figure, step: float, chinese: bool) -> str:
    """The difference to the coarser of their last places, in the unit of the larger."""
    value = round((larger.value - smaller.value) / step) * step
    places = len(f"{step:.6f}".rstrip("0").partition(".")[2]) if step < 1 else 0
    if larger.kind == "percent":
        return f"{value:.{places}f}{'个百分点' if chinese else ' percentage points'}"
    currency = re.match(r"US\$|HK\$|C\$|A\$|[$€£¥]", larger.text)
    unit = (re.search(r"(?:[a-zA-Z]+ ?)*$", larger.text) or [""])[0].split("illion")[-1].removeprefix("bn").strip()
    for scale, name in _SCALES_ZH if chinese else _SCALES:
        if value >= scale and step >= scale / 1e4 and step >= 100:
            places = max(0, len(f"{step / scale:.8f}".rstrip("0").partition(".")[2]))
            shown = f"{value / scale:,.{places}f}{name if chinese else ' ' + name}"
            break
    else:
        shown = f"{value:,.{places}f}"
    return f"{currency[0] if currency else ''}{shown}{' ' + unit if unit and not chinese else ''}"


def _time_between(one: Sentence, other: Sentence, chinese: bool) -> str | None:
    """The days between the first full dates that the two tell of, and about how many months they are."""
    days = [_day(sentence) for sentence in (one, other)]
    if days[0] is None or days[1] is None or days[0][1] == days[1][1]:
        return None
    (first, start), (last, end) = sorted((day for day in days if day), key=lambda day: day[1])
    passed = (end - start).days
    months = round(passed / DAYS_OF_A_MONTH)
    if chinese:
        return f"由所引的两个日期算出：从{first}到{last}共{passed}天，约{months}个月。"
    return f"Computed from the two dates quoted: from {first} to {last} it is {passed} days, about {months} months."


def _day(sentence: Sentence) -> tuple[str, date] | None:
    for printed, _, _ in dates_in(sentence.text):
        parts = date_parts(printed)
        day = next((int(part[4:]) for part in parts if part.startswith("day ")), None)
        month = next((int(part[1:]) for part in parts if re.fullmatch(r"m\d\d", part)), None)
        if day and month and len(years := years_in(printed)) == 1:
            return printed, date(min(years), month, day)
    return None
