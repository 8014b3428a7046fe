"""Yes, no, or neither, over the shipped documents and with the shipped models."""

from collections.abc import Callable

import pytest

from assistant.assistant import Assistant
from assistant.stance import ranges_in


@pytest.mark.parametrize(
    ("question", "lead", "figure"),
    [
        ("Did SAIC sell more than 5 million vehicles in 2023?", "Yes.", "5,020,865"),
        ("Did SAIC sell about 5 million vehicles in 2023?", "Yes.", "5,020,865"),
        ("Did SAIC sell less than 5 million vehicles in 2023?", "No.", "5,020,865"),
        ("Did SAIC sell more than 6 million vehicles in 2023?", "No.", "5,020,865"),
        ("Did Geely sell fewer than 3 million vehicles in 2025?", "No.", "3,024,567"),
        ("Did China's vehicle exports fall in 2025?", "No.", "7.098 million"),
        ("Did strategic industries reach 44% of Shanghai's above-scale industrial output in 2024 as planned?", "No.", "43.6%"),
        ("Did strategic industries reach 44% of Shanghai's above-scale industrial output in 2025?", "Yes.", "45%"),
        ("Did Li Auto reach its 2025 target?", "No.", "58%"),
        ("Did Germany vote in favour of the EU duties on Chinese EVs?", "No.", "against"),
        ("Did Germany vote against the EU duties on Chinese EVs?", "Yes.", "against"),
        ("Is SAIC's final extra EU duty higher than 30%?", "Yes.", "35.3%"),
        ("上汽2023年销量超过500万辆吗？", "是。", "5,020,865"),
    ],
)
def test_a_question_is_answered_yes_or_no_by_the_sentence_that_says_so(
    shipped_desk: Assistant, question: str, lead: str, figure: str
):
    answer = shipped_desk.ask(question)

    assert answer.lead == lead
    assert [figure in claim.text for claim in answer.claims] == [True]


@pytest.mark.parametrize(
    "question",
    [
        "Did Tesla close its Shanghai plant in 2024?",  # the reader alone would say so
        "Was SAIC the first carmaker to sell 5 million vehicles?",  # nobody says that it was the first
        "Did SoftBank buy ABB's robotics business?",  # an agreement to buy is not a purchase
        "Has Shanghai met its target of 200 smart factories?",  # a target says nothing of what came
        "Did Tesla sell over 2 million cars in 2024?",  # the figure of the mainland is not that of the world
    ],
)
def test_what_is_planned_or_of_a_part_says_neither_yes_nor_no(shipped_desk: Assistant, question: str):
    assert shipped_desk.ask(question).lead not in ("Yes.", "No.")


def test_what_is_told_in_quite_other_words_is_quoted_without_a_yes_or_no(shipped_desk: Assistant):
    answer = shipped_desk.ask("Can a Tesla owner take their eyes off the road with FSD, as things stood in November 2025?")

    assert answer.lead == "The documents say:"
    assert "needs constant driver attention" in answer.claims[0].text


def test_wholly_is_not_said_of_a_share(desk_of_one: Callable[[str], Assistant]):
    desk = desk_of_one("SAIC owns 54% of IM Motors.")

    assert desk.ask("Is IM Motors wholly owned by SAIC?").lead == "No."


@pytest.mark.parametrize(
    ("asked", "told", "within", "apart"),
    [
        ("more than 5 million cars", "5,020,865 cars", True, False),
        ("more than 6 million cars", "over 5 million cars", False, False),
        ("at least 70 factories", "nearly 100 factories", True, False),
        ("fewer than 3 million cars", "3,024,567 cars", False, True),
        ("49,000 cars", "up to 49,000 cars", True, False),
        ("1.8 million cars", "1,789,226 cars", True, False),
        ("947,742 cars", "947,743 cars", False, True),
        ("500万辆以上", "502万辆", True, False),
    ],
)
def test_a_figure_allows_what_its_words_and_its_last_digit_allow(asked: str, told: str, within: bool, apart: bool):
    (want,), (held,) = ranges_in(asked), ranges_in(told)

    assert (held.within(want), held.apart(want)) == (within, apart)
