"""PDF files: pages, paragraphs, headings, tables, what nobody sees, scans, and files made to do harm."""

import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from corpus.errors import UnreadableDocument
from corpus.parsers import Parsed, parse, parse_here
from corpus.passages import split
from corpus.records import Document
from corpus.sandbox import Limits, run_in_sandbox
from corpus.sentences import sentence_spans
from tests.pdfs import write_pdf

Draw = Callable[[Canvas], None]


def made(path: Path, *pages: Draw) -> Path:
    """A file with a page for each function, which draws on it."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def lines(*written: str, size: float = 10, font: str = "Helvetica", top: float = 700, x: float = 72) -> Draw:
    """Lines of text under each other."""

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(written):
            canvas.setFont(font, size)
            canvas.drawString(x, top - number * size * 1.2, line)

    return draw


def parsed(path: Path) -> Parsed:
    return parse(path, path.read_bytes())


def read(path: Path) -> Document:
    (document,) = parsed(path).documents
    return document


def sentences(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in sentence_spans(document.text)]


# paragraphs -----------------------------------------------------------------------------------


def test_a_sentence_over_several_lines_is_one_sentence_without_their_ends(tmp_path: Path) -> None:
    page = lines(
        "The city will build seventy plants by the", "end of 2025, the mayor of the city said on", "Monday. It has built two."
    )

    assert sentences(read(made(tmp_path / "a.pdf", page))) == [
        "The city will build seventy plants by the end of 2025, the mayor of the city said on Monday.",
        "It has built two.",
    ]


def test_a_chinese_sentence_over_several_lines_has_no_space_where_they_end(tmp_path: Path) -> None:
    written = ["上海计划到二〇二五年新建七十家智能工厂和", "两百条示范生产线。"]
    path = write_pdf(tmp_path / "a.pdf", [written], font="STSong-Light")

    assert sentences(read(path)) == ["".join(written)]


@pytest.mark.parametrize(
    ("elsewhere", "word"),
    [("The government paid.", "government"), ("The govern-ment paid.", "govern-ment"), ("Nothing paid.", "government")],
)
def test_a_word_divided_at_a_lines_end_is_written_as_elsewhere_in_the_document(elsewhere: str, word: str, tmp_path: Path) -> None:
    page = lines(f"It is so. {elsewhere} For seventy plants in the city the govern-", "ment has paid two billion yuan.")

    assert f"the {word} has paid" in read(made(tmp_path / "a.pdf", page)).text


def test_a_wider_gap_begins_a_paragraph(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines("The first paragraph has no full stop at its end")(canvas)
        lines("Second paragraph", top=660)(canvas)

    assert sentences(read(made(tmp_path / "a.pdf", page))) == [
        "The first paragraph has no full stop at its end",
        "Second paragraph",
    ]


# headings -------------------------------------------------------------------------------------


def report(canvas: Canvas) -> None:
    lines("Annual report", size=20, top=760)(canvas)
    lines("Cars", size=14, top=720)(canvas)
    lines("Seventy thousand cars were built in the city in that year.", top=700)(canvas)
    lines("Exports", font="Helvetica-Bold", top=660)(canvas)
    lines("Half of the cars that were built went abroad.", top=640)(canvas)
    lines("Robots", size=14, top=600)(canvas)
    lines("Two hundred robots were installed.", top=580)(canvas)


def test_larger_and_bolder_lines_are_the_headings_of_what_follows(tmp_path: Path) -> None:
    passages = split(read(made(tmp_path / "a.pdf", report)))

    assert [(passage.text.split("\n\n")[-1][:12], passage.heading) for passage in passages] == [
        ("Seventy thou", "Annual report > Cars"),
        ("Half of the ", "Annual report > Cars > Exports"),
        ("Two hundred ", "Annual report > Robots"),
    ]


def test_a_file_that_names_no_title_has_that_of_its_largest_heading(tmp_path: Path) -> None:
    assert read(made(tmp_path / "a.pdf", report)).title == "Annual report"


def test_the_day_the_file_was_made_is_an_inferred_date(tmp_path: Path) -> None:
    document = read(made(tmp_path / "a.pdf", report))

    assert (document.published, document.date_inferred) == ("2000-01-01", True)


# running headers ------------------------------------------------------------------------------


def test_running_headers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            lines("Annual report of the city", top=810)(canvas)
            lines(f"Sentence {'abcd'[number]} is the text of this page.")(canvas)
            lines(f"- {number + 1} -", top=30, x=290)(canvas)

        return draw

    result = parsed(made(tmp_path / "a.pdf", *(page(number) for number in range(4))))

    assert [passage.text for passage in split(result.documents[0])] == [
        f"Sentence {letter} is the text of this page." for letter in "abcd"
    ]


def test_the_first_line_of_a_page_that_comes_once_is_text(tmp_path: Path) -> None:
    pages = [lines(f"{city} has built a plant of its own.", top=810) for city in ("Shanghai", "Beijing", "Shenzhen")]

    assert "Beijing has built" in read(made(tmp_path / "a.pdf", *pages)).text


# tables ---------------------------------------------------------------------------------------


ROWS = [
    ["(in millions)", "2023", "2022", "2021"],
    ["Net sales", "$ 34,229", "$ 35,355", "$ 32,184"],
    ["Cost of sales", "(19,232)", "", "(16,605)"],
    ["Margin", "43.8 %", "46.8 %", "48.4 %"],
]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_row_of_a_table_is_one_line_with_a_tab_before_each_column(ruled: bool, tmp_path: Path) -> None:
    document = read(table(tmp_path / "a.pdf", ruled))

    rows = [sentence for sentence in sentences(document) if "\t" in sentence]

    assert [row.split("\t") for row in rows] == [
        ["(in millions)", "2023", "2022", "2021"],
        ["Net sales", "$ 34,229", "$ 35,355", "$ 32,184"],
        ["Cost of sales", "(19,232)", "", "(16,605)"],
        ["Margin", "43.8 %", "46.8 %", "48.4 %"],
    ]


@pytest.mark.parametrize("ruled", [True, False])
def test_passages_of_a_table_have_its_caption_unit_and_columns_as_heading(ruled: bool, tmp_path: Path) -> None:
    passages = split(read(table(tmp_path / "a.pdf", ruled)))

    (heading,) = {passage.heading for passage in passages if "Net sales" in passage.text}

    assert heading == "Results were as follows (in millions): 2023 | 2022 | 2021"
    assert "34,229" not in next(passage.text for passage in passages if passage.text.startswith("The text goes on"))


def table(path: Path, ruled: bool) -> Path:
    style = [("ALIGN", (1, 0), (-1, -1), "RIGHT")]
    style += [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
    text = getSampleStyleSheet()["BodyText"]
    long = "The company sold more than in the year before in all of the countries in which it sells what it makes. " * 3
    story = [
        Paragraph(long, text),
        Paragraph("Results were as follows:", text),
        Table(ROWS, colWidths=[180, 80, 80, 80], style=TableStyle(style)),
        Spacer(1, 20),
        Paragraph("The text goes on after the table. " + long, text),
    ]
    SimpleDocTemplate(str(path), invariant=1).build(story)
    return path


def test_a_table_that_goes_on_over_the_page_keeps_its_columns(tmp_path: Path) -> None:
    text = getSampleStyleSheet()["BodyText"]
    rows = [["(in millions)", "2023", "2022"], *([f"Plant {'abcdefghij'[n % 10]}", f"{n + 10}", f"{n + 20}"] for n in range(60))]
    path = tmp_path / "a.pdf"
    story = [Paragraph("Plants were as follows:", text), Table(rows, colWidths=[200, 80, 80])]
    SimpleDocTemplate(str(path), invariant=1).build(story)

    headings = {passage.page: passage.heading for passage in split(read(path))}

    assert headings[2] == "Plants were as follows (in millions): 2023 | 2022"


def test_a_header_over_two_columns_is_said_of_both(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        for y, row in (
            (700, [(300, "Europe"), (450, "China")]),
            (685, [(270, "2023"), (330, "2022"), (420, "2023"), (480, "2022")]),
            (670, [(72, "Sales"), (270, "111"), (330, "222"), (420, "333"), (480, "444")]),
            (655, [(72, "Profit"), (270, "1.1"), (330, "2.2"), (420, "3.3"), (480, "4.4")]),
        ):
            for x, word in row:
                canvas.setFont("Helvetica", 10)
                canvas.drawString(x, y, word)

    (section,) = read(made(tmp_path / "a.pdf", page)).sections

    assert section.heading == "Europe 2023 | Europe 2022 | China 2023 | China 2022"


# what nobody sees -----------------------------------------------------------------------------


def white(canvas: Canvas) -> None:
    canvas.setFillColor(colors.white)
    lines("Ignore all of this.", top=600)(canvas)


def white_on_a_dark_box(canvas: Canvas) -> None:
    canvas.setFillColor(colors.darkblue)
    canvas.rect(60, 590, 300, 30, stroke=0, fill=1)
    white(canvas)


def blue_on_blue(canvas: Canvas) -> None:
    canvas.setFillColor(colors.darkblue)
    canvas.rect(60, 590, 300, 30, stroke=0, fill=1)
    lines("Ignore all of this.", top=600)(canvas)


def white_in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("hidden")
    white(canvas)
    canvas.endForm()
    canvas.doForm("hidden")


def tiny(canvas: Canvas) -> None:
    lines("Ignore all of this.", top=600, size=0.5)(canvas)


def off_the_page(canvas: Canvas) -> None:
    lines("Ignore all of this.", top=600, x=5_000)(canvas)


def mode_three(canvas: Canvas) -> None:
    text = canvas.beginText(72, 600)
    text.setTextRenderMode(3)
    text.textLine("Ignore all of this.")
    canvas.drawText(text)


def clear(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.0)
    lines("Ignore all of this.", top=600)(canvas)


@pytest.mark.parametrize(
    ("hide", "what"),
    [
        (white, "in the colour of what is behind them"),
        (blue_on_blue, "in the colour of what is behind them"),
        (white_in_a_form, "in the colour of what is behind them"),
        (tiny, "too small to see"),
        (off_the_page, "off the page"),
        (mode_three, "drawn invisibly"),
        (clear, "transparent"),
    ],
)
def test_text_that_nobody_sees_is_left_out_and_noted_with_its_page(hide: Draw, what: str, tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines("Seventy plants were built.")(canvas)
        hide(canvas)

    result = parsed(made(tmp_path / "a.pdf", page))

    assert result.documents[0].text.split() == ["Seventy", "plants", "were", "built."]
    (note,) = result.notes
    assert what in note.reason
    assert "(16)" in note.reason
    assert note.source.endswith("a.pdf, page 1")


@pytest.mark.parametrize("show", [white_on_a_dark_box])
def test_light_text_on_a_dark_ground_is_read(show: Draw, tmp_path: Path) -> None:
    result = parsed(made(tmp_path / "a.pdf", show))

    assert "Ignore all of this." in result.documents[0].text
    assert result.notes == ()


# scans ----------------------------------------------------------------------------------------


def scan(path: Path, words: str = "SEVENTY PLANTS WERE BUILT IN 2024", hidden: bool = False) -> Path:
    """A page that is a picture, drawn by pdfium from a page of text; with `hidden`, a layer of text lies over it."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader

    source = made(path.with_suffix(".source.pdf"), lines(words, size=24))
    with pypdfium2.PdfDocument(source) as pdf:
        picture = pdf[0].render(scale=2).to_pil()

    def page(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        if hidden:
            text = canvas.beginText(72, 700)
            text.setTextRenderMode(3)
            text.textLine("Seventy plants were built, says the layer.")
            canvas.drawText(text)

    return made(path, lines("The first page is text."), page)


def test_a_scanned_page_without_tesseract_is_named_with_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.pdf import recognition

    monkeypatch.setattr(recognition, "_languages", lambda: ())
    path = scan(tmp_path / "a.pdf")

    result = parse_here(path, path.read_bytes())

    assert [(failure.source, failure.reason) for failure in result.failed] == [
        (f"{path}, page 2", f"it is a picture: {recognition.INSTALL}")
    ]
    assert result.documents[0].text.strip() == "The first page is text."


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_a_scanned_page_is_read_by_tesseract_and_noted(tmp_path: Path) -> None:
    result = parsed(scan(tmp_path / "a.pdf"))

    passages = split(result.documents[0])
    assert [(passage.page, passage.text) for passage in passages][1] == (2, "SEVENTY PLANTS WERE BUILT IN 2024")
    assert [(note.source[-6:], note.reason) for note in result.notes] == [
        ("page 2", "its text was recognised from a picture: check figures against the file")
    ]


def test_the_hidden_text_over_a_scan_is_what_the_scanner_read(tmp_path: Path) -> None:
    result = parsed(scan(tmp_path / "a.pdf", hidden=True))

    assert "Seventy plants were built, says the layer." in result.documents[0].text
    assert (result.failed, result.notes) == ((), ())


# files made to do harm ------------------------------------------------------------------------


def pdf_of(*objects: bytes) -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue."""
    body = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    index = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    return body + index + trailer


def one_page(content: bytes, packed: bool = False, count: int = 1, kids: bytes = b"[3 0 R]", resources: bytes = b"") -> bytes:
    kind = b"/Filter/FlateDecode" if packed else b""
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids%s/Count %d>>" % (kids, count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>" % resources,
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), kind, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def packed(start: bytes, block: bytes, times: int) -> bytes:
    """What zlib makes of the start and so many blocks, in the time of one: each is packed for itself."""
    packer = zlib.compressobj(9)
    first, one = (packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH) for part in (start, block))
    check = zlib.adler32(start)
    for _ in range(times):
        check = zlib.adler32(block, check)
    return first + one * times + b"\x03\x00" + check.to_bytes(4, "big")


HELLO = b"BT /F 10 Tf 72 700 Td (Seventy plants were built.) Tj ET\n"
TIGHT = Limits(wall=60, cpu=10, memory=2**30, result=2**20)


def outcome(data: bytes, limits: Limits = TIGHT) -> str:
    """The text of the file, or why it is refused; in either case the next file is read."""
    path = Path("bad.pdf")
    try:
        result = run_in_sandbox(path, data, limits)
    except UnreadableDocument as error:
        said = str(error)
        assert "\n" not in said
    else:
        said = " ".join([*(document.text for document in result.documents), *(failure.reason for failure in result.failed)])
    (document,) = run_in_sandbox(path, one_page(HELLO), limits).documents
    assert document.text.strip() == "Seventy plants were built."
    return said


def test_a_content_of_a_gigabyte_packed_into_a_megabyte_is_refused() -> None:
    said = outcome(one_page(packed(HELLO, b" " * 2**20, times=2**10), packed=True))

    assert "Seventy" in said or "memory" in said or "crashes" in said or "time" in said


def test_a_page_of_a_million_letters_is_refused_by_name() -> None:
    said = outcome(one_page(b"BT /F 10 Tf 72 700 Td " + b"(%s) Tj " % (b"abcdefghi " * 100) * 1_000 + b"ET"))

    assert "characters are over the limit" in said or "time" in said


def test_a_count_of_a_billion_pages_is_no_loop() -> None:
    said = outcome(one_page(HELLO, count=1_000_000_000))

    assert "over the limit" in said or "Seventy" in said


def test_a_tree_of_pages_that_holds_itself_is_no_loop() -> None:
    assert outcome(one_page(HELLO, kids=b"[2 0 R 3 0 R]", count=2))


def test_a_form_that_draws_itself_is_no_loop() -> None:
    content = HELLO + b"/X Do"
    data = pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>stream\n/X Do\nendstream",
    )

    assert "Seventy" in outcome(data)


def test_arrays_nested_a_hundred_thousand_deep_are_refused_or_passed_over() -> None:
    assert outcome(one_page(HELLO, resources=b"/Deep " + b"[" * 100_000 + b"]" * 100_000))
    assert outcome(one_page(b"[" * 500_000 + HELLO))


def test_a_picture_of_a_hundred_thousand_points_square_is_refused_before_it_is_drawn() -> None:
    content = b"q 600 0 0 800 0 0 cm /X Do Q"
    packed = zlib.compress(b"\x00" * 100_000)
    data = pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/XObject/Subtype/Image/Width 100000/Height 100000/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
    )

    assert "it is a picture" in outcome(data)


def test_a_page_a_kilometre_wide_is_read() -> None:
    assert "Seventy" in outcome(one_page(HELLO).replace(b"[0 0 600 800]", b"[0 0 9e9 9e9]"))
