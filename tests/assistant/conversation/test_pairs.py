"""What is asked of two is asked as two questions side by side."""

import pytest

from assistant.assistant import Assistant
from assistant.records import Turn
from assistant.rewriting import standalone

SOLD = "How many vehicles did SAIC sell in 2023?"
SOLD_ZH = "上汽2023年销量是多少？"


def after(*turns: str) -> str:
    *earlier, question = turns
    return standalone(question, [Turn(asked, "An answer.") for asked in earlier])


@pytest.mark.parametrize(
    "question",
    [
        "Which of the two sold more?", "which is higher?", "who sold more?", "How much more?", "by how much more?",
        "What is the difference?", "compare them",
    ],
)  # fmt: skip
def test_which_is_more_and_by_how_much_asks_for_both(question: str):
    assert after(SOLD, "and Tesla?", question) == f"{SOLD} How many vehicles did Tesla sell in 2023?"


@pytest.mark.parametrize("question", ["哪一个更高？", "哪个多？", "谁更多？", "两家一共多少？", "相差多少？", "差多少？"])
def test_the_same_in_chinese(question: str):
    assert after(SOLD_ZH, "那特斯拉呢？", question) == f"{SOLD_ZH} 特斯拉2023年销量是多少？"


@pytest.mark.parametrize(
    "question",
    ["compare it with Tesla", "How does that compare with Tesla's?", "Is that more than Tesla?", "versus Tesla?"],
)
def test_another_name_to_compare_with_is_asked_beside(question: str):
    assert after(SOLD, question) == f"{SOLD} How many vehicles did Tesla sell in 2023?"


@pytest.mark.parametrize("question", ["比特斯拉多吗？", "跟特斯拉比呢？", "和特斯拉相比怎么样？"])
def test_another_name_to_compare_with_in_chinese(question: str):
    assert after(SOLD_ZH, question) == f"{SOLD_ZH} 特斯拉2023年销量是多少？"


def test_the_world_and_a_country_are_two_of_one_form():
    assert after("中国2023年机器人密度是多少？", "全球呢？", "差多少？") == (
        "中国2023年机器人密度是多少？ 全球2023年机器人密度是多少？"
    )


def test_a_year_to_compare_with_is_asked_beside():
    assert after(SOLD, "compare that with a year earlier") == f"{SOLD} How many vehicles did SAIC sell in 2022?"


def test_another_period_for_two_questions_changes_both():
    assert after(SOLD, "compare it with Tesla", "and in 2024?") == (
        "How many vehicles did SAIC sell in 2024? How many vehicles did Tesla sell in 2024?"
    )


@pytest.mark.parametrize(
    ("turns", "not_asked"),
    [
        ((SOLD, "Which is the largest plant?"), f"{SOLD} "),
        ((SOLD, "Who owns the port of Hamburg?", "which is higher?"), f"{SOLD} "),
        (("上汽2023年减少多少？", "特斯拉减少多少？"), "上汽2023年减少多少？ "),
    ],
)
def test_where_there_are_no_two_of_one_form_nothing_is_set_side_by_side(turns: tuple[str, ...], not_asked: str):
    assert not after(*turns).startswith(not_asked)


def test_each_of_the_two_in_another_year_is_asked_for_each():
    asked = (
        "How many NEVs were produced in Shanghai in 2021?",
        "what about Shenzhen?",
        "how many did each of the two make in 2023?",
    )

    assert after(*asked) == "How many NEVs were produced in Shanghai in 2023? How many NEVs were produced in Shenzhen in 2023?"


def test_the_answer_has_a_figure_of_each(desk: Assistant):
    answer = desk.ask("compare it with 2023", [Turn("How many vehicles did SAIC sell in 2024?", "4,013,023.")])

    quotes = " ".join(citation.quote for citation in answer.citations)
    assert "4,013,023" in quotes
    assert "5,020,865" in quotes
