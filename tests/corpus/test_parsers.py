"""Every format: what it keeps of its sample, and the one line it gives for what it cannot read."""

from pathlib import Path

import pytest

from corpus import parsers as parsers_module
from corpus.errors import UnreadableDocument
from corpus.parsers import format_of, parse, parse_here, parsers
from corpus.passages import split
from corpus.records import Document
from tests.pdfs import write_pdf

SAMPLES = Path(__file__).parent.parent / "samples"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path) -> Document:
    parsed = parse(path, path.read_bytes())
    assert (parsed.failed, parsed.notes) == ((), ())
    (document,) = parsed.documents
    return document


def refusal(path: Path) -> str:
    """The one line that says why a file is not read."""
    with pytest.raises(UnreadableDocument) as caught:
        parse(path, path.read_bytes())
    message = str(caught.value)
    assert message
    assert "\n" not in message
    return message


# every format ---------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", sorted(parsers))
def test_every_format_reads_its_sample(suffix: str) -> None:
    document = read(SAMPLES / f"act{suffix}")

    assert document.id == ("act/act.md" if suffix == ".zip" else "act")
    assert document.title == "Chips Act"
    assert "43 billion euro" in document.text
    assert document.language == "en"
    assert document.wording == "original"


@pytest.mark.parametrize("suffix", sorted(parsers))
def test_a_format_is_told_by_what_is_in_the_file_not_by_its_name(suffix: str) -> None:
    data = (SAMPLES / f"act{suffix}").read_bytes()

    assert format_of(Path("act.txt"), data) == format_of(Path("act"), data)
    assert parsers[format_of(Path(f"act{suffix}"), data)] is parsers[suffix]


@pytest.mark.parametrize("suffix", sorted(parsers))
def test_every_format_refuses_an_empty_file(suffix: str, tmp_path: Path) -> None:
    assert refusal(written(tmp_path, f"act{suffix}", b"")) == "the file is empty"


@pytest.mark.parametrize("suffix", [".csv", ".html", ".md", ".txt"])
def test_every_text_format_refuses_a_file_of_white_space(suffix: str, tmp_path: Path) -> None:
    assert "no text" in refusal(written(tmp_path, f"act{suffix}", " \n\t\n — …\n"))


@pytest.mark.parametrize("suffix", sorted(parsers))
def test_every_format_refuses_bytes_of_chance(suffix: str, tmp_path: Path) -> None:
    noise = bytes((value * 167 + 13) % 256 for value in range(5_000))

    assert refusal(written(tmp_path, f"act{suffix}", noise))


@pytest.mark.parametrize("suffix", sorted(parsers))
def test_every_format_refuses_a_file_over_the_limit(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = SAMPLES / f"act{suffix}"
    monkeypatch.setattr(parsers_module, "LARGEST_FILE", path.stat().st_size - 1)

    assert "over the limit" in refusal(path)


def test_a_suffix_in_capitals_is_read(tmp_path: Path) -> None:
    assert read(written(tmp_path, "ACT.TXT", "Chips Act")).title == "Chips Act"


@pytest.mark.parametrize("name", ["act.pdf.txt", "act", "act.md", "act.xyz"])
def test_a_pdf_under_any_name_is_read_as_one(name: str) -> None:
    assert format_of(Path(name), (SAMPLES / "act.pdf").read_bytes()) == ".pdf"


def test_front_matter_under_any_name_is_read_as_markdown() -> None:
    assert format_of(Path("act"), (SAMPLES / "act.md").read_bytes()) == ".md"


def test_text_under_an_unknown_name_is_plain_text(tmp_path: Path) -> None:
    assert read(written(tmp_path, "act.xyz", "Chips Act")).text == "Chips Act"


def test_bytes_of_no_format_are_refused_with_the_known_ones(tmp_path: Path) -> None:
    message = refusal(written(tmp_path, "act.xyz", b"\x7fELF\x00\x00"))

    assert ".xyz" in message
    assert all(suffix in message for suffix in (".md", ".pdf", ".txt"))


# encodings ------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_text_is_read_in_its_common_encodings(encoding: str, tmp_path: Path) -> None:
    text = "上海计划\n\n到2025年，上海要建成200家智能工厂，这是市政府的目标。\n"

    document = read(written(tmp_path, "plan.txt", text.encode(encoding)))

    assert document.text == text
    assert document.language == "zh"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_in_both_byte_orders_by_its_mark(encoding: str, tmp_path: Path) -> None:
    text = "Seventy plants were built."

    document = read(written(tmp_path, "plan.txt", ("\ufeff" + text).encode(encoding)))

    assert document.text == text


def test_broken_utf_16_is_refused_with_its_remedy(tmp_path: Path) -> None:
    message = refusal(written(tmp_path, "plan.txt", "\ufeffSeventy".encode("utf-16-le") + b"\x00"))

    assert "UTF-16" in message
    assert "save it as UTF-8" in message


def test_utf_32_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "plan.txt", "Seventy plants.".encode("utf-32")))


