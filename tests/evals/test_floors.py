"""The gate: what it lets pass, what it stops, and that nobody lowers it in silence."""

import re
from pathlib import Path

import pytest

from corpus.errors import PolicyError
from evals.floors import Floor, Step, below_floor, read_floors
from evals.metrics import metrics
from evals.records import Example
from evals.run import answering, run
from evals.sets import in_split, open_set, spread
from tests.evals.defects import DEFECTS, Planted
from tests.evals.making import result
from tests.evals.perfect import Perfect

REASON = "measured on the test split"
SET = '{ on = "2026-01-01", limit = 0.6, why = "0.7 was measured on the test split" }'


def floor(metric: str, limit: float, **fields: str) -> Floor:
    return Floor(metric, limit, REASON, (Step("2026-01-01", limit, REASON),), **fields)


def written(folder: Path, limit: float, *steps: str, metric: str = "right", reason: str = REASON) -> Path:
    path = folder / "floors.toml"
    text = f'[[floor]]\nmetric = "{metric}"\nlimit = {limit}\nreason = "{reason}"\nhistory = [{", ".join(steps)}]\n'
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sixty() -> tuple[Example, ...]:
    return spread(in_split(open_set(None).examples, "test"), 60)


def test_the_gate_lets_pass_what_is_all_right(sixty: tuple[Example, ...]) -> None:
    assert below_floor(run(sixty, answering(Perfect(sixty))), read_floors()) == []


@pytest.mark.parametrize(
    ("name", "caught_by"),
    [
        ("every digit one higher", {"numbers_supported", "figure_right", "right"}),
        ("citations of another document", {"citation_precision", "citation_recall", "right"}),
        ("always silent", {"false_refusal", "balanced_accuracy", "right"}),
        ("never silent", {"true_refusal", "balanced_accuracy"}),
    ],
)
def test_the_gate_stops_a_broken_answerer(name: str, caught_by: set[str], sixty: tuple[Example, ...]) -> None:
    (defect,) = [defect for defect in DEFECTS if defect.name == name]

    lines = below_floor(run(sixty, answering(Planted(Perfect(sixty), defect))), read_floors())

    assert caught_by <= {line.split()[0] for line in lines}


def test_the_gate_holds_what_the_contract_promises_and_every_part_of_the_product() -> None:
    floors = read_floors()

    assert {(one.metric, one.limit) for one in floors} >= {("quotes_verbatim", 1.0), ("numbers_supported", 1.0)}
    assert {metrics[one.metric].part for one in floors} == {"answer", "retrieval", "citations", "abstention", "conversation"}
    assert [one.limit for one in floors if one.of == "recall@5 (single-fact, en)"] >= [0.85]


def test_no_floor_is_the_opinion_of_a_judge() -> None:
    assert [one.metric for one in read_floors() if "judge" in one.metric] == []


def test_a_floor_that_is_raised_or_lowered_with_a_reason_is_read(tmp_path: Path) -> None:
    lowered = '{ on = "2026-02-01", limit = 0.5, why = "a harder set: 30 questions were added" }'

    (one,) = read_floors(written(tmp_path, 0.5, SET, lowered))

    assert [step.limit for step in one.history] == [0.6, 0.5]


@pytest.mark.parametrize(
    ("limit", "steps", "says"),
    [
        (0.5, [SET], "is 0.5, and its history does not end there"),
        (0.6, [], "is 0.6, and its history does not end there"),
        (0.5, [SET, '{ on = "2026-02-01", limit = 0.5, why = "" }'], "was lowered on 2026-02-01 without a word"),
        (0.7, [SET, '{ on = "2026-02-01", limit = 0.7, why = "better" }'], "was set on 2026-02-01 without a word"),
    ],
)
def test_a_floor_that_is_moved_in_silence_is_refused(tmp_path: Path, limit: float, steps: list[str], says: str) -> None:
    with pytest.raises(PolicyError, match=re.escape(says)):
        read_floors(written(tmp_path, limit, *steps))


def test_a_floor_without_a_reason_or_of_no_metric_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="gives no reason"):
        read_floors(written(tmp_path, 0.6, SET, reason="because"))
    with pytest.raises(PolicyError, match="of a metric that does not exist"):
        read_floors(written(tmp_path, 0.6, SET, metric="rigth"))


def test_a_ceiling_is_lowered_when_it_allows_more(tmp_path: Path) -> None:
    more = '{ on = "2026-02-01", limit = 0.7, why = "" }'

    with pytest.raises(PolicyError, match="was lowered on 2026-02-01"):
        read_floors(written(tmp_path, 0.7, SET, more, metric="false_refusal"))


def test_a_floor_line_names_metric_value_and_limit() -> None:
    half = [result("a", {"right": 1.0}), result("b", {"right": 0.0})]

    assert below_floor(half, [floor("right", 0.6)]) == ["right is 0.500 on 2 turns, its floor is 0.6"]
    assert below_floor(half, [floor("right", 0.5)]) == []


def test_a_ceiling_is_a_floor_from_above() -> None:
    refused = [result("a", {"false_refusal": 1.0})]

    assert below_floor(refused, [floor("false_refusal", 0.2)]) == ["false_refusal is 1.000 on 1 turns, its ceiling is 0.2"]


def test_a_floor_for_which_nothing_was_measured_is_not_passed_in_silence() -> None:
    english = [result("a", {"right": 1.0})]

    assert below_floor(english, [floor("right", 0.5, language="zh")]) == ["right (zh) was not measured: raise --limit"]
