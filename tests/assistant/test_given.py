"""Answers from passages that the asker gives."""

import json
import re
from pathlib import Path

import pytest
from langchain_core.embeddings import Embeddings

from assistant.given import GivenPassage, PassageReader
from assistant.reader import open_reader
from corpus.errors import PolicyError
from tests.assistant.conftest import Policy

PLAN = GivenPassage(
    "plan", "Shanghai plans 200 smart factories by 2025. It has 70 smart factories now.", "Smart factories", "2024-01-03", "Shine"
)
ROBOTS = GivenPassage("robots", "上海计划到2025年建成200家智能工厂。目前已有70家。")


@pytest.fixture(scope="module")
def reader(embedder: Embeddings) -> PassageReader:
    return PassageReader(lambda: embedder, open_reader())


def test_the_answer_is_a_sentence_of_a_given_passage_with_its_place(reader: PassageReader) -> None:
    answer = reader.read("How many smart factories does Shanghai plan by 2025?", [PLAN])

    (citation,) = answer.citations[:1]
    assert answer.short_answer == "200 smart factories"
    assert citation.evidence.document_id == "plan"
    assert citation.evidence.publisher == "Shine"
    assert PLAN.text[citation.quote_start : citation.quote_end] == citation.quote == "Shanghai plans 200 smart factories by 2025."


def test_a_chinese_question_is_answered_from_a_chinese_passage(reader: PassageReader) -> None:
    answer = reader.read("上海计划到2025年建成多少家智能工厂？", [ROBOTS])

    assert answer.citations[0].quote == "上海计划到2025年建成200家智能工厂。"


def test_what_the_given_passages_do_not_say_is_not_said(reader: PassageReader) -> None:
    answer = reader.read("What is the capital of Mongolia?", [PLAN])

    assert answer.verdict == "not_in_documents"
    assert answer.closest[0].document_id == "plan"


def test_without_passages_nothing_is_said(reader: PassageReader) -> None:
    assert reader.read("How many smart factories does Shanghai plan?", []).verdict == "not_in_documents"


def test_two_passages_of_one_id_are_refused(reader: PassageReader) -> None:
    with pytest.raises(PolicyError, match="two passages have the id 'plan'"):
        reader.read("How many?", [PLAN, PLAN])


def test_the_command_reads_a_file_of_passages_and_needs_no_index(policy: Policy, tmp_path: Path) -> None:
    file = tmp_path / "passages.jsonl"
    file.write_text(json.dumps({"id": "plan", "text": PLAN.text, "publisher": "Shine"}), encoding="utf-8")

    ran = policy("read", "How many smart factories does Shanghai plan by 2025?", "--passages", file, "--json")

    answer = json.loads(ran.out)
    assert (ran.code, answer["short_answer"]) == (0, "200 smart factories")
    assert answer["citations"][0]["publisher"] == "Shine"


def test_the_command_reads_a_batch_each_line_with_its_own_passages(policy: Policy, tmp_path: Path) -> None:
    rows = [
        {
            "id": "1",
            "question": "How many smart factories does Shanghai plan by 2025?",
            "passages": [{"id": "p", "text": PLAN.text}],
        },
        {"id": "2", "question": "上海计划到2025年建成多少家智能工厂？", "passages": [{"id": "p", "text": ROBOTS.text}]},
    ]
    file = tmp_path / "batch.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")

    ran = policy("read", "--batch", file)

    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [answer["id"] for answer in answers] == ["1", "2"]
    assert [answer["citations"][0]["quote"] for answer in answers] == [
        "Shanghai plans 200 smart factories by 2025.",
        "上海计划到2025年建成200家智能工厂。",
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": "1", "question": "How many?"}, 'question 1 of .* has no "passages"'),
        ({"id": "1", "question": "How many?", "passages": [{"text": "x"}]}, 'a passage without "id" or "text"'),
    ],
)
def test_a_batch_line_without_usable_passages_is_named(policy: Policy, tmp_path: Path, row: dict[str, object], said: str) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")

    ran = policy("read", "--batch", file)

    assert ran.code == 1
    assert re.search(said, ran.err)


@pytest.mark.parametrize(
    "arguments", [("How many?",), ("How many?", "--batch", "x", "--passages", "y"), ("--batch", "x", "--passages", "y")]
)
def test_question_and_passages_come_together_or_in_a_batch(policy: Policy, arguments: tuple[str, ...]) -> None:
    assert policy("read", *arguments).code == 2
