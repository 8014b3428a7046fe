"""PowerPoint files: a page a slide, under its title; what nobody in the room sees is left out and named."""

from pathlib import Path

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as PowerPoint
from pptx.slide import Slide
from pptx.util import Inches, Pt

from corpus.formats import Parsed
from corpus.parsers import format_of, parse_here
from corpus.passages import split
from tests.corpus.parsers.reading import blocks, notes, only, part, refusal, saved, with_parts

FILES = Path(__file__).parent.parent / "files"
TITLE_AND_TEXT, TITLE_ONLY = 1, 5


def read(deck: PowerPoint, name: str = "deck.pptx") -> Parsed:
    return parse_here(Path(name), saved(deck.save))


def slide(deck: PowerPoint, title: str, text: str = "") -> Slide:
    new = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_TEXT if text else TITLE_ONLY])
    new.shapes.title.text = title
    if text:
        new.placeholders[1].text = text
    return new


def test_each_slide_is_a_page_under_its_title() -> None:
    deck = Presentation()
    slide(deck, "NEV strategy", "Two hundred plants by 2025.")
    slide(deck, "目标", "到2025年，建成200家智能工厂。")

    document = only(read(deck))

    assert document.title == "NEV strategy"
    assert [(one.page, one.heading, one.text) for one in split(document)] == [
        (1, "NEV strategy", "NEV strategy\n\nTwo hundred plants by 2025."),
        (2, "目标", "目标\n\n到2025年，建成200家智能工厂。"),
    ]


