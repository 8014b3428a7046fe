"""A PDF's page as a picture: the quote is marked where it stands, and nothing else is."""

import hashlib
import io
from dataclasses import replace

import pytest
from PIL import Image

from corpus.library import DocumentEntry
from corpus.records import Document, Page
from tests.pdfs import write_pdf
from ui.highlight import Span
from ui.originals import original_of
from ui.pictures import MARK, find_letters, page_picture
from ui.sources import Source, page_of

LINES = ["The first line says nothing.", "Shanghai counted 417 robots", "per 10,000 workers in 2031.", "The last line."]


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    return write_pdf(tmp_path_factory.mktemp("pdf") / "robots.pdf", [["A cover."], LINES], "Robots").read_bytes()


def marked_rows(picture):
    """The share of the height at which the mark begins and ends; None without one."""
    image = Image.open(io.BytesIO(picture.png)).convert("RGB")
    rows = [y for y in range(image.height) if MARK in {image.getpixel((x, y)) for x in range(0, image.width, 4)}]
    return (rows[0] / image.height, rows[-1] / image.height) if rows else None


def test_a_quote_over_two_lines_is_marked_where_it_stands(pdf):
    picture = page_picture(pdf, 2, "Shanghai counted 417 robots\nper 10,000 workers in 2031.")

    assert picture.marked
    top, bottom = marked_rows(picture)
    assert 1 - 766 / 842 < top < bottom < 1 - 728 / 842  # its two lines stand at 752 and 734 of 842 points


def test_a_quote_that_is_not_on_the_page_marks_nothing(pdf):
    picture = page_picture(pdf, 1, "Shanghai counted 417 robots")

    assert not picture.marked
    assert marked_rows(picture) is None


@pytest.mark.parametrize(("data", "page"), [(b"no pdf", 1), (b"", 1), (None, 9), (None, 0)])
def test_what_cannot_be_drawn_is_none(pdf, data, page):
    assert page_picture(pdf if data is None else data, page, "x") is None or page == 0


def test_letters_are_found_whatever_stands_between_them():
    assert find_letters("a manu-\r\nfacturing plan", "manufacturing") == (2, 18)
    assert find_letters("ﬁrst page", "First") == (0, 4)
    assert find_letters("工业机\n器人", "机器人") == (2, 6)
    assert find_letters("abc", "xyz") is None


def test_a_quote_that_goes_on_over_the_page_is_found_as_far_as_it_goes():
    text = "In 2031 the city counted four"

    assert find_letters(text, "the city counted four hundred robots") == (8, 29)


def test_the_page_of_a_quote_is_where_it_begins():
    document = Document("d", "D", "x" * 30, pages=(Page(1, 0), Page(3, 10), Page(4, 20)))

    assert page_of(document, Source("d", Span(2, 28), Span(12, 25))) == 3
    assert page_of(document, Source("d", Span(20, 28))) == 4
    assert page_of(document, Source("d")) == 1


def test_a_file_that_moved_or_changed_is_not_the_original(tmp_path, pdf):
    file = tmp_path / "robots.pdf"
    file.write_bytes(pdf)
    entry = DocumentEntry(
        Document("robots", "Robots", ""), 1, "2026-01-01", hashlib.sha256(pdf).hexdigest(), 1, (str(file),), None
    )

    assert original_of(entry).data == pdf
    assert original_of(replace(entry, sources=(str(tmp_path / "gone.pdf"),))) is None
    assert original_of(replace(entry, sources=("https://example.org/robots.pdf",))) is None

    assert original_of(replace(entry, sources=("/gone.pdf", str(file)))).data == pdf

    file.write_bytes(pdf + b" ")
    assert original_of(entry) is None
