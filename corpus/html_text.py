"""A tree of HTML as text: headings, paragraphs, lists, and tables as rows."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.errors import UnreadableDocument
from corpus.grids import MOST_CELLS
from corpus.tables import Table, unit_of
from corpus.text_builder import TextBuilder

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "blockquote",
        "quote",
        "pre",
        "figure",
        "figcaption",
        "dl",
        "dt",
        "dd",
        "ul",
        "ol",
        "list",
        "address",
        "details",
        "summary",
        "fieldset",
        "center",
        "hr",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "row",
        "cell",
        "form",
        "body",
        "html",
        "head",
    ]
)
_UNREAD = {"script", "style", "head", "noscript", "template", "select", "button", "input", "textarea", "svg", "title"}
_HEADING = re.compile(r"h([1-6])")
_MARK = re.compile(r"⟦⟦(\d{1,6})⟧⟧.*?(?:⟦⟦/⟧⟧|$)", re.DOTALL)  # stands for a table while a page is searched for its article
_SPACES = re.compile(r"\s+")
_GAP = re.compile(r"\n[^\S\n]*\n")  # two line breaks: what old pages have for paragraphs
_CAPTION = re.compile(r"(?i)(?:table|exhibit|表|附表)\s*[\dIVXA-Z一二三四五六七八九十]|单位\s*[:：]")
LONGEST_CAPTION = 240  # characters
LONGEST_CELL = 400  # characters; a cell above it holds paragraphs, and the table is there for the layout
MOST_SPANNED = 1_000  # columns or rows that one cell may cover, as browsers have it for columns


class HtmlWriter:
    """Writes trees of HTML, and of what trafilatura makes of it, into a builder."""

    def __init__(self, builder: TextBuilder, tables: Sequence[Any] = ()) -> None:
        """`tables` are those that a mark stands for, see `marked`."""
        self._builder = builder
        self._tables = tables
        self._line: list[str] = []
        self._label = ""
        self._last = ""  # the block just above
        self._written: set[int] = set()

    def write(self, element: Any) -> None:
        """All that is below the element."""
        self._below(element)
        self._flush()

    def _below(self, element: Any) -> None:
        self._line.append(_SPACES.sub(" ", element.text or ""))
        for child in element:
            if isinstance(child.tag, str):
                self._child(child)
            self._line.append(_SPACES.sub(" ", child.tail or ""))

    def _child(self, child: Any) -> None:
        level = _heading_level(child)
        if level:
            self._flush()
            self._builder.heading(level, _text(child))
            self._last = _text(child)
        elif child.tag in _UNREAD:
            return
        elif child.tag == "table" and is_data(child):
            self._flush()
            self._table(child)
        elif child.tag in ("li", "item"):
            self._flush()
            self._label = "- "
            self._below(child)
            self._flush()
        elif child.tag in ("br", "lb"):
            self._line.append("\n")
        elif child.tag in _BLOCKS:
            self._flush()
            self._below(child)
            self._flush()
        else:
            self._below(child)

    def _flush(self) -> None:
        text = "".join(self._line)
        self._line = []
        begin = 0
        for match in _MARK.finditer(text):
            self._paragraph(text[begin : match.start()])
            number = int(match[1])
            if number < len(self._tables) and number not in self._written:
                self._written.add(number)
                self._table(self._tables[number])
            begin = match.end()
        self._paragraph(text[begin:])

    def _paragraph(self, text: str) -> None:
        for part in _GAP.split(text):
            self._block(part)

    def _block(self, text: str) -> None:
        block = "\n".join(line for part in text.split("\n") if (line := part.strip()))
        if block:
            self._builder.paragraph(self._label + block)
            self._label = ""
            self._last = block

    def _table(self, table: Any) -> None:
        rows, headers = _grid(table)
        named = table.find("caption")
        caption = _text(named) if named is not None else ""
        figure = next((one for one in table.iterancestors("figure")), None)
        if not caption and figure is not None and figure.find(".//figcaption") is not None:
            caption = _text(figure.find(".//figcaption"))
        if caption and caption != self._last:
            self._builder.paragraph(caption)
        if not caption and len(self._last) <= LONGEST_CAPTION and _is_caption(self._last):
            caption = self._last
        self._builder.table(Table(tuple(rows), caption[:LONGEST_CAPTION], headers or None))
        self._last = ""


def _is_caption(line: str) -> bool:
    return bool(_CAPTION.match(line)) or unit_of(line) == line


def marked(tree: Any) -> list[Any]:
    """Take the tables of data out of a tree and put a paragraph with a mark and the same words in their place."""
    from lxml import html

    tables = [table for table in tree.iter("table") if is_data(table)]
    for number, table in enumerate(tables):
        mark = html.Element("p")
        mark.text = f"⟦⟦{number}⟧⟧ {_text(table)} ⟦⟦/⟧⟧"
        mark.tail, table.tail = table.tail, None
        table.getparent().replace(table, mark)
    for cell in tree.iter("td", "th"):  # of layouts: trafilatura would fill every place that they say they cover
        for name in ("colspan", "rowspan"):
            cell.attrib.pop(name, None)
    return tables


def is_data(table: Any) -> bool:
    """Whether a table holds rows of data rather than a layout, a menu or a form."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None or table.find(".//form") is not None:
        return False
    cells = list(table.iter("td", "th"))
    rows = sum(1 for _ in table.iter("tr"))
    if rows < 2 or len(cells) < 2 * rows - 1:
        return False
    words = [len(_text(cell)) for cell in cells]
    linked = sum(len(_text(link)) for link in table.iter("a"))
    return max(words) <= LONGEST_CELL and linked <= sum(words) * 0.7


