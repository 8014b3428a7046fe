"""The evaluation page: what a run scored, how sure that is, and what became of every question."""

from evals.compare import compare
from evals.overview import overview
from evals.records import Run
from tests.evals.making import result
from ui.evaluation import outcome_of, question_markup, scores, scores_table
from ui.score_chart import score_chart
from ui.texts import languages

ENGLISH = languages()["en"]


def run_of(*values):
    results = tuple(result(f"e{n}", {"right": value, "latency": 90.0}) for n, value in enumerate(values))
    return Run("project", "test", None, "2026-11-23T10:00:00+00:00", None, None, {}, {}, results)


def scored(run, comparison=None):
    return scores(overview(run).measured, comparison)


def test_a_score_has_its_interval_and_a_count_of_turns():
    (right,) = [one for one in scored(run_of(*[1.0, 0.0] * 50)) if one.name == "right"]

    low, high = right.interval
    assert (right.value, right.turns) == (0.5, 100)
    assert 0.35 < low < 0.45 < 0.55 < high < 0.65


def test_a_sure_change_is_said_in_words():
    before, after = run_of(*[0.0] * 30), run_of(*[1.0] * 30)

    table = scores_table(scored(after, compare(before, after, "earlier")), ENGLISH)

    assert "+1.000 [+1.000, +1.000] better" in table
    assert "worse" not in table


def test_a_question_is_right_wrong_or_not_scored():
    assert [outcome_of(result("e", {"right": value})) for value in (1.0, 0.0, None)] == ["right", "wrong", "unscored"]


def test_a_question_shows_its_answer_and_every_score_as_text():
    shown = question_markup(
        result(
            "e1", {"right": 1.0, "ndcg@10": None}, question="<b>What?</b>", expected={"answers": [{"any": ["70", "seventy"]}]}
        ),
        ENGLISH,
    )

    assert "&lt;b&gt;What?" in shown
    assert "<td>right</td><td>1</td>" in shown
    assert "ndcg" not in shown
    assert "Expected: 70 / seventy" in shown
    assert "answer of e1" in shown


def test_the_picture_has_a_row_a_metric():
    found = [one for one in scored(run_of(1.0, 0.0)) if one.part != "time"]

    rows = score_chart(found, ENGLISH, "dark").to_dict()["data"]["values"]

    assert [(row["metric"], row["printed"]) for row in rows] == [("right", "0.500")]
