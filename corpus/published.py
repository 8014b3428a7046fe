"""The date of publication, when only the text of a document gives it, in English and Chinese.

A text is full of dates. Only those are taken that stand where a publisher puts the date of publication: after a
label ("Published:", "发布时间："), in a dateline ("BRUSSELS, 8 February 2022 -", "新华社北京2022年2月8日电"), alone
on a line near the title, or alone on one of the last lines, where Chinese authorities date what they issue.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

HEAD = 3_000  # characters from the beginning in which a publisher dates a text
TAIL = 600  # characters before the end
LONGEST_LINE = 200  # characters; a longer line is a paragraph, which may tell of any date
LINES_NEAR_TITLE = 12
LAST_LINES = 4  # a Chinese notice may close with its annexes or "（此件公开发布）" below the date
OLDEST = 1900

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:[T\s,，]*(?:at\s+)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d+)?"
    r"\s*(?:Z|[+-]\d{2}:?\d{2}|[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,4}\)?)?)?"
)
_NUMERAL = "[〇○零Ｏ一二三四五六七八九十]"
_NUMBERS = {"〇": 0, "○": 0, "零": 0, "Ｏ": 0, **{digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}}

_CHINESE = (
    rf"(?:(?:19|20)\d\d\s*年\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*[日号])?|"
    rf"[一二]{_NUMERAL}{{3}}年{_NUMERAL}{{1,2}}月(?:{_NUMERAL}{{1,3}}日)?)"
)
_DATE = (
    rf"(?P<date>(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)|{_CHINESE}"
    rf"|{_WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?:19|20)\d\d(?!\d)"
    rf"|{_WEEKDAY}{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d(?!\d)|{_MONTH},?\s+(?:19|20)\d\d(?!\d))"
)
_START = r"(?:^|[|｜•·—–,，;；]\s*|\s{2,}|[)）】]\s*)"  # where a label begins: not in the middle of a sentence

_LABELLED = re.compile(
    rf"(?i){_START}(?:(?:first\s+|originally\s+)?(?:(?:published|posted)(?:\s+(?:on|at|date))?|(?:publication|publishing|release)\s+date|"
    rf"date\s+(?:of\s+publication|published|posted)|released?\s*(?=[:：]))\s*[:：]?\s*"
    rf"|(?:首次)?(?:发布|發布|发表|刊发|发稿|公布|公开|出版)(?:(?:时间|日期|時間)\s*[:：]?|\s*[:：于])\s*){_DATE}"
)
_DATED = re.compile(
    rf"(?i){_START}(?:(?:date|dated|issued(?:\s+on)?|issue\s+date|date\s+of\s+issue)\s*[:：]?\s*|"
    rf"(?:成文日期|印发日期|签发日期|发文日期|日期|时间|時間)\s*[:：]\s*){_DATE}"
)
_DATELINE = re.compile(
    rf"^[A-Z][A-Za-z.'’ -]{{2,40}}(?:,\s*[A-Z][A-Za-z. ]{{1,30}})?,\s*{_DATE}"
    rf"\s*(?:\([^)]{{2,30}}\)|/[^/]{{2,40}}/)?\s*(?:[-–—:/]|$)"
    rf"|^[A-Z][A-Z.'’ -]{{2,40}}\s+[-–—]\s+{_DATE.replace('?P<date>', '?P<dash>')}\s*[-–—:]"
)
_AGENCY = re.compile(rf"^[(（]?[\u4e00-\u9fff]{{1,8}}[社网报讯][\u4e00-\u9fff]{{0,10}}{_DATE}\s*[电讯]")
_SPEECH = re.compile(rf"^[(（]?[—–-]{{0,3}}\s*{_DATE}在.{{2,60}}[上中][)）]?$")
_ALONE = re.compile(
    rf"(?i)^[(（\[【]?\s*{_DATE}{_TIME}\s*[)）\]】]?(?:\s*(?:[|｜·•—–-]|来源|來源|Source|By\b).{{0,60}})?$",
)
_WITH_SOURCE = re.compile(rf"(?i)^{_DATE}{_TIME}\s*[|｜·•]?\s*(?:来源|來源|文章来源|信息来源|Source)\s*[:：]")
_FIELD = re.compile(rf"(?i){_DATE}|(?:19|20)\d\d-\d\d(?!\d)|(?:19|20)\d\d[01]\d[0-3]\d(?!\d)")
_SIGNED = re.compile(rf"^{_CHINESE.join(('(?P<date>', ')'))}$")


def published_in(text: str, title: str = "", today: date | None = None) -> tuple[str, bool] | None:
    """The date (ISO 8601, a day or a month) and True, as it is inferred; None when the text gives none, or several.

    What the source calls its date of publication goes first. A date after `today` (the day it is) is never taken.
    """
    today = today or date.today()
    openings = [line for line in _lines(text[:HEAD]) if line != title]
    head = [line for line in openings if len(line) <= LONGEST_LINE]
    tail = [line for line in _lines(text[-TAIL:]) if len(line) <= LONGEST_LINE][-LAST_LINES:]
    for pattern, lines in (
        (_LABELLED, head + tail),
        (_DATED, head),
        (_DATELINE, [line[:LONGEST_LINE] for line in openings]),
        (_AGENCY, [line[:LONGEST_LINE] for line in openings]),
        (_SPEECH, head),
        (_WITH_SOURCE, head),
        (_ALONE, head[:LINES_NEAR_TITLE]),
        (_SIGNED, tail),
    ):
        found = set(_dates(pattern, lines, today))
        if found:
            longest = max(sorted(found), key=len)
            return (longest, True) if all(longest.startswith(one) for one in found) else None
    return None


def date_in(written: str, today: date | None = None) -> str | None:
    """The date that a field for the date of publication begins with; None for none, and for one after `today`."""
    match = _FIELD.match(written.strip())
    read = _iso(match[0]) if match else None
    return read if read and read <= (today or date.today()).isoformat()[: len(read)] else None


def _lines(text: str) -> list[str]:
    lines = (line.replace("**", "").strip().lstrip("#>*-").strip(" *_") for line in text.splitlines())
    return [line for line in lines if line]


def _dates(pattern: re.Pattern[str], lines: Sequence[str], today: date) -> Iterator[str]:
    for line in lines:
        for match in pattern.finditer(line):
            written = next(group for group in match.groupdict().values() if group)
            read = _iso(written)
            if read and read <= today.isoformat()[: len(read)]:
                yield read


def _iso(written: str) -> str | None:
    """A written date as ISO 8601; None for one that no calendar has."""
    year, month, day = _numbers(written)
    try:
        whole = date(year, month, day or 1)
    except ValueError:
        return None
    if whole.year < OLDEST:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]


def _numbers(written: str) -> tuple[int, int, int]:
    """Year, month and day; a day of 0 when there is none."""
    if "年" in written and not written[0].isdigit():
        year, month, day = (*re.split("[年月日]", written), "")[:3]
        return int("".join(str(_NUMBERS.get(digit, 0)) for digit in year)), _han(month), _han(day)
    if re.fullmatch(r"\d{8}", written):
        return int(written[:4]), int(written[4:6]), int(written[6:])
    named = re.search(r"[A-Za-z]{3,}", re.sub(rf"(?i)^{_WEEKDAY}", "", written))
    figures = [int(figure) for figure in re.findall(r"\d+", written)]
    if named:
        month = _MONTHS.index(named[0][:3].lower()) + 1
        return figures[-1], month, figures[0] if len(figures) > 1 else 0
    return figures[0], figures[1], figures[2] if len(figures) > 2 else 0


def _han(written: str) -> int:
    """A number below 100 in Chinese numerals; 0 for none."""
    tens, ten, ones = written.partition("十")
    if not ten:
        return _NUMBERS.get(written, 0)
    return _NUMBERS.get(tens, 1) * 10 + _NUMBERS.get(ones, 0)
