"""Questions that take several steps, or that must choose between a goal, a forecast and what came: over the shipped documents."""

import pytest

from assistant.assistant import Assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What was the 2025 net profit of the battery maker that listed in Hong Kong in May 2025?", ["CATL", "72.2 billion"]),
        ("How many vehicles did SAIC actually sell overseas in 2024, and what had it aimed for?", ["1.35 million", "1,038,414"]),
        ("上海2025年战略性新兴产业占规上工业总产值比重目标和实际分别是多少？", ["44%", "45%"]),
        ("特斯拉上海工厂第100万辆、第200万辆、第300万辆车分别是什么时候下线的？", ["13 August 2022", "6 September 2023"]),
        ("Show SAIC's first-half revenue in 2024 and 2025.", ["284.69 billion", "299.6 billion"]),
        (
            "Put Shanghai's and Beijing's 2025 goals for the size of their robot industries side by side.",
            ["100 billion yuan", "30 billion yuan"],
        ),
        (
            "How long did Tesla need from breaking ground on its Shanghai Megapack plant to launching production there?",
            ["23 May 2024", "11 February 2025"],
        ),
    ],
)
def test_each_step_is_answered_in_its_turn(shipped_desk: Assistant, question: str, told: list[str]):
    answer = shipped_desk.ask(question)

    claims = " ".join(claim.text for claim in answer.claims)
    assert [one for one in told if one not in claims] == []


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What is BYD's 2025 sales target now?", "4.6 million vehicles"),  # not what analysts expect, nor the target before
        ("SAIC overseas sales 2024", "1,038,414 vehicles"),  # not the target of 1.35 million
        ("SAIC's retail sales in 2024, not wholesale", "about 4.639 million vehicles"),
        ("What is the EU duty on SAIC's electric cars?", "35.3%"),  # not the provisional 37.6%
    ],
)
def test_what_holds_comes_before_what_was_planned_expected_or_provisional(shipped_desk: Assistant, question: str, short: str):
    answer = shipped_desk.ask(question)

    assert (answer.verdict, answer.short_answer) == ("answered", short)


def test_the_difference_of_two_years_is_told_as_computed(shipped_desk: Assistant):
    answer = shipped_desk.ask("How many more cars did NIO deliver in 2025 than in 2024?")

    assert answer.lead == "Computed from the two figures quoted: 326,028 vehicles − 221,970 vehicles = 104,058 vehicles."
    assert len(answer.citations) == 2


def test_a_share_is_not_what_came_of_a_goal_in_vehicles(shipped_desk: Assistant):
    answer = shipped_desk.ask("Did China's car market reach the 2025 sales goal written into the auto steady-growth plan?")

    assert "32.3 million" in answer.claims[0].text
    assert [claim.text for claim in answer.claims if "54%" in claim.text] == []
