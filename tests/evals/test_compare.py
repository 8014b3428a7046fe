import pytest

from corpus.errors import PolicyError
from evals.compare import compare
from evals.records import Score
from tests.evals.making import result, run_of


def test_a_planted_flip_is_found_both_ways_with_both_answers() -> None:
    before = run_of(result("a", {"right": 1.0}), result("b", {"right": 0.0}), result("c", {"right": 1.0}))
    silent = {"verdict": "not_in_documents", "text": "", "missing": "the year"}
    after = run_of(result("a", {"right": 0.0}, answer=silent), result("b", {"right": 1.0}), result("c", {"right": 1.0}))

    found = compare(before, after, "earlier")

    (worse,) = found.worse
    assert (worse.example, worse.before, worse.after) == ("a", "answered: answer of a", "not_in_documents: the year")
    assert [flip.example for flip in found.better] == ["b"]


def test_two_runs_of_the_same_differ_by_nothing() -> None:
    run = run_of(*[result(str(i), {"right": float(i % 2)}) for i in range(10)])

    (difference,) = compare(run, run, "same").differences

    assert (difference.before, difference.change, difference.low, difference.high) == (0.5, 0, 0, 0)
    assert not difference.sure


def test_a_change_on_every_question_is_sure_and_one_on_a_single_question_is_not() -> None:
    before = run_of(*[result(str(i), {"right": 0.0, "token_f1": 0.0}) for i in range(30)])
    after = run_of(*[result(str(i), {"right": 1.0, "token_f1": float(i == 0)}) for i in range(30)])

    sure, unsure = compare(before, after, "earlier").differences

    assert (sure.metric, sure.change, sure.low, sure.high) == ("right", 1, 1, 1)
    assert (sure.sure, unsure.sure) == (True, False)
    assert unsure.low == 0 < unsure.high


def test_the_interval_of_a_mean_is_that_of_the_bootstrap() -> None:
    before = run_of(*[result(str(i), {"right": 0.0}) for i in range(100)])
    after = run_of(*[result(str(i), {"right": float(i < 50)}) for i in range(100)])

    (difference,) = compare(before, after, "earlier").differences

    # 100 draws of 0 or 1 with probability 1/2: 0.5 +- 1.96 * 0.05
    assert difference.low == pytest.approx(0.402, abs=0.015)
    assert difference.high == pytest.approx(0.598, abs=0.015)


def test_the_turns_of_a_conversation_are_drawn_together() -> None:
    before = run_of(*[result("chain", {"right": 0.0}, number) for number in (1, 2, 3, 4)])
    after = run_of(*[result("chain", {"right": float(number == 1)}, number) for number in (1, 2, 3, 4)])

    (difference,) = compare(before, after, "earlier").differences

    assert (difference.low, difference.high) == (0.25, 0.25)  # one example: nothing varies


def test_a_turn_that_became_unscored_is_left_out_of_its_metric() -> None:
    before = run_of(result("a", {"citation_precision": 0.0}), result("b", {"citation_precision": 1.0}))
    after = run_of(result("a", {"citation_precision": None}), result("b", {"citation_precision": 1.0}))

    (difference,) = compare(before, after, "earlier").differences

    assert (difference.before, difference.after) == (0.5, 1.0)


def test_metrics_by_groups_are_compared_by_their_own_summary() -> None:
    groups = ("answerable", "unanswerable")
    before = run_of(*[result(group, {"balanced_accuracy": Score(0.0, group)}) for group in groups])
    after = run_of(*[result(group, {"balanced_accuracy": Score(float(group == "answerable"), group)}) for group in groups])

    (difference,) = compare(before, after, "earlier").differences

    assert (difference.before, difference.after) == (0.0, 0.5)


def test_only_questions_of_both_runs_are_compared() -> None:
    before = run_of(result("a", {"right": 1.0}), result("gone", {"right": 1.0}))
    after = run_of(result("a", {"right": 1.0}), result("new", {"right": 0.0}))

    assert compare(before, after, "earlier").turns == 1
    with pytest.raises(PolicyError, match="no question in common"):
        compare(run_of(result("x", {})), after, "earlier")


def test_a_comparison_repeats_to_the_digit() -> None:
    before = run_of(*[result(str(i), {"right": float(i % 3 == 0)}) for i in range(30)])
    after = run_of(*[result(str(i), {"right": float(i % 2 == 0)}) for i in range(30)])

    assert compare(before, after, "e") == compare(before, after, "e")
