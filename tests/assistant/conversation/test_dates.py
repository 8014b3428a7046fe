"""Dates that count from the day of asking are named; what only looks like one is kept."""

from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.conversation.dates import dated, noted, without_note
from assistant.errors import PolicyError
from assistant.question import read_question
from assistant.records import Turn
from assistant.rewriting import standalone
from assistant.settings import Settings

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How many cars did SAIC sell last year?", "How many cars did SAIC sell in 2025?"),
        ("What was last year's output?", "What was 2025's output?"),
        ("How have sales moved since last year?", "How have sales moved since 2025?"),
        ("What is planned for the end of this year?", "What is planned for the end of 2026?"),
        ("What does SAIC expect next year?", "What does SAIC expect in 2027?"),
        ("Two years ago, who led?", "in 2024, who led?"),
        ("What did Tesla deliver last month?", "What did Tesla deliver in October 2026?"),
        ("What did Tesla deliver last quarter?", "What did Tesla deliver in Q3 2026?"),
        ("What happened last December?", "What happened in December 2025?"),
        ("What opened last March?", "What opened in March 2026?"),
        ("Sales over the past five years?", "Sales over the past five years (2021 to 2026)?"),
        ("What was decided yesterday?", "What was decided on 22 November 2026?"),
        ("上汽去年销量是多少？", "上汽2025年销量是多少？"),
        ("今年以来呢？", "2026年以来呢？"),
        ("上个月的出口？", "2026年10月的出口？"),
        ("上季度呢？", "2026年第三季度呢？"),
        ("近五年的产量？", "近五年（2021年至2026年）的产量？"),
        ("三年前呢？", "2023年呢？"),
    ],
)
def test_a_relative_date_is_shown_as_the_date_that_it_is(question, named):
    assert dated(question, TODAY) == named


@pytest.mark.parametrize(
    "question",
    [
        "Is 2025 the last year of the plan?",
        "What does “last year” mean in the report?",
        "What did 《去年的事》 say?",
        "Which target did the 2020 plan set?",
        "What is Made in China 2025?",
        "In the last year before the war?",
        "What lasted years?",
    ],
)
def test_what_only_looks_like_a_relative_date_is_kept_to_the_character(question):
    assert standalone(question, (), TODAY) == question


@pytest.mark.parametrize(
    ("today", "month"),
    [(date(2026, 1, 15), "December 2025"), (date(2026, 12, 1), "November 2026"), (date(2024, 2, 29), "January 2024")],
)
def test_the_last_month_of_a_january_is_in_the_year_before(today, month):
    assert dated("sales last month?", today) == f"sales in {month}?"


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("How many has it built so far?", "How many has it built so far (as of 23 November 2026)?"),
        ("What is the latest figure?", "What is the latest figure (as of 23 November 2026)?"),
        ("上海目前有多少家智能工厂？", "上海目前有多少家智能工厂（截至2026年11月23日）？"),
    ],
)
def test_what_asks_for_the_newest_is_shown_with_its_day_and_searched_for_without(question, shown):
    assert noted(question, TODAY) == shown
    assert without_note(shown) == question
    assert read_question(without_note(shown)).years == frozenset()


def test_the_newest_of_a_year_that_is_named_needs_no_day():
    assert standalone("What is the latest figure of 2024?", (), TODAY) == "What is the latest figure of 2024?"


def test_a_note_is_not_carried_into_the_next_turn():
    earlier = [Turn("How many smart factories has Shanghai built so far?", "An answer.")]

    assert (
        standalone("And Beijing?", earlier, TODAY)
        == "How many smart factories has Beijing built so far (as of 23 November 2026)?"
    )


def test_a_relative_date_takes_the_place_of_the_year_before():
    earlier = [Turn("How many vehicles did SAIC sell in 2023?", "An answer.")]

    assert standalone("and last year?", earlier, TODAY) == "How many vehicles did SAIC sell in 2025?"


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("Which target did the 2020 plan set?", set()),
        ("What does Made in China 2025 say of robots?", set()),
        ("What is Agenda 2030?", set()),
        ("《中国制造2025》提出了什么？", set()),
        ("What does the 2021-2025 action plan say of 2025?", {2025}),
        ("How many robots does Shanghai plan by 2025?", {2025}),
        ("What was the 2024 production?", {2024}),
        ("SAIC's plan for 2025?", {2025}),
    ],
)
def test_a_year_in_the_name_of_a_plan_is_no_date_that_is_asked_about(question, years):
    assert read_question(question).years == years


def test_the_day_of_asking_can_be_set_and_a_wrong_one_is_refused():
    assert Settings.read({"POLICY_TODAY": "2024-01-31"}).today == date(2024, 1, 31)
    assert Settings.read({}).today is None
    with pytest.raises(PolicyError, match="POLICY_TODAY is 'soon'"):
        Settings.read({"POLICY_TODAY": "soon"})


def test_an_answer_shows_the_date_that_it_was_asked_for(desk: Assistant):
    answer = desk.ask("How many vehicles did SAIC sell last year?")

    assert answer.question == "How many vehicles did SAIC sell last year?"
    assert answer.standalone_question == f"How many vehicles did SAIC sell in {date.today().year - 1}?"
