"""Corrections, confirmations and new subjects are told from questions."""

import pytest

from assistant.conversation.moves import asks_for_more, corrected, goes_on, opens_another_subject


@pytest.mark.parametrize(
    "turn", ["yes", "Yes, please.", "ok go on", "Go ahead", "continue", "是的", "好的，继续", "继续", "请继续说吧"]
)
def test_going_on_is_recognised(turn):
    assert goes_on(turn)


@pytest.mark.parametrize(
    "turn", ["tell me more", "Can you tell me more about it?", "more details please", "还有呢？", "详细说说", "What else?"]
)
def test_asking_for_more_is_recognised(turn):
    assert goes_on(turn)
    assert asks_for_more(turn)


@pytest.mark.parametrize(
    "turn",
    [
        "yes, and in 2023?",
        "Tell me more about tiger sharks.",
        "Is that right for SAIC?",
        "继续增长了吗？",
        "What else did Tesla build?",
    ],
)
def test_a_turn_that_asks_something_of_its_own_is_neither(turn):
    assert not goes_on(turn)


@pytest.mark.parametrize(
    ("turn", "meant"),
    [
        ("no, I meant SAIC", "SAIC"),
        ("Not Tesla, I meant SAIC.", "SAIC."),
        ("No, SAIC", "SAIC"),
        ("sorry, I mean in 2022", "in 2022"),
        ("oh I meant saturn", "saturn"),
        ("Actually I was asking about BYD", "BYD"),
        ("不，我是说上汽", "上汽"),
        ("不是，我是说特斯拉", "特斯拉"),
        ("不对，是上汽", "上汽"),
        ("我问的是2024年", "2024年"),
    ],
)
def test_a_correction_tells_what_was_meant(turn, meant):
    assert corrected(turn) == meant


@pytest.mark.parametrize(
    "turn", ["No doubt Tesla delivered vehicles", "Not all of them?", "now what", "不锈钢产量多少？", "Nothing else?"]
)
def test_what_only_begins_like_a_correction_is_none(turn):
    assert corrected(turn) is None


@pytest.mark.parametrize(
    "turn", ["New question: who leads SAIC?", "Let's change the subject. Who leads SAIC?", "换个话题，谁领导上汽？"]
)
def test_another_subject_is_recognised(turn):
    assert opens_another_subject(turn)


def test_asking_of_another_subject_of_study_is_no_change_of_subject():
    assert not opens_another_subject("What is another topic of the plan?")
