"""CSV files: delimiter, encoding and header are told from the file."""

from pathlib import Path

import pytest

from corpus.formats import Parsed
from corpus.parsers import parse_here
from corpus.passages import split
from tests.corpus.parsers.reading import blocks, notes, only, refusal


def read(text: str, encoding: str = "utf-8", name: str = "sales.csv") -> Parsed:
    return parse_here(Path(name), text.encode(encoding))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["sales.csv", "sales.tsv"])
def test_the_delimiter_is_told_from_the_lines(delimiter: str, name: str) -> None:
    text = "Region,2022,2023\nShanghai,113.1,130\nBeijing,9,10\n".replace(",", delimiter)

    assert blocks(only(read(text, name=name))) == [
        "Region: Shanghai | 2022: 113.1 | 2023: 130 [A2:C2]",
        "Region: Beijing | 2022: 9 | 2023: 10 [A3:C3]",
    ]


def test_decimal_commas_do_not_cut_fields_of_a_file_with_semicolons() -> None:
    assert (
        blocks(only(read("Region;Units;Share\nEast;1,5;2,5\nWest;3,5;4,5\n")))[0]
        == "Region: East | Units: 1,5 | Share: 2,5 [A2:C2]"
    )


def test_the_line_in_which_excel_names_the_delimiter_is_obeyed_and_not_read() -> None:
    assert blocks(only(read("sep=|\nRegion|Units|Share, %\nEast|1|2\n"))) == ["Region: East | Units: 1 | Share, %: 2 [A3:C3]"]


def test_quoted_fields_may_hold_delimiters_and_line_breaks() -> None:
    text = 'Measure,Where,Units\n"Subsidy, new\ncars",上海,"1,234"\n'

    assert blocks(only(read(text))) == ["Measure: Subsidy, new cars | Where: 上海 | Units: 1,234 [A2:C2]"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_files_are_read_in_the_encodings_that_excel_writes(encoding: str) -> None:
    document = only(read("地区,销量（万辆）\n上海的工厂,113.1\n北京的工厂,9\n", encoding))

    assert blocks(document)[0] == "地区: 上海的工厂 | 销量（万辆）: 113.1 [A2:B2]"
    assert document.language == "zh"


def test_a_western_encoding_is_guessed_and_the_guess_is_told() -> None:
    parsed = read("Région,Véhicules\nÎle-de-France,113.1\nProvence,9\n", "cp1252")

    assert blocks(only(parsed))[0] == "Région: Île-de-France | Véhicules: 113.1 [A2:B2]"
    assert "Windows-1252, a guess" in notes(parsed)


def test_a_file_without_a_header_keeps_all_its_rows() -> None:
    assert blocks(only(read("1,2,3\n4,5,6\n"))) == ["1 | 2 | 3 [A1:C1]", "4 | 5 | 6 [A2:C2]"]


def test_the_caption_and_unit_above_the_header_go_with_every_passage() -> None:
    text = "Vehicles built (in thousands)\nRegion,2022,2023\n" + "".join(f"Region {n},1,2\n" for n in range(100))

    document = only(read(text))

    assert document.title == "Vehicles built (in thousands)"
    assert {one.heading for one in split(document) if "Region:" in one.text} == {"Vehicles built (in thousands)"}


def test_zero_width_characters_are_dropped_and_reported() -> None:
    parsed = read("Region,Units,Year\nEa\u200bst,1\u20600,2023\n")

    assert blocks(only(parsed)) == ["Region: East | Units: 10 | Year: 2023 [A2:C2]"]
    assert "invisible characters (2)" in notes(parsed)


def test_a_binary_file_is_refused() -> None:
    assert "binary" in refusal("sales.csv", b"a,b\x00\x01\n")


def test_the_file_that_libreoffice_wrote_is_read() -> None:
    data = (Path(__file__).parent.parent / "files" / "output.csv").read_bytes()

    document = only(parse_here(Path("output.csv"), data))

    assert document.title == "新能源汽车产量"
    assert "地区: 上海 | 2022年: 98.9 | 2023年: 113.1 | 增速: 14.4% [A4:D4]" in blocks(document)
    assert [section.heading for section in document.sections] == ["新能源汽车产量, 单位：万辆"]
