"""Which figures can stand side by side."""

import pytest

from assistant.assistant import Assistant
from assistant.likeness import ONE_UNIT, likeness, measure_of
from assistant.question import read_question
from tests.assistant.making import sentence


def alike(one: str, other: str, question: str = "How large is it?") -> float:
    asked = read_question(question)
    return likeness(measure_of(asked, sentence(one)), measure_of(asked, sentence(other)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("SAIC sold 4 million vehicles.", "BYD sold 4.3 million cars.", 1.0),
        ("SAIC sold 4 million vehicles at retail.", "BYD sold 4.3 million vehicles.", ONE_UNIT),
        ("The target is 4 million vehicles.", "BYD sold 4.3 million vehicles.", ONE_UNIT),
        ("Revenue was 30 billion yuan.", "Revenue was US$4 billion.", 0.0),
        ("Density is 360 robots per 10,000 workers.", "They aim for 20,000 robots.", 0.0),
        ("They built 70 factories.", "They hired 70 people.", 0.0),
        ("The plan targets 100 robot products.", "The plan targets 10 robot brands.", 0.0),
        ("Its share was 12%.", "They built 70 factories.", 0.0),
    ],
)
def test_figures_are_alike_in_kind_unit_channel_and_mood(one: str, other: str, expected: float):
    assert alike(one, other) == expected


def test_two_cities_goals_are_compared_in_one_unit(shipped_desk: Assistant):
    answer = shipped_desk.ask("Compare the robot industry size that Shanghai and Beijing aim for by 2025.")

    assert [("100 billion yuan" in c.text, "30 billion yuan" in c.text) for c in answer.claims] == [(True, False), (False, True)]


def test_a_series_over_years_is_of_one_channel(shipped_desk: Assistant):
    answer = shipped_desk.ask("Show SAIC's annual sales from 2021 to 2025.")

    figures = ("5.464", "5.3", "5,020,865", "4,013,023", "4.507")
    assert all(any(figure in claim.text for claim in answer.claims) for figure in figures)
    assert not any("retail" in claim.text for claim in answer.claims)
