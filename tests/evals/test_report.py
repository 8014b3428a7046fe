from pathlib import Path

from evals.compare import compare
from evals.figures import figure, grouped
from evals.records import Score
from evals.report import form, table
from tests.evals.making import result, run_of

FILE = Path("run.json")


def test_a_mean_comes_with_its_standard_error_and_what_was_unscored() -> None:
    found = figure(
        "right", [result("a", {"right": 1.0}), result("b", {"right": 0.0}), result("c", {"right": None}), result("d", {})]
    )

    # standard deviation of 0 and 1 is sqrt(1/2); over sqrt(2) turns 1/2
    assert (found.scored, found.unscored, found.value) == (2, 2, 0.5)
    assert found.standard_error is not None
    assert abs(found.standard_error - 0.5) < 1e-12


def test_unscored_is_not_zero() -> None:
    nothing = figure("right", [result("a", {"right": None})])

    assert (nothing.value, nothing.standard_error) == (None, None)


def test_follow_ups_are_reported_by_turn() -> None:
    turns = [result("a", {"follow_up": Score(1.0, "turn 2")}), result("a", {"follow_up": Score(0.0, "turn 3")}, 3)]

    assert {name: one.value for name, one in grouped("follow_up", turns).items()} == {"turn 2": 1.0, "turn 3": 0.0}


def test_the_table_is_aligned_and_says_which_metrics_are_better_low() -> None:
    lines = table(run_of(result("a", {"right": 1.0, "false_refusal": 0.0}), result("b", {"right": 0.0})), FILE).splitlines()

    assert "right                            2  0.500    0.500" in lines
    assert "false_refusal (lower is better)  1  0.000" in lines
    assert lines[0] == "project (test): 2 questions, 2 turns"
    assert lines[-1] == "run: run.json"


def test_several_types_get_a_table_of_their_own() -> None:
    text = table(run_of(result("a", {"right": 1.0}), result("b", {"right": 0.0}, type="chain")), FILE)

    assert [line.split()[:3] for line in text.splitlines() if line.startswith(("chain", "single-fact"))] == [
        ["chain", "1", "0.000"],
        ["single-fact", "1", "1.000"],
    ]


def test_times_are_printed_in_whole_milliseconds() -> None:
    assert "  123" in table(run_of(result("a", {"latency_p50_ms": 123.4})), FILE)


def test_a_comparison_is_printed_with_its_flips() -> None:
    before, after = run_of(result("a", {"right": 1.0})), run_of(result("a", {"right": 0.0}))

    text = table(after, FILE, compare(before, after, "earlier"))

    assert "1 became wrong\n  a turn 1 (single-fact): question of a\n    before  answered: answer of a" in text
    assert "right    1.000  0.000  -1.000  [-1.000, -1.000]  *" in text


def test_the_form_holds_metrics_by_type_the_comparison_and_what_is_below_its_floor() -> None:
    before, after = run_of(result("a", {"right": 1.0})), run_of(result("a", {"right": 0.0}))

    made = form(after, FILE, compare(before, after, "earlier"), ["right is low"])

    assert made["metrics"]["right"]["by_type"]["single-fact"] == {"n": 1, "unscored": 0, "mean": 0.0, "standard_error": None}
    assert made["compare"]["worse"][0]["example"] == "a"
    assert made["below_floor"] == ["right is low"]
    assert form(after, FILE)["below_floor"] is None


def test_what_is_below_its_floor_is_at_the_end_of_the_table() -> None:
    assert "BELOW FLOOR  right is low" in table(run_of(result("a", {"right": 0.0})), FILE, below=["right is low"])
