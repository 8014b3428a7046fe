from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.records import Turn
from evals.journal import Journal
from evals.records import Example, ExampleTurn, Given
from evals.run import run
from tests.evals.making import ONE, answer, citation, given

EXAMPLES = tuple(Example(name, "single-fact", "en", (ExampleTurn(f"{name}?"),)) for name in ("a", "b", "c"))
MADE_WITH = {"index": "one", "code": "1"}


class Killed(Exception):
    """Stands for a run that is stopped from outside."""


class Attempts:
    """Answers with one quote, keeps what it was asked, and is killed at a question."""

    def __init__(self, fatal: str = "") -> None:
        self.asked: list[str] = []
        self.fatal = fatal

    def __call__(self, turn: ExampleTurn, _: Sequence[Turn]) -> Given:
        if turn.question == self.fatal:
            raise Killed
        self.asked.append(turn.question)
        return given(answer(citation(ONE, "It plans 200 by 2025.")), "one")


def test_a_run_that_was_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with pytest.raises(Killed):
        run(EXAMPLES, Attempts("c?"), journal=Journal(EXAMPLES, MADE_WITH, tmp_path))
    attempts = Attempts()

    resumed = run(EXAMPLES, attempts, journal=Journal(EXAMPLES, MADE_WITH, tmp_path))

    assert attempts.asked == ["c?"]
    assert resumed == run(EXAMPLES, Attempts())


@pytest.mark.parametrize(
    ("examples", "made_with"),
    [(EXAMPLES[:2], MADE_WITH), (EXAMPLES, MADE_WITH | {"code": "2"}), (EXAMPLES, MADE_WITH | {"index": "two"})],
)
def test_what_was_made_with_something_else_is_not_taken_up(
    tmp_path: Path, examples: Sequence[Example], made_with: dict[str, str]
) -> None:
    run(EXAMPLES, Attempts(), journal=Journal(EXAMPLES, MADE_WITH, tmp_path))

    assert Journal(examples, made_with, tmp_path).done == 0


def test_a_line_that_was_cut_off_is_asked_again(tmp_path: Path) -> None:
    journal = Journal(EXAMPLES, MADE_WITH, tmp_path)
    run(EXAMPLES, Attempts(), journal=journal)
    journal.file.write_text(journal.file.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    attempts = Attempts()

    run(EXAMPLES, attempts, journal=Journal(EXAMPLES, MADE_WITH, tmp_path))

    assert attempts.asked == ["c?"]
    assert Journal(EXAMPLES, MADE_WITH, tmp_path).done == 3


def test_a_run_that_is_recorded_is_forgotten(tmp_path: Path) -> None:
    journal = Journal(EXAMPLES, MADE_WITH, tmp_path)
    run(EXAMPLES, Attempts(), journal=journal)

    journal.finish()

    assert list(tmp_path.iterdir()) == []