def test_tables_and_charts_are_read_as_rows() -> None:
    deck = Presentation()
    shapes = slide(deck, "Sales").shapes
    table = shapes.add_table(2, 3, Inches(1), Inches(2), Inches(6), Inches(1)).table
    for row, texts in enumerate((("Region", "2022", "2023"), ("Shanghai", "1,234", "113.1"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    data = CategoryChartData(number_format="0.0%")
    data.categories = ["2022", "2023"]
    data.add_series("Share", (0.25, 0.311))
    chart = shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(4), Inches(4), Inches(2), data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "NEV share"

    document = only(read(deck))

    assert blocks(document) == [
        "Sales",
        "Region: Shanghai | 2022: 1,234 | 2023: 113.1",
        "NEV share",
        "2022 | Share: 25.0%",
        "2023 | Share: 31.1%",
    ]
    assert split(document)[-1].heading == "Sales > NEV share"


def test_merged_cells_of_a_table_name_every_column() -> None:
    deck = Presentation()
    table = slide(deck, "Sales").shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(1)).table
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    for place, text in {
        (0, 0): "Region",
        (0, 1): "2023",
        (1, 1): "Units",
        (1, 2): "Share",
        (2, 0): "East",
        (2, 1): "5",
        (2, 2): "6",
    }.items():
        table.cell(*place).text = text

    assert blocks(only(read(deck)))[1:] == ["Region: East | 2023 Units: 5 | 2023 Share: 6"]


def test_text_stands_in_the_order_of_the_slide_not_of_its_making() -> None:
    deck = Presentation()
    shapes = slide(deck, "Order").shapes
    for text, top in (("second", 4), ("first", 2)):
        shapes.add_textbox(Inches(1), Inches(top), Inches(3), Inches(1)).text_frame.text = text

    assert blocks(only(read(deck))) == ["Order", "first", "second"]


def test_speaker_notes_are_read_as_such() -> None:
    deck = Presentation()
    slide(deck, "Targets", "Plants.").notes_slide.notes_text_frame.text = "The grants end in 2027."

    assert blocks(only(read(deck)))[-1] == "Speaker notes: The grants end in 2027."


def test_hidden_slides_are_left_out_and_named_and_the_others_keep_their_numbers() -> None:
    deck = Presentation()
    slide(deck, "Hidden", "Nobody sees this.")._element.set("show", "0")
    slide(deck, "Shown", "Plants.")

    parsed = read(deck)

    assert [(page.number, page.start) for page in only(parsed).pages] == [(2, 0)]
    assert "Nobody" not in only(parsed).text
    assert "deck.pptx, slide 1: the slide is hidden" in notes(parsed)


def test_white_tiny_and_off_slide_text_is_left_out_and_reported() -> None:
    deck = Presentation()
    new = slide(deck, "Targets", "Seventy plants.")
    paragraph = new.placeholders[1].text_frame.paragraphs[0]
    white = paragraph.add_run()
    white.text, white.font.color.rgb = " WHITE", RGBColor(255, 255, 255)
    tiny = paragraph.add_run()
    tiny.text, tiny.font.size = " TINY", Pt(1)
    new.shapes.add_textbox(Inches(-5), Inches(1), Inches(2), Inches(1)).text_frame.text = "BESIDE"

    parsed = read(deck)

    assert blocks(only(parsed)) == ["Targets", "Seventy plants."]
    assert "of its color (3)" in notes(parsed)


def test_white_text_on_a_colored_shape_is_read() -> None:
    deck = Presentation()
    box = slide(deck, "Targets").shapes.add_textbox(Inches(1), Inches(2), Inches(3), Inches(1))
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor(31, 78, 121)
    run = box.text_frame.paragraphs[0].add_run()
    run.text, run.font.color.rgb = "Seventy plants.", RGBColor(255, 255, 255)

    parsed = read(deck)

    assert blocks(only(parsed)) == ["Targets", "Seventy plants."]
    assert parsed.notes == ()


def test_a_slide_that_fails_is_named_and_the_others_are_read() -> None:
    deck = Presentation()
    table = slide(deck, "Broken").shapes.add_table(2, 2, Inches(1), Inches(2), Inches(6), Inches(1)).table
    table.cell(0, 0).merge(table.cell(0, 1))
    slide(deck, "Whole", "Seventy plants.")
    data = saved(deck.save)
    broken = part(data, "ppt/slides/slide1.xml").replace(b'gridSpan="2"', b'gridSpan="200"')

    parsed = parse_here(Path("deck.pptx"), with_parts(data, {"ppt/slides/slide1.xml": broken}))

    assert [failure.source for failure in parsed.failed] == ["deck.pptx, slide 1"]
    assert "Seventy plants." in parsed.documents[0].text


def test_a_presentation_under_any_name_is_one_and_macros_are_not_read() -> None:
    deck = Presentation()
    slide(deck, "Targets", "Plants.")
    data = with_parts(saved(deck.save), {"ppt/vbaProject.bin": b"Sub Evil()"})

    assert {format_of(Path(name), data) for name in ("a.pdf", "a", "a.zip", "a.docx")} == {".pptx"}
    assert "macros were not read" in notes(parse_here(Path("a.pptm"), data))


def test_entities_in_a_slide_are_refused() -> None:
    deck = Presentation()
    slide(deck, "Targets", "Plants.")
    data = saved(deck.save)
    body = part(data, "ppt/slides/slide1.xml").replace(b"<p:sld ", b'<!DOCTYPE p [<!ENTITY x "y">]><p:sld ', 1)

    assert "ppt/slides/slide1.xml declares entities" in refusal("a.pptx", with_parts(data, {"ppt/slides/slide1.xml": body}))


def test_the_presentation_that_libreoffice_wrote_is_read() -> None:
    document = only(parse_here(Path("deck.pptx"), (FILES / "deck.pptx").read_bytes()))

    assert (document.title, document.published) == ("智能工厂方案", None)
    assert blocks(document) == [
        "智能工厂方案",
        "到2025年，建成200家智能工厂。",
        "Speaker notes: Mention the grants.",
        "Grants (in millions of yuan)",
        "District: Pudong | 2023: 113.1 | 2024: 130.0",
        "District: Minhang | 2023: 9.5 | 2024: 10.0",
    ]
