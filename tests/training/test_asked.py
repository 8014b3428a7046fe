"""Questions that people asked of the shipped documents: each row is true of its document, none is learnt from and measured on."""

import random
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.wiring import open_assistant
from corpus.places import shipped_documents
from training.asked import _does_not_answer, _of_row, asked_rows, for_fitting
from training.desk import outcome
from training.shipped import Said

ROWS = asked_rows()
SALES = Said("a", "SAIC sold 3.53 million vehicles in January-November 2024.", "", "", None)


def test_every_sentence_stands_in_its_document_and_holds_its_answer() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in shipped_documents().glob("*.md")}

    assert [row for row in ROWS if row["sentence"] not in texts[row["document"]]] == []
    assert [row for row in ROWS if row["span"] is not None and row["span"] not in row["sentence"]] == []


def test_no_question_is_asked_twice_and_every_unanswerable_one_says_why() -> None:
    assert len({row["question"] for row in ROWS}) == len(ROWS)
    assert [row for row in ROWS if (row["span"] is None) != ("why" in row)] == []


def test_a_document_is_learnt_from_or_fitted_on_never_both() -> None:
    fitted = {row["document"] for row in ROWS if for_fitting(row)}

    assert fitted.isdisjoint(row["document"] for row in ROWS if not for_fitting(row))
    assert 0.2 < sum(map(for_fitting, ROWS)) / len(ROWS) < 0.3


@pytest.mark.parametrize(
    ("other", "wrong"),
    [
        ("SAIC sold 4.013 million vehicles in 2024.", True),
        ("By this count SAIC's sales reached 3,530,000 vehicles by November 2024.", False),
        ("2024年1—11月，上汽销量为353万辆。", False),
    ],
)
def test_a_sentence_with_the_same_figure_is_not_taken_for_wrong(other: str, wrong: bool) -> None:
    said = Said("b", other, "", "", None)

    assert _does_not_answer("SAIC units Jan-Nov 2024", SALES, said, "3.53 million vehicles") is wrong


def test_a_sentence_that_only_tempts_answers_nothing() -> None:
    row = {"question": "How many did SAIC sell in October 2024?", "span": None, "why": "period"}

    (example,) = _of_row(row, SALES, [SALES], random.Random(1))

    assert (example.answers, example.span, example.source) == (False, None, "asked:period")


def test_the_answer_is_marked_where_it_stands() -> None:
    row = {"question": "SAIC units Jan-Nov 2024", "span": "3.53 million vehicles"}

    (example,) = _of_row(row, SALES, [SALES], random.Random(1))

    assert example.answers
    assert example.span is not None
    assert SALES.text[slice(*example.span)] == "3.53 million vehicles"


def test_silence_is_told_from_a_right_answer(small_index: Path) -> None:
    row = {"span": "200 smart factories", "sentence": "Shanghai plans 200 smart factories by 2025."}
    desk = open_assistant(Settings(small_index))

    answers = [desk.ask(question) for question in ASKED]

    assert [outcome(row, answer) for answer in answers] == ["right", "refused"]
    assert [outcome({"span": None}, answer) for answer in answers] == ["answered", "refused"]


ASKED = ("How many smart factories will Shanghai build by 2025?", "Who won the 1998 football world cup?")
