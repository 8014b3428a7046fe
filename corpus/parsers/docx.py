"""Word documents in reading order; the one file that knows python-docx."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus.archives import damage_named, members_of, office_archive
from corpus.errors import UnreadableDocument
from corpus.grids import MOST_CELLS
from corpus.invisible import left_out
from corpus.languages import language_of
from corpus.office_properties import office_properties, publication
from corpus.parsers import Parsed, parsers
from corpus.records import Document, Failure
from corpus.tables import Table, unit_of
from corpus.text_builder import TextBuilder
from corpus.word_numbering import Numbering
from corpus.word_styles import Styles, style_id

_KIND = "Word document (.docx)"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MAIN_TYPES = tuple(
    f"application/vnd.{kind}.main+xml"
    for kind in ("ms-word.document.macroEnabled", "ms-word.template.macroEnabledTemplate",
                 "openxmlformats-officedocument.wordprocessingml.template")
)  # fmt: skip
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_ENDNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"

# Deleted or moved away by a tracked change; the code of a field, whose result is read; a second copy of a drawing;
# the pronunciation above a character.
_UNREAD = {
    f"{_W}del", f"{_W}moveFrom", f"{_W}delText", f"{_W}instrText", f"{_W}rPr", f"{_W}pPr", f"{_W}sdtPr", f"{_W}rt",
    f"{_COMPATIBILITY}Fallback",
}  # fmt: skip
_AS_TEXT = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_CAPTION = re.compile(
    r"(?i)(?:table|tab\.|exhibit|表|附表)\s*[\dIVXA-Z一二三四五六七八九十]|"
    r"单位\s*[:：]|[(（]?(?:unit|in (?:thousand|million|billion))"
)
_CAPTION_STYLES = ("caption", "题注")
LONGEST_CAPTION = 240  # characters


def is_docx(data: bytes) -> bool:
    """Whether the bytes are a Word document, whatever the name says."""
    return any(name.startswith("word/") for name in members_of(data))


@parsers.register(".docx", ".docm", recognises=is_docx)
def parse_docx(path: Path, data: bytes) -> Parsed:
    """Headings, paragraphs, lists with their numbers, tables, text boxes and footnotes, as a reader sees them.

    Left out and named: what tracked changes deleted, hidden, tiny and white text, macros. Raises UnreadableDocument.
    """
    from docx.opc.constants import CONTENT_TYPE
    from docx.opc.exceptions import OpcError
    from docx.opc.package import PartFactory
    from docx.package import Package

    with office_archive(data, _KIND) as archive:
        properties = office_properties(archive)
        macros = "word/vbaProject.bin" in archive.namelist()
    with damage_named(_KIND, OpcError):
        document_type = PartFactory.part_type_for[CONTENT_TYPE.WML_DOCUMENT_MAIN]
        PartFactory.part_type_for.update(dict.fromkeys(_MAIN_TYPES, document_type))  # with macros, and templates: the same XML
        main = Package.open(BytesIO(data)).main_document_part
        reader = _Reader(main)
        reader.read(main.element.body)
    built = reader.builder.built()
    notes = [Failure(str(path), "its macros were not read")] if macros else []
    notes += left_out(path, reader.unseen, "runs of hidden, tiny or white text")
    notes += left_out(path, built.invisible, "invisible characters")
    if reader.deletions:
        notes.append(Failure(str(path), f"text deleted by tracked changes was not read ({reader.deletions:,} deletions)"))
    title = reader.title or properties.title or reader.first_heading or path.stem
    published, inferred = publication(built.text, title, properties)
    document = Document(path.stem, title, built.text, published=published, date_inferred=inferred,
                        language=language_of(built.text), sections=built.sections)  # fmt: skip
    return Parsed((document,), notes=tuple(notes))


class _Reader:
    """One pass over a document's body."""

    def __init__(self, main: Any) -> None:
        related = {relation.reltype.rpartition("/")[2]: relation for relation in main.rels.values() if not relation.is_external}
        self.builder = TextBuilder()
        self.title = self.first_heading = ""
        self.unseen = self.deletions = 0
        self._styles = Styles(_root(related.get("styles")))
        self._numbering = Numbering(_root(related.get("numbering")))
        self._notes = {kind: _notes(_root(related.get(f"{kind}s"))) for kind in ("footnote", "endnote")}
        self._pending: list[Any] = []  # footnotes and text boxes of the paragraph that is being read
        self._captions: list[str] = []  # lines just above, that may be those of a table
        background = main.element.find(f"{_W}background")
        self._white_ground = background is None or str(background.get(f"{_W}color")).upper() in ("FFFFFF", "AUTO")
        self._cells = 0

    def read(self, parent: Any) -> None:
        """Write the blocks below an element: a body, a cell, a text box."""
        for block in parent.iterchildren():
            if block.tag == f"{_W}p":
                self._paragraph(block)
            elif block.tag == f"{_W}tbl":
                self._table(block)
            elif block.tag in _UNREAD:
                self.deletions += block.tag in (f"{_W}del", f"{_W}moveFrom")
            elif block.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"):
                self.read(block)

    def _paragraph(self, paragraph: Any) -> None:
        name = self._styles.name(paragraph).lower()
        text = self._text(paragraph)
        label = self._label(paragraph) if text.strip() else ""
        level = self._styles.heading_level(paragraph)
        if name.startswith("toc "):  # a list of the headings, which stand in the text themselves
            return
        line = " ".join((f"{label} {text}" if label else text).split())
        if level and line:
            self.builder.heading(level, line)
            self.title = self.title or (line if level == 1 else "")
            self.first_heading = self.first_heading or line
        else:
            self.builder.paragraph(f"{label} {text}" if label else text)
        if line:
            caption = name in _CAPTION_STYLES or _CAPTION.match(line) or unit_of(line) == line
            self._captions = [*self._captions, line] if caption and not level and len(line) <= LONGEST_CAPTION else []
        self._write_pending()

    def _write_pending(self) -> None:
        pending, self._pending = self._pending, []
        for one in pending:
            if one.tag == f"{_W}txbxContent":
                self.read(one)
            else:
                self.builder.paragraph("Footnote: " + " ".join(self._text(each) for each in _paragraphs_of(one)).strip())

    def _label(self, paragraph: Any) -> str:
        own, style = self._styles.of_paragraph(paragraph, "numPr"), self._styles.of_style(paragraph, "numPr")
        found = [part.find(f"{_W}{name}") for name in ("numId", "ilvl") for part in (own, style) if part is not None]
        number = next((one for one in found if one is not None and one.tag == f"{_W}numId"), None)
        depth = next((one for one in found if one is not None and one.tag == f"{_W}ilvl"), None)
        if number is None:
            return ""
        name = str(number.get(f"{_W}val"))
        return self._numbering.label(
            name, self._numbering.depth_of(name, style_id(paragraph)) if depth is None else _said(depth, 0)
        )

    def _text(self, paragraph: Any, on_white: bool = True) -> str:
        return "".join(self._pieces(paragraph, paragraph, on_white and self._white_ground))

    def _pieces(self, element: Any, paragraph: Any, on_white: bool) -> Iterator[str]:
        for child in element.iterchildren():
            tag = child.tag
            if tag in (f"{_W}t", f"{_MATHS}t"):
                yield child.text or ""
            elif tag in _AS_TEXT:
                yield _AS_TEXT[tag]
            elif tag in _UNREAD or not isinstance(tag, str):
                self.deletions += tag in (f"{_W}del", f"{_W}moveFrom")
            elif tag == f"{_W}txbxContent":
                self._pending.append(child)
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                kind = "footnote" if tag == f"{_W}footnoteReference" else "endnote"
                note = self._notes[kind].get(child.get(f"{_W}id"))
                if note is not None:
                    self._pending.append(note)
            elif tag == f"{_W}r" and self._styles.is_unseen(child, paragraph, on_white):
                self.unseen += any((text.text or "").strip() for text in child.iter(f"{_W}t"))
            else:
                yield from self._pieces(child, paragraph, on_white)

    def _table(self, table: Any) -> None:
        rows = [row for row in _rows_of(table) if row.find(f"{_W}trPr/{_W}del") is None]
        style = table.find(f"{_W}tblPr/{_W}tblStyle")
        plain = style is None or str(style.get(f"{_W}val")).lower() in ("tablegrid", "tablenormal")
        if all(len(list(_cells_of(row))) < 2 for row in rows):  # a frame around text
            for row in rows:
                for cell in _cells_of(row):
                    self.read(cell)
            return
        grid: list[tuple[str, ...]] = []
        for row in rows:
            grid.append(self._row(row, grid[-1] if grid else (), plain))
            self._cells += len(grid[-1])
            if self._cells > MOST_CELLS:
                raise UnreadableDocument(f"more than {MOST_CELLS:,} cells are filled: split the file")
        headers = 0
        while headers < len(rows) and rows[headers].find(f"{_W}trPr/{_W}tblHeader") is not None:
            headers += 1
        self.builder.table(Table(tuple(grid), ", ".join(self._captions), headers or None))
        self._captions = []
        self._write_pending()

    def _row(self, row: Any, above: tuple[str, ...], plain: bool) -> tuple[str, ...]:
        """The texts of a row; a merged cell in every place that it covers."""
        texts = [""] * _said(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell in _cells_of(row):
            span = max(1, min(_said(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), 1_000))
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merged is not None and merged.get(f"{_W}val") != "restart":
                text = above[len(texts)] if len(texts) < len(above) else ""
            else:
                on_white = plain and cell.find(f"{_W}tcPr/{_W}shd") is None
                text = " ".join(self._text(paragraph, on_white) for paragraph in _paragraphs_of(cell)).strip()
            texts += [text] * span
        return tuple(texts)


def _paragraphs_of(element: Any) -> Iterator[Any]:
    """The paragraphs of a cell or a footnote, those of tables within it included, those of text boxes not."""
    for child in element.iterchildren():
        if child.tag == f"{_W}p":
            yield child
        elif child.tag not in _UNREAD:
            yield from _paragraphs_of(child)


def _rows_of(table: Any) -> Iterator[Any]:
    for child in table.iterchildren():
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _rows_of(child)


def _cells_of(row: Any) -> Iterator[Any]:
    for child in row.iterchildren():
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _cells_of(child)


def _said(element: Any | None, otherwise: int) -> int:
    return otherwise if element is None else int(element.get(f"{_W}val", otherwise))


def _root(relation: Any | None) -> Any | None:
    """The XML of a part that the document relates to."""
    from docx.oxml import parse_xml

    return None if relation is None else parse_xml(relation.target_part.blob)


def _notes(root: Any | None) -> dict[str, Any]:
    """Footnotes by their id, without the lines that separate them."""
    found = () if root is None else root.iterchildren()
    return {note.get(f"{_W}id"): note for note in found if note.get(f"{_W}type") in (None, "normal")}
