"""Is every number of a claim in one cited span, with the same value, unit and date?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from text_to_num import alpha2digit

from assistant.figures import Figure, dates_in, figures_in
from assistant.question import parts_of_year, years_in
from corpus.concepts import concepts_in
from corpus.languages import language_of
from corpus.tokens import words

SAME = 1e-9  # relative: a rounded value is another statement

_PER = re.compile(r"per (\d[\d,]*(?: [a-z]+)*)|/(万人|万名\w+|人)", re.IGNORECASE)
_CURRENCY = re.compile(
    r"US\$|USD|HK\$|C\$|A\$|€|£|¥|RMB|\$|yuan|euros?|dollars?|yen|won|rupees|美元|欧元|日元|港元|元",
    re.IGNORECASE,
)
_CURRENCIES = {
    "us$": "USD", "usd": "USD", "$": "USD", "dollar": "USD", "dollars": "USD", "美元": "USD", "€": "EUR", "euro": "EUR",
    "euros": "EUR", "欧元": "EUR", "rmb": "CNY", "¥": "CNY", "yuan": "CNY", "元": "CNY", "hk$": "HKD", "港元": "HKD",
    "yen": "JPY", "日元": "JPY", "£": "GBP", "c$": "CAD", "a$": "AUD", "won": "KRW", "rupees": "INR",
}  # fmt: skip
_POINTS = re.compile(r"percentage points?|个百分点")
_SPELLED_ZH = re.compile(
    r"[零一二三四五六七八九十百千两]{2,}(?=[家个台辆座项名款条年月天倍万亿])|"
    r"百分之[零一二三四五六七八九十百点]+"
)
_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_SPELLED_EN = re.compile(rf"\b{_WORD}(?:[ -](?:and )?(?:{_WORD}|hundred|thousand|million|billion))*\b", re.IGNORECASE)
NEAR = 40  # characters behind a figure in which the thing that it counts is named


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts. `of` are the words that follow it, "per" what it is counted against."""

    value: float
    kind: str  # percent, points, a currency, or count
    per: str
    of: frozenset[str]


def plain(text: str) -> str:
    """The text with numbers that are spelled out in digits: "twelve" as 12, 三十五 as 35."""
    if language_of(text) == "zh":
        return _SPELLED_ZH.sub(lambda match: _in_digits(match.group()), text)
    return _SPELLED_EN.sub(lambda match: str(alpha2digit(match.group().lower(), "en")), text)


def _in_digits(spelled: str) -> str:
    import cn2an  # a tenth of a second, and only for Chinese

    return str(cn2an.transform(spelled, "cn2an"))


def quantities_in(text: str) -> list[Quantity]:
    """The figures of a text in order, those that are spelled out too; dates are not among them."""
    text = plain(text)
    return [quantity_of(text, figure) for figure in figures_in(text)]


def quantity_of(text: str, figure: Figure) -> Quantity:
    """What the figure of the text counts; the text is `plain`."""
    printed = text[figure.start : figure.end]
    per = _PER.search(printed) or _PER.match(text[figure.end :].lstrip()[:40])
    kind = "count"
    if figure.kind == "percent":
        kind = "points" if _POINTS.search(printed) else "percent"
    elif currency := _CURRENCY.search(printed):
        kind = _CURRENCIES.get(currency.group().lower(), "money")
    unit = re.sub(r"^.*\d", "", printed)
    behind = re.split(r"[,;:.，；。、（(]", text[figure.end : figure.end + NEAR], maxsplit=1)[0]
    things = _last(unit) or _things(behind)
    return Quantity(figure.value, kind, "".join((per[1] or per[2] or "").lower().split()) if per else "", things)


def _last(unit: str) -> frozenset[str]:
    """The last thing that a unit names: robots, of "above-scale robots"."""
    found = concepts_in(unit)
    return frozenset({f"c:{found[-1][0].name}"}) if found else frozenset(words(unit)[-1:])


def _things(text: str) -> frozenset[str]:
    """What a unit or the words behind a figure name: their concepts, else the words."""
    return frozenset(f"c:{concept.name}" for concept, _, _ in concepts_in(text)) or frozenset(words(text))


def numbers_supported(claim: str, span: str) -> bool:
    """Whether the span has every figure of the claim with its unit, and every date, or a finer one; each as often."""
    held = quantities_in(span)
    named = things_in(span)
    for one in quantities_in(claim):
        found = next((other for other in held if _same(one, other, named)), None)
        if found is None:
            return False
        held.remove(found)  # a figure that stands twice in the claim stands twice in its source
    return dates_supported(claim, span)


def _same(one: Quantity, other: Quantity, named: frozenset[str]) -> bool:
    return abs(one.value - other.value) <= SAME * max(abs(one.value), 1.0) and same_thing(one, other, named)


def same_thing(one: Quantity, other: Quantity, named: frozenset[str]) -> bool:
    """Whether the two count one thing, whatever their values; `named` is what the other's sentence names."""
    if one.kind != other.kind or one.per != other.per:
        return False
    return one.kind != "count" or not one.of or bool(one.of & (other.of or named))


def things_in(text: str) -> frozenset[str]:
    """Everything that the text names, as `Quantity.of` names it."""
    return _things(text) | frozenset(words(text))


def dates_supported(claim: str, span: str) -> bool:
    """Whether every date of the claim is in the span, as fine or finer: a claim may say 2024 of 3 January 2024."""
    held = [date_parts(text) for text, _, _ in dates_in(span)]
    for text, _, _ in sorted(dates_in(claim), key=lambda found: -len(date_parts(found[0]))):
        found = min((one for one in held if date_parts(text) <= one), key=len, default=None)
        if found is None:
            return False
        held.remove(found)
    return True


_DAY = re.compile(r"\b(\d{1,2})(?= [A-Z][a-z]{2})|(?<=[a-z] )(\d{1,2})\b(?!\d)|(\d{1,2})日|\d{4}-\d\d-(\d\d)")


def date_parts(date: str) -> frozenset[str]:
    """Year, month, quarter and day of a printed date."""
    days = {f"day {int(next(filter(None, found)))}" for found in _DAY.findall(date)}
    iso = {f"m{month}" for month in re.findall(r"\d{4}-(\d\d)", date)}
    return frozenset({str(year) for year in years_in(date)} | parts_of_year(date) | iso | days)


def unsupported_numbers(claim: str, spans: Sequence[str]) -> bool:
    """Whether no one of the spans holds all numbers of the claim: two sources do not add up to one statement."""
    return not any(numbers_supported(claim, span) for span in spans)
