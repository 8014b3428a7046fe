import os
from pathlib import Path

import pytest

from corpus.errors import PolicyError
from evals import runs
from evals.records import Score
from tests.evals.making import result, run_of


def test_a_run_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    run = run_of(result("a", {"right": 1.0, "follow_up": Score(0.5, "turn 2"), "token_f1": None}))

    assert runs.load(runs.save(run, tmp_path)) == run


def test_a_run_is_named_by_set_split_and_time(tmp_path: Path) -> None:
    file = runs.save(run_of(), tmp_path)

    assert file.name == "project-test-2026-01-01T000000Z.json"
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_two_runs_of_one_second_are_both_kept(tmp_path: Path) -> None:
    files = {runs.save(run_of(started=f"2026-01-01T00:00:00.{ms}+00:00"), tmp_path) for ms in (120, 480)}

    assert {path.name for path in tmp_path.iterdir()} == {file.name for file in files}
    assert runs.find("last", "project", "test", tmp_path).name == "project-test-2026-01-01T000000.480Z.json"


def test_a_run_is_found_by_file_by_name_and_as_the_last(tmp_path: Path) -> None:
    old = runs.save(run_of(), tmp_path)
    new = runs.save(run_of(started="2026-02-01T00:00:00+00:00"), tmp_path)

    assert runs.find(str(old), "project", "test", tmp_path) == old
    assert runs.find(old.stem, "project", "test", tmp_path) == old
    assert runs.find("last", "project", "test", tmp_path) == new


def test_the_last_run_is_of_the_same_set_and_split(tmp_path: Path) -> None:
    runs.save(run_of(), tmp_path)

    with pytest.raises(PolicyError, match=r"no run 'last'.*none yet"):
        runs.find("last", "project", "dev", tmp_path)


def test_an_unknown_run_is_answered_with_those_there_are(tmp_path: Path) -> None:
    runs.save(run_of(), tmp_path)

    with pytest.raises(PolicyError, match="project-test-2026-01-01T000000Z"):
        runs.find("nothing", "project", "test", tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"results": [1]}'])
def test_a_file_that_is_no_run_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(PolicyError, match="is not the record of a run"):
        runs.load(path)


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(PolicyError, match="cannot write the run"):
        runs.save(run_of(), tmp_path / "file" / "below")


def test_runs_of_an_installation_that_cannot_be_written_go_to_the_users_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    monkeypatch.setenv("POLICY_DATA", "/home/reader")

    assert runs.results_folder() == Path("/home/reader/runs")
