"""The numbers of a text by value: "1.2亿" and "120 million" are one number, "70" and "70%" are two."""

import re

from evals.accepted import normalised

_SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "億": 1e8, "万亿": 1e12, "萬億": 1e12,
}  # fmt: skip
SCALED = re.compile(
    r"(?P<digits>\d+(?:\.\d+)?)(?:(?P<percent>%)|[ -]?(?P<scale>thousand|million|billion|trillion)\b|"
    r" ?(?P<wide>万亿|萬億|百万|千万|百|千|万|萬|亿|億))?"
)

Number = tuple[float, bool]  # value; whether it is a percentage


def numbers_in(text: str) -> set[Number]:
    """Every number printed in the text, parts of dates and names among them."""
    return {_number(match) for match in SCALED.finditer(normalised(text))}


def scaled(match: re.Match[str]) -> float:
    """The value of a match of SCALED, its scale counted in."""
    scale = _SCALES.get(match["scale"] or match["wide"] or "", 1.0)
    return float(f"{float(match['digits']) * scale:.9g}")  # 9 digits: 1.2 * 1e8 is 120000000


def _number(match: re.Match[str]) -> Number:
    return scaled(match), match["percent"] is not None
