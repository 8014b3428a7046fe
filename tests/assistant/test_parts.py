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
            ["Shanghai's plan named a yearly output to reach by 2025", "Shanghai's yearly output in 2023"],
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
        (
            "NIO yearly deliveries since 2021, please, up to 2023.",
            [f"NIO yearly deliveries in {year}." for year in (2021, 2022, 2023)],
        ),
        ("SAIC sales in 2021-23", [f"SAIC sales in {year}" for year in (2021, 2022, 2023)]),
        ("What were SAIC's sales in 2021 and 2023?", [f"What were SAIC's sales in {year}?" for year in (2021, 2023)]),
        (
            "How did the capacity of Tesla's plant change between the end of 2020 and mid-2022?",
            [
                f"How did the capacity of Tesla's plant change {time}?"
                for time in ("at the end of 2020", "in 2021", "in mid-2022")
            ],
        ),
    ],
)
def test_a_course_over_years_is_asked_year_by_year(question: str, parts: list[str]) -> None:
    assert texts(question) == parts


def test_a_course_without_an_end_goes_on_as_long_as_the_documents():
    parts = parts_of(read_question("NIO's deliveries year by year since 2023"))

    assert [part.text for part in parts][:3] == [f"NIO's deliveries in {year}" for year in (2023, 2024, 2025)]
    assert not parts[1].open
    assert parts[2].open


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "How many cars did NIO deliver in each quarter of 2025?",
            [f"How many cars did NIO deliver in the {n} quarter of 2025?" for n in ("first", "second", "third", "fourth")],
        ),
        (
            "NIO deliveries by quarter, 2025",
            [f"NIO deliveries, in the {n} quarter of 2025" for n in ("first", "second", "third", "fourth")],
        ),
        ("蔚来2025年四个季度分别交付了多少辆？", [f"蔚来 2025年第{n}季度 交付了多少辆？" for n in "一二三四"]),
        (
            "BYD's sales in the first and second half of 2025",
            [f"BYD's sales in the {n} half of 2025" for n in ("first", "second")],
        ),
        (
            "NIO's monthly deliveries in the first quarter of 2025",
            [f"NIO's deliveries in {m} 2025" for m in ("January", "February", "March")],
        ),
        ("比亚迪2025年上半年各月销量", [f"比亚迪 2025年{n}月 销量" for n in range(1, 7)]),
    ],
)
def test_a_year_told_in_steps_is_asked_step_by_step(question: str, parts: list[str]):
    assert texts(question) == parts


def test_the_twelve_months_of_a_year_are_all_asked():
    assert len(texts("Tesla's China sales month by month in 2025")) == 12


def test_the_best_of_the_months_is_one_question():
    assert texts("What was the highest of NIO's monthly deliveries in 2025?") == []


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
        (
            "Did SAIC really outsell BYD in March 2025? Give me both numbers.",
            ["SAIC sales in March 2025", "BYD sales in March 2025"],
        ),
        ("Who earned more in 2024, the battery giant CATL or BYD?", ["earned in 2024, CATL?", "earned in 2024, BYD?"]),
        ("Onvo against Firefly: 2025 volumes", ["Onvo: 2025 volumes", "Firefly: 2025 volumes"]),
        (
            "In the 2023 ranking, how did Suzhou do next to Hangzhou?",
            ["In the 2023 ranking, Suzhou?", "In the 2023 ranking, Hangzhou?"],
        ),
        (
            "Compare NIO's and XPeng's deliveries in 2024 and 2025",
            [f"{maker}'s deliveries in {year}" for maker in ("NIO", "XPeng") for year in (2024, 2025)],
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
    ("question", "parts"),
    [
        (
            "SAIC went into 2023 with sales goals for overseas and for NEVs. What did it actually sell on each?",
            [
                "SAIC 2023 sales goals for overseas",
                "SAIC 2023 sales for overseas",
                "SAIC 2023 sales goals for NEVs",
                "SAIC 2023 sales for NEVs",
            ],
        ),
        (
            "BYD lowered its 2025 volume goal. To what, and did it get there?",
            ["BYD 2025 volume goal", "BYD 2025 volume"],
        ),
        (
            "What were SAIC's overseas sales in 2025, and did it reach its target?",
            ["SAIC's overseas sales in 2025 target", "SAIC's overseas sales in 2025"],
        ),
        (
            "上海三大产业到2025年的规模目标定了多少？最后做到了多少？",
            ["上海三大产业到2025年的规模目标", "上海三大产业到2025年的规模"],
        ),
    ],
)
def test_what_came_of_a_goal_is_asked_of_what_was_aimed_at(question: str, parts: list[str]):
    assert texts(question) == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("特斯拉第100万、200万辆车分别是哪天下线的?", [f"特斯拉第{n}00万辆车 是哪天下线的?（{n} millionth）" for n in (1, 2)]),
        (
            "When did the plant build its one, two and three millionth car?",
            [f"When did the plant build its {n} millionth car?" for n in ("one", "two", "three")],
        ),
        (
            "Tesla 2024: gross margin on cars versus on energy",
            ["Tesla 2024: gross margin on cars", "Tesla 2024: gross margin on energy"],
        ),
        ("Tesla's revenue and net profit in 2024", ["Tesla's revenue in 2024", "Tesla's net profit in 2024"]),
        ("SAIC's overseas and NEV sales in 2024", ["SAIC's overseas sales in 2024", "SAIC's NEV sales in 2024"]),
    ],
)
def test_things_in_a_row_are_asked_one_by_one(question: str, parts: list[str]):
    assert texts(question) == parts


