""" "Who said it?" shows the answer before it under its publisher's name."""

import pytest

from assistant.assistant import Assistant
from assistant.conversation.sources import asks_for_source, of_what
from assistant.records import Turn
from assistant.rewriting import standalone

SOLD = "How many vehicles did SAIC sell in 2023?"


@pytest.mark.parametrize(
    "turn",
    [
        "who said it?", "Who said that?", "and who reported this?", "says who?", "according to whom?", "What's the source?",
        "what is your source for that?", "Where does that figure come from?", "whose figures are those?", "是谁说的？", "谁说的",
        "这是哪家媒体报道的？", "来源是什么？", "这个数据的出处呢？",
    ],
)  # fmt: skip
def test_a_question_for_the_source_is_recognised(turn: str):
    assert asks_for_source(turn)


@pytest.mark.parametrize(
    "turn",
    [
        "Who said that SAIC would stay open?",
        "What did he say?",
        "Where do the robots come from?",
        "谁说上汽会开放？",
        "他说了什么？",
    ],
)
def test_a_question_for_what_was_said_is_not(turn: str):
    assert not asks_for_source(turn)


def test_the_shown_question_says_what_the_source_is_asked_for():
    alone = standalone("who said it?", [Turn(SOLD, "5,020,865.")])

    assert alone == f"Who is the source for: {SOLD}"
    assert of_what(alone) == SOLD


def test_the_first_claim_is_shown_once_more_behind_its_publisher_and_date(desk: Assistant):
    first = desk.ask(SOLD)

    answer = desk.ask("who said it?", [Turn(SOLD, first)])

    (claim,) = answer.claims
    evidence = answer.citations[0].evidence
    assert claim.text == first.claims[0].text
    assert answer.lead
    assert evidence.publisher
    assert answer.lead.startswith(evidence.publisher)
    assert answer.text.startswith(answer.lead)


def test_what_is_asked_after_it_follows_the_question_before_it(desk: Assistant):
    first = desk.ask(SOLD)
    source = desk.ask("who said it?", [Turn(SOLD, first)])

    alone = standalone("and in 2024?", [Turn(SOLD, first), Turn("who said it?", source)])

    assert alone == "How many vehicles did SAIC sell in 2024?"


def test_without_a_conversation_there_is_nothing_to_name_the_source_of(desk: Assistant):
    assert desk.ask("who said it?").asks_back
