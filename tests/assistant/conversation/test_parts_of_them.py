"""A part that no sentence names is not answered with the whole."""

import pytest

from assistant.assistant import Assistant
from assistant.records import Turn

SOLD = "How many vehicles did SAIC sell in 2023?"


@pytest.mark.parametrize("question", ["How many of them were stolen?", "其中有多少辆是红色的？"])
def test_the_whole_is_no_answer_to_a_part_that_no_sentence_names(desk: Assistant, question: str):
    first = desk.ask(SOLD)

    answer = desk.ask(question, [Turn(SOLD, first)])

    assert answer.verdict == "not_in_documents"
    assert answer.claims == answer.citations == ()
    assert answer.missing


def test_a_question_of_no_part_is_left_as_it_was_answered(desk: Assistant):
    assert desk.ask(SOLD).claims
