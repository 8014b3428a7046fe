"""Cell values as a spreadsheet shows them: ECMA-376 part 1, 18.8.31 (number formats), as far as figures need it."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

_SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)')
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.|([#0?.,]+)|(%)|([Ee][+-])|(General|@)|(.)', re.DOTALL
)
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def displayed(value: object, number_format: str) -> str:
    """The value in its format: `12.5%`, `1,234`, `$5.0`; dates as ISO 8601, as exactly as the format shows them.

    A number in a format that is not understood (fractions, exponents, conditions) is given as it is stored.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, number_format)
    if isinstance(value, int | float) and isfinite(value):
        return _number(value, number_format)
    return str(value)


def _date(value: datetime.date, number_format: str) -> str:
    shown = _LITERAL.sub("", number_format.lower())
    day = value.strftime("%Y-%m-%d") if value.year > 999 else value.isoformat()[:10]
    if "d" not in shown and "y" in shown and "h" not in shown:
        day = day[:7] if "m" in shown else day[:4]
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return f"{day} {value:%H:%M}" + (f":{value:%S}" if value.second else "")
    return day


def stored(value: float) -> str:
    """A number with the digits that it is stored with, at most 15, and no exponent."""
    if isinstance(value, int):
        return str(value)
    return format(Decimal(format(value, ".15g")), "f")


def _number(value: float, number_format: str) -> str:
    sections = [match[1] for match in _SECTION.finditer(number_format)][:4]
    if "[>" in number_format or "[<" in number_format or "[=" in number_format:
        return stored(value)
    if value < 0 and len(sections) > 1 and sections[1]:
        return _in_section(-value, sections[1]) or stored(value)
    if value == 0 and len(sections) > 2:
        return _in_section(value, sections[2]) if sections[2] else ""
    shown = _in_section(abs(value), sections[0] if sections else "General") or stored(abs(value))
    return f"-{shown}" if value < 0 and any(digit in shown for digit in "123456789") else shown


def _in_section(value: float, section: str) -> str:
    """The value (not negative) by one section of a format; empty when the section is not understood."""
    before, digits, after = "", "", ""
    percent = 0
    for text, escaped, currency, places, sign, exponent, general, other in _TOKEN.findall(section):
        if exponent or other == "/" or (places and digits):
            return ""
        if places or general:
            digits = places or "General"
            continue
        percent += bool(sign)
        literal = text or escaped or currency or sign or other
        if digits:
            after += literal
        else:
            before += literal
    if not digits:
        return (before + after).strip()
    return (before + _in_places(value, digits, percent) + after).strip()


def _in_places(value: float, places: str, percent: int) -> str:
    if places == "General":
        return stored(value)
    whole, _, decimals = places.partition(".")
    thousands = len(decimals or whole) - len((decimals or whole).rstrip(","))
    exact = Decimal(stored(value)).scaleb(2 * percent - 3 * thousands)
    most = sum(place in "0#?" for place in decimals)
    least = sum(place == "0" for place in decimals)
    rounded = exact.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    text = format(rounded, ",f" if "," in whole.rstrip(",") else "f")
    head, _, tail = text.partition(".")
    tail = tail[:least] + tail[least:].rstrip("0")
    head = head.zfill(whole.count("0")) if "," not in head else head
    if head == "0" and "0" not in whole:
        head = ""
    return f"{head}.{tail}" if tail else head
