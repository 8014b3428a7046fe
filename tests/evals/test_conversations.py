"""The turns of conversations that name nobody, or ask what no document says: well formed, in both splits and languages."""

import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.records import Answer
from corpus.places import shipped_documents
from evals import sets
from evals.metrics import metrics
from evals.records import Example, ExampleTurn, Given
from evals.sets import in_split, open_set

FOLDER = Path(sets.__file__).parent / "data" / "conversations"


@pytest.fixture(scope="module")
def examples() -> tuple[Example, ...]:
    return open_set(str(FOLDER)).examples


def test_there_are_as_many_as_are_said(examples: tuple[Example, ...]) -> None:
    assert Counter(example.type for example in examples) == {"underspecified": 44, "unanswerable": 45, "answerable": 38}
    assert Counter(example.split for example in examples) == {"dev": 75, "test": 52}
    assert min(Counter((example.split, example.language) for example in examples).values()) >= 10


def test_a_question_back_is_expected_of_the_underspecified_alone(examples: tuple[Example, ...]) -> None:
    for example in examples:
        (turn,) = example.turns
        assert turn.asks_back is (example.type == "underspecified")
        assert turn.answerable is (example.type == "answerable")
        assert bool(turn.answers) is (example.type == "answerable")
        assert turn.history or example.type == "underspecified"


def test_no_turn_stands_twice_and_each_conversation_is_in_one_split(examples: tuple[Example, ...]) -> None:
    asked = Counter((tuple(turn.question for turn in e.turns[0].history), e.turns[0].question) for e in examples)
    by_history = {(e.turns[0].history[0].question, e.split) for e in examples if e.type != "underspecified"}

    assert max(asked.values()) == 1
    assert len(by_history) == len({question for question, _ in by_history})


def test_every_accepted_answer_is_said_by_a_document() -> None:
    texts = [path.read_text(encoding="utf-8") for path in shipped_documents().glob("*.md")]
    rows = [json.loads(line) for line in (FOLDER / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    answers = [(row["id"], row["answers"]) for row in rows if row["type"] == "answerable"]

    assert [id_ for id_, any_ in answers if not any(one in text for one in any_ for text in texts)] == []


def test_a_split_is_chosen_as_in_the_own_set(examples: tuple[Example, ...]) -> None:
    assert len(in_split(examples, "dev")) == 75


@pytest.mark.parametrize(
    ("expected", "given", "asked", "needlessly"),
    [
        (True, "Which company?", 1.0, None),
        (True, None, 0.0, None),
        (False, "Which company?", None, 1.0),
        (False, None, None, 0.0),
        (None, None, None, None),
    ],
)
def test_questions_back_are_scored_where_the_set_says_whether_one_is_right(
    expected: bool | None, given: str | None, asked: float | None, needlessly: float | None
) -> None:
    answer = Answer("How many?", "How many?", "not_in_documents", asks_back=given)
    turn, told = ExampleTurn("How many?", asks_back=expected), Given(answer, (), lambda id_: None)

    assert metrics["asked_back"].score(turn, told) == asked
    assert metrics["asked_back_needlessly"].score(turn, told) == needlessly
