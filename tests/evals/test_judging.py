"""The judge, against a server on this machine that speaks the protocol of OpenAI's chat completions and computes its verdict."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from corpus.errors import PolicyError
from evals.judging import judge, prompt, summary, vote
from evals.records import Result
from tests.evals.making import result

MODEL = "openai:judge-1"


def quiet(done: int, total: int, name: str) -> None: ...


def judged(example: str, text: str, accepted: str | None = "70", right: float = 1.0) -> Result:
    known = {
        "verdicts": ["answered"] if accepted else ["not_in_documents"],
        "answers": [{"kind": "figure", "any": [accepted], "unit": "factories", "tolerance": 0.0}] if accepted else [],
        "gold": [{"document": "one", "quote": "Shanghai has 70 factories."}] if accepted else [],
        "standalone": None,
    }  # fmt: skip
    form = {"verdict": "answered" if text else "not_in_documents", "text": text, "missing": None}
    return result(example, {"right": right}, answer=form, expected=known)


class Judge(BaseHTTPRequestHandler):
    """Right if an accepted item is in the answer; says something else about Beijing; changes its mind about Suzhou."""

    asked = 0

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        text = body["messages"][-1]["content"]
        part = dict(re.findall(r"^------ (\w+)[^\n]*\n(.*?)(?=^------)", text, re.M | re.S))
        spelling = part["accepted"].removeprefix("- ").split(" (")[0]
        type(self).asked += 1
        right = spelling in part["verdict"] or ("no answer" in part["verdict"] and "none:" in part["accepted"])
        reply = "RIGHT" if right else "wrong."
        if "Beijing" in part["verdict"]:
            reply = "I cannot say."
        if "Suzhou" in part["verdict"]:
            reply = "RIGHT" if type(self).asked % 2 else "WRONG"
        self._send({
            "id": "c", "object": "chat.completion", "created": 0, "model": body["model"],
            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": reply}}],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        })  # fmt: skip

    def _send(self, form: dict[str, Any]) -> None:
        body = json.dumps(form).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None: ...


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(Judge, "asked", 0)
    with ThreadingHTTPServer(("127.0.0.1", 0), Judge) as served:
        thread = threading.Thread(target=served.serve_forever)
        thread.start()
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{served.server_port}/v1")
        yield
        served.shutdown()
        thread.join()


def test_every_turn_gets_its_votes_and_what_cannot_be_read_is_kept_apart(server: None) -> None:
    results = [
        judged("right", "There are 70."), judged("wrong", "There are 71.", right=0.0), judged("silent", "", accepted=None),
        judged("unread", "Beijing has 70."), judged("unsure", "Suzhou has 70."), result("retrieval", {}, answer=None),
    ]  # fmt: skip

    votes = judge(results, MODEL, 3, quiet)
    found = summary(votes, results)

    assert [(turn["example"], turn["votes"]) for turn in votes["turns"]] == [
        ("right", [True] * 3), ("wrong", [False] * 3), ("silent", [True] * 3), ("unread", [None] * 3),
        ("unsure", [True, False, True]),
    ]  # fmt: skip
    assert (found.model, found.votes, found.turns, found.unread) == (MODEL, 3, 4, 3)
    assert found.share == pytest.approx((1 + 0 + 1 + 2 / 3) / 4)
    assert (found.lowest, found.highest) == (2 / 4, 3 / 4)  # the second round has one RIGHT less
    assert (found.unanimous, found.agrees) == (3 / 4, 1)


def test_a_judge_is_shown_the_question_what_is_known_and_the_answer_and_nothing_else() -> None:
    text = prompt(judged("a", "There are 70."))

    assert "question of a" in text
    assert "- 70 (factories)" in text
    assert "- Shanghai has 70 factories." in text
    assert "answered: There are 70." in text
    assert "{" not in text


@pytest.mark.parametrize(
    ("reply", "expected"), [("RIGHT", True), ("**Wrong**, since", False), ("rightly so", None), ("It is RIGHT", None), ("", None)]
)
def test_a_reply_that_is_not_one_of_the_two_words_is_no_vote(reply: str, expected: bool | None) -> None:
    assert vote(reply) is expected


def test_a_missing_key_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    with pytest.raises(PolicyError, match=r"^the judge openai:judge-1 did not answer \(.*\): write provider:name[^\n]*$"):
        judge([judged("a", "70")], MODEL, 1, quiet)


def test_a_missing_package_is_one_line() -> None:
    with pytest.raises(PolicyError, match=r"^the judge mistralai:x needs a package that is not installed: [^\n]*$"):
        judge([judged("a", "70")], "mistralai:x", 1, quiet)


def test_an_unknown_provider_is_one_line() -> None:
    with pytest.raises(PolicyError, match=r"^the judge nobody:x did not answer \([^\n]*\)"):
        judge([judged("a", "70")], "nobody:x", 1, quiet)


def test_a_server_that_is_not_there_is_one_line(server: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")

    with pytest.raises(PolicyError, match=r"^the judge openai:judge-1 did not answer \(Connection error\.\)"):
        judge([judged("a", "70")], MODEL, 1, quiet)
