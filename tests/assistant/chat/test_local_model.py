"""A real model on this machine drives the whole path: packaged weights, llama.cpp on loopback, OpenAI's protocol.

`make test-slow` runs it with the smallest model; POLICY_TEST_MODEL names another, such as local:qwen2.5-coder-1.5b.
"""

import json
import os
import urllib.request
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.chat.chain import answer_chain
from assistant.chat.local import served, weights_of
from assistant.chat.opening import open_chat_model, try_out
from assistant.chat.providers import split_name
from assistant.forms import answer_form
from assistant.reading_room import ReadingRoom
from assistant.settings import Settings
from assistant.wiring import open_assistant
from evals.numbers import numbers_in

MODEL = os.environ.get("POLICY_TEST_MODEL", "local:smollm2-135m")
QUESTIONS = ("How many vehicles did SAIC sell in 2023?", "How many smart factories does Shanghai plan by 2025?")
TIMEOUT = 600.0

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def model_desk(small_index: Path) -> Assistant:
    return open_assistant(Settings.read({"POLICY_CHAT_MODEL": MODEL, "POLICY_CHAT_TIMEOUT": str(TIMEOUT)}, small_index))


def test_the_server_listens_on_loopback_and_speaks_the_protocol():
    try_out(open_chat_model(MODEL, TIMEOUT, {}), MODEL, TIMEOUT)

    address = served(weights_of(split_name(MODEL)[1]), 2048, 1)  # the one that runs already
    assert address.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(f"{address}/v1/models") as answer:
        assert json.load(answer)["data"]


def test_the_models_own_reply_streams_through_the_chain(room: ReadingRoom, desk: Assistant):
    evidence = desk.search(QUESTIONS[0], 2).evidence

    lines = list(answer_chain(open_chat_model(MODEL, TIMEOUT, {}), evidence, TIMEOUT).stream({"question": QUESTIONS[0]}))

    assert lines
    assert all(line.text for line in lines)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_shown_is_proved_whatever_the_model_writes(model_desk: Assistant, desk: Assistant, question: str):
    stages: list[str] = []
    shown: list[str] = []

    answer = model_desk.ask(question, stage=stages.append, show=lambda claim, citations: shown.append(claim.text))

    form = answer_form(answer)
    quotes = {citation["n"]: citation["quote"] for citation in form["citations"]}
    assert stages[0] == "searching"
    assert answer.model in (MODEL, "offline")
    assert answer.note or answer.model == MODEL
    assert {claim.state for claim in answer.claims} <= {"verbatim", "verified"}
    assert all(any(numbers_in(c["text"]) <= numbers_in(quotes[n]) for n in c["citations"]) for c in form["claims"])
    assert answer.short_answer == desk.ask(question).short_answer or answer.verdict == "not_in_documents"
    assert set(shown) == {claim.text for claim in answer.claims}
