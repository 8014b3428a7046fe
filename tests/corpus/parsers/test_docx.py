"""Word files: what a reader sees is read, in order; what nobody sees is not."""

import datetime
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from corpus.archives import OLE_MARK
from corpus.formats import Parsed
from corpus.parsers import format_of, parse_here
from corpus.passages import split
from tests.corpus.parsers.reading import blocks, notes, only, part, refusal, saved, with_parts


def read(document: WordDocument, name: str = "plan.docx") -> Parsed:
    return parse_here(Path(name), saved(document.save))


def ordered(*texts: str) -> WordDocument:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return document


def test_headings_paragraphs_and_tables_are_read_in_their_order() -> None:
    word = docx.Document()
    word.add_heading("Plan for Smart Factories", 0)
    word.add_heading("Targets", 1)
    word.add_paragraph("Two hundred plants by 2025.")
    table = word.add_table(rows=2, cols=3)
    for row, texts in enumerate((("Region", "2022", "2023"), ("Shanghai", "1,234", "1,300"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    word.add_heading("上海", 2)
    word.add_paragraph("到2025年，上海要建成200家智能工厂。")

    document = only(read(word))

    assert document.title == "Plan for Smart Factories"
    assert blocks(document) == [
        "# Plan for Smart Factories",
        "## Targets",
        "Two hundred plants by 2025.",
        "Region: Shanghai | 2022: 1,234 | 2023: 1,300",
        "### 上海",
        "到2025年，上海要建成200家智能工厂。",
    ]
    assert [passage.heading for passage in split(document)] == ["Targets", "Targets > 上海"]


def test_a_caption_with_its_unit_goes_with_every_passage_of_a_long_table() -> None:
    word = docx.Document()
    word.add_paragraph("Table 3. Output of vehicles (in thousands)")
    table = word.add_table(rows=1, cols=3)
    for column, name in enumerate(("Region", "2022", "2023")):
        table.cell(0, column).text = name
    for number in range(60):
        for cell, text in zip(table.add_row().cells, (f"Region {number}", "1,234", "1,300"), strict=True):
            cell.text = text

    passages = [passage for passage in split(only(read(word))) if "Region:" in passage.text]

    assert len(passages) > 3
    assert {passage.heading for passage in passages} == {"Table 3. Output of vehicles (in thousands)"}
    assert all(" | 2022: 1,234 | 2023: 1,300" in line for passage in passages for line in passage.text.split("\n\n"))


def test_merged_cells_stand_in_every_place_that_they_cover() -> None:
    word = docx.Document()
    table = word.add_table(rows=4, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "省份"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "2023年"
    table.cell(1, 1).text, table.cell(1, 2).text = "产量（万辆）", "增速"
    table.cell(2, 0).merge(table.cell(3, 0)).text = "广东"
    table.cell(2, 1).text, table.cell(2, 2).text = "113.1", "12.5%"
    table.cell(3, 1).text, table.cell(3, 2).text = "98.0", "3.0%"

    document = only(read(word))

    assert blocks(document) == [
        "省份: 广东 | 2023年 产量（万辆）: 113.1 | 2023年 增速: 12.5%",
        "省份: 广东 | 2023年 产量（万辆）: 98.0 | 2023年 增速: 3.0%",
    ]


def test_the_numbers_of_lists_and_numbered_headings_are_written() -> None:
    word = docx.Document()
    word.add_paragraph("Energy", style="List Bullet")
    for text in ("Apply", "Report"):
        word.add_paragraph(text, style="List Number")

    assert blocks(only(read(word))) == ["- Energy", "1. Apply", "2. Report"]


def test_articles_that_word_numbers_itself_keep_their_numbers() -> None:
    word = docx.Document()
    numbering = word.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0">'
        '<w:start w:val="9"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="第%1条"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
    ))  # fmt: skip
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text, depth in (("国家鼓励", 0), ("甲", 1), ("乙", 1), ("本法", 0), ("丙", 1)):
        properties = word.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'))

    assert blocks(only(read(word))) == ["第九条 国家鼓励", "(a) 甲", "(b) 乙", "第十条 本法", "(a) 丙"]


def test_what_a_tracked_change_deleted_is_not_read_and_what_it_put_in_is() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("The subsidy is ")
    for xml in (
        f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>100</w:delText></w:r></w:del>',
        f'<w:ins {nsdecls("w")} w:id="2"><w:r><w:t>200</w:t></w:r></w:ins>',
    ):
        paragraph._p.append(parse_xml(xml))
    paragraph.add_run(" million yuan.")

    parsed = read(word)

    assert blocks(only(parsed)) == ["The subsidy is 200 million yuan."]
    assert "deleted by tracked changes" in notes(parsed)


def test_hidden_tiny_and_white_text_is_left_out_and_reported() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Seventy plants.")
    paragraph.add_run(" HIDDEN").font.hidden = True
    paragraph.add_run(" WHITE").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run(" TINY").font.size = Pt(1)
    paragraph.add_run(" Ze\u200bro.")

    parsed = read(word)

    assert blocks(only(parsed)) == ["Seventy plants. Zero."]
    assert "hidden, tiny or white text (3)" in notes(parsed)
    assert "invisible characters (1)" in notes(parsed)


def test_white_text_in_a_shaded_header_is_seen_and_read() -> None:
    word = docx.Document()
    table = word.add_table(rows=2, cols=2)
    for cell, text in zip(table.rows[0].cells, ("Region", "Units"), strict=True):
        cell.paragraphs[0].add_run(text).font.color.rgb = RGBColor(255, 255, 255)
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="1F4E79"/>'))
    table.cell(1, 0).text, table.cell(1, 1).text = "Shanghai", "1,234"

    parsed = read(word)

    assert blocks(only(parsed)) == ["Region: Shanghai | Units: 1,234"]
    assert parsed.notes == ()


def test_a_text_box_is_read_once() -> None:
    word = docx.Document()
    inside = "<w:txbxContent><w:p><w:r><w:t>Boxed words.</w:t></w:r></w:p></w:txbxContent>"
    names = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    word.add_paragraph("Before.")._p.append(parse_xml(
        f'<w:r {names}><mc:AlternateContent><mc:Choice Requires="wps">{inside}</mc:Choice>'
        f"<mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent></w:r>"
    ))  # fmt: skip

    assert blocks(only(read(word))) == ["Before.", "Boxed words."]


def test_a_date_printed_in_the_text_is_taken_and_marked_as_inferred() -> None:
    document = only(read(ordered("Notice on Smart Factories", "Published: 12 May 2024", "Body.")))

    assert (document.published, document.date_inferred) == ("2024-05-12", True)


def test_the_title_and_day_of_creation_are_those_of_the_file_when_the_text_has_none() -> None:
    word = ordered("Body without a heading.")
    word.core_properties.title = "Chips Act"
    word.core_properties.author = "Council"
    word.core_properties.created = datetime.datetime(2023, 7, 25, 9, 0)

    document = only(read(word))

    assert document.title == "Chips Act"
    assert (document.published, document.date_inferred) == ("2023-07-25", True)


def test_the_title_that_word_gives_to_every_new_file_is_not_one() -> None:
    word = ordered("Body.")
    word.core_properties.title = "Microsoft Word - Document1"

    assert only(read(word)).title == "plan"


def test_a_word_file_under_any_name_is_one() -> None:
    data = saved(ordered("Body.").save)

    assert {format_of(Path(name), data) for name in ("a.docx", "a.txt", "a.md", "a", "a.zip", "a.xlsx")} == {".docx"}


def test_macros_are_not_read_and_that_is_said() -> None:
    data = with_parts(saved(ordered("Body.").save), {"word/vbaProject.bin": b"Sub Evil()"})

    parsed = parse_here(Path("plan.docm"), data)

    assert blocks(only(parsed)) == ["Body."]
    assert "macros were not read" in notes(parsed)


def test_entities_are_refused_before_any_is_expanded() -> None:
    data = saved(ordered("Body.").save)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for declared in (f'<!ENTITY l0 "ha">{laughs}', '<!ENTITY l9 SYSTEM "file:///etc/passwd">'):
        body = part(data, "word/document.xml").replace(b"<w:document", f"<!DOCTYPE w [{declared}]><w:document".encode(), 1)

        message = refusal("plan.docx", with_parts(data, {"word/document.xml": body.replace(b"Body.", b"&l9;")}))

        assert "word/document.xml declares entities" in message


def test_a_part_that_unpacks_to_far_more_than_it_should_is_refused_by_name() -> None:
    data = with_parts(saved(ordered("Body.").save), {"word/comments.xml": b"<a>" + b" " * (30 << 20) + b"</a>"})

    assert "word/comments.xml unpacks to 30 MB" in refusal("plan.docx", data)


def test_a_file_locked_by_a_password_says_so() -> None:
    locked = OLE_MARK + bytes(500) + "EncryptedPackage".encode("utf-16-le")

    assert "locked by a password" in refusal("plan.docx", locked)
    assert "save it as Word document (.docx)" in refusal("plan.docx", OLE_MARK + bytes(500))


def test_a_file_cut_short_is_refused() -> None:
    data = saved(ordered("Body.").save)

    assert "damaged" in refusal("plan.docx", data[: len(data) // 2])
    assert "damaged" in refusal("plan.docx", with_parts(data, {"word/document.xml": b"<w:document"}))


def test_the_document_that_libreoffice_wrote_is_read() -> None:
    data = (Path(__file__).parent.parent / "files" / "plan.docx").read_bytes()

    document = only(parse_here(Path("plan.docx"), data))

    assert (document.title, document.published) == ("Plan for Smart Factories", "2024-05-12")
    assert [line for line in blocks(document) if line[0] in "#12"] == [
        "## Plan for Smart Factories",
        "### 一、目标",
        "1. Apply by June.",
        "2. Report each year.",
    ]
    assert "District: Pudong | Grants 2023: 113.1 | Grants 2024: 130.0" in blocks(document)
