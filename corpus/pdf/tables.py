"""Tables on a page, by the gaps in its lines: rows with their cells, columns with their headers, unit and caption.

Rules of our own rather than a library's: ruled and unruled tables alike show gaps between words that running
text does not have, and figures that stand under each other. See docs/decisions/0007-pdf.md for what was measured.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.pdf.lines import Line, Word

LONGEST_HEADING = 400  # characters of caption, unit and column headers together

_SIGN = re.compile(r"(?:(?:US|HK|C|A)?\$|[€£¥￥(]|RMB|USD|EUR|CNY)+\s*\(?")  # stands in a column of its own before a figure
_TAIL = re.compile(r"\)?\s*(?:%|pts?|bps|x|\))+")  # or after it
_FIGURE = re.compile(
    r"(?:(?:US|HK|C|A)?\$|[€£¥￥]|RMB)?\s*[(\-–−+~≈<>]?\s*(?:(?:US)?\$|[€£¥￥])?\s*"
    r"(?:\d[\d,.]*(?:/\d+)?|[—–-])\s*(?:%|x|X|bps|pts?|pp|[万亿]?[元辆台]?)?\s*\)?\s*%?(?:\s*[(\[][a-zA-Z\d]{1,3}[)\]]|[*#†‡])*"
    r"|N/?M|N/?A|n/?m|n/?a|nil|[*#—–-]+"
)
_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d[AEF年]?(?:\s*[(\[][a-zA-Z\d]{1,3}[)\]]|[*#†‡])*")
_UNIT = re.compile(
    r"\([^()]{0,40}\bin (?:millions|thousands|billions)\b[^()]{0,80}\)"
    r"|\((?:Millions|Thousands|Billions|Dollars|Percent)\b[^()]*\)"
    r"|(?:\$|[Dd]ollars|[Aa]mounts|[Ss]hares) (?:and \w+ )?in (?:millions|thousands|billions)[^()\n:]{0,60}"
    r"|单位\s*[:：]\s*[^\s()（）]+|[(（](?:[百千万亿]{0,2}(?:美元|元|辆|台|吨|平方米)|%|％)[)）]"
)
_MOST_BETWEEN = 3  # lines with a label only, such as "Operating expenses", between two rows of a table
_MOST_HEADER = 16  # lines above the first row: many files give a header of three lines over each of five columns cell by cell
_MANY_ROWS = 6
_NEAR = 25.0  # points: a year over a column is set in the middle of figure and sign
_SAME_COLUMN = 20.0  # points: figures that far apart may stand in one column, if no row has both


@dataclass(frozen=True, slots=True)
class Table:
    """Lines `first` to `last` (inclusive, on their page) with what they say as a table."""

    first: int
    last: int
    rows: tuple[str, ...]  # the text of each of these lines, with a tab before each column
    columns: tuple[str, ...]  # headers, from left to right; empty without any
    unit: str
    stub: str  # what stands over the labels, such as "Years ended December 31"
    caption: str  # the sentence that announces it; empty when a heading does

    @property
    def heading(self) -> str:
        """Caption, unit and column headers on one line."""
        unit = "" if self.unit in self.caption or any(self.unit in column for column in self.columns) else self.unit
        about = " ".join(part for part in (self.caption, unit, self.stub) if part)
        columns = " | ".join(self.columns)
        return (f"{about}: {columns}" if about and columns else about or columns)[:LONGEST_HEADING]


def tables_of(lines: Sequence[Line]) -> list[Table]:
    """The tables on a page, from top to bottom."""
    cells = [_cells(line) for line in lines]
    tables: list[Table] = []
    for first, last in _regions(lines, cells):
        begin = _header_begin(lines, cells, first, tables[-1].last + 1 if tables else 0)
        table = _table(lines, cells, begin, last)
        follows = tables and begin - tables[-1].last <= _MOST_BETWEEN + 1
        tables.append(_going_on(table, tables[-1]) if follows else table)
    return tables


def _going_on(table: Table, before: Table) -> Table:
    """Part of a table after a line that goes across: what its own header does not say, the first part has said."""
    same = not table.columns and max(row.count("\t") for row in table.rows) == len(before.columns)
    columns, stub = (before.columns, before.stub) if same else (table.columns, table.stub)
    return Table(table.first, table.last, table.rows, columns, table.unit or before.unit, stub, table.caption)


def _cells(line: Line) -> list[Word]:
    """The line's pieces, with a currency sign joined to its figure and a per cent sign too."""
    joined: list[Word] = []
    sign: Word | None = None
    for piece in line.pieces():
        if sign is not None:
            piece = Word(f"{sign.text} {piece.text}", piece.x0, piece.x1)  # figures tell where a column is, signs do not
            sign = None
        if _SIGN.fullmatch(piece.text):
            sign = piece
        elif joined and _TAIL.fullmatch(piece.text):
            joined[-1] = Word(f"{joined[-1].text} {piece.text}", joined[-1].x0, piece.x1)
        else:
            joined.append(piece)
    return joined + ([sign] if sign is not None else [])


