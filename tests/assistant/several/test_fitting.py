"""What was found for a part, and is no answer to it."""

import pytest

from assistant.question import read_question
from assistant.several.fitting import is_no_aim, is_no_answer
from assistant.splitting.part import Part
from tests.assistant.making import answer_of

BESIDE = Part("", beside=True)


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("How many vehicles did SAIC sell in 2023?", "SAIC sold 5.02 million vehicles in 2023.", True),
        ("How many vehicles did SAIC sell in 2023?", "SAIC was ahead of Tesla, which sold 1.81 million vehicles in 2023.", False),
        ("How many vehicles did SAIC sell in 2023?", "SAIC sold 457,000 vehicles in December 2023.", False),
        ("How many vehicles did SAIC sell in 2023?", "SAIC targeted sales of 6 million vehicles in 2023.", False),
        ("How many vehicles did SAIC sell in 2023?", "SAIC sold 5.02 million vehicles in 2023 and targets 6 million.", True),
        ("The EU duty on SAIC in June 2024", "The EU planned a duty of 38.1% on SAIC in June 2024.", True),
        ("How many vehicles was SAIC to sell by 2023?", "SAIC targeted sales of 6 million vehicles by 2023.", True),
        ("NIO's deliveries in the first quarter of 2025", "NIO delivered 42,094 vehicles in the first quarter of 2025.", True),
        ("NIO's deliveries in the first quarter of 2025", "NIO delivered 326,028 vehicles in 2025.", False),
    ],
)
def test_a_figure_beside_others_is_the_asked_companys_and_of_the_asked_time(question: str, text: str, fits: bool):
    assert is_no_answer(BESIDE, read_question(question), answer_of([text])) != fits


def test_what_came_of_a_plan_is_not_told_by_a_plan():
    question = read_question("How many vehicles did SAIC sell in 2023?")
    plan = answer_of(["SAIC plans to sell 6 million vehicles in 2023."])

    assert is_no_answer(Part("", apart=True), question, plan)
    assert not is_no_answer(Part(""), question, plan)


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        ("SAIC set its sales target for 2023 at 6 million vehicles.", True),
        ("SAIC sold 5.02 million vehicles in 2023.", False),
        ("Analysts forecast SAIC's sales at 6 million vehicles in 2023.", False),
    ],
)
def test_a_goal_is_neither_what_came_nor_what_others_forecast(text: str, aim: bool):
    assert is_no_aim(read_question("What was SAIC's sales target for 2023?"), answer_of([text])) != aim
