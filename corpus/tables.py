"""Tables as text: a line a row, each readable alone because it carries the names of its columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

LONGEST_LINE = 1_000  # characters; a wider row is written as several lines, each with its label
LONGEST_HEADING = 240  # characters of caption and unit that are repeated with every passage
LONGEST_FIGURE = 40  # characters
MOST_HEADER_ROWS = 4
MOST_CAPTION_ROWS = 5

_FIGURE = re.compile(
    r"(?i)[(（]?[+\-−–±≈~<>≤≥约]?\s*(?:[A-Z]{0,3}[$€£¥￥]|USD|EUR|RMB|CNY)?\s*[+\-−–]?\s*\d[\d,，. \u00a0\u202f]*\s*"
    r"(?:%|％|‰|pp|x|bn|mn|m|k|tn|million|billion|trillion|thousand|[万亿千百兆]*[元吨辆台件人个户家美欧]{0,3})?"
    r"\s*[)）]?\s*(?:[*†‡^]+|\[\w{1,2}\]|[a-z]\)?)?"
)
_YEAR = re.compile(r"(?i)(?:19|20)\d\d\s*[A-Z]?(?:[*†‡^]+|\[\w{1,2}\]|\(\w\))?")
_NOTHING = re.compile(r"(?i)[\s\-–—−.…*/:]*|n\.?\s?[ad]\.?|nil|none|null|nan|无|不详|暂无|缺失|#+n/a")
_UNIT_CELL = re.compile(
    r"(?i)[(（\[]?\s*(?:(?:in\s+)?(?:USD|EUR|RMB|CNY|US\$|[$€£¥])?\s*(?:thousands?|millions?|billions?|trillions?|bn|mn|units?|"
    r"percent|per cent|%|tonnes?|tons?|kt|mt|gwh|mwh|kwh|gw|mw|vehicles|10,?000 \w+)|"
    r"[万亿千百]*(?:元|美元|欧元|人民币|辆|台|吨|件|人|户|家|个|套|千瓦|千瓦时|平方米|公里)|％|%|百分点)\s*[)）\]]?"
)
_UNIT = re.compile(
    r"(?i)单\s*位\s*[:：为]\s*[^\s；;。）)]{1,30}|\bunits?\s*(?:of measure)?\s*[:：]\s*[^;.)\n]{1,60}|"
    r"[(（\[][^()（）\[\]]{0,40}\b(?:in\s+)?(?:thousands?|millions?|billions?|trillions?|percent|per cent)\b"
    r"[^()（）\[\]]{0,60}[)）\]]|"
    r"\b(?:amounts?|figures?|dollars?|values?|expressed|stated)?\s*\bin\s+(?:[A-Z]{3}\s+|[$€£¥]\s*)?"
    r"(?:thousands?|millions?|billions?|trillions?|tens of thousands|10,?000)\b(?:\s+of\s+[\w.$€]+(?:\s+dollars)?)?|"
    r"[(（]\s*[%％万亿千百][^()（）]{0,12}[)）]"
)
_BEFORE_FIGURE = re.compile(r"(?:US|HK|NT|R)?[$€£¥￥]\s*[(（]?|[(（]|USD|EUR|RMB|CNY")
_AFTER_FIGURE = re.compile(r"[)）]?\s*[%％]?\s*[)）]?")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cell texts; a merged cell stands in every place that it covers."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    header_rows: int | None = None  # as the file says; None: told from the cells
    references: tuple[str, ...] = ()  # of each row, such as "Sheet1!A5:C5"; empty when the format has none


@dataclass(frozen=True, slots=True)
class TableText:
    """A table as it is written into a document."""

    heading: str  # caption and unit: what has to be repeated with every passage
    captions: tuple[str, ...]  # rows above the header that are a title or a unit
    lines: tuple[str, ...]  # a row each, with its columns' names
    names: tuple[str, ...]  # of the columns; empty when the table has no header


def table_text(table: Table, names: Sequence[str] = ()) -> TableText:
    """The table's lines. `names` are of a table above that this one goes on with, for when it has no header of its own."""
    rows = [tuple(_SPACES.sub(" ", cell).strip() for cell in row) for row in table.rows]
    above = _caption_rows(rows) if table.header_rows is None else 0
    captions = [next(cell for cell in row if cell) for row in rows[:above]]
    body = rows[above:]
    count = header_rows(body) if table.header_rows is None else min(table.header_rows, len(body))
    used = column_names(body[:count]) if count else tuple(names)
    unit = unit_of(used[0]) if used else ""  # the corner of many tables holds the unit of all of it
    if unit and unit == used[0]:
        used = ("", *used[1:])
    lines: list[str] = []
    for index, row in enumerate(body[count:], start=above + count):
        reference = table.references[index] if table.references else ""
        lines += row_lines(used, row, reference)
    return TableText(_heading(table.caption, captions, unit), tuple(captions), tuple(lines), used)


