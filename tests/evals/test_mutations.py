"""Defects planted in a desk: what the metrics do not see, the gate cannot keep out.

On sixty questions of the project's set, of every type, with a desk that knows the answers; and on a real desk over twelve
documents, for the defects that its seven questions can show.
"""

from functools import cache

import pytest

from assistant.assistant import Assistant
from evals.figures import figure
from evals.metrics import metrics
from evals.records import Example, Result
from evals.run import answering, run
from evals.sets import in_split, open_set, spread
from tests.evals.defects import DEFECTS, Defect, Planted
from tests.evals.perfect import Perfect

# Those of `examples` ask for one figure each, in single questions on which nothing differs.
NEED_OTHER_QUESTIONS = {
    "millions for billions", "another currency", "a year later", "another company or city", "only the first of several things",
    "one value where sources differ", "a disagreement everywhere", "the question as typed for a follow-up",
    "deaf to all but the first question",
    "one passage found",
}  # fmt: skip


class Remembering:
    """A desk that works out each answer once."""

    def __init__(self, desk: Assistant) -> None:
        self.ask = cache(desk.ask)
        self.search = cache(desk.search)
        self.document = desk.document


@pytest.fixture(scope="module")
def sixty() -> tuple[Example, ...]:
    return spread(in_split(open_set(None).examples, "test"), 60)


@pytest.fixture(scope="module")
def sound(sixty: tuple[Example, ...]) -> tuple[Result, ...]:
    return run(sixty, answering(Perfect(sixty)))


def test_an_answerer_that_does_all_as_the_set_wants_it_is_perfect_by_every_metric(sound: tuple[Result, ...]) -> None:
    found = {name: figure(name, sound).value for name in metrics}

    best = {name: 0.0 if metrics[name].lower_is_better else 1.0 for name, value in found.items() if value is not None}
    assert {name: found[name] for name in best if name != "recall@1"} == {name: best[name] for name in best if name != "recall@1"}
    assert len(best) >= 25


def test_there_are_twenty_defects_and_more_all_different() -> None:
    assert len({defect.name for defect in DEFECTS}) == len(DEFECTS) >= 20


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_planted_defect_is_caught(defect: Defect, sixty: tuple[Example, ...], sound: tuple[Result, ...]) -> None:
    broken = run(sixty, answering(Planted(Perfect(sixty), defect)))

    assert {name for name in defect.caught_by if not _is_worse(name, broken, sound)} == set()


@pytest.fixture(scope="module")
def remembering(desk: Assistant) -> Remembering:
    return Remembering(desk)


@pytest.fixture(scope="module")
def real(remembering: Remembering, examples: tuple[Example, ...]) -> tuple[Result, ...]:
    return run(examples, answering(remembering))


@pytest.mark.parametrize("defect", [d for d in DEFECTS if d.name not in NEED_OTHER_QUESTIONS], ids=lambda defect: defect.name)
def test_a_defect_planted_in_a_real_desk_is_caught(
    defect: Defect, remembering: Remembering, examples: tuple[Example, ...], real: tuple[Result, ...]
) -> None:
    broken = run(examples, answering(Planted(remembering, defect)))

    assert any(_is_worse(name, broken, real) for name in defect.caught_by if figure(name, broken).scored)


def _is_worse(name: str, broken: tuple[Result, ...], sound: tuple[Result, ...]) -> bool:
    after, before = figure(name, broken).value, figure(name, sound).value
    assert after is not None
    assert before is not None
    return after > before if metrics[name].lower_is_better else after < before
