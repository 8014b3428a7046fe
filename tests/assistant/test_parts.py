"""What a question asks, one part at a time."""

import pytest

from assistant.parts import parts_of
from assistant.question import read_question


def texts(question: str) -> list[str]:
    return [part.text for part in parts_of(read_question(question))]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Who is Fanuc's joint-venture partner in Shanghai, and what year was the venture set up?",
            ["Who is Fanuc's joint-venture partner in Shanghai", "what year was the venture set up?"],
        ),
        (
            "Shanghai's plan named a yearly output to reach by 2025. What was it, and had the city passed it in 2023?",
            ["Shanghai's plan named a yearly output to reach by 2025", "had the city passed it in 2023?"],
        ),
        (
            "Trace ABB's factory in Shanghai: when was it announced, and when did it open?",
            ["ABB's factory in Shanghai: when was it announced", "ABB's factory in Shanghai: when did it open"],
        ),
    ],
)
def test_clauses_that_each_ask_are_asked_apart(question: str, parts: list[str]) -> None:
    assert texts(question) == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Take me through SAIC's overseas sales year by year, from 2021 to 2023.",
            ["SAIC's overseas sales, in 2021.", "SAIC's overseas sales, in 2022.", "SAIC's overseas sales, in 2023."],
        ),
        (
            "How did Tesla's deliveries in Shanghai change between 2022 and 2024?",
            [f"How did Tesla's deliveries in Shanghai change in {year}?" for year in (2022, 2023, 2024)],
        ),
        (
            "Tesla's revenue in the third quarter of 2025 against the fourth: which was higher?",
            ["Tesla's revenue in the third quarter of 2025", "Tesla's revenue in the fourth quarter of 2025"],
        ),
        ("By how much did SAIC's sales grow from 2023 to 2025?", ["SAIC's sales in 2023?", "SAIC's sales in 2025?"]),
        ("Was Tesla's revenue in 2025 higher than in 2024?", ["Tesla's revenue in 2025?", "Tesla's revenue in 2024?"]),
        ("把上海2020年、2023年的GDP列一下", ["上海 2020年 的GDP", "上海 2023年 的GDP"]),
    ],
)
def test_a_course_over_years_is_asked_year_by_year(question: str, parts: list[str]) -> None:
    assert texts(question) == parts


@pytest.mark.parametrize(
    "question",
    ["How many robots does Shanghai's 2023-2025 plan aim to add?", "What did Shanghai plan to build from 2023 to 2025?"],
)
def test_the_years_of_a_plan_are_no_course(question: str) -> None:
    assert texts(question) == []


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Which of XPeng and NIO delivered more cars in 2025?", ["XPeng delivered cars in 2025?", "NIO delivered cars in 2025?"]),
        ("Compare SAIC's and Tesla's 2024 sales", ["SAIC's 2024 sales", "Tesla's 2024 sales"]),
        (
            "How does BYD's EU duty compare with Tesla's and SAIC's?",
            ["BYD's EU duty?", "Tesla's EU duty?", "SAIC's EU duty?"],
        ),
        ("Is the EU duty on SAIC higher than that on Tesla?", ["the EU duty on SAIC?", "the EU duty on Tesla?"]),
        (
            "Of the two carmakers (SAIC, Tesla), which faces the highest EU duty?",
            ["SAIC faces the EU duty?", "Tesla faces the EU duty?"],
        ),
    ],
)
def test_names_that_are_compared_are_asked_about_one_by_one(question: str, parts: list[str]) -> None:
    assert texts(question) == parts


def test_goal_and_outcome_are_two_questions_and_the_outcome_is_another_sentence() -> None:
    goal, outcome = parts_of(read_question("Did SAIC reach the sales target it had set for 2023?"))

    assert "target" in goal.text
    assert "target" not in outcome.text
    assert outcome.apart


@pytest.mark.parametrize(
    "question",
    [
        "How many smart factories does Shanghai plan by 2025?",
        "Back in 2018, what yearly capacity did ABB give for the planned factory?",
        "When EU governments voted in October 2024 on duties, how many countries sat it out?",
        "According to SAIC's Zu Sijie, what did the group spend on research?",
        "On what date was China's 2025-2026 steady-growth plan issued?",
        "Which factory were Volkswagen and SAIC going to shut?",
        "What were the 2023 deliveries of Tesla's Shanghai plant?",
        "上海计划到2025年建成多少家智能工厂？",
        "I read that the plant could build 450,000 a year. Is that cars?",
    ],
)
def test_a_question_that_asks_one_thing_has_no_parts(question: str) -> None:
    assert parts_of(read_question(question)) == ()


def test_more_parts_than_a_reader_would_read_are_not_asked() -> None:
    assert len(texts("Trace it: " + ", ".join(f"when was step {n} taken" for n in range(20)))) == 8
