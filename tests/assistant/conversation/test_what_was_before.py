""" "What was it before?" is answered by the figure that another came from."""

import pytest

from assistant.conversation.what_was_before import asks_what_was_before, with_the_earlier_figure
from tests.assistant.making import answer_of


@pytest.mark.parametrize(
    "turn", ["what was it before?", "How many before that?", "And how high was it previously?", "之前是多少？", "原来呢？"]
)
def test_what_a_figure_was_before_is_asked_for(turn: str):
    assert asks_what_was_before(turn)


@pytest.mark.parametrize(
    "turn", ["Who was chairman before him?", "What was it before the war?", "How many in 2022?", "之前是谁？"]
)
def test_a_time_or_a_person_before_is_another_question(turn: str):
    assert not asks_what_was_before(turn)


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("The EU proposed a tariff of 9%, down from 20.8% in July 2024.", "20.8%"),
        ("欧盟的草案把比亚迪的关税税率由17.4%降至17.0%。", "17.4%"),
        ("Deliveries were 326,028, against 221,970 in 2024.", "221,970"),
    ],
)
def test_the_figure_that_it_came_from_is_the_short_answer(text: str, earlier: str):
    told = with_the_earlier_figure(answer_of(["The tariff is 9%.", text], "9%"))

    assert (told.short_answer, [claim.text for claim in told.claims]) == (earlier, [text])


def test_where_no_sentence_tells_it_there_is_no_answer():
    told = with_the_earlier_figure(answer_of(["The tariff is 9%."], "9%"))

    assert (told.verdict, told.claims, told.short_answer) == ("not_in_documents", (), None)
