"""Ask every example, score every turn, in one screen."""

from collections.abc import Callable, Iterator, Sequence

from assistant import forms
from assistant.errors import UnusableQuestion
from assistant.records import Answer, Turn
from evals.metrics import scored
from evals.records import ABSTENTION, Desk, Example, Given, Result

DEPTH = 10  # passages that retrieval is judged on
DEPTH_OF_DOCUMENTS = 50  # passages from which a retrieval set's ten documents are taken: long ones have several

# done, of how many, what is being asked
Progress = Callable[[int, int, str], None]

# A question in its conversation -> what was given.
Attempt = Callable[[str, Sequence[Turn]], Given]


def run(
    examples: Sequence[Example], attempt: Attempt, progress: Progress = lambda _done, _total, _name: None
) -> tuple[Result, ...]:
    """The results of all turns, in the order of the examples."""
    results: list[Result] = []
    for done, example in enumerate(examples):
        progress(done, len(examples), example.id)
        results += _turns(example, attempt)
    return tuple(results)


def answering(desk: Desk) -> Attempt:
    """Search, then ask. A question that cannot be asked counts as an abstention: the rest goes on."""

    def attempt(question: str, history: Sequence[Turn]) -> Given:
        try:
            found = desk.search(question, DEPTH, history)
            answer = desk.ask(question, history)
        except UnusableQuestion as error:
            return Given(Answer(question, question, ABSTENTION, missing=str(error)), (), desk.document)
        return Given(answer, tuple(evidence.document_id for evidence in found.evidence), desk.document)

    return attempt


def searching(desk: Desk) -> Attempt:
    """Search only: each document once, where its best passage stands."""

    def attempt(question: str, history: Sequence[Turn]) -> Given:
        try:
            found = desk.search(question, DEPTH_OF_DOCUMENTS, history)
        except UnusableQuestion:
            return Given(None, (), desk.document)
        documents = dict.fromkeys(evidence.document_id for evidence in found.evidence)
        return Given(None, tuple(documents)[:DEPTH], desk.document)

    return attempt


def _turns(example: Example, attempt: Attempt) -> Iterator[Result]:
    """Later turns hear the answers that were given to the earlier ones, right or wrong."""
    history: list[Turn] = []
    for turn in example.turns:
        given = attempt(turn.question, turn.history or tuple(history))
        answer = None if given.answer is None else forms.answer_form(given.answer)
        yield Result(
            example.id, turn.number, example.type, example.language, turn.question, answer, given.ranking, scored(turn, given)
        )
        if given.answer is not None:
            history.append(Turn(turn.question, given.answer))
