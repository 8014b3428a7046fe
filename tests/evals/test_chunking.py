"""Passages against the stretches that answer a question, in characters."""

import json
from pathlib import Path

import pytest

from corpus.errors import PolicyError
from evals.chunking import Overlap, SpanQuestion, measured, overlap, questions, table

GOLD = (("a", 10, 20), ("a", 30, 40))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([("a", 0, 40)], Overlap(1.0, 0.5, 0.5)),
        ([("a", 15, 25)], Overlap(0.25, 0.5, 5 / 25)),
        ([("a", 10, 20), ("a", 10, 20)], Overlap(0.5, 0.5, 10 / 30)),  # read twice, found once
        ([("b", 10, 20)], Overlap(0.0, 0.0, 0.0)),
        ([], Overlap(0.0, 0.0, 0.0)),
    ],
)
def test_characters_are_counted(given: list[tuple[str, int, int]], expected: Overlap) -> None:
    assert overlap(GOLD, given) == expected


def test_a_question_is_read_with_its_stretches(tmp_path: Path) -> None:
    row = {"id": "q", "text": "How many?", "corpus_id": "a", "spans": [{"start": 3, "end": 9, "text": "seven!"}]}
    (tmp_path / "queries.jsonl").write_text(json.dumps(row), encoding="utf-8")

    assert list(questions(tmp_path / "queries.jsonl")) == [SpanQuestion("How many?", "a", (("a", 3, 9),))]


def test_a_question_without_stretches_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "queries.jsonl").write_text('{"id": "q", "text": "How many?", "corpus_id": "a"}', encoding="utf-8")

    with pytest.raises(PolicyError, match=r'line 1 of .* has no "spans"'):
        list(questions(tmp_path / "queries.jsonl"))


def test_a_set_is_measured_text_by_text_and_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    texts = {"a": "Seventy smart factories were built in Shanghai.", "b": "The Chips Act gives 43 billion euro to Europe."}
    rows = [{"id": name, "title": name, "text": text} for name, text in texts.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    row = {"id": "q", "text": "How many smart factories?", "corpus_id": "a", "spans": [{"start": 0, "end": len(texts["a"])}]}
    (tmp_path / "queries.jsonl").write_text(json.dumps(row), encoding="utf-8")

    form = measured(tmp_path)

    assert set(form) == {"a", "all"}
    assert form["all"]["recall"] == 1.0
    assert (form["all"]["questions"], form["all"]["passages"]) == (1, 2)
    assert table(form).splitlines()[-1] == "2 passages in the index"
