"""The benchmark runs from its command and fills every figure."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.against_tutorial import FIGURES, Figure, evenly, read_questions, summed_up, table

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = (
    {"turns": [{"question": "How many smart factories does Shanghai plan by 2025?"}, {"question": "And in 2023?"}]},
    {"question": "When did Tesla's Megapack factory in Shanghai open?"},
    {"question": "上海有多少家智能工厂?"},
)


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "questions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in QUESTIONS), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def report(questions: Path) -> dict[str, Any]:
    small = ("--documents", "5", "--questions", str(questions), "--rounds", "1", "--starts", "1", "--json")
    ended = subprocess.run(
        [sys.executable, "benchmarks/against_tutorial.py", *small], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    form: dict[str, Any] = json.loads(ended.stdout)
    return form


def test_every_figure_has_both_values_and_their_ratio(report):
    by_name = {figure["name"]: figure for figure in report["figures"]}

    assert list(by_name) == [figure.name for figure in FIGURES]
    for figure in by_name.values():
        ours, tutorial = figure["ours"]["median"], figure["tutorial"]["median"]
        assert ours > 0 and tutorial > 0, figure
        assert figure["ratio"] == pytest.approx(ours / tutorial, rel=0.05), figure


def test_the_run_says_what_was_measured(report):
    run = report["run"]

    assert (run["documents"], run["questions"], run["rounds"], run["starts"]) == (5, 3, 1, 1)
    assert run["passages"]["ours"] >= 5
    assert run["passages"]["tutorial"] >= 5


def test_the_table_has_a_line_for_every_figure_and_says_what_is_not_alike(report):
    lines = table(report).splitlines()

    assert [name for figure in FIGURES if not any(line.startswith(name := figure.name) for line in lines)] == []
    assert any("its retrieval alone" in line for line in lines)


def test_a_figure_is_the_median_with_its_spread_and_our_ratio_to_the_tutorial():
    samples = {"ours search p50": [30.0, 10.0, 20.0], "tutorial search p50": [5.0, 4.0, 8.0]}

    form = summed_up(Figure("warm search p50", "ms", "lower", "search p50", "search p50"), samples)

    assert form["ours"] == {"median": 20.0, "low": 10.0, "high": 30.0}
    assert form["ratio"] == 20 / 5


def test_of_a_chain_only_the_first_question_is_asked(questions):
    assert read_questions(questions) == [
        "How many smart factories does Shanghai plan by 2025?",
        "When did Tesla's Megapack factory in Shanghai open?",
        "上海有多少家智能工厂?",
    ]


def test_a_missing_question_file_is_one_line_that_names_it(tmp_path):
    with pytest.raises(SystemExit, match=r"there is no file .*none\.jsonl: name one with --questions"):
        read_questions(tmp_path / "none.jsonl")


def test_a_part_is_taken_from_the_whole_length():
    assert evenly("abcdefghij", 4) == ["a", "c", "f", "h"]
