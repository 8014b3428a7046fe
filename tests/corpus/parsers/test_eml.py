"""Letters: subject, sender, date and text; attachments by their own formats."""

import datetime
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from corpus.formats import Parsed
from corpus.parsers import format_of, parse_here
from tests.corpus.parsers.reading import blocks, notes, only, refusal, saved


def letter(text: str = "Seventy plants were built.", subject: str = "Chips Act", date: str = "2023-09-21") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "European Commission <press@commission.example>"
    message["To"] = "desk@policy.example"
    message["Date"] = datetime.datetime.fromisoformat(f"{date}T23:30:00+02:00")
    message["Message-ID"] = "<1@commission.example>"
    message.set_content(text)
    return message


def read(message: EmailMessage, name: str = "news.eml") -> Parsed:
    return parse_here(Path(name), message.as_bytes())


def test_subject_sender_date_and_text_are_read() -> None:
    document = only(read(letter("Seventy plants were built.\n\nEighty follow.")))

    assert (document.title, document.publisher) == ("Chips Act", "European Commission")
    assert (document.published, document.date_inferred) == ("2023-09-21", False)
    assert blocks(document) == [
        "# Chips Act",
        "From: European Commission <press@commission.example>\nTo: desk@policy.example\nDate: Thu, 21 Sep 2023 23:30:00 +0200",
        "Seventy plants were built.",
        "Eighty follow.",
    ]


def test_chinese_headers_and_text_are_read() -> None:
    document = only(read(letter("到2025年，上海要建成200家智能工厂，这是市政府的目标。" * 3, subject="上海市智能工厂建设方案")))

    assert document.title == "上海市智能工厂建设方案"
    assert "200家智能工厂" in document.text
    assert document.language == "zh"


def test_the_web_page_in_a_letter_is_what_is_read_without_its_hidden_text() -> None:
    message = letter("See the page.")
    message.add_alternative(
        '<html><body><div style="display:none">SECRET preheader</div><h2>Grants</h2><p>Seventy plants.</p>'
        "<table><tr><th>Region</th><th>2022</th><th>2023</th></tr><tr><td>East</td><td>1</td><td>2</td></tr></table></body></html>",
        subtype="html",
    )

    parsed = read(message)

    assert blocks(only(parsed))[2:] == ["## Grants", "Seventy plants.", "Region: East | 2022: 1 | 2023: 2"]
    assert "pieces of hidden text (1)" in notes(parsed)


def test_attachments_are_documents_of_their_own() -> None:
    book = openpyxl.Workbook()
    for row in (("Region", "2022", "2023"), ("East", 1, 2)):
        book.active.append(row)
    enclosed = letter("The letter within.", subject="Enclosed")
    message = letter()
    message.add_attachment(saved(book.save), maintype="application", subtype="octet-stream", filename="销量.xlsx")
    message.add_attachment(b"Eighty plants.", maintype="application", subtype="octet-stream", filename="../../etc/plan.txt")
    message.add_attachment(enclosed)
    message.add_attachment(b"\x89PNG\x00", maintype="image", subtype="png", filename="logo.png")

    parsed = read(message)

    assert [document.id for document in parsed.documents] == ["news", "news/销量.xlsx", "news/plan.txt", "news/attachment-3.eml"]
    assert "Region: East | 2022: 1 | 2023: 2" in parsed.documents[1].text
    assert parsed.documents[3].title == "Enclosed"
    assert parsed.failed == ()


def test_an_attachment_that_fails_is_named_and_the_letter_is_read() -> None:
    message = letter()
    message.add_attachment(b"PK\x03\x04 broken", maintype="application", subtype="octet-stream", filename="plan.docx")

    parsed = read(message)

    assert [document.id for document in parsed.documents] == ["news"]
    assert [failure.source for failure in parsed.failed] == ["news.eml/plan.docx"]


def test_a_letter_dated_in_the_future_has_no_date() -> None:
    assert only(read(letter(date="2999-01-01"))).published is None


def test_letters_within_letters_are_read_to_a_depth() -> None:
    message = letter("Innermost.")
    for _ in range(6):
        outer = letter()
        outer.add_attachment(message)
        message = outer

    parsed = read(message)

    assert len(parsed.documents) == 4
    assert "nested in it more than 3 deep" in parsed.failed[0].reason


def test_an_unknown_encoding_does_not_lose_the_letter() -> None:
    data = letter().as_bytes().replace(b'charset="utf-8"', b'charset="x-unheard-of"')

    assert "Seventy plants" in only(parse_here(Path("news.eml"), data)).text


@pytest.mark.parametrize("name", ["news.txt", "news", "news.md", "news.html"])
def test_a_letter_under_any_name_is_one(name: str) -> None:
    assert format_of(Path(name), letter().as_bytes()) == ".eml"


def test_a_memorandum_that_looks_like_a_letter_is_text() -> None:
    assert format_of(Path("memo.txt"), b"From: Minister\nTo: All\nDate: 12 May 2024\n\nText.") == ".txt"


def test_a_page_that_a_browser_saved_in_one_file_is_read_as_a_page() -> None:
    data = (Path(__file__).parents[2] / "samples" / "act.mhtml").read_bytes()

    document = only(parse_here(Path("act.mhtml"), data))

    assert document.url == "https://commission.example/act"
    assert "Home" not in document.text


def test_text_without_headers_is_no_letter() -> None:
    assert "damaged letter" in refusal("news.eml", b"\n\nno headers") or "no headers" in refusal("news.eml", b"\n\nno headers")
