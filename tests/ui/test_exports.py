"""Exports, read back with the readers that people use: what leaves the page keeps its citations."""

import csv
import io
import re
import zipfile

import bibtexparser
import docx
import pytest
import rispy
from lxml import etree
from markdown_it import MarkdownIt

from tests.ui.making import HOSTILE, HOSTILE_TALK, SENTENCE, TALK
from ui.conversations import Conversation
from ui.exports import exporters
from ui.exports.table import inert
from ui.texts import languages

ENGLISH, CHINESE = languages()["en"], languages()["zh"]
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def exported(suffix, conversation=TALK, texts=ENGLISH):
    return exporters[suffix](conversation, texts)


@pytest.mark.parametrize("suffix", list(exporters))
@pytest.mark.parametrize("texts", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_format_takes_every_conversation(suffix, texts):
    assert exported(suffix, TALK, texts)
    assert exported(suffix, HOSTILE_TALK, texts)
    assert isinstance(exported(suffix, Conversation("c", "Empty"), texts), bytes)


def test_in_markdown_every_mark_has_its_footnote_numbered_through():
    text = exported(".md").decode()

    marks = re.findall(r"\[\^(\d+)\](?!:)", text)
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.+)$", text, re.MULTILINE))

    assert marks == ["1", "2", "3", "4"]
    assert list(notes) == marks
    assert notes["2"] == (
        "Council\\_of Europe, May 2024, page 7. “Chips \\& the {Act} 50%” <https://example.org/act_1?a=1&b=2> "
        "“Shanghai plans \\<200\\> factories.” SHA-256 abababababababab."
    )
    assert "Our digest: 上海计划2024年建成70家智能工厂。" in notes["3"]
    assert "Shanghai, smart factories, 2024: 70 factories \\[3\\]; 100 \\[4\\]" in text
    assert "The documents do not say." in text
    assert "Read as: 上海今年建多少家智能工厂？" in text


def test_markdown_shows_a_hostile_document_and_does_nothing_for_it():
    drawn = MarkdownIt("commonmark").render(exported(".md", HOSTILE_TALK).decode())

    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "<a " not in drawn
    assert "&lt;script&gt;" in drawn
    assert drawn.startswith("<h1># &lt;b&gt;Talk&lt;/b&gt;</h1>")


def test_word_has_a_footnote_of_its_own_for_every_mark():
    data = exported(".docx")

    document = docx.Document(io.BytesIO(data))
    package = zipfile.ZipFile(io.BytesIO(data))
    notes = etree.fromstring(package.read("word/footnotes.xml"))
    printed = {int(note.get(f"{WORD}id")): "".join(note.itertext()).strip() for note in notes}
    references = [int(r.get(f"{WORD}id")) for r in document.element.body.iter(f"{WORD}footnoteReference")]

    assert references == [1, 2, 3, 4]
    assert "Council_of Europe, May 2024, page 7" in printed[2]
    assert "https://example.org/act_1?a=1&b=2" in printed[2]
    assert "上海将新建70家智能工厂" in printed[3]
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "How many factories?",
        "今年呢？",
        "And on Mars?",
    ]


def test_the_table_has_a_row_a_claim_and_citation_and_keeps_chinese():
    data = exported(".csv")

    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))

    assert data.startswith(b"\xef\xbb\xbf")
    assert [row["footnote"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[1]["sha256"] == "ab" * 32
    assert rows[1]["page"] == "7"
    assert rows[2]["quote"] == "上海计划2024年建成70家智能工厂。"
    assert rows[2]["standalone_question"] == "上海今年建多少家智能工厂？"


def test_no_cell_of_the_table_is_a_formula():
    rows = list(csv.reader(io.StringIO(exported(".csv", HOSTILE_TALK).decode("utf-8-sig"))))

    assert not [cell for row in rows[1:] for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert f"'{HOSTILE.title}" in rows[1]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠SUM"])
def test_what_a_spreadsheet_would_compute_begins_with_an_apostrophe(cell):
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["200 factories", "", None, 7, -7])
def test_other_cells_stay_as_they_are(cell):
    assert inert(cell) is cell


def test_bibtex_has_each_document_once_and_reads_back():
    library = bibtexparser.parse_string(exported(".bib").decode())

    assert library.failed_blocks == []
    entries = {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}
    assert list(entries) == ["shine", "act", "xinhua-cn"]
    assert entries["act"]["title"] == "{Chips \\& the \\{Act\\} 50\\%}"
    assert entries["act"]["url"] == "https://example.org/act_1?a=1&b=2"
    assert (entries["act"]["year"], entries["act"]["month"]) == ("2024", "may")
    assert entries["xinhua-cn"]["author"] == "{新华社}"
    assert "not its wording" in entries["shine"]["note"]
    assert "ab" * 32 in entries["act"]["note"]


def test_bibtex_of_a_hostile_document_is_one_entry():
    library = bibtexparser.parse_string(exported(".bib", HOSTILE_TALK).decode())

    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == ["evil"]


def test_ris_has_each_document_once_and_reads_back():
    entries = rispy.loads(exported(".ris").decode())

    assert [entry["id"] for entry in entries] == ["shine", "act", "xinhua-cn"]
    assert [entry["type_of_reference"] for entry in entries] == ["NEWS", "GOVDOC", "NEWS"]
    assert entries[0]["date"] == "2024/01/03/"
    assert entries[1]["urls"] == ["https://example.org/act_1?a=1&b=2"]
    assert entries[2]["title"] == "上海将新建70家智能工厂"
    assert SENTENCE in entries[1]["notes"]


def test_a_document_cannot_begin_a_record_of_its_own():
    entries = rispy.loads(exported(".ris", HOSTILE_TALK).decode())

    assert [entry["id"] for entry in entries] == ["evil"]
