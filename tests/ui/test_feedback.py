"""Feedback: one line a judgement, in the form that the evaluation reads."""

import json

import pytest

from assistant import forms
from corpus.errors import PolicyError
from tests.ui.making import DIGEST, asked
from ui.conversations import Exchange
from ui.feedback import FILE, record_feedback

EXCHANGE = asked("今年呢？", DIGEST, standalone="How many this year?")


def rows(folder):
    return [json.loads(line) for line in (folder / FILE).read_text(encoding="utf-8").splitlines()]


def test_a_judgement_holds_the_question_the_answer_and_the_reason(tmp_path):
    record_feedback(tmp_path / "new", "c1-0", EXCHANGE, "down", "abc", "outdated", " newer figures exist \n")

    (row,) = rows(tmp_path / "new")
    assert row.pop("at").endswith("+00:00")
    assert row == {
        "id": "c1-0", "question": "今年呢？", "standalone_question": "How many this year?",
        "answer": forms.answer_form(EXCHANGE.answer), "thumb": "down", "reason": "outdated",
        "comment": "newer figures exist", "index_fingerprint": "abc",
    }  # fmt: skip


def test_a_second_judgement_is_another_line_of_the_same_id(tmp_path):
    record_feedback(tmp_path, "c1-0", EXCHANGE, "down", "abc", "wrong")
    record_feedback(tmp_path, "c1-0", EXCHANGE, "up", "abc")

    assert [(row["id"], row["thumb"], row["reason"], row["comment"]) for row in rows(tmp_path)] == [
        ("c1-0", "down", "wrong", None),
        ("c1-0", "up", None, None),
    ]


def test_an_answer_of_which_only_the_print_is_known_cannot_be_judged(tmp_path):
    record_feedback(tmp_path, "c1-0", Exchange("why?", "because"), "up", "abc")

    assert not (tmp_path / FILE).exists()


def test_a_file_that_cannot_be_written_is_one_line_with_its_remedy(tmp_path):
    (tmp_path / FILE).mkdir()

    with pytest.raises(PolicyError, match="set POLICY_DATA"):
        record_feedback(tmp_path, "c1-0", EXCHANGE, "up", "abc")
