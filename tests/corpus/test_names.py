"""Names are found as written: the longest at each place, short ones only in their own case."""

import pytest

from corpus.names import Names


def found(names: Names[str], text: str) -> list[tuple[str, str]]:
    """(meaning, the words in the text)."""
    return [(meaning, text[start:end]) for meaning, start, end in names.find(text)]


@pytest.fixture
def names() -> Names[str]:
    return Names(
        [
            ("GM", "General Motors"),
            ("SAIC", "SAIC Motor"),
            ("SAIC-GM", "SAIC-GM"),
            ("SAIC-GM-Wuling", "SAIC-GM-Wuling"),
            ("US", "United States"),
            ("Giga Shanghai", "Giga Shanghai"),
            ("上汽", "SAIC Motor"),
            ("上汽通用", "SAIC-GM"),
            ("上汽通用五菱", "SAIC-GM-Wuling"),
        ]
    )


def test_the_longest_name_at_a_place_wins(names: Names[str]) -> None:
    assert found(names, "SAIC-GM-Wuling, SAIC-GM, SAIC and GM") == [
        ("SAIC-GM-Wuling", "SAIC-GM-Wuling"),
        ("SAIC-GM", "SAIC-GM"),
        ("SAIC Motor", "SAIC"),
        ("General Motors", "GM"),
    ]


def test_the_longest_chinese_name_wins_inside_a_run_of_characters(names: Names[str]) -> None:
    assert found(names, "今年上汽通用五菱和上汽通用属于上汽") == [
        ("SAIC-GM-Wuling", "上汽通用五菱"),
        ("SAIC-GM", "上汽通用"),
        ("SAIC Motor", "上汽"),
    ]


def test_a_short_name_counts_only_in_its_own_case(names: Names[str]) -> None:
    assert found(names, "they told us about gm foods in the US") == [("United States", "US")]


def test_a_long_name_counts_in_any_case(names: Names[str]) -> None:
    assert found(names, "saic and GIGA SHANGHAI") == [("SAIC Motor", "saic"), ("Giga Shanghai", "GIGA SHANGHAI")]


@pytest.mark.parametrize("text", ["SAICs", "XSAIC", "GMC", "USB", "GM2"])
def test_a_latin_name_is_found_as_a_whole_word_only(names: Names[str], text: str) -> None:
    assert found(names, text) == []


def test_a_possessive_does_not_hide_a_name(names: Names[str]) -> None:
    assert found(names, "SAIC's and GM’s cars") == [("SAIC Motor", "SAIC"), ("General Motors", "GM")]


def test_a_latin_name_is_found_between_chinese_characters(names: Names[str]) -> None:
    assert found(names, "通过SAIC销售") == [("SAIC Motor", "SAIC")]


def test_a_line_break_inside_a_name_is_a_space(names: Names[str]) -> None:
    assert found(names, "at Giga\nShanghai") == [("Giga Shanghai", "Giga\nShanghai")]


def test_a_letter_that_grows_when_lowered_hides_no_name(names: Names[str]) -> None:
    # the Turkish capital dotted I has two characters in lower case
    assert found(names, "SAIC sells in İzmir; saic does, too") == [("SAIC Motor", "SAIC"), ("SAIC Motor", "saic")]


def test_a_name_is_looked_up_in_any_case(names: Names[str]) -> None:
    assert (names["gm"], names["saic-gm"], names["上汽"], names["nobody"]) == ("General Motors", "SAIC-GM", "SAIC Motor", None)


def test_a_text_without_names_has_none(names: Names[str]) -> None:
    assert found(names, "") == []
    assert found(names, "nothing here") == []
