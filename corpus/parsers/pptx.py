"""PowerPoint presentations, a page a slide; the one file that knows python-pptx."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus.archives import damage_named, members_of, office_archive
from corpus.errors import UnreadableDocument
from corpus.invisible import left_out
from corpus.languages import language_of
from corpus.number_formats import displayed
from corpus.office_properties import office_properties, publication
from corpus.parsers import Parsed, parsers
from corpus.records import Document, Failure
from corpus.slide_colors import ground_color, is_unseen_run, is_unseen_shape
from corpus.tables import Table
from corpus.text_builder import TextBuilder

_KIND = "PowerPoint presentation (.pptx)"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REPEATED = ("sldNum", "dt", "ftr", "hdr")  # placeholders with the same on every slide
MOST_SLIDES = 5_000


def is_pptx(data: bytes) -> bool:
    """Whether the bytes are a presentation, whatever the name says."""
    return any(name.startswith("ppt/") for name in members_of(data))


@parsers.register(".pptx", ".pptm", recognises=is_pptx)
def parse_pptx(path: Path, data: bytes) -> Parsed:
    """Each slide as a page under its title: text in reading order, tables, charts as tables, diagrams, speaker notes.

    Hidden slides and text that nobody sees are left out and named; a slide that fails is named and the rest is
    read. Raises UnreadableDocument.
    """
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    with office_archive(data, _KIND) as archive:
        properties = office_properties(archive)
        macros = "ppt/vbaProject.bin" in archive.namelist()
    reader = _Reader()
    failed: list[Failure] = []
    notes = [Failure(str(path), "its macros were not read")] if macros else []
    with damage_named(_KIND, PythonPptxError):
        presentation = Presentation(BytesIO(data))
        size = presentation.slide_width, presentation.slide_height
        count = len(presentation.slides)
        if count > MOST_SLIDES:
            raise UnreadableDocument(f"{count:,} slides are over the limit of {MOST_SLIDES:,}: split the file")
        for number in range(1, count + 1):
            place = f"{path}, slide {number}"
            try:
                with damage_named("slide", PythonPptxError):
                    slide = presentation.slides[number - 1]
                    if slide._element.get("show") in ("0", "false"):
                        notes.append(Failure(place, "the slide is hidden and was not read: unhide it if it is meant to be shown"))
                    else:
                        reader.read(slide, number, size)
            except UnreadableDocument as error:
                failed.append(Failure(place, str(error)))
    built = reader.builder.built()
    notes += left_out(path, reader.unseen, "shapes and runs that are hidden, tiny, beside the slide or of its color")
    notes += left_out(path, built.invisible, "invisible characters")
    title = reader.title or properties.title or path.stem
    published, inferred = publication(built.text, title, properties)
    document = Document(path.stem, title, built.text, published=published, date_inferred=inferred,
                        language=language_of(built.text), pages=built.pages, sections=built.sections)  # fmt: skip
    return Parsed((document,), tuple(failed), tuple(notes))


class _Reader:
    """One pass over the slides."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self.title = ""  # of the first slide that has one
        self.unseen = 0

    def read(self, slide: Any, number: int, size: tuple[int, int]) -> None:
        """Write one slide: its title first, then what stands higher up first."""
        ground = ground_color(slide)
        title = slide.shapes.title
        heading = (
            "" if title is None else " ".join(self._text(title._element, paragraph, ground) for paragraph in _paragraphs(title))
        )
        heading = " ".join(heading.split())
        self.title = self.title or heading
        self.builder.page(number, heading)
        self.builder.heading(1, heading)
        shapes = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
        for shape in sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0)):
            if is_unseen_shape(shape, *size):
                self.unseen += 1
            else:
                self._shape(slide, shape, ground)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            said = [paragraph.text for paragraph in slide.notes_slide.notes_text_frame.paragraphs if paragraph.text.strip()]
            if said:
                self.builder.paragraph("Speaker notes: " + "\n".join(said))

    def _shape(self, slide: Any, shape: Any, ground: str | None) -> None:
        if hasattr(shape, "shapes"):
            for one in shape.shapes:
                self._shape(slide, one, ground)
        elif getattr(shape, "has_table", False):
            self.builder.table(Table(tuple(_table_rows(shape.table))))
        elif getattr(shape, "has_chart", False):
            self._chart(shape.chart)
        elif shape.has_text_frame:
            if shape.is_placeholder and shape._element.find(".//{*}nvPr/{*}ph").get("type") in _REPEATED:
                return
            for paragraph in _paragraphs(shape):
                self.builder.paragraph(self._text(shape._element, paragraph, ground))
        else:
            for text in _diagram(slide, shape):
                self.builder.paragraph(text)

    def _text(self, shape: Any, paragraph: Any, ground: str | None) -> str:
        text = ""
        for piece in paragraph._p.iterchildren():
            if piece.tag == f"{_A}br":
                text += "\n"
            elif piece.tag in (f"{_A}r", f"{_A}fld"):
                words = piece.findtext(f"{_A}t") or ""
                if words.strip() and is_unseen_run(piece, shape, ground):
                    self.unseen += 1
                else:
                    text += words
        return text

    def _chart(self, chart: Any) -> None:
        title = chart.chart_title.text_frame.text if chart.has_title and chart.chart_title.has_text_frame else ""
        for plot in chart.plots:
            series = list(plot.series)
            categories = [str(category) for category in plot.categories]
            columns = [_shown(one) for one in series]
            rows = [
                (name, *(column[index] if index < len(column) else "" for column in columns))
                for index, name in enumerate(categories)
            ]
            header = ("", *(one.name for one in series))
            if title:
                self.builder.paragraph(title)
            self.builder.table(Table((header, *rows), title, header_rows=1))


def _paragraphs(shape: Any) -> Any:
    return shape.text_frame.paragraphs


def _table_rows(table: Any) -> Iterator[tuple[str, ...]]:
    """The texts of a table; a merged cell in every place that it covers."""
    grid: list[list[str]] = [["" for _ in table.columns] for _ in table.rows]
    for row in range(len(grid)):
        for column in range(len(grid[row])):
            cell = table.cell(row, column)
            if cell.is_spanned:
                continue
            text = cell.text_frame.text.replace("\v", " ")
            for down in range(cell.span_height if cell.is_merge_origin else 1):
                for across in range(cell.span_width if cell.is_merge_origin else 1):
                    grid[row + down][column + across] = text
    return (tuple(row) for row in grid)


def _shown(series: Any) -> list[str]:
    """The values of a series of a chart, in the format of their labels."""
    number_format = series._element.findtext(f"{_CHART}val//{_CHART}formatCode") or "General"
    return [displayed(value, number_format) for value in series.values]


def _diagram(slide: Any, shape: Any) -> Iterator[str]:
    """The texts of a SmartArt diagram, which lie in a part of their own."""
    from lxml import etree

    for relations in shape._element.iter(f"{_DIAGRAM}relIds"):
        part = slide.part.related_part(relations.get(f"{_RELATION}dm"))
        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for point in root.iter(f"{_DIAGRAM}pt"):
            text = "".join(run.text or "" for run in point.iter(f"{_A}t")).strip()
            if text:
                yield text