def _grid(table: Any) -> tuple[list[tuple[str, ...]], int]:
    """Texts of the cells, a merged one in every place that it covers; and how many rows at the top are headers.

    Raises UnreadableDocument when merged cells cover more than MOST_CELLS places.
    """
    rows: list[tuple[str, ...]] = []
    headers = count = 0
    open_cells: dict[int, tuple[int, str]] = {}  # column -> rows that a cell above still covers, its text
    for tr in table.iter("tr"):
        texts: list[str] = []
        cells = [cell for cell in tr if cell.tag in ("td", "th")]
        for cell in cells:
            texts += _carried(open_cells, len(texts))
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            text = _text(cell)
            for _ in range(across):
                if down > 1:
                    open_cells[len(texts)] = (down - 1, text)
                texts.append(text)
            _check(count + len(texts))
        texts += _carried(open_cells, len(texts))
        in_head = tr.getparent().tag == "thead" or (cells and all(cell.tag == "th" for cell in cells))
        headers += bool(in_head and headers == len(rows))
        rows.append(tuple(texts))
        count += len(texts)
        _check(count)
    return rows, headers if headers < len(rows) else 0


def _check(cells: int) -> None:
    if cells > MOST_CELLS:
        raise UnreadableDocument(f"a table in it has more than {MOST_CELLS:,} cells: split the page")


def _carried(open_cells: dict[int, tuple[int, str]], column: int) -> Iterator[str]:
    """The texts of cells from above that cover this place and those right of it."""
    while column in open_cells:
        left, text = open_cells.pop(column)
        if left > 1:
            open_cells[column] = (left - 1, text)
        yield text
        column += 1


def _span(cell: Any, name: str) -> int:
    written = (cell.get(name) or "1").strip()
    return min(max(int(written), 1), MOST_SPANNED) if written.isdigit() and len(written) < 5 else 1


def _heading_level(element: Any) -> int:
    """1 to 6; 0 for what is no heading. trafilatura writes `<head rend="h2">`."""
    match = _HEADING.fullmatch(element.get("rend") or "" if element.tag == "head" else element.tag)
    return int(match[1]) if match else 0


def _text(element: Any) -> str:
    """All text below an element on one line, a space between blocks."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _UNREAD:
            gap = " " if child.tag in _BLOCKS or child.tag in ("br", "li", "lb", "item") else ""
            yield gap
            yield from _pieces(child)
            yield gap
        yield child.tail or ""
