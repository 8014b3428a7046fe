import logging
from pathlib import Path

import pytest

from corpus.errors import UnknownName
from evals import runs
from evals.intervals import interval
from evals.overview import list_runs, overview, question
from evals.records import Score
from evals.reliability import Bin, reliability
from tests.evals.making import result, run_of


def test_runs_are_listed_newest_first_and_what_is_none_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    runs.save(run_of(result("a", {"right": 1.0}), result("b", {"right": 0.0})), tmp_path)
    runs.save(run_of(result("a", {"recall@5": 1.0}), started="2026-02-01T00:00:00+00:00"), tmp_path)
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")

    with caplog.at_level(logging.WARNING):
        entries = list_runs(tmp_path)

    assert [(entry.started[:10], entry.turns, entry.right) for entry in entries] == [
        ("2026-02-01", 1, None),
        ("2026-01-01", 2, 0.5),
    ]
    assert entries[1].name == "project-test-2026-01-01T000000Z"
    assert "broken.json" in caplog.text


def test_a_run_that_was_written_again_is_read_again(tmp_path: Path) -> None:
    file = runs.save(run_of(result("a", {"right": 1.0})), tmp_path)
    assert list_runs(tmp_path)[0].right == 1

    runs.save(run_of(result("a", {"right": 0.0}), result("b", {"right": 0.0})), tmp_path)

    assert file.exists()
    assert list_runs(tmp_path)[0].right == 0


def test_an_overview_has_every_metric_that_scored_with_its_interval() -> None:
    made = overview(run_of(*[result(str(i), {"right": float(i < 50), "token_f1": None}) for i in range(100)]))

    (right,) = made.measured
    assert (right.figure.metric, right.figure.value, right.part) == ("right", 0.5, "answer")
    assert right.interval == pytest.approx((0.4, 0.6), abs=0.015)  # 0.5 +- 1.96 * 0.05
    assert made.questions == 100


def test_types_have_the_columns_that_the_run_scored() -> None:
    made = overview(run_of(result("a", {"right": 1.0}), result("b", {"right": 0.0, "recall@5": 1.0}, type="chain")))

    assert {name: [(one.metric, one.value) for one in found] for name, found in made.by_type.items()} == {
        "chain": [("right", 0.0), ("recall@5", 1.0)],
        "single-fact": [("right", 1.0), ("recall@5", None)],
    }


def test_one_turn_of_a_run_is_found_by_its_name() -> None:
    run = run_of(result("a", {}), result("a", {}, 2), result("b", {}))

    assert question(run, "a", 2) is run.results[1]
    with pytest.raises(UnknownName, match="no turn 3 of 'a'"):
        question(run, "a", 3)


def test_a_bin_of_reliability_sets_what_was_promised_beside_what_was_kept() -> None:
    def promised(answerable: float, could: float, bin_: str) -> object:
        return result("a", {"calibration_error": Score(answerable - could, bin_)}, answer={"answerable": answerable})

    found = reliability([promised(0.82, 1.0, "8"), promised(0.88, 0.0, "8"), promised(0.1, 0.0, "1"), result("b", {})])  # type: ignore[list-item]

    assert [(one.low, one.high, one.turns) for one in found] == [(0.1, 0.2, 1), (0.8, 0.9, 2)]
    assert found[1] == Bin(0.8, 0.9, 2, pytest.approx(0.85), pytest.approx(0.5))


def test_an_interval_of_nothing_is_none() -> None:
    assert interval(["a", "b"], lambda rows: None) is None
