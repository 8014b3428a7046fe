"""The adapters work as docs/langchain.md says, in its own lines."""

import re
from pathlib import Path

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable

from assistant.assistant import Assistant
from assistant.langchain import PolicyRetriever, answer_runnable
from corpus.records import Filters

PAGE = Path(__file__).parents[2] / "docs" / "langchain.md"


def test_the_lines_of_the_page_run_and_find_the_figures(
    small_index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("POLICY_INDEX", str(small_index))
    (lines,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, object] = {}

    exec(lines, names)

    assert isinstance(names["retriever"], BaseRetriever)
    assert isinstance(names["chain"], Runnable)
    printed = capsys.readouterr().out
    assert "383 robots per 10,000 people" in printed
    assert "200 smart factories" in printed
    assert "383" in getattr(names["answer"], "text", "")


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
