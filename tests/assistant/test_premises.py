"""What a question takes for granted, against the shipped documents."""

from collections.abc import Callable

import pytest

from assistant.assistant import Assistant
from assistant.premises import DENIED, NO_RESULT, PART_OF_IT


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What made Geely's vehicle sales shrink in 2025?", "up 39%"),
        ("How did Li Auto manage to beat its delivery target for 2025?", "58%"),
        ("What lifted China's total vehicle sales above the year-earlier level in January 2026?", "fell 3.2%"),
        ("What dragged GM's China business back into the red in the third quarter of 2025?", "profitable"),
        ("2025年12月比亚迪销量同比增长，主要靠哪些车型？", "下降18.34%"),
        ("Why did Germany vote in favour of the EU duties on Chinese electric cars in October 2024?", "against"),
        (
            "How did Volkswagen get the China-built Cupra Tavascan let into the EU free of all import duty from February 2026?",
            "10% base duty stays",
        ),
    ],
)
def test_what_the_documents_deny_is_not_accepted_and_what_they_hold_is_said(shipped_desk: Assistant, question: str, said: str):
    answer = shipped_desk.ask(question)

    assert (answer.verdict, answer.missing) == ("partial", DENIED)
    assert said in answer.claims[0].text


@pytest.mark.parametrize(
    "question",
    [
        "How many people work at Tesla's Berlin plant?",
        "How many of China's WEF lighthouse factories are in Jiangsu?",
        "How many cars did Lucid make in Shanghai in 2024?",
    ],
)
def test_a_place_or_company_that_no_sentence_names_is_not_answered_with_anothers_figure(shipped_desk: Assistant, question: str):
    assert shipped_desk.ask(question).verdict == "not_in_documents"


def test_this_year_is_answered_with_what_was_said_of_another_and_named_so(shipped_desk: Assistant):
    answer = shipped_desk.ask("How many new smart factories will Shanghai build this year?")

    assert (answer.verdict, answer.claims[0].text.count("70")) == ("partial", 1)
    assert answer.missing
    assert "January 2024" in answer.missing
    assert answer.answerable < 0.5


@pytest.mark.parametrize(
    "question",
    [
        "What was Shanghai's robot density at the end of 2025?",
        "On what date did regulators approve Tesla's plan to double car capacity in Shanghai?",
    ],
)
def test_a_plan_is_no_result_and_gives_no_short_answer(shipped_desk: Assistant, question: str):
    answer = shipped_desk.ask(question)

    assert (answer.verdict, answer.missing, answer.short_answer) == ("partial", NO_RESULT, None)


def test_the_outcome_of_a_plan_is_open_where_only_the_plan_is_told(shipped_desk: Assistant):
    answer = shipped_desk.ask("How many of the 70 smart factories planned for 2024 were actually completed?")

    assert answer.verdict == "partial"
    assert "completed" in (answer.missing or "")


def test_a_month_is_told_as_a_part_of_the_year_that_was_asked_for(desk_of_one: Callable[[str], Assistant]):
    answer = desk_of_one("In January-August 2025, SAIC-GM sold 331,000 vehicles.").ask(
        "How many vehicles did SAIC-GM sell in 2025?"
    )

    assert answer.verdict == "partial"
    assert answer.missing == PART_OF_IT.format(2025)


def test_another_month_does_not_tell_of_a_quarter(desk_of_one: Callable[[str], Assistant]):
    desk = desk_of_one("SAIC sold 105,000 vehicles overseas in January 2026.")

    assert desk.ask("How many vehicles did SAIC sell overseas in the first quarter of 2026?").verdict == "not_in_documents"
    assert desk.ask("How many vehicles did SAIC sell overseas in January 2026?").verdict == "answered"


def test_a_quota_that_was_raised_is_not_denied_by_a_rate_that_was_cut(shipped_desk: Assistant):
    answer = shipped_desk.ask("央行2025年5月把科技创新和技术改造再贷款额度提高到多少？")

    assert answer.verdict == "answered"
    assert answer.short_answer == "800 billion yuan"
