import json
import re
from pathlib import Path

import pytest

from assistant.settings import Settings
from corpus.errors import PolicyError
from evals import journal, runs
from evals.command import draft, run_set


@pytest.fixture(autouse=True)
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(runs, "results_folder", lambda: tmp_path / "results")
    monkeypatch.setattr(journal, "journals_folder", lambda: tmp_path / "journals")
    return tmp_path / "results"


def test_a_run_is_recorded_with_what_it_was_made_with_and_can_be_compared(small_index: Path, results: Path) -> None:
    settings = Settings(small_index)
    first, _ = run_set(None, compare=None, split="test", limit=3, floors=False, settings=settings)

    second, table = run_set(None, compare=Path(first["run"]).stem, split="test", limit=3, floors=False, settings=settings)

    (run,) = {runs.load(file).index["documents"] for file in results.iterdir()}
    assert run == 12
    assert all(re.search(r"T\d{6}\.\d{3}Z$", file.stem) for file in results.iterdir())  # two of one second are two files
    assert (first["questions"], first["limit"], first["index"]["generation"]) == (3, 3, 1)
    assert (second["compare"]["better"], second["compare"]["worse"]) == ([], [])
    assert "turns in common" in table


def test_the_page_is_written_and_the_comparison_is_on_it(small_index: Path, tmp_path: Path) -> None:
    settings, file = Settings(small_index), tmp_path / "report.html"
    run_set(None, compare=None, split="test", limit=1, floors=False, settings=settings)

    run_set(None, compare="last", split="test", limit=1, floors=False, settings=settings, html=file)

    assert "turns in common" in file.read_text(encoding="utf-8")


def test_a_run_is_kept_when_its_judge_cannot_be_had(small_index: Path, results: Path) -> None:
    with pytest.raises(PolicyError, match="the judge nobody:x did not answer"):
        run_set(None, compare=None, split="test", limit=1, floors=False, settings=Settings(small_index), judge="nobody:x")

    (file,) = results.iterdir()
    assert runs.load(file).judged is None


def test_feedback_is_drafted_and_said_in_a_line(tmp_path: Path) -> None:
    row = {"id": "x", "question": "How many jobs went in Shenyang?", "answer": {"verdict": "not_in_documents"}, "thumb": "down"}
    file = tmp_path / "feedback.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")

    form, words = draft(str(file))

    assert [one["id"] for one in form["drafts"]] == ["F-x"]
    assert words.startswith(f"1 new drafts in {tmp_path / 'drafts.jsonl'};")
    assert draft(str(file))[0]["known"] == 1


def test_floors_that_are_not_reached_are_named_in_the_form_and_the_table(small_index: Path) -> None:
    form, table = run_set(None, compare=None, split="test", limit=1, floors=True, settings=Settings(small_index))

    assert form["below_floor"]
    assert f"BELOW FLOOR  {form['below_floor'][0]}" in table


def test_a_conversation_folder_is_run_with_its_own_history(small_index: Path, tmp_path: Path) -> None:
    folder = tmp_path / "talk"
    folder.mkdir()
    history = [{"question": "How many vehicles did Tesla's Shanghai plant deliver in 2023?", "answer": "947,000"}]
    row = {"id": "t", "question": "And how many to the Chinese market?", "history": history, "answers": ["600,000"]}
    (folder / "questions.jsonl").write_text(json.dumps(row), encoding="utf-8")

    form, _ = run_set(str(folder), compare=None, split="test", limit=None, floors=False, settings=Settings(small_index))

    assert (form["set"], form["split"], form["turns"]) == ("talk", None, 1)
    assert set(form["metrics"]) >= {"answer_right", "false_refusal"}
    held = runs.load(Path(form["run"])).results[0].answer
    assert held is not None
    assert "Tesla" in held["standalone_question"]


def test_floors_are_for_the_projects_own_set(small_index: Path, tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text('{"question": "q", "history": []}', encoding="utf-8")

    with pytest.raises(PolicyError, match="the floors are for the project's own set"):
        run_set(str(tmp_path), compare=None, split="test", limit=None, floors=True, settings=Settings(small_index))


def test_an_unknown_run_is_refused_before_anything_is_asked(small_index: Path, results: Path) -> None:
    with pytest.raises(PolicyError, match="there is no run 'nothing'"):
        run_set(None, compare="nothing", split="test", limit=1, floors=False, settings=Settings(small_index))

    assert not results.exists()


def test_a_reading_folder_is_run_without_an_index_and_leaves_no_journal(tmp_path: Path) -> None:
    folder = tmp_path / "read"
    folder.mkdir()
    passages = [{"id": "p", "title": "Riga", "text": "The steel mill in Riga was opened in 1921."}]
    row = {"id": "r", "question": "When was the steel mill in Riga opened?", "passages": passages, "answers": ["1921"]}
    (folder / "questions.jsonl").write_text(json.dumps(row), encoding="utf-8")

    form, table = run_set(
        str(folder), compare=None, split="test", limit=None, floors=False, settings=Settings(tmp_path / "nowhere")
    )

    assert form["metrics"]["contains_gold"]["mean"] == 1
    assert form["index"]["documents"] == 0
    assert "0 documents" not in table
    assert list((tmp_path / "journals").iterdir()) == []
