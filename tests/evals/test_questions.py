"""The fixed question set: whole, proved by its documents, and as large as it says."""

import json
from collections import Counter
from pathlib import Path

import pytest

from corpus.places import shipped_documents
from evals import sets
from evals.gold import holds
from evals.records import Example
from evals.sets import open_set

VERDICTS = {"answered", "partial", "disagreement", "not_in_documents"}


@pytest.fixture(scope="module")
def questions() -> tuple[Example, ...]:
    return open_set(None).examples


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in shipped_documents().glob("*.md") if path.name != "README.md"}


def test_every_gold_quote_is_verbatim_in_its_document(questions: tuple[Example, ...], texts: dict[str, str]) -> None:
    golds = [(example.id, gold) for example in questions for turn in example.turns for gold in turn.gold]

    assert [(id_, gold) for id_, gold in golds if gold.quote not in texts.get(gold.document, "")] == []
    assert len(golds) > 450


def test_every_accepted_item_is_said_by_a_gold_quote(questions: tuple[Example, ...]) -> None:
    items = [(e.id, turn, item) for e in questions for turn in e.turns for item in turn.answers]

    assert [(id_, item) for id_, turn, item in items if not any(holds(gold.quote, item) for gold in turn.gold)] == []
    assert len(items) > 400


def test_every_further_document_is_shipped(questions: tuple[Example, ...], texts: dict[str, str]) -> None:
    assert [(e.id, id_) for e in questions for turn in e.turns for id_ in turn.also if id_ not in texts] == []


def test_ids_are_unique_and_questions_too(questions: tuple[Example, ...]) -> None:
    first = [example.turns[0].question for example in questions]

    assert len({example.id for example in questions}) == len(questions)
    assert len(set(first)) == len(first)


def test_answers_are_known_exactly_where_an_answer_is_wanted(questions: tuple[Example, ...]) -> None:
    turns = [(example.id, turn) for example in questions for turn in example.turns]

    assert [id_ for id_, turn in turns if not turn.verdicts or not set(turn.verdicts) <= VERDICTS] == []
    assert [id_ for id_, turn in turns if turn.answerable != bool(turn.answers)] == []
    assert [id_ for id_, turn in turns if turn.answerable and not turn.gold] == []


def test_follow_ups_say_what_they_stand_for(questions: tuple[Example, ...]) -> None:
    later = [turn for example in questions for turn in example.turns[1:]]

    assert all(turn.standalone for turn in later)
    assert len(later) == 83


def test_the_set_is_as_large_as_it_says(questions: tuple[Example, ...]) -> None:
    types = Counter(example.type for example in questions)

    assert len(questions) == 314
    assert Counter(example.split for example in questions) == {"dev": 169, "test": 145}
    assert Counter(example.language for example in questions) == {"en": 266, "zh": 48}
    assert types == {
        "single-fact": 112, "unanswerable": 42, "false-premise": 35, "chain": 33, "comparison": 22, "timeline": 17,
        "disagreement": 17, "multi-hop": 15, "unit-trap": 11, "superseded-target": 10,
    }  # fmt: skip


def test_silence_is_wanted_often_enough_to_matter(questions: tuple[Example, ...]) -> None:
    types = Counter(example.type for example in questions)
    refused = [example for example in questions if any(turn.answerable is False for turn in example.turns)]

    assert types["false-premise"] / (types["false-premise"] + types["unanswerable"]) >= 0.30  # 35 of 77
    assert len(refused) / len(questions) >= 0.29  # 93 of 314, chains that end in silence among them


def test_each_entry_says_who_asks_and_what_the_second_reader_found() -> None:
    rows = [
        json.loads(line) for line in Path(sets.__file__).parent.joinpath("data/questions.jsonl").read_text("utf-8").splitlines()
    ]

    assert {row["asker"] for row in rows} == {"journalist", "investor", "analyst", "curator", "staff"}
    assert all(row["second_reading"] == "ok" or row["second_reading"].startswith("changed: ") for row in rows)
