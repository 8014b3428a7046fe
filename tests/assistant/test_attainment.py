"""Whether a goal was reached, told from the numbers of two sentences."""

import pytest

from assistant.assistant import Assistant
from assistant.attainment import Told, greater, reached
from assistant.premises import DENIED
from assistant.question import read_question
from tests.assistant.making import sentence

GOAL, SALES = "What was NIO's delivery target for 2025?", "How many vehicles did NIO deliver in 2025?"


def told(question: str, text: str) -> Told:
    return read_question(question), sentence(text)


@pytest.mark.parametrize(
    ("goal", "outcome", "expected"),
    [
        ("For 2025 NIO targeted over 440,000 vehicle deliveries.", "NIO delivered 326,028 vehicles in 2025.", False),
        ("For 2025 NIO targeted 300,000 vehicle deliveries.", "NIO delivered 326,028 vehicles in 2025.", True),
        ("For 2025 NIO targeted at least 300,000 vehicle deliveries.", "NIO delivered more than 320,000 vehicles in 2025.", True),
        ("For 2025 NIO targeted 440,000 vehicle deliveries.", "NIO delivered more than 320,000 vehicles in 2025.", None),
        (
            "NIO cut its target for 2025 from 440,000 to 320,000 vehicle deliveries.",
            "NIO delivered 326,028 vehicles in 2025.",
            True,
        ),
        ("For 2025 NIO targeted 440,000 vehicle deliveries.", "NIO's revenue was 80 billion yuan in 2025.", None),
        ("For 2025 NIO targeted 440,000 vehicle deliveries.", "NIO delivered 326,028 vehicles abroad in 2025.", None),
        ("For 2025 NIO targeted 440,000 vehicle deliveries.", "NIO delivered 221,970 vehicles in 2024.", None),
        ("For 2025 NIO targeted 440,000 vehicle deliveries.", "XPeng delivered 326,028 vehicles in 2025.", None),
    ],
)
def test_goal_and_outcome_are_compared_where_they_are_of_one_measure_company_and_year(
    goal: str, outcome: str, expected: bool | None
):
    assert reached(told(GOAL, goal), told(SALES, outcome)) is expected


def test_the_greater_of_two_is_told_only_where_the_figures_differ():
    one = told("SAIC sales in March 2025", "SAIC sold 385,700 vehicles in March 2025.")
    other = told("BYD sales in March 2025", "BYD sold 377,400 vehicles in March 2025.")

    assert greater(one, other) is True
    assert greater(other, one) is False
    assert greater(one, one) is None


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Did SAIC reach its 2023 goal?", "No."),
        ("Did NIO miss its delivery target for 2025?", "Yes."),
        ("Did SAIC really outsell BYD in March 2025? Give me both numbers.", "Yes."),
        ("Was Tesla's revenue in 2025 higher than in 2024?", "No."),
    ],
)
def test_yes_or_no_stands_before_the_two_figures_that_say_so(shipped_desk: Assistant, question: str, lead: str):
    answer = shipped_desk.ask(question)

    assert answer.lead == lead
    assert len(answer.claims) == 2


@pytest.mark.parametrize(
    "question",
    ["How did NIO manage to beat its delivery target for 2025?", "Why did SAIC miss its overseas sales target for 2023?"],
)
def test_a_goal_that_is_wrongly_taken_as_reached_or_missed_is_put_right(shipped_desk: Assistant, question: str):
    answer = shipped_desk.ask(question)

    assert (answer.verdict, answer.missing) == ("partial", DENIED)
    assert len(answer.claims) == 2
