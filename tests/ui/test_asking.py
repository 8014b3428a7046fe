"""A question in a thread of its own: what it tells is heard in order, and nobody waits for one that was stopped."""

import threading

import pytest

from corpus.errors import PolicyError
from tests.ui.making import DIGEST, answered
from ui.asking import asked

ANSWER = answered("How many?", DIGEST)


class Leave(Exception):
    """As a page's script is left when somebody presses stop."""


def nothing(*_):
    """Hear nothing."""


def test_what_is_told_is_heard_in_order_in_the_callers_thread():
    heard = []

    def ask(stage, show):
        stage("searching")
        show(ANSWER.claims[0], ANSWER.citations)
        stage("checking")
        return ANSWER

    def hear(*values):
        heard.append((threading.current_thread(), values[0]))

    assert asked(ask, hear, hear, nothing) is ANSWER
    assert heard == [(threading.current_thread(), one) for one in ("searching", ANSWER.claims[0], "checking")]


def test_what_goes_wrong_goes_wrong_here():
    def ask(stage, show):
        raise PolicyError("the question is empty")

    with pytest.raises(PolicyError, match="the question is empty"):
        asked(ask, nothing, nothing, nothing)


def test_one_that_is_stopped_is_not_waited_for_and_ends_when_it_next_says_something():
    goes_on, ended = threading.Event(), threading.Event()

    def ask(stage, show):
        goes_on.wait(60)
        try:
            stage("checking")
        finally:
            ended.set()
        raise AssertionError("it went on")

    def stop():
        raise Leave

    with pytest.raises(Leave):
        asked(ask, nothing, nothing, stop)

    assert not ended.is_set()
    goes_on.set()
    assert ended.wait(60)
