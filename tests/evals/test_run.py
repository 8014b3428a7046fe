"""A run over a real index of twelve documents, and what a broken answerer does to it."""

from collections.abc import Callable

import pytest

from assistant.assistant import Assistant, Search
from assistant.records import Answer
from evals.figures import figure
from evals.floors import below_floor, read_floors
from evals.metrics import metrics
from evals.records import Example, ExampleTurn, Result, Score
from evals.run import answering, run, searching
from tests.evals.making import Broken, altered_quote, always_abstains, never_abstains, wrong_citation, wrong_number

UNTIMED = sorted(name for name in metrics if metrics[name].part != "time")


@pytest.fixture(scope="module")
def results(desk: Assistant, examples: tuple[Example, ...]) -> tuple[Result, ...]:
    return run(examples, answering(desk))


def test_questions_that_the_documents_answer_in_so_many_words_are_right(results: tuple[Result, ...]) -> None:
    assert [(one.example, one.answer) for one in results if one.scores["right"] != Score(1.0)] == []
    assert figure("recall@5", results).value == 1


def test_twice_gives_the_same(desk: Assistant, examples: tuple[Example, ...], results: tuple[Result, ...]) -> None:
    again = run(examples, answering(desk))

    for one, other in zip(results, again, strict=True):
        assert {name: one.scores[name] for name in UNTIMED} == {name: other.scores[name] for name in UNTIMED}
        assert (one.answer or {}) | {"milliseconds": 0} == (other.answer or {}) | {"milliseconds": 0}


def test_a_follow_up_hears_the_answer_before_it(desk: Assistant, examples: tuple[Example, ...]) -> None:
    heard = []

    class Listening:
        def ask(self, question: str, history: object = ()) -> Answer:
            heard.append(history)
            return desk.ask(question, list(history))  # type: ignore[call-overload]

        search, document = desk.search, desk.document

    first = examples[0].turns[0]
    chain = Example("chain", "chain", "en", (first, ExampleTurn("And how many of them were exported?", number=2)))

    run([chain], answering(Listening()))  # type: ignore[arg-type]

    assert heard[0] == ()
    assert [(turn.question, turn.answer.verdict) for turn in heard[1]] == [(first.question, "answered")]


def test_a_question_that_cannot_be_asked_counts_as_an_abstention(desk: Assistant) -> None:
    (one,) = run([Example("empty", "unanswerable", "en", (ExampleTurn(" ", verdicts=("not_in_documents",)),))], answering(desk))

    assert (one.answer or {})["verdict"] == "not_in_documents"
    assert one.ranking == ()


def test_searching_gives_each_document_once(desk: Assistant) -> None:
    example = Example("q", "retrieval", "en", (ExampleTurn("Shanghai smart factories", relevant={"bnn-2024-shanghai-smart": 1}),))

    (one,) = run([example], searching(desk))

    assert one.answer is None
    assert "bnn-2024-shanghai-smart" in one.ranking
    assert len(set(one.ranking)) == len(one.ranking) > 1
    assert one.scores["recall@10"] is not None
    assert one.scores["right"] is None


@pytest.mark.parametrize(
    ("defect", "caught_by"),
    [
        (wrong_number, {"numbers_supported", "answer_right", "right"}),
        (wrong_citation, {"citation_precision", "citation_recall", "numbers_supported", "right"}),
        (altered_quote, {"quotes_verbatim"}),
        (always_abstains, {"false_refusal", "balanced_accuracy", "answer_right", "right"}),
        (never_abstains, {"true_refusal", "balanced_accuracy", "right"}),
    ],
)
def test_the_floors_stop_a_broken_answerer(
    desk: Assistant,
    examples: tuple[Example, ...],
    defect: Callable[[Answer, Search], Answer],
    caught_by: set[str],
) -> None:
    lines = below_floor(run(examples, answering(Broken(desk, defect))), read_floors())

    assert caught_by <= {line.split()[0] for line in lines}


def test_the_floors_let_a_sound_answerer_pass(results: tuple[Result, ...]) -> None:
    missed = {line.split()[0] for line in below_floor(results, read_floors()) if "was not measured" not in line}

    # four answers are too few for a rate of citations, or for the sizes of probabilities
    assert missed <= {"citation_precision", "citation_recall", "calibration_error"}