def row_lines(names: Sequence[str], row: Sequence[str], reference: str = "") -> Iterator[str]:
    """One row as text: `Region: Shanghai | 2023 (units): 1,234 [Sheet1!A5:C5]`. Nothing for an empty row."""
    filled = _joined([(names[index] if index < len(names) else "", cell) for index, cell in enumerate(row) if cell])
    if not filled:
        return
    mark = f" [{reference}]" if reference else ""
    if len(filled) == 1 or (len(set(row)) == 1 and not is_figure(row[0])):  # a title within the table, a note below it
        yield filled[0][1] + mark
        return
    if not any(names) and len(row) == 2:
        yield f"{filled[0][1].rstrip(':：')}: {filled[1][1]}{mark}"
        return
    parts = [_named(name, cell) for name, cell in filled]
    label, line = parts[0], parts[0]
    for part in parts[1:]:
        if len(line) + len(part) > LONGEST_LINE and line != label:
            yield line + mark
            line = label
        line += " | " + part
    yield line + mark


def _joined(cells: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Named cells, where one value lies in several columns of the same name: "$" beside "5", "(5" beside ")", a merged cell."""
    joined: list[tuple[str, str]] = []
    for name, cell in cells:
        before = joined[-1] if joined and joined[-1][0] == name else None
        if before is None:
            joined.append((name, cell))
        elif _BEFORE_FIGURE.fullmatch(before[1]) or _AFTER_FIGURE.fullmatch(cell):
            gap = "" if _AFTER_FIGURE.fullmatch(cell) or before[1].endswith(("(", "（")) else " "
            joined[-1] = (name, f"{before[1]}{gap}{cell}")
        elif before[1] != cell:
            joined.append((name, cell))
    return joined


def _named(name: str, cell: str) -> str:
    return f"{name.rstrip(':：')}: {cell}" if name and name != cell else cell


def header_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top name the columns: 0 when none does."""
    if len(rows) < 2 or not _names_columns(rows[0], rows[1:]):
        return 0
    count = 1
    while count < min(MOST_HEADER_ROWS, len(rows) - 1) and _goes_on(rows[count - 1], rows[count]):
        count += 1
    return count


def _names_columns(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    filled = [cell for cell in first if cell]
    if len(filled) < 2 or any(is_figure(cell) for cell in filled) or all(_NOTHING.fullmatch(cell) for cell in filled):
        return False
    figures = [_mostly_figures([row[index] for row in below if index < len(row)]) for index in range(1, len(first))]
    if len(first) == 2:  # else "Name | BYD", "Founded | 1995" would lose its first line to a header
        return figures[0]
    return any(figures) or len(filled) >= len(first) - 1 or (len(below) > 1 and _goes_on(first, below[0]))


def _mostly_figures(cells: Sequence[str]) -> bool:
    told = [cell for cell in cells if cell and not _NOTHING.fullmatch(cell)]
    return sum(_is_number(cell) for cell in told) > len(told) * 0.6


def _goes_on(above: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row below a header row is one too: the header has merged cells, or the row gives units."""
    filled = [cell for cell in row if cell]
    if len(filled) < 2 or len(set(filled)) == 1:
        return False
    told = [cell for cell in row[1:] if cell]
    if told and all(_UNIT_CELL.fullmatch(cell) for cell in told):
        return True
    merged = any(left == right or not right for left, right in pairwise(above[1:])) or (len(above) > 1 and not above[1])
    return (
        merged
        and not any(is_figure(cell) for cell in filled)
        and any(one != other for one, other in zip(above, row, strict=False))
    )


def column_names(header: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """One name a column out of the header rows, outermost first; an empty cell takes what stands to its left in an upper row."""
    if not header:
        return ()
    width = max(map(len, header))
    parts: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(header):
        last = ""
        for index in range(width):
            cell = row[index] if index < len(row) else ""
            if not cell and index > 1 and depth < len(header) - 1:
                cell = last
            if cell and cell not in parts[index]:
                parts[index].append(cell)
            last = cell
    return tuple(" ".join(column) for column in parts)


def is_figure(cell: str) -> bool:
    """Whether a cell is a number, other than a year, which names a column."""
    return _is_number(cell) and not _YEAR.fullmatch(cell)


def _is_number(cell: str) -> bool:
    return len(cell) <= LONGEST_FIGURE and bool(_FIGURE.fullmatch(cell))


def unit_of(text: str) -> str:
    """The unit that a caption states, such as "(in millions)" or "单位：万辆"; empty when it states none."""
    found = _UNIT.search(text)
    return found[0].strip() if found else ""


def _caption_rows(rows: Sequence[Sequence[str]]) -> int:
    """Rows at the top with one cell only (or one merged across), when a wider row follows."""
    count = 0
    while count < min(MOST_CAPTION_ROWS, len(rows)) and len({cell for cell in rows[count] if cell}) == 1:
        count += 1
    wider = count < len(rows) and len([cell for cell in rows[count] if cell]) > 1
    return count if wider and all(len(row) > 1 for row in rows[:count]) else 0


def _heading(caption: str, captions: Sequence[str], unit: str) -> str:
    parts = [part for part in (_SPACES.sub(" ", caption).strip(), *captions) if part]
    heading = ", ".join(dict.fromkeys(parts))[:LONGEST_HEADING]
    return heading if not unit or unit in heading else f"{heading} {unit}".strip()
