"""When one sentence is enough for a question that asks several things."""

import pytest

from assistant.parts import parts_of
from assistant.question import read_question
from assistant.several.whole import says_all
from tests.assistant.making import answer_of

EACH = "How many vehicles did SAIC and Tesla each sell in 2023?"


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("In 2023 SAIC sold 5.02 million vehicles and Tesla 1.81 million.", True),
        ("In 2023 SAIC and Tesla sold 5.02 million and 1.81 million vehicles respectively.", True),
        ("In 2023 SAIC sold 5.02 million vehicles, 1.01 million abroad, more than Tesla.", False),
        ("In 2023 SAIC sold 5.02 million vehicles, 1.01 million abroad.", False),
        ("In 2022 SAIC sold 5.30 million vehicles and Tesla 1.31 million.", False),
    ],
)
def test_one_sentence_is_enough_that_has_a_figure_for_each_name_in_the_asked_year(text: str, enough: bool):
    question = read_question(EACH)

    assert says_all(question, parts_of(question), answer_of([text])) == enough


def test_two_sentences_are_put_together_part_by_part():
    question = read_question(EACH)
    answer = answer_of(["In 2023 SAIC sold 5.02 million vehicles and Tesla 1.81 million.", "Both grew."])

    assert not says_all(question, parts_of(question), answer)


def test_one_figure_is_not_enough_for_two_years():
    question = read_question("How many vehicles did SAIC sell in 2022 and in 2023?")
    fell = answer_of(["SAIC's sales fell from 2022 to 2023, to 5.02 million vehicles."])
    both = answer_of(["SAIC sold 5.30 million vehicles in 2022 and 5.02 million vehicles in 2023."])

    assert not says_all(question, parts_of(question), fell)
    assert says_all(question, parts_of(question), both)
