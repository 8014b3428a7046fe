"""The fixed question set: whole, proved by its documents, and as large as it says."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.places import shipped_documents
from evals import sets
from evals.gold import holds
from evals.records import Example
from evals.sets import open_set

_DATA = Path(sets.__file__).parent / "data"

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
    assert len(later) >= 80


def test_a_figure_has_its_unit(questions: tuple[Example, ...]) -> None:
    figures = [(e.id, item) for e in questions for turn in e.turns for item in turn.answers if item.kind == "figure"]

    assert [(id_, item) for id_, item in figures if not item.unit] == []


def test_the_set_has_of_every_kind_what_was_asked_for(questions: tuple[Example, ...]) -> None:
    types = Counter(example.type for example in questions)
    languages = Counter(example.language for example in questions)

    assert len(questions) >= 240
    assert types["chain"] >= 30
    assert languages["zh"] >= 40
    assert {name for name, count in types.items() if count >= 10} == {
        "single-fact", "comparison", "timeline", "multi-hop", "chain", "disagreement", "unit-trap", "superseded-target",
        "false-premise", "unanswerable",
    }  # fmt: skip


@pytest.mark.parametrize(("asked", "written"), [("zh", "en"), ("en", "zh")])
def test_questions_cross_the_languages_both_ways(
    asked: str, written: str, questions: tuple[Example, ...], texts: dict[str, str]
) -> None:
    entries = {entry: re.search(r"^language: (\S+)$", text, re.M) for entry, text in texts.items()}
    languages = {entry: found[1] for entry, found in entries.items() if found}

    crossing = [
        example.id
        for example in questions
        if example.language == asked and {languages[g.document] for turn in example.turns for g in turn.gold} == {written}
    ]

    assert len(crossing) >= 10


@pytest.mark.parametrize("split", ["dev", "test"])
def test_at_least_three_questions_in_ten_want_silence_or_a_correction(split: str, questions: tuple[Example, ...]) -> None:
    chosen = [example for example in questions if example.split == split]

    assert sum(example.type in ("false-premise", "unanswerable") for example in chosen) / len(chosen) >= 0.30


def test_at_least_three_of_ten_of_those_take_something_untrue_for_granted(questions: tuple[Example, ...]) -> None:
    types = Counter(example.type for example in questions)

    assert types["false-premise"] / (types["false-premise"] + types["unanswerable"]) >= 0.30


def test_the_splits_have_the_types_in_like_numbers(questions: tuple[Example, ...]) -> None:
    types = {split: Counter(e.type for e in questions if e.split == split) for split in ("dev", "test")}

    assert [kind for kind in types["dev"] if not 0.5 <= types["test"][kind] / types["dev"][kind] <= 2] == []


def test_the_readme_counts_the_set_as_it_is(questions: tuple[Example, ...]) -> None:
    readme = _DATA.joinpath("README.md").read_text(encoding="utf-8")
    types = Counter(example.type for example in questions)
    turns = sum(len(example.turns) for example in questions)
    splits, languages = Counter(e.split for e in questions), Counter(e.language for e in questions)

    assert {kind: int(count) for kind, count in re.findall(r"^\| ([a-z-]+) \| (\d+) \|", readme, re.M)} == types
    assert f"{len(questions)} entries with {turns} turns; {languages['en']} English, {languages['zh']} Chinese" in readme
    assert f"`dev` {splits['dev']}, `test` {splits['test']}" in readme


def test_each_entry_says_who_asks_and_what_the_second_reader_found() -> None:
    rows = [json.loads(line) for line in _DATA.joinpath("questions.jsonl").read_text("utf-8").splitlines()]

    assert {row["asker"] for row in rows} == {"journalist", "investor", "analyst", "curator", "staff"}
    assert [row["id"] for row in rows if not re.match(r"ok$|changed: |awaited: ", row["second_reading"])] == []
