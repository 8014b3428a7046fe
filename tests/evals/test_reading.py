"""Reading sets: a real reader on passages made by hand, and each of their metrics on values worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.records import Answer, Citation, Claim
from assistant.wiring import open_passage_reader
from corpus.records import Document
from evals.metrics import scored
from evals.records import Accepted, Example, ExampleTurn, Given, Score
from evals.run import reading, run
from evals.squad import contains, f1, normalised, rouge_l, word_recall
from evals.summaries import area_under_curve
from tests.evals.making import evidence

MILL = "The mill was opened in 1921 . It was built by Otis Brown . It burned down in 1950 ."
SENTENCES = ["The mill was opened in 1921 .", "It was built by Otis Brown .", "It burned down in 1950 ."]
PASSAGE = {"id": "p", "title": "Mills", "text": MILL, "sentences": SENTENCES}
ANSWERED, SILENT = ("answered", "partial", "disagreement"), ("not_in_documents",)

TURN = ExampleTurn("Who built the mill?", verdicts=ANSWERED, answers=(Accepted("name", ("Otis Brown",)),), passages=(PASSAGE,))
UNANSWERABLE = replace(TURN, verdicts=SILENT, answers=())


def said(*quotes: str, short: str | None = None, answerable: float = 0.9) -> Given:
    """An answer whose claims are quotes of the passage; silence without any."""
    document = Document("p", "Mills", MILL)
    cited = tuple(
        Citation(n, quote, MILL.index(quote), MILL.index(quote) + len(quote), evidence(document))
        for n, quote in enumerate(quotes, start=1)
    )
    claims = tuple(Claim(one.quote, (one.n,), "verbatim") for one in cited)
    verdict = "answered" if cited else "not_in_documents"
    made = Answer("q", "q", verdict, claims, cited, short_answer=short, answerable=answerable)  # type: ignore[arg-type]
    return Given(made, (), {"p": document}.get)


def value(name: str, turn: ExampleTurn, given: Given) -> float | None:
    score = scored(turn, given)[name]
    return None if score is None else score.value


def test_the_passages_of_a_question_are_read_and_its_answer_scored() -> None:
    turn = ExampleTurn(
        "When was the steel mill in Riga opened?", verdicts=ANSWERED, answers=(Accepted("name", ("1921",)),),
        passages=({"id": "riga", "title": "Riga", "text": "The steel mill in Riga was opened in 1921.", "label": "correct"},),
    )  # fmt: skip

    (result,) = run([Example("one", "reading", "en", (turn,))], reading(open_passage_reader()))

    assert result.answer is not None
    assert result.answer["verdict"] == "answered"
    scores = {name: score.value for name, score in result.scores.items() if score is not None}
    assert (scores["contains_gold"], scores["quotes_verbatim"], scores["cited_correct"], scores["false_refusal"]) == (1, 1, 1, 0)


def test_a_question_that_cannot_be_asked_counts_as_silence() -> None:
    (result,) = run([Example("one", "reading", "en", (replace(UNANSWERABLE, question="?!"),))], reading(open_passage_reader()))

    assert result.scores["true_refusal"] == Score(1.0)


def test_squads_normalisation_drops_case_punctuation_and_articles() -> None:
    assert normalised("The  Mill's, an (old) one.") == "mills old one"
    assert f1("the Otis Brown", "Brown, of Riga") == 2 * 1 / (2 + 3)
    assert (f1("", ""), f1("a", "the"), f1("x", "")) == (1, 1, 0)


@pytest.mark.parametrize(
    ("text", "accepted", "is_in"),
    [("In 1921.", "1921", True), ("the-mill", "the mill", False), ("Mill, a new one", "mill new", True), ("上 海", "上海", True)],
)
def test_a_text_contains_what_it_has_as_it_stands_or_normalised(text: str, accepted: str, is_in: bool) -> None:
    assert contains(text, accepted) is is_in


def test_the_longest_common_subsequence_may_leave_words_out() -> None:
    assert rouge_l("mill opened in 1921", "mill was opened 1921") == 2 * 3 / (4 + 4)
    assert word_recall("mill opened mill", "mill burned") == 1 / 2
    assert rouge_l("", "mill") == 0


def test_squads_measures_take_the_best_accepted_span() -> None:
    asked = replace(TURN, answers=(Accepted("name", ("Brown", "Mr Otis Brown")),))

    assert value("squad_f1", asked, said("It was built by Otis Brown .", short="Otis Brown")) == 2 * 2 / (2 + 3)
    assert value("squad_exact", asked, said("It was built by Otis Brown .", short="the Brown")) == 1


def test_silence_is_right_of_an_unanswerable_question_and_counts_in_f1_over_all() -> None:
    names = ("squad_exact", "squad_f1", "squad_f1_answerable")

    assert [value(name, UNANSWERABLE, said()) for name in names] == [1, 1, None]
    assert [value(name, UNANSWERABLE, said(SENTENCES[0], short="1921")) for name in names] == [0, 0, None]
    assert [value(name, TURN, said()) for name in names] == [0, 0, 0]


def test_spans_are_not_compared_where_answers_are_long_or_several() -> None:
    long, several = replace(TURN, support=(SENTENCES[1],)), replace(TURN, wrong=())

    assert value("squad_f1", long, said()) is None
    assert value("squad_f1", several, said()) is None
    assert value("contains_gold", long, said()) is None


def test_a_strict_match_has_every_answer_and_none_that_is_wrong() -> None:
    asked = replace(TURN, answers=(Accepted("name", ("1921",)), Accepted("name", ("Otis Brown",))), wrong=("1950",))

    assert value("strict_match", asked, said(*SENTENCES[:2])) == 1
    assert value("strict_match", asked, said(*SENTENCES)) == 0
    assert value("strict_match", asked, said(SENTENCES[0])) == 0
    assert value("strict_match", TURN, said()) is None


def test_a_citation_of_a_false_passage_is_not_correct() -> None:
    true, false = ({**PASSAGE, "label": label} for label in ("correct", "misinfo"))

    assert value("cited_correct", replace(TURN, passages=(true,)), said(SENTENCES[0])) == 1
    assert value("cited_correct", replace(TURN, passages=(false,)), said(SENTENCES[0])) == 0
    assert value("cited_correct", TURN, said(SENTENCES[0])) is None


def test_sentences_are_cited_by_quotes_of_them_or_of_a_part() -> None:
    asked = replace(TURN, support=(SENTENCES[1],))

    both = said(SENTENCES[0], "built by Otis Brown")
    assert value("sentence_citation_precision", asked, both) == 1 / 2
    assert value("sentence_citation_recall", asked, both) == 1
    assert value("sentence_citation_recall", asked, said()) == 0
    assert value("sentence_citation_precision", asked, said()) is None


def test_a_quote_over_two_sentences_cites_both() -> None:
    asked = replace(TURN, support=tuple(SENTENCES[:2]))

    assert value("sentence_citation_recall", asked, said(MILL[: MILL.index(" It burned")])) == 1


def test_long_answers_are_compared_by_their_words() -> None:
    asked = replace(TURN, support=(SENTENCES[1],), answers=(Accepted("name", ("Otis Brown built it in Riga",)),))

    # "it was built by otis brown" has four of the six words of the answer, two of them in its order
    assert value("word_recall", asked, said(SENTENCES[1])) == 4 / 6
    assert value("rouge_l", asked, said(SENTENCES[1])) == 2 * 2 / (6 + 6)
    assert value("rouge_l", TURN, said(SENTENCES[1])) is None


def test_the_area_is_the_share_of_pairs_in_the_right_order() -> None:
    scores = [(TURN, 0.9), (TURN, 0.4), (UNANSWERABLE, 0.4), (UNANSWERABLE, 0.1)]
    found = [scored(turn, said(answerable=answerable))["answerable_auc"] for turn, answerable in scores]

    values, groups = zip(*((score.value, score.group) for score in found if score is not None), strict=True)

    # pairs: .9 above both, .4 above .1 and level with .4
    assert area_under_curve(np.array(values), np.array(groups)) == (2 + 1 + 0.5) / 4
    assert area_under_curve(np.array(values[:2]), np.array(groups[:2])) is None


def test_a_follow_up_is_judged_by_the_words_it_lacks() -> None:
    asked = ExampleTurn("And in Riga?", number=2, standalone="When was the mill opened in Riga?")
    made = replace(said(), standalone="And in Riga, the mill opened?")

    # added by the person: when, was, mill, opened; of these ours has mill and opened
    assert value("added_word_recall", asked, made) == 2 / 4
    assert value("left_alone", asked, made) is None


def test_a_question_that_says_it_all_is_to_be_left_alone() -> None:
    asked = ExampleTurn("When was the mill opened?", standalone="When was the mill opened?")

    assert value("left_alone", asked, replace(said(), standalone="When was the mill opened")) == 1
    assert value("left_alone", asked, replace(said(), standalone="When was the mill in Riga opened?")) == 0
    assert value("added_word_recall", asked, replace(said(), standalone="x")) is None


def test_right_is_the_hardest_measure_that_the_set_allows() -> None:
    strict = replace(TURN, wrong=("1950",))

    assert [value("right", TURN, made) for made in (said(SENTENCES[1]), said())] == [1, 0]
    assert [value("right", strict, made) for made in (said(SENTENCES[1]), said(*SENTENCES))] == [1, 0]
    assert [value("right", UNANSWERABLE, made) for made in (said(SENTENCES[1]), said())] == [0, 1]
    assert value("right", replace(TURN, support=(SENTENCES[1],)), said(SENTENCES[1])) is None
    assert value("cited_right", TURN, said(SENTENCES[1])) is None


def test_a_long_answer_is_not_looked_for_as_a_span() -> None:
    asked = replace(TURN, support=(SENTENCES[1],), answers=(Accepted("text", ("Otis Brown built it.",)),))

    assert [value(name, asked, said(SENTENCES[1])) for name in ("answer_right", "token_f1", "short_answer_exact")] == [None] * 3