def test_who_did_something_is_a_part_of_its_own():
    question = "Name the EU states that opposed the duties in October 2024 and how much of the vote they stood for."

    assert [part.kind for part in parts_of(read_question(question))] == ["name", None]


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


@pytest.mark.parametrize(
    "question",
    [
        "China total vehicle sales Jan-Aug 2025?",
        "How many new energy cars did SAIC sell from January to April 2024?",
        "2024年1月至11月上汽销量是多少？",
    ],
)
def test_months_that_are_the_ends_of_one_period_are_not_asked_apart(question: str) -> None:
    assert texts(question) == []


def test_months_that_are_compared_are_asked_apart() -> None:
    assert len(texts("Compare Tesla's sales in January with February 2025")) == 2
    assert len(texts("How many cars did Tesla sell in January and in February 2025?")) == 2


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "How long was the gap between the EU opening its probe and the final regulation?",
            ["On what date was the EU opening its probe", "On what date was the final regulation"],
        ),
        (
            "How long did Tesla need from breaking ground to launching production?",
            ["On what date was breaking ground (Tesla)", "On what date was launching production (Tesla)"],
        ),
        ("从开工到投产用了多久？", []),  # too little to look for
        ("从上海工厂开工到首辆车下线用了多长时间？", ["上海工厂开工是哪一天", "首辆车下线是哪一天"]),
        ("How long did sales grow, from 2021 to 2023?", []),
    ],
)
def test_the_time_between_two_events_is_asked_for_by_their_days(question: str, parts: list[str]) -> None:
    assert [text for text in texts(question) if "date" in text or "哪一天" in text] == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "What was the profit of the battery maker that listed in Hong Kong?",
            ["Which battery maker listed in Hong Kong?", "What was the profit of it?"],
        ),
        (
            "The company that bought ABB's robotics business: how much is it paying?",
            ["Which company bought ABB's robotics business?", "how much is it paying?"],
        ),
        ("在香港上市的电池企业，2025年利润是多少？", ["在香港上市的电池企业是哪家", "它2025年利润是多少？"]),
    ],
)
def test_who_is_only_described_is_found_first(question: str, parts: list[str]) -> None:
    assert texts(question) == parts


def test_the_highest_of_several_is_not_looked_for_by_its_description() -> None:
    assert "Which" not in " ".join(texts("What were the sales of the carmaker that pays the highest duty?"))


def test_a_difference_between_two_is_asked_of_each() -> None:
    asked = texts("What is the difference between Shanghai's robot goal for 2025 and Beijing's?")

    assert asked == ["Shanghai's robot goal for 2025?", "Beijing's robot goal for 2025?"]


def test_the_first_of_a_row_may_be_the_millionth() -> None:
    asked = texts("When did the millionth, two millionth and three millionth car leave the line?")

    assert [text.split(" car")[0].rsplit("the ", 1)[-1] for text in asked] == [
        "one millionth",
        "two millionth",
        "three millionth",
    ]
