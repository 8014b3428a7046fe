"""The adapters work as docs/langchain.md says, in its own lines."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable
from langchain_core.tracers.base import BaseTracer
from langchain_core.tracers.schemas import Run

from assistant.assistant import Assistant
from assistant.errors import UnusableQuestion
from assistant.langchain import PolicyRetriever, answer_runnable, claims_runnable
from corpus.records import Filters
from tests.assistant.chat.conftest import DeskWith, desk_with, sold
from tests.chat_server import chat_server

__all__ = ["desk_with"]  # a fixture

PAGE = Path(__file__).parents[2] / "docs" / "langchain.md"


def test_the_lines_of_the_page_run_and_find_the_figures(
    small_index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("POLICY_INDEX", str(small_index))
    lines, _ = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, object] = {}

    exec(lines, names)

    assert isinstance(names["retriever"], BaseRetriever)
    assert isinstance(names["chain"], Runnable)
    printed = capsys.readouterr().out
    assert "383 robots per 10,000 people" in printed
    assert "200 smart factories" in printed
    assert "383" in getattr(names["answer"], "text", "")


def test_the_lines_with_a_chat_model_run_and_the_callbacks_see_each_step(
    small_index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    _, lines = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.setenv("POLICY_INDEX", str(small_index))
    monkeypatch.setenv("POLICY_CHAT_MODEL", "openai:test")
    monkeypatch.setenv("OPENAI_API_KEY", "none")

    with chat_server(sold) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.address)
        exec(lines, {"__name__": "page"})

    printed = capsys.readouterr().out.splitlines()
    assert printed == [
        "8 passages read", "the model is asked", "verified In 2023, SAIC sold 5,020,865 vehicles. (1,)", "openai:test None",
    ]  # fmt: skip


def test_a_tracer_sees_the_chain_below_the_runnable(desk_with: DeskWith):
    desk, _ = desk_with(sold)

    class Runs(BaseTracer):
        """Keeps whole runs."""

        def _persist_run(self, run: Run) -> None:
            kept.append(run)

    kept: list[Run] = []
    answer_runnable(desk).invoke("How many vehicles did SAIC sell in 2023?", config={"callbacks": [Runs()]})

    (top,) = kept
    (chain,) = top.child_runs
    assert (top.name, chain.name) == ("policy", "policy_answer")
    kinds = {run.run_type for run in _below(chain)}
    assert {"retriever", "llm", "chain"} <= kinds or {"retriever", "chat_model", "chain"} <= kinds


def _below(run: Run) -> Iterator[Run]:
    for child in run.child_runs:
        yield child
        yield from _below(child)


def test_claims_stream_offline_too_and_an_error_is_raised(desk: Assistant):
    claims = list(claims_runnable(desk).stream("How many vehicles did SAIC sell in 2023?"))

    assert [claim.state for claim in claims] == ["verbatim"] * len(claims)
    assert "5,020,865" in claims[0].text
    with pytest.raises(UnusableQuestion):
        list(claims_runnable(desk).stream("?"))


def test_a_document_is_the_passage_with_its_source_and_without_its_text_twice(desk: Assistant):
    found = desk.search("robot density in Shanghai", k=3).evidence

    documents = PolicyRetriever(assistant=desk, k=3).invoke("robot density in Shanghai")

    assert [document.page_content for document in documents] == [evidence.text for evidence in found]
    assert [document.id for document in documents] == [evidence.passage_id for evidence in found]
    assert documents[0].metadata["publisher"] == found[0].publisher
    assert "text" not in documents[0].metadata


def test_the_retriever_keeps_to_its_filters(desk: Assistant):
    documents = PolicyRetriever(assistant=desk, filters=Filters(publisher=("BNN",))).invoke("robot density")

    assert {document.metadata["publisher"] for document in documents} == {"BNN Breaking"}


def test_the_runnable_answers_a_batch_in_order(desk: Assistant):
    questions = ["How many vehicles did SAIC sell in 2023?", "How many vehicles did IM Motors sell in 2024?"]

    answers = answer_runnable(desk).batch(questions)

    assert [answer.question for answer in answers] == questions
    assert [answer.short_answer for answer in answers] == ["5,020,865 vehicles", "65,503 vehicles"]


def test_the_runnable_takes_a_history(desk: Assistant):
    asked = {"question": "and in 2023?", "history": [{"question": "How many vehicles did SAIC sell in 2024?", "answer": None}]}

    answer = answer_runnable(desk).invoke(asked)

    assert answer.standalone_question == "How many vehicles did SAIC sell in 2023?"
