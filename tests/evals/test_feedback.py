import json
from pathlib import Path
from typing import Any

import pytest

from assistant.forms import answer_form
from corpus.errors import PolicyError
from evals import sets
from evals.feedback import draft_questions
from evals.records import Example, ExampleTurn
from evals.sets import open_set
from tests.evals.making import ONE, answer, citation

ASKED = [Example("a", "single-fact", "en", (ExampleTurn("How many robots does Shanghai have?"),))]


def judged(id_: str, question: str, thumb: str = "down", **fields: Any) -> dict[str, Any]:
    form = answer_form(answer(citation(ONE, "Shanghai has 70 factories.")))
    row = {
        "id": id_, "at": "2026-05-01T10:00:00+00:00", "question": question, "standalone_question": question, "answer": form,
        "thumb": thumb, "reason": None, "comment": None, "index_fingerprint": "e5:1",
    }  # fmt: skip
    return row | fields


@pytest.fixture
def feedback(tmp_path: Path) -> Path:
    return tmp_path / "feedback.jsonl"


def write(file: Path, *rows: dict[str, Any]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def test_a_judged_question_becomes_a_draft_with_what_only_a_person_can_say_left_empty(feedback: Path) -> None:
    write(
        feedback,
        judged(
            "x1",
            "How many factories?",
            reason="outdated",
            comment="there are 80",
            standalone_question="How many factories has Shanghai?",
        ),
    )

    made = draft_questions(feedback, ASKED)

    (draft,) = made.drafts
    assert (draft["id"], draft["draft"], draft["language"]) == ("F-x1", True, "en")
    assert draft["turns"] == [
        {"question": "How many factories has Shanghai?", "verdict": [], "answers": [], "gold": [], "also": []}
    ]
    assert draft["feedback"]["said"] == "down outdated there are 80"
    assert draft["feedback"]["typed"] == "How many factories?"
    assert draft["feedback"]["quotes"] == [{"document": "one", "quote": "Shanghai has 70 factories."}]
    assert [json.loads(line) for line in made.file.read_text(encoding="utf-8").splitlines()] == [draft]


def test_a_question_that_the_set_asks_is_not_drafted_again(feedback: Path) -> None:
    write(feedback, judged("x1", "how many robots does  Shanghai have"), judged("x2", "上海有多少家工厂？"))

    made = draft_questions(feedback, ASKED)

    assert [draft["turns"][0]["question"] for draft in made.drafts] == ["上海有多少家工厂？"]
    assert made.drafts[0]["language"] == "zh"
    assert made.known == 1


def test_one_question_of_two_readers_is_one_draft_and_the_last_judgement_of_a_reader_counts(feedback: Path) -> None:
    write(feedback, judged("x1", "Why?", "up"), judged("x2", "Why?"), judged("x1", "Why?", reason="wrong"))

    (draft,) = draft_questions(feedback, ASKED).drafts

    assert draft["feedback"]["said"] == "down wrong"


def test_a_second_call_adds_what_is_new_and_keeps_what_was_finished(feedback: Path) -> None:
    write(feedback, judged("x1", "Why?"))
    file = draft_questions(feedback, ASKED).file
    file.write_text(file.read_text(encoding="utf-8").replace('"type": ""', '"type": "single-fact"'), encoding="utf-8")
    write(feedback, judged("x1", "Why?"), judged("x2", "When?"))

    made = draft_questions(feedback, ASKED)

    assert [draft["id"] for draft in made.drafts] == ["F-x2"]
    kept = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], row["type"]) for row in kept] == [("F-x1", "single-fact"), ("F-x2", "")]


def test_a_draft_is_refused_by_the_set_until_it_is_finished(
    feedback: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(feedback, judged("x1", "Why?"))
    monkeypatch.setattr(sets, "_QUESTIONS", draft_questions(feedback, ASKED).file)

    with pytest.raises(PolicyError, match=r"line 1 of .*drafts\.jsonl is a draft: fill in"):
        open_set(None)


def test_the_readers_own_folder_is_where_feedback_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_DATA", str(tmp_path))
    write(tmp_path / "feedback.jsonl", judged("x1", "Why?"))

    assert len(draft_questions(None, ASKED).drafts) == 1


def test_no_feedback_is_said_in_one_line(feedback: Path) -> None:
    with pytest.raises(PolicyError, match=r"no feedback in .*feedback\.jsonl yet"):
        draft_questions(feedback, ASKED)


def test_a_line_that_is_no_feedback_is_named(feedback: Path) -> None:
    write(feedback, judged("x1", "Why?"), {"id": "x2"})

    with pytest.raises(PolicyError, match=r'line 2 of .* has no "question"'):
        draft_questions(feedback, ASKED)
    assert [path.name for path in feedback.parent.iterdir()] == ["feedback.jsonl"]
