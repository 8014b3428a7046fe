"""How a question is searched: without its instructions, and by what a computed figure is made of."""

import pytest

from assistant.question import read_question
from assistant.retrievers.wording import searched_as


def texts(question: str) -> list[str]:
    return [one.text for one in searched_as(read_question(question))]


def test_a_sentence_behind_the_question_that_says_how_to_answer_is_not_searched_for():
    asked = "Who are the customers of Boeing? If there are none, then please state that and explain why."

    assert texts(asked) == ["Who are the customers of Boeing?"]


@pytest.mark.parametrize(
    "question",
    [
        "If the EU raises its duties, explain what happens to Tesla?",
        "How many robots were sold? If Shanghai set a target, what was it?",
        "Tesla cut prices. Please explain why.",
        "特斯拉上海工厂2023年交付了多少辆？",
    ],
)
def test_a_question_without_such_a_sentence_is_searched_as_it_is(question: str):
    assert texts(question) == [question]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("Is the gross margin of SAIC improving?", "cost of sales"),
        ("What was BYD's quick ratio in 2024?", "total current liabilities"),
        ("Is Tesla a capital-intensive business?", "property, plant and equipment"),
        ("比亚迪2024年的毛利率是多少？", "营业成本"),
    ],
)
def test_a_computed_figure_is_searched_for_by_itself_and_with_the_lines_that_it_is_computed_from(question: str, line: str):
    asked, with_lines = texts(question)

    assert asked == question
    assert with_lines.startswith(question)
    assert line in with_lines
