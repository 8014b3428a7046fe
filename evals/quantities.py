"""The figures of a text with what they are figures of: money by currency, shares, counts."""

import re
from dataclasses import dataclass
from typing import Final

from evals.accepted import normalised
from evals.numbers import SCALED, scaled

COUNT: Final = ""  # of things, whatever they are called: cars and vehicles are one

_SIGNS = {"us$": "USD", "hk$": "HKD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "rmb": "CNY", "rs": "INR"}
_WORDS = {
    "yuan": "CNY", "人民币": "CNY", "日元": "JPY", "美元": "USD", "欧元": "EUR", "港元": "HKD", "元": "CNY",
    "us dollars": "USD", "us dollar": "USD", "hong kong dollars": "HKD", "dollars": "USD", "euros": "EUR", "euro": "EUR",
    "yen": "JPY", "won": "KRW", "rupees": "INR",
}  # fmt: skip
_PERCENT = re.compile(r"%|percent|share\b")

_SIGN = "|".join(map(re.escape, _SIGNS))
_WORD = "|".join(map(re.escape, _WORDS))
_CURRENCY = re.compile(rf"(?<![a-z])(?:{_WORD}|{_SIGN})(?![a-z])")
_QUANTITY = re.compile(rf"(?:(?<![a-z])(?P<sign>{_SIGN})\.? ?)?{SCALED.pattern}(?: ?(?P<word>{_WORD})(?![a-z]))?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value and what it counts: a currency by its ISO 4217 code, "%", or COUNT."""

    value: float
    unit: str


def quantities(text: str) -> set[Quantity]:
    """Every figure of the text, parts of dates and names among them."""
    return {
        Quantity(
            scaled(match), "%" if match["percent"] else _SIGNS.get(match["sign"] or "") or _WORDS.get(match["word"] or "", COUNT)
        )
        for match in _QUANTITY.finditer(normalised(text))
    }


def units(named: str) -> set[str]:
    """What a unit written in the set stands for: "yuan or US dollars" allows two, "vehicles" is a count."""
    words = normalised(named)
    money = {(_WORDS | _SIGNS)[found] for found in _CURRENCY.findall(words)}
    if money:
        return money
    return {"%"} if _PERCENT.match(words) else {COUNT}


def same(one: Quantity, wanted: float, allowed: set[str], tolerance: float) -> bool:
    """Whether a figure is the one wanted, within a share of it, in one of the units.

    A figure without a unit of its own passes for money ("4.7 and 5.1 billion yuan"), one in another unit for nothing.
    """
    bare_money = one.unit == COUNT and not allowed & {"%", COUNT}
    return (one.unit in allowed or bare_money) and abs(one.value - wanted) <= tolerance * abs(wanted)