def test_latin_1_is_refused_with_the_byte_its_place_and_the_remedy(tmp_path: Path) -> None:
    message = refusal(written(tmp_path, "plan.txt", "A café in Lyon".encode("latin-1")))

    assert "0xe9 at 5" in message
    assert "save it as UTF-8" in message


def test_a_longer_latin_1_text_is_not_taken_for_chinese(tmp_path: Path) -> None:
    text = "Die Förderung für Fabriken in Köln beträgt über fünfzig Millionen, größer als früher. " * 20

    assert "save it as UTF-8" in refusal(written(tmp_path, "plan.txt", text.encode("latin-1")))


@pytest.mark.parametrize("place", [4, 100_000])
def test_a_binary_file_named_txt_is_refused_wherever_its_zero_byte_is(place: int, tmp_path: Path) -> None:
    data = b"x" * place + b"\x00" + b"more text"

    assert "binary" in refusal(written(tmp_path, "program.txt", data))


# plain text -----------------------------------------------------------------------------------


def test_the_title_of_a_text_is_its_first_short_line(tmp_path: Path) -> None:
    assert read(written(tmp_path, "plan.txt", "\n\n  Chips Act  \n\nSeventy.")).title == "Chips Act"


def test_a_text_that_begins_with_a_paragraph_is_titled_by_its_file(tmp_path: Path) -> None:
    assert read(written(tmp_path, "plan.txt", "word " * 50)).title == "plan"


def test_the_text_of_a_plain_file_is_the_file(tmp_path: Path) -> None:
    text = "Chips Act\r\n\r\nSeventy.\ttab  \n"

    assert read(written(tmp_path, "plan.txt", text)).text == text


# Markdown -------------------------------------------------------------------------------------


def test_front_matter_says_what_the_document_is() -> None:
    document = read(SAMPLES / "act.md")

    assert document.publisher == "Council of Towns"
    assert document.published == "2024-01-03"
    assert document.url == "https://example.org/chips-act"
    assert document.kind == "policy"
    assert document.place == "EU"
    assert document.companies == ("Tesla", "SAIC Motor")
    assert document.reliability == "A"


def test_the_text_of_a_markdown_file_is_the_whole_file() -> None:
    assert read(SAMPLES / "act.md").text == (SAMPLES / "act.md").read_text(encoding="utf-8")


def test_a_markdown_file_without_front_matter_is_titled_by_its_heading(tmp_path: Path) -> None:
    document = read(written(tmp_path, "plan.md", "Some words.\n\n# Robot plan #\n\nMore.\n"))

    assert (document.id, document.title, document.published) == ("plan", "Robot plan", None)


def test_a_heading_of_a_file_with_windows_line_ends_is_its_title(tmp_path: Path) -> None:
    assert read(written(tmp_path, "plan.md", "# Robot plan\r\n\r\nMore.\r\n")).title == "Robot plan"


def test_front_matter_with_windows_line_ends_is_read(tmp_path: Path) -> None:
    assert read(written(tmp_path, "plan.md", "---\r\ntitle: Plan\r\nid: p-1\r\n---\r\n\r\nMore.\r\n")).id == "p-1"


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        ("published: 2024", "2024"),
        ("published: 2024-01", "2024-01"),
        ("published: 2024-01-03", "2024-01-03"),
        ("published: '2024-01-03'", "2024-01-03"),
        ("published: 2024-01-03 10:00:00", "2024-01-03"),
        ("published: 2024-01-03\ndate_precision: month", "2024-01"),
        ("published: 2024-01-03\ndate_precision: year", "2024"),
        ("published:", None),
    ],
)
def test_a_date_is_kept_as_fine_as_it_is_known(lines: str, published: str | None, tmp_path: Path) -> None:
    assert read(written(tmp_path, "plan.md", f"---\n{lines}\n---\n\nWords.\n")).published == published


