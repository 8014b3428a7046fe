"""The words of the lexical index: figures, codes, stems, Chinese pairs, names."""

import pytest

from corpus.tokens import entity_word, name_words, words


def test_the_number_of_an_act_is_found_whole_and_by_its_parts() -> None:
    assert sorted(words("EU 2024/2754")) == sorted(["eu", "2024", "2754", "2024_2754"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L3", ["l3"]),
        ("14th", ["14th"]),
        ("12.5%", ["12_5"]),
        ("12.5 %", ["12_5"]),
        ("12.5 percent", ["12_5", "percent"]),
        ("947,742", ["947742"]),
        ("383", ["383"]),
        ("50%.", ["50"]),
    ],
)
def test_a_figure_or_code_is_one_word(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_thousands_separator_makes_no_difference() -> None:
    assert words("10,000 robots") == words("10000 robots")


def test_a_decimal_is_another_word_than_its_digits() -> None:
    assert words("13.8") != words("138")


def test_chinese_is_cut_into_overlapping_pairs() -> None:
    assert words("智能工厂") == ["智能", "能工", "工厂"]


def test_a_pair_of_characters_is_found_in_a_longer_run() -> None:
    assert set(words("工厂")) < set(words("上海建成智能工厂"))


def test_a_chinese_text_with_figures_gives_both() -> None:
    assert words("建成70家工厂") == ["建成", "70", "家工", "工厂"]


def test_full_width_and_half_width_forms_are_the_same_words() -> None:
    assert words("ＳＡＩＣ ７０％") == words("SAIC 70%")


def test_inflected_forms_share_a_stem() -> None:
    assert words("factories robots built") == words("factory robot built")


def test_case_and_apostrophes_make_no_difference() -> None:
    assert words("Shanghai's ROBOTS") == words("shanghai robots")
    assert words("Shanghai’s") == words("Shanghai's")


def test_words_without_a_subject_are_left_out() -> None:
    assert words("What is the robot density of Shanghai?") == words("robot density Shanghai")


def test_chinese_question_words_are_left_out() -> None:
    assert "多少" not in words("多少机器人")


def test_a_hyphenated_name_is_found_whole_and_by_its_parts() -> None:
    assert sorted(words("SAIC-GM")) == sorted(["saic", "gm", "saic_gm"])


@pytest.mark.parametrize("text", ["", " ", "?!。", "—"])
def test_a_text_without_words_has_none(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("english", "chinese", "name"),
    [
        ("Tesla expanded", "特斯拉扩产", "Tesla"),
        ("SAIC sold cars", "上汽集团销售汽车", "SAIC Motor"),
        ("SAIC-GM-Wuling sold cars", "上汽通用五菱销售汽车", "SAIC-GM-Wuling"),
        ("BYD sold cars", "比亚迪销售汽车", "BYD"),
    ],
)
def test_a_name_has_the_same_word_in_both_languages(english: str, chinese: str, name: str) -> None:
    assert entity_word(name) in name_words(english)
    assert entity_word(name) in name_words(chinese)


def test_two_forms_of_a_name_have_the_same_word() -> None:
    entities = [[word for word in name_words(text) if word.startswith("e_")] for text in ("GM", "General Motors", "通用汽车")]

    assert entities == [["e_general_motors"]] * 3


def test_a_concept_has_the_same_word_in_both_languages() -> None:
    english = {word for word in name_words("robot density") if word.startswith("c_")}
    chinese = {word for word in name_words("机器人密度") if word.startswith("c_")}

    assert english
    assert english == chinese
