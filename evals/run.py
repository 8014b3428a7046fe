"""Ask every example, score every turn, in one screen."""

from collections.abc import Callable, Iterator, Sequence

from assistant import forms
from assistant.batches import given_passage
from assistant.errors import UnusableQuestion
from assistant.records import Answer, Turn
from corpus.records import Document
from evals.expected import expected_form
from evals.journal import Journal
from evals.metrics import scored
from evals.records import ABSTENTION, Desk, Example, ExampleTurn, Given, Reader, Result

DEPTH = 10  # passages that retrieval is judged on
DEPTH_OF_DOCUMENTS = 50  # passages from which a retrieval set's ten documents are taken: long ones have several

# done, of how many, what is being asked
Progress = Callable[[int, int, str], None]

# A turn in its conversation -> what was given.
Attempt = Callable[[ExampleTurn, Sequence[Turn]], Given]


def run(
    examples: Sequence[Example],
    attempt: Attempt,
    progress: Progress = lambda _done, _total, _name: None,
    journal: Journal | None = None,
) -> tuple[Result, ...]:
    """The results of all turns, in the order of the examples; those that the journal holds are not asked again."""
    results: list[Result] = []
    for done, example in enumerate(examples):
        progress(done, len(examples), example.id)
        held = journal.held(example.id) if journal is not None else None
        if held is None:
            held = tuple(_turns(example, attempt))
            if journal is not None:
                journal.write(held)
        results += held
    return tuple(results)


def answering(desk: Desk) -> Attempt:
    """Search, then ask. A question that cannot be asked counts as an abstention: the rest goes on."""

    def attempt(turn: ExampleTurn, history: Sequence[Turn]) -> Given:
        try:
            found = desk.search(turn.question, DEPTH, history)
            answer = desk.ask(turn.question, history)
        except UnusableQuestion as error:
            return Given(_refusal(turn, error), (), desk.document)
        ranking = tuple(evidence.document_id for evidence in found.evidence)
        return Given(answer, ranking, desk.document, answer.standalone_question)

    return attempt


def searching(desk: Desk, by_page: bool = False) -> Attempt:
    """Search only: each document once, or each page ("document|page"), where its best passage stands."""

    def attempt(turn: ExampleTurn, history: Sequence[Turn]) -> Given:
        try:
            found = desk.search(turn.question, DEPTH_OF_DOCUMENTS, history)
        except UnusableQuestion:
            return Given(None, (), desk.document)
        distinct = dict.fromkeys(f"{e.document_id}|{e.page}" if by_page else e.document_id for e in found.evidence)
        return Given(None, tuple(distinct)[:DEPTH], desk.document, found.standalone_question)

    return attempt


def reading(reader: Reader) -> Attempt:
    """Read the passages that come with the question; they are the documents of its answer."""

    def attempt(turn: ExampleTurn, _: Sequence[Turn]) -> Given:
        given = {str(passage["id"]): passage for passage in turn.passages}

        def document(id_: str) -> Document | None:
            return Document(id_, str(given[id_].get("title") or ""), str(given[id_]["text"])) if id_ in given else None

        told = [given_passage(passage, f"question {turn.question[:60]!r}") for passage in turn.passages]
        try:
            answer = reader.read(turn.question, told)
        except UnusableQuestion as error:
            answer = _refusal(turn, error)
        return Given(answer, (), document)

    return attempt


def _refusal(turn: ExampleTurn, error: UnusableQuestion) -> Answer:
    return Answer(turn.question, turn.question, ABSTENTION, missing=str(error))


def _turns(example: Example, attempt: Attempt) -> Iterator[Result]:
    """Later turns hear the answers that were given to the earlier ones, right or wrong."""
    history: list[Turn] = []
    for turn in example.turns:
        given = attempt(turn, turn.history or tuple(history))
        answer = None if given.answer is None else forms.answer_form(given.answer)
        yield Result(
            example.id, turn.number, example.type, example.language, turn.question, answer, given.ranking, scored(turn, given),
            expected_form(turn),
        )  # fmt: skip
        if given.answer is not None:
            history.append(Turn(turn.question, given.answer))