def test_an_inferred_date_is_marked(tmp_path: Path) -> None:
    assert read(written(tmp_path, "plan.md", "---\npublished: 2024\ndate_basis: inferred\n---\n\nWords.\n")).date_inferred


def test_one_company_may_be_given_without_a_list(tmp_path: Path) -> None:
    assert read(written(tmp_path, "plan.md", "---\ncompanies: Tesla\n---\n\nWords.\n")).companies == ("Tesla",)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("title: [unclosed", "front matter"),
        ("title: 'unclosed", "front matter"),
        ("- a\n- list", "front matter"),
        ("just words", "front matter"),
        ("published: last year", "not a date"),
        ("published: 2024-13", "not a date"),
        ("published: 2024-13-01", "date"),
        ("published: 2024-02-31", "date"),
        ("id: ../../etc/passwd", "id"),
        ("id: a b", "id"),
        ("companies: 7", "companies"),
        ("title: " + "[" * 3_000, "front matter"),
    ],
)
def test_broken_front_matter_is_refused_in_one_line(lines: str, reason: str, tmp_path: Path) -> None:
    assert reason in refusal(written(tmp_path, "plan.md", f"---\n{lines}\n---\n\nWords.\n"))


def test_front_matter_without_words_after_it_is_no_document(tmp_path: Path) -> None:
    assert "no text" in refusal(written(tmp_path, "plan.md", "---\ntitle: Plan\n---\n\n"))


def test_a_date_that_no_calendar_has_is_refused_when_it_is_quoted(tmp_path: Path) -> None:
    assert "date" in refusal(written(tmp_path, "plan.md", "---\npublished: '2024-02-31'\n---\n\nWords.\n"))


# PDF ------------------------------------------------------------------------------------------


def test_a_pdf_keeps_its_pages_and_the_page_of_a_sentence() -> None:
    document = read(SAMPLES / "act.pdf")

    pages = {passage.text.split("\n")[0]: passage.page for passage in split(document)}

    assert [page.number for page in document.pages] == [1, 2]
    assert [document.text[page.start :].split("\n")[0] for page in document.pages] == ["Chips Act", "Money"]
    assert pages == {"Chips Act": 1, "Money": 2}


def test_a_pdf_without_a_title_is_titled_by_its_file(tmp_path: Path) -> None:
    assert read(write_pdf(tmp_path / "plan.pdf", [["Seventy plants."]])).title == "plan"


def test_a_chinese_pdf_is_read(tmp_path: Path) -> None:
    pages = [["上海计划新建七十家智能工厂。"], ["机器人密度为每万人383台。"]]

    document = read(write_pdf(tmp_path / "plan.pdf", pages, title="上海计划", font="STSong-Light"))

    assert document.title == "上海计划"
    assert document.language == "zh"
    assert [(passage.page, passage.text) for passage in split(document)] == [(1, pages[0][0]), (2, pages[1][0])]


def test_a_blank_page_keeps_the_numbers_of_the_pages_after_it(tmp_path: Path) -> None:
    document = read(write_pdf(tmp_path / "plan.pdf", [["First."], [], ["Third."]]))

    assert [(passage.page, passage.text) for passage in split(document)] == [(1, "First."), (3, "Third.")]


def test_a_pdf_with_a_password_is_refused_as_locked(tmp_path: Path) -> None:
    assert "password" in refusal(write_pdf(tmp_path / "plan.pdf", [["Secret."]], password="x"))


def test_a_pdf_of_blank_pages_is_refused(tmp_path: Path) -> None:
    assert "no text" in refusal(write_pdf(tmp_path / "plan.pdf", [[], []]))


def test_a_file_that_only_begins_like_a_pdf_is_refused(tmp_path: Path) -> None:
    assert "not a readable PDF" in refusal(written(tmp_path, "plan.pdf", b"%PDF-1.7\nand then nothing of the kind"))


def test_half_a_pdf_is_refused_or_read_but_never_breaks(tmp_path: Path) -> None:
    whole = (SAMPLES / "act.pdf").read_bytes()

    for share in (0.2, 0.5, 0.8, 0.95):
        path = written(tmp_path, "plan.pdf", whole[: int(len(whole) * share)])
        try:
            (document,) = parse(path, path.read_bytes()).documents
        except UnreadableDocument as error:
            assert "\n" not in str(error)
        else:
            assert document.pages


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.pdf.reading.MOST_PAGES", 1)

    with pytest.raises(UnreadableDocument, match="2 pages are over the limit of 1"):
        parse_here(Path("act.pdf"), (SAMPLES / "act.pdf").read_bytes())
