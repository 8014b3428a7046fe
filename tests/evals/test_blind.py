"""The second set, whose writers had not seen the code: whole, proved by its documents, and as large as it says."""

from collections import Counter
from pathlib import Path

import pytest

from corpus.places import shipped_documents
from evals import sets
from evals.gold import holds
from evals.records import Example
from evals.sets import open_set

_DATA = Path(sets.__file__).parent / "data"


@pytest.fixture(scope="module")
def questions() -> tuple[Example, ...]:
    return open_set(str(_DATA / "blind")).examples


def test_every_gold_quote_is_verbatim_in_its_document(questions: tuple[Example, ...]) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in shipped_documents().glob("*.md")}
    golds = [(example.id, gold) for example in questions for turn in example.turns for gold in turn.gold]

    assert [(id_, gold) for id_, gold in golds if gold.quote not in texts.get(gold.document, "")] == []
    assert len(golds) > 300


def test_every_accepted_item_is_said_by_a_gold_quote(questions: tuple[Example, ...]) -> None:
    items = [(e.id, turn, item) for e in questions for turn in e.turns for item in turn.answers]

    assert [(id_, item) for id_, turn, item in items if not any(holds(gold.quote, item) for gold in turn.gold)] == []
    assert len(items) > 250


def test_no_question_is_also_one_of_the_first_set(questions: tuple[Example, ...]) -> None:
    own = {turn.question for example in open_set(None).examples for turn in example.turns[:1]}

    assert [example.id for example in questions if example.turns[0].question in own] == []


def test_the_readme_counts_the_set_as_it_is(questions: tuple[Example, ...]) -> None:
    readme = " ".join(_DATA.joinpath("README.md").read_text(encoding="utf-8").split())
    splits, turns = Counter(e.split for e in questions), sum(len(e.turns) for e in questions)

    assert f"{len(questions)} entries with {turns} turns, {splits['dev']} `dev` and {splits['test']} `test`" in readme
