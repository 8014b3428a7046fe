"""A question that names nobody gets a question back, and its answer completes it."""

import pytest

from assistant.assistant import Assistant
from assistant.conversation.asking_back import is_underspecified, question_back
from assistant.question import read_question
from assistant.records import Turn
from corpus.entities import entities


@pytest.mark.parametrize(
    "question",
    [
        "What was the figure?",
        "how much is it?",
        "Which company?",
        "How many were sold in 2024?",
        "Who said it?",
        "Is that true?",
        "Who runs the company?",
        "Is the deadline still valid?",
        "When does it start?",
        "Did they meet the goal?",
        "How many robots does it have?",
        "是多少？",
        "多少钱？",
        "哪家公司？",
        "销量是多少？",
        "谁说的？",
        "他们为什么下调目标？",
        "这家公司赚了多少钱？",
        "那个项目什么时候完工？",
        "为什么推迟了？",
        "订单有多少？",
        "目前进展如何？",
        "他们的主要客户有哪些？",
    ],
)
def test_a_question_about_nobody_is_underspecified(question):
    assert is_underspecified(read_question(question))


@pytest.mark.parametrize(
    "question",
    [
        "How many smart factories are there?",
        "What is robot density?",
        "What was SAIC's revenue?",
        "How many cars were sold in China?",
        "What did Zxorp Industries announce?",
        "What does “Digital Silk Road” mean?",
        "What are the rules for connected cars?",
        "智能工厂有多少家？",
        "工业机器人的平均成本是多少？",
        "储能项目什么时候完工？",
        "上海的目标是多少？",
        "《行动计划》的目标是多少？",
    ],
)
def test_a_question_that_names_what_it_is_about_is_not(question):
    assert not is_underspecified(read_question(question))


def test_the_question_back_is_in_the_language_of_the_question_and_names_some():
    known = [entities()["Tesla"], entities()["SAIC Motor"]]

    assert question_back(read_question("How many were sold?"), known) == (
        "Which company or place do you mean, for instance Tesla or SAIC Motor?"
    )
    assert question_back(read_question("Who said it?"), known).startswith(
        "What do you mean by “it”: which company, place or plan"
    )
    assert question_back(read_question("销量是多少？"), known) == "您指的是哪家公司或哪个地方，例如特斯拉、上汽？"
    assert (
        question_back(read_question("What was the figure?"), [])
        == "Which figure or event do you mean, and of which company or place?"
    )


def test_the_desk_asks_back_instead_of_answering_about_anybody(desk: Assistant):
    answer = desk.ask("How many were sold in 2023?")

    assert answer.verdict == "not_in_documents"
    assert answer.claims == ()
    assert answer.asks_back is not None
    assert answer.asks_back.startswith("Which company or place do you mean, for instance ")
    assert answer.missing == "which company or place is meant"
    assert answer.closest


def test_what_is_answered_to_the_question_back_completes_it(desk: Assistant):
    first = desk.ask("How many vehicles were sold in 2023?")

    second = desk.ask("SAIC", [Turn(first.question, first)])

    assert first.asks_back is not None
    assert second.standalone_question == "How many vehicles were sold in 2023 for SAIC?"
    assert second.asks_back is None


def test_a_question_that_can_be_answered_is_not_asked_back(desk: Assistant):
    assert desk.ask("How many vehicles did SAIC sell in 2023?").asks_back is None
