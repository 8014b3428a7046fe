"""A part that no sentence names is not answered with the whole."""

import pytest

from assistant.assistant import Assistant
from assistant.conversation.parts_of_them import without_the_whole
from assistant.records import Turn
from tests.assistant.making import answer_of

SOLD = "How many vehicles did SAIC sell in 2023?"


@pytest.mark.parametrize("question", ["How many of them were stolen?", "其中有多少辆是红色的？"])
def test_the_whole_is_no_answer_to_a_part_that_no_sentence_names(desk: Assistant, question: str):
    first = desk.ask(SOLD)

    answer = desk.ask(question, [Turn(SOLD, first)])

    assert answer.verdict == "not_in_documents"
    assert answer.claims == answer.citations == ()
    assert answer.missing


@pytest.mark.parametrize("question", ["How many of those are NEVs?", "其中新能源呢？", "其中有多少辆新能源车？"])
def test_the_figure_beside_the_part_is_the_shortanswer_of(question: str):
    text = "For 2026, Geely set a sales target of 3.45 million vehicles, with 2.22 million NEVs."

    told = without_the_whole(question, answer_of([text], "3.45 million vehicles"))

    assert told.short_answer == "2.22 million NEVs"


def test_a_kind_of_the_part_counts_as_the_part():
    text = "MG's sales in Europe rose 5.1% to 243,395 vehicles in 2024, while its BEV sales fell by a third to 72,066."

    assert without_the_whole("how many of them were electric?", answer_of([text], "243,395 vehicles")).short_answer == "72,066"


def test_only_claims_that_count_the_part_are_shown():
    sold, earned = "BYD sold 4.27 million vehicles in 2024.", "Overseas revenue at BYD came to 221.9 billion yuan in 2024."
    abroad = "BYD's overseas sales were 417,000 vehicles in 2024."

    assert (
        without_the_whole("How many of those overseas?", answer_of([sold, earned], "4.27 million")).verdict == "not_in_documents"
    )
    assert [c.text for c in without_the_whole("How many of those overseas?", answer_of([sold, abroad], "1")).claims] == [abroad]


def test_a_question_of_no_part_is_left_as_it_was_answered(desk: Assistant):
    assert desk.ask(SOLD).claims