def _is_figure(cell: Word) -> bool:
    return bool(_FIGURE.fullmatch(cell.text.strip()))


def _is_row(cells: Sequence[Word]) -> bool:
    """A label and figures, or figures, or three pieces side by side."""
    return len(cells) >= 3 or (len(cells) == 2 and _is_figure(cells[1]))


def _is_header(cells: Sequence[Word]) -> bool:
    """Years and words, but no other figures."""
    return not any(_is_figure(cell) and not _YEAR.fullmatch(cell.text) for cell in cells)


def _regions(lines: Sequence[Line], cells: Sequence[Sequence[Word]]) -> Iterator[tuple[int, int]]:
    """First and last row of each stretch of rows, with at least two that hold more than years."""
    place = 0
    while place < len(lines):
        if not _is_row(cells[place]):
            place += 1
            continue
        last, following, rows = place, place + 1, [cells[place]]
        left = min(cell.x0 for cell in cells[place][1:])
        while following < len(lines) and following - last <= _MOST_BETWEEN and _belongs(cells[following], left):
            if _is_row(cells[following]):
                if _is_new_header(cells[following]) and not all(_is_header(one) for one in rows):
                    break
                last = following
                rows.append(cells[following])
                left = min([left] + [cell.x0 for cell in cells[following][1:]])
            following += 1
        if sum(not _is_header(one) for one in rows) >= 2 or sum(len(one) >= 3 for one in rows) >= 3:
            yield place, last
        place = last + 1


def _is_new_header(cells: Sequence[Word]) -> bool:
    """A row of years: what follows has columns of its own."""
    return _is_header(cells) and sum(bool(_YEAR.fullmatch(cell.text)) for cell in cells) >= 2


def _belongs(cells: Sequence[Word], left: float) -> bool:
    """A row, or a label that ends before the columns begin or is short."""
    return _is_row(cells) or cells[-1].x1 < left + 10 or len(cells[-1].text) < 60


def _header_begin(lines: Sequence[Line], cells: Sequence[Sequence[Word]], first: int, earliest: int) -> int:
    """The uppermost line over a table's first row that belongs to its header."""
    columns_begin = min(cell.x0 for cell in cells[first][1:])
    begin = first
    for place in range(first - 1, max(earliest, first - _MOST_HEADER) - 1, -1):
        line, here = lines[place], cells[place]
        over = here[0].x0 > columns_begin - 8 * line.size and len(here[0].text) < 80
        named = bool(_UNIT.fullmatch(line.text)) or (len(here) > 1 and _is_header(here))
        beside = line.bottom - lines[place + 1].top < 3 * line.size and line.bottom > lines[first].bottom
        beside = beside and line.size < 1.15 * lines[first].size  # larger: a heading
        if not (beside and (over or named or _is_dateline(line.text))):
            break
        begin = place
    return begin


def _is_dateline(text: str) -> bool:
    return (
        bool(re.match(r"(?:For the )?(?:[Yy]ears?|[Ff]iscal|(?:Three|Six|Nine|Twelve) [Mm]onths|As (?:of|at)|At) ", text))
        and len(text) < 60
    )


def _table(lines: Sequence[Line], cells: Sequence[Sequence[Word]], first: int, last: int) -> Table:
    data = [place for place in range(first, last + 1) if _is_row(cells[place]) and not _is_header(cells[place])]
    body = data[0] if data else first + 1
    rows_of_figures = [[cell for cell in cells[place] if _is_figure(cell)] for place in data]
    bands = _bands(rows_of_figures)
    if not data:  # words only: its first line is the header
        header, columns = [first], tuple(cell.text for cell in cells[first])
    else:
        header = list(range(first, body))
        above = _side_by_side(lines, cells, header)
        columns = _headers([[cell for cell in row if not _is_over_labels(cell, bands)] for row in above], bands)
    unit = _unit(lines, first, body)
    stub = _over_labels(lines, cells, header, bands) if data else ""
    rows = tuple(_row(cells[place], bands) for place in range(first, last + 1))
    return Table(first, last, rows, columns, unit, stub, _caption(lines, first))


def _bands(rows: Sequence[Sequence[Word]]) -> list[tuple[float, float]]:
    """Left and right edges of the columns: figures that stand under each other share one."""
    bands: list[tuple[float, float]] = []
    members: list[set[int]] = []  # the rows that have a figure in each
    figures = sorted((cell.x0, cell.x1, number) for number, row in enumerate(rows) for cell in row)
    for left, right, number in figures:
        if bands and left < bands[-1][1]:
            bands[-1] = bands[-1][0], max(bands[-1][1], right)
            members[-1].add(number)
        else:
            bands.append((left, right))
            members.append({number})
    for place in range(len(bands) - 1, 0, -1):
        if bands[place][0] - bands[place - 1][1] < _SAME_COLUMN and not members[place] & members[place - 1]:
            bands[place - 1] = bands[place - 1][0], bands[place][1]
            members[place - 1] |= members[place]
            del bands[place], members[place]
    if len(rows) < _MANY_ROWS:
        return bands
    return [band for band, held in zip(bands, members, strict=True) if len(held) > 1] or bands  # one figure alone is in a label


