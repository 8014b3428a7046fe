"""What was carried from before is no answer to what the follow-up itself asks."""

import pytest

from assistant.conversation.own_words import without_what_was_not_asked
from assistant.question import read_question
from assistant.records import Answer, Citation, Claim
from tests.assistant.making import evidence


def answered(text: str) -> Answer:
    return Answer(
        "as typed", "as it stands alone", "answered", (Claim(text, (1,), "verbatim"),),
        (Citation(1, text, 0, len(text), evidence(text)),), short_answer="July 2024",
    )  # fmt: skip


def told(question: str, answer: Answer) -> Answer:
    return without_what_was_not_asked(question, read_question(question), answer)


APPOINTED = answered("Wang Xiaoqiu became chairman of SAIC in July 2024.")


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("When was he born?", "born"),
        ("Which bank lends the sum?", "bank, lends, sum"),
        ("How many anchors has it?", "anchors"),
        ("Where did he go to university?", "university"),
        ("How old is he?", "How old is he"),
        ("目标完成了吗？", "目标完成了吗"),
        ("他怎么回应？", "回应"),
        ("创始人是谁？", "创始人"),
    ],
)
def test_a_claim_without_a_word_of_the_follow_up_is_not_shown(question: str, missing: str):
    answer = told(question, APPOINTED)

    assert (answer.verdict, answer.claims, answer.short_answer, answer.missing) == ("not_in_documents", (), None, missing)
    assert answer.closest


@pytest.mark.parametrize(
    "question",
    [
        "When was he appointed chairman?", "And in Q3?",
        "and two years earlier?", "What's his name?", "Why was he chosen?", "Who is its president?",
        "那上汽呢？", "是哪一年？", "董事长是谁？",
    ],
)  # fmt: skip
def test_a_claim_with_one_or_a_follow_up_that_has_none_is_left(question: str):
    assert told(question, APPOINTED) == APPOINTED


def test_chinese_words_are_looked_for_in_chinese_claims():
    born = answered("王晓秋1964年出生于上海。")

    assert told("他是哪一年出生的？", born) == born
