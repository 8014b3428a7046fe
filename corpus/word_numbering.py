"""The numbers that Word puts in front of list items and headings: they stand in no text of the file (ECMA-376 part 1, 17.9)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_HAN = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True, slots=True)
class _Level:
    number_format: str
    text: str  # such as "%1.%2" or "第%1条"
    start: int
    decimal: bool  # every number in it as a decimal, as in legal texts
    style: str  # id of the style of paragraphs that this level numbers


class Numbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    def __init__(self, element: Any | None) -> None:
        """`element` is the root of numbering.xml; None for a document without lists."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if element is None:
            return
        for abstract in element.iter(f"{_W}abstractNum"):
            levels = {int(level.get(f"{_W}ilvl", 0)): _level(level) for level in abstract.iter(f"{_W}lvl")}
            self._levels[abstract.get(f"{_W}abstractNumId")] = levels
        for number in element.iter(f"{_W}num"):
            self._add(number)

    def _add(self, number: Any) -> None:
        name = number.get(f"{_W}numId")
        abstract = number.find(f"{_W}abstractNumId")
        self._abstract[name] = "" if abstract is None else abstract.get(f"{_W}val")
        for override in number.iter(f"{_W}lvlOverride"):
            start = override.find(f"{_W}startOverride")
            if start is not None:
                self._restarts.setdefault(name, {})[int(override.get(f"{_W}ilvl", 0))] = int(start.get(f"{_W}val", 1))

    def depth_of(self, number: str, style: str) -> int:
        """The level of a list that numbers paragraphs of a style; 0 when none is said to."""
        levels = self._levels.get(self._abstract.get(number, ""), {})
        return next((depth for depth, level in levels.items() if style and level.style == style), 0)

    def label(self, number: str, depth: int) -> str:
        """Count one more paragraph of a list and level (0-based); its label: "-" for a bullet, empty for no list."""
        abstract = self._abstract.get(number, "")
        levels = self._levels.get(abstract, {})
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        restart = self._restarts.get(number, {}).pop(depth, None)
        counts[depth] = restart if restart is not None else counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        level = levels[depth]
        if level.number_format == "bullet":
            return "-"
        if level.number_format == "none":
            return ""

        def written(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other = levels.get(place, level)
            return _written(counts.get(place, other.start), "decimal" if level.decimal else other.number_format)

        return _PLACE.sub(written, level.text).strip()


def _level(level: Any) -> _Level:
    def said(name: str, otherwise: str) -> str:
        child = level.find(f"{_W}{name}")
        return otherwise if child is None else str(child.get(f"{_W}val", otherwise))

    return _Level(
        said("numFmt", "decimal"),
        said("lvlText", ""),
        int(said("start", "1")),
        level.find(f"{_W}isLgl") is not None,
        said("pStyle", ""),
    )


def _written(number: int, number_format: str) -> str:
    return _FORMATS.get(number_format, str)(number)


def _letters(number: int) -> str:
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 800 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _chinese(number: int) -> str:
    if not 0 <= number < 100:
        return "".join(_HAN[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    if not tens:
        return _HAN[ones]
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"), _chinese),
    "ideographDigital": lambda number: "".join(_HAN[int(digit)] for digit in str(number)),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "decimalEnclosedCircle": lambda number: chr(0x245F + number) if 0 < number <= 20 else str(number),
}