def _side_by_side(lines: Sequence[Line], cells: Sequence[Sequence[Word]], places: Sequence[int]) -> list[list[Word]]:
    """The cells of these lines by the height they stand at, from top to bottom, however the file orders them."""
    rows: list[tuple[float, list[Word]]] = []
    for place in sorted(places, key=lambda place: -lines[place].bottom):
        if rows and rows[-1][0] - lines[place].bottom < 0.4 * lines[place].size:
            rows[-1][1].extend(cells[place])
        else:
            rows.append((lines[place].bottom, list(cells[place])))
    return [sorted(row, key=lambda cell: cell.x0) for _, row in rows]


def _is_over_labels(cell: Word, bands: Sequence[tuple[float, float]]) -> bool:
    """Whether a cell of the header ends too far from the columns to stand over one."""
    return bool(bands) and cell.x1 < bands[0][0] - _NEAR


def _over_labels(
    lines: Sequence[Line], cells: Sequence[Sequence[Word]], header: Sequence[int], bands: Sequence[tuple[float, float]]
) -> str:
    """What the header says over the labels, such as the years that its columns are ends of."""
    said = [
        cells[place][0].text
        for place in header
        if _is_over_labels(cells[place][0], bands) and (len(cells[place]) > 1 or _is_dateline(lines[place].text))
    ]
    return " ".join(text for text in said if not _UNIT.fullmatch(text)).rstrip(",:")


def _headers(header: Sequence[Sequence[Word]], bands: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    """For each column the words above it, from top to bottom; a header over several columns is said of each."""
    columns: list[list[str]] = [[] for _ in bands]
    middles = [left + right for left, right in bands]
    pitch = min((after - before for before, after in pairwise(middles)), default=0.0)
    centre = (bands[0][0] + bands[-1][1]) if bands else 0.0
    for cells in header:
        over = [cell for cell in cells if not _UNIT.fullmatch(cell.text)]
        if len(over) == len(bands):
            for column, cell in zip(columns, over, strict=True):
                column.append(cell.text)
            continue
        for column, middle, (left, right) in zip(columns, middles, bands, strict=True):
            above = [cell for cell in over if cell.x0 < right + 3 and cell.x1 > left - 3]
            if not above and over:
                nearest = min(over, key=lambda cell: abs(cell.x0 + cell.x1 - middle))
                near = abs(nearest.x0 + nearest.x1 - middle) < pitch
                of_all = len(over) == 1 and abs(nearest.x0 + nearest.x1 - centre) < max(pitch, 20.0)
                above = [nearest] if of_all or (near and len(over) < len(bands)) else []
            column += [cell.text for cell in above]
    if not any(columns):
        return ()
    return tuple(" ".join(dict.fromkeys(column)) for column in columns)


def _row(cells: Sequence[Word], bands: Sequence[tuple[float, float]]) -> str:
    """The label, then for each column a tab and its cell, so that an empty cell moves no other; no tabs in a line of words."""
    if not bands or not any(_is_figure(cell) for cell in cells):
        return "\t".join(cell.text for cell in cells)
    label: list[str] = []
    columns: list[list[str]] = [[] for _ in bands]
    for cell in cells:
        overlap = [min(cell.x1, right) - max(cell.x0, left) for left, right in bands]
        best = max(range(len(bands)), key=overlap.__getitem__)
        if overlap[best] > (-_NEAR if _is_figure(cell) else -3) and (_is_figure(cell) or label):
            columns[best].append(cell.text)
        else:
            label.append(cell.text)
    return "\t".join([" ".join(label), *(" ".join(column) for column in columns)]).rstrip("\t")


def _unit(lines: Sequence[Line], first: int, body: int) -> str:
    """The unit that the header names, else one within a few lines above."""
    for place in [*range(body - 1, first - 1, -1), *range(first - 1, max(-1, first - 4), -1)]:
        if found := _UNIT.search(lines[place].text):
            return found.group().strip()
    return ""


def _caption(lines: Sequence[Line], first: int) -> str:
    """The sentence above that ends with a colon."""
    if first == 0 or not lines[first - 1].text.endswith((":", "：")):
        return ""
    before = " ".join(line.text for line in lines[max(0, first - 3) : first])
    return re.split(r"(?<=[.。!?])\s*(?=[A-Z\u4e00-\u9fff])", before)[-1][-240:].strip(" :：")
