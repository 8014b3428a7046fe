"""Sentence boundaries: exact, complete, and never inside an abbreviation or a figure."""

import random
import time

import pytest

from corpus.places import shipped_documents
from corpus.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "one_sentence",
    [
        "Output rose 13.8 percent to 1.3 trillion yuan.",
        "The U.S. government set the duty.",
        "The U.S. Treasury Department set the duty.",
        "Exports from the U.S. to China fell.",
        "Dr. Wu and Mr. Smith met Prof. Lee in St. Louis.",
        "MIIT issued notice No. 8 of 2024.",
        "It cites Art. 5 and Sec. 301 of the act.",
        "Tesla Inc. builds cars in Shanghai.",
        "Rules apply to makers, e.g. Tesla, i.e. all of them.",
        "J. D. Power counted the cars.",
        "See Reg. (EU) 2024/2754 for the rates.",
        "It sold approx. 3.5 million cars vs. 2.1 million.",
        "The file v1.2.3 is at example.org today.",
        "Sales of Jan. 3 were strong.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(one_sentence: str) -> None:
    assert sentences(one_sentence) == [one_sentence]


def test_english_sentences_end_at_full_stops_question_and_exclamation_marks() -> None:
    assert sentences("Is it so? It is! 70 were built. Then came 2025.") == [
        "Is it so?",
        "It is!",
        "70 were built.",
        "Then came 2025.",
    ]


def test_a_sentence_may_end_with_a_figure() -> None:
    assert sentences("The share was 13.8%. Costs fell by 3.5. Wages rose.") == [
        "The share was 13.8%.",
        "Costs fell by 3.5.",
        "Wages rose.",
    ]


def test_an_abbreviation_ends_a_sentence_where_a_new_one_plainly_begins() -> None:
    assert sentences("The cars come from Tesla Inc. The plant is in Lin-gang.") == [
        "The cars come from Tesla Inc.",
        "The plant is in Lin-gang.",
    ]


def test_a_closing_quote_belongs_to_the_sentence_it_closes() -> None:
    assert sentences('He said "no." Then he left. “Yes.” She stayed.') == [
        'He said "no."',
        "Then he left.",
        "“Yes.”",
        "She stayed.",
    ]


def test_chinese_sentences_end_at_full_width_marks() -> None:
    assert sentences("上海建成70家智能工厂。产值是多少？很高！分两批；每批35家。") == [
        "上海建成70家智能工厂。",
        "产值是多少？",
        "很高！",
        "分两批；每批35家。",
    ]


def test_a_semicolon_ends_a_chinese_sentence_only_where_its_line_ends() -> None:
    assert sentences("2025年，甲厂售出49万辆；乙厂售出24万辆。") == ["2025年，甲厂售出49万辆；乙厂售出24万辆。"]
    assert sentences("一是建设智能工厂；\n二是推广机器人。") == ["一是建设智能工厂；", "二是推广机器人。"]


def test_a_closing_chinese_quote_belongs_to_its_sentence() -> None:
    assert sentences("他说：“不行。”随后离开。") == ["他说：“不行。”", "随后离开。"]


def test_a_decimal_in_a_chinese_sentence_does_not_end_it() -> None:
    assert sentences("单位增加值能耗下降13.8%，产值1.3万亿元。") == ["单位增加值能耗下降13.8%，产值1.3万亿元。"]


def test_english_and_chinese_may_stand_in_one_text() -> None:
    assert sentences("Shanghai built 70. 上海建成70家。It was 2024.") == ["Shanghai built 70.", "上海建成70家。", "It was 2024."]


def test_an_empty_line_ends_a_sentence_and_a_single_break_does_not() -> None:
    assert sentences("A heading without a stop\n\nThe text goes\nover two lines.") == [
        "A heading without a stop",
        "The text goes\nover two lines.",
    ]


def test_the_number_of_a_list_item_stays_with_its_item() -> None:
    assert sentences("1. Build plants.\n2. Hire people.") == ["1. Build plants.", "2. Hire people."]


@pytest.mark.parametrize("text", ["", "   \n\t ", "\n\n\n"])
def test_a_text_without_words_has_no_sentences(text: str) -> None:
    assert sentences(text) == []


def test_spans_are_cut_from_the_part_that_was_asked_for() -> None:
    text = "Before it. The middle one. After it."

    assert [text[start:end] for start, end in sentence_spans(text, 11, 26)] == ["The middle one."]


def random_texts(count: int) -> list[str]:
    """Texts of marks, abbreviations, figures and white space in both languages, in no order."""
    pieces = [
        "U.S.",
        "No. 8",
        "Dr.",
        "13.8%",
        "1,000",
        "word",
        "Word",
        "工厂",
        "。",
        "！",
        "；",
        ".",
        "?",
        "!",
        "\n",
        "\n\n",
        " ",
        "  ",
    ]
    pieces += ['"', "”", ")", "(", "1.", "...", "…", "\u3000", "\u00a0", "é", "🚗", "\r\n", "a.b", "e.g."]
    chance = random.Random(7)
    return ["".join(chance.choice(pieces) for _ in range(chance.randint(0, 60))) for _ in range(count)]


def assert_complete(text: str) -> None:
    last = 0
    for start, end in sentence_spans(text):
        assert last <= start < end
        assert text[last:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        last = end
    assert text[last:].strip() == ""


def test_every_character_but_white_space_is_in_exactly_one_span_of_random_texts() -> None:
    for text in random_texts(2_000):
        assert_complete(text)


def test_every_character_but_white_space_is_in_exactly_one_span_of_the_shipped_documents() -> None:
    for path in sorted(shipped_documents().glob("*.md")):
        assert_complete(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("unit", ["Mr. ", "No. ", "a. b ", "1. ", ". ", "。", "x", "U.S. "])
def test_a_long_text_of_anything_is_cut_in_seconds(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = time.process_time()

    list(sentence_spans(text))

    assert time.process_time() - began < 5
