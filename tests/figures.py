"""Figures in a text as exact values, in English and Chinese; written apart from the product's own reader of figures."""

import re
from decimal import Decimal

SCALES = {
    "thousand": Decimal(10**3), "million": Decimal(10**6), "m": Decimal(10**6), "billion": Decimal(10**9), "bn": Decimal(10**9),
    "trillion": Decimal(10**12), "tn": Decimal(10**12), "万亿": Decimal(10**12), "亿": Decimal(10**8), "万": Decimal(10**4),
}  # fmt: skip

_CARDINALS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_MONTHS = "january february march april may june july august september october november december"
_WORDS = {word: Decimal(value) for value, word in enumerate(_CARDINALS.split())}
_WORDS |= {word: Decimal(value) for value, word in enumerate(_ORDINALS.split(), start=1)}
_WORDS |= {word: Decimal(value) for value, word in enumerate(_MONTHS.split(), start=1)}
_WORDS |= {"both": Decimal(2), "twenty": Decimal(20), "sixty": Decimal(60), "twentieth": Decimal(20)}
_HAN = {character: Decimal(value) for value, character in enumerate("一二三四五六七八九十", start=1)} | {"两": Decimal(2)}

_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SCALE = r"万亿|亿|万|(?:trillion|billion|million|thousand|bn|tn|m)(?![a-z])"
_NUMBER = re.compile(rf"({_DIGITS})(?:[\s-]*({_SCALE}))?", re.IGNORECASE)
_RANGE = re.compile(rf"({_DIGITS})\s*(?:-|–|—|~|至|到|to|and)\s*{_DIGITS}[\s-]*({_SCALE})", re.IGNORECASE)
_MILLIONTH = re.compile(r"(\d+|[a-z]+)[\s-]million(?:th)?\b", re.IGNORECASE)


def figures(text: str) -> set[Decimal]:
    """Values of the numbers written in digits, with their scale: "1.2亿" and "120 million" are one value."""
    found = {_value(digits) * _scale(scale) for digits, scale in _NUMBER.findall(text)}
    return found | {
        _value(low) * _scale(scale) for low, scale in _RANGE.findall(text)
    }  # in "1.2 to 1.5 million" both are millions


def figures_in_words(text: str) -> set[Decimal]:
    """Values written out: "three", "first", "June", "nine millionth", "三"."""
    found = {_WORDS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in _WORDS}
    for count in _MILLIONTH.findall(text):
        if count.isdigit() or count.lower() in _WORDS:
            found.add((Decimal(count) if count.isdigit() else _WORDS[count.lower()]) * SCALES["million"])
    return found | {_HAN[character] for character in text if character in _HAN}


def _value(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _scale(word: str) -> Decimal:
    return SCALES[word.lower()] if word else Decimal(1)
