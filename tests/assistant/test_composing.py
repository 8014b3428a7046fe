"""Answers to questions that ask several things, put together out of the answers to each."""

from collections.abc import Collection

import pytest
from langchain_core.embeddings import Embeddings

from assistant.assistant import Assistant
from assistant.composing import composed
from assistant.given import GivenPassage, PassageReader
from assistant.question import Question, read_question
from assistant.reader import open_reader
from assistant.records import Answer

SALES = GivenPassage(
    "sales",
    "SAIC sold 5.05 million vehicles in 2021. SAIC sold 5.30 million vehicles in 2022. SAIC sold 5.02 million vehicles in 2023. "
    "Tesla sold 1.81 million vehicles in 2023.",
    "Sales of SAIC and Tesla",
    "2024-01-20",
)
GOAL = GivenPassage("goal", "SAIC set its sales target for 2023 at 6 million vehicles.", "Targets of SAIC", "2023-02-10")


@pytest.fixture(scope="module")
def reader(embedder: Embeddings) -> PassageReader:
    return PassageReader(lambda: embedder, open_reader())


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def test_years_are_answered_one_by_one_in_order(reader: PassageReader) -> None:
    answer = reader.read("Trace SAIC's sales year by year from 2021 to 2023.", [SALES])

    assert quotes(answer) == [
        "SAIC sold 5.05 million vehicles in 2021.",
        "SAIC sold 5.30 million vehicles in 2022.",
        "SAIC sold 5.02 million vehicles in 2023.",
    ]
    assert answer.short_answer is None
    assert [claim.citations for claim in answer.claims] == [(1,), (2,), (3,)]


def test_compared_companies_each_get_their_claim(reader: PassageReader) -> None:
    answer = reader.read("Which sold more vehicles in 2023, SAIC or Tesla, and how many each?", [SALES])

    assert quotes(answer) == ["SAIC sold 5.02 million vehicles in 2023.", "Tesla sold 1.81 million vehicles in 2023."]
    assert answer.verdict == "answered"


def test_goal_and_outcome_are_two_sentences(reader: PassageReader) -> None:
    answer = reader.read("Did SAIC reach the sales target it had set for 2023?", [SALES, GOAL])

    assert quotes(answer)[:2] == [
        "SAIC set its sales target for 2023 at 6 million vehicles.",
        "SAIC sold 5.02 million vehicles in 2023.",
    ]


def test_a_part_without_an_answer_is_named_as_missing(reader: PassageReader) -> None:
    answer = reader.read("Which sold more vehicles in 2023, SAIC or Toyota, and how many each?", [SALES])

    assert answer.verdict == "partial"
    assert "Toyota" in (answer.missing or "")
    assert quotes(answer) == ["SAIC sold 5.02 million vehicles in 2023."]


def test_a_question_whose_parts_all_remain_open_is_an_abstention(reader: PassageReader) -> None:
    answer = reader.read("Who founded BYD, and when was Geely listed?", [SALES])

    assert answer.verdict == "not_in_documents"


def test_a_year_is_not_filled_with_its_month(reader: PassageReader) -> None:
    months = GivenPassage("months", "NIO delivered 91,429 vehicles in 2021. NIO delivered 9,652 vehicles in January 2022.", "NIO")

    answer = reader.read("NIO's yearly deliveries from 2021 to 2022", [months])

    assert quotes(answer) == ["NIO delivered 91,429 vehicles in 2021."]
    assert "2022" in (answer.missing or "")


def test_a_year_is_no_answer_for_its_quarters(reader: PassageReader) -> None:
    year = GivenPassage("year", "NIO delivered 326,028 vehicles in 2025, up 46.9%.", "NIO")

    answer = reader.read("NIO's deliveries in the first and fourth quarters of 2025", [year])

    assert answer.verdict == "partial"
    assert "first quarter" in (answer.missing or "")


def test_years_that_have_not_come_are_not_missing(reader: PassageReader) -> None:
    answer = reader.read("SAIC's sales year by year since 2021", [SALES])

    assert len(quotes(answer)) == 3
    assert answer.missing is None


def test_a_figure_of_the_other_name_in_one_sentence_answers_neither(reader: PassageReader) -> None:
    both = GivenPassage(
        "both", "In 2023 SAIC and Tesla went apart: SAIC sold 5.02 million vehicles. Tesla sold 1.81 million.", "2023"
    )

    answer = reader.read("How many vehicles did SAIC and Tesla each sell in 2023?", [both])

    assert quotes(answer)[-1] == "Tesla sold 1.81 million."


def test_a_pronoun_stands_for_the_name_that_the_part_before_was_answered_with() -> None:
    asked: list[str] = []

    def answer_one(question: Question, threshold: float | None, without: Collection[str]) -> Answer:
        asked.append(question.text)
        return READER.read(question.text, [MAKER])

    composed(read_question("Who made the plant's robots? How many people does that company employ?"), answer_one)

    assert "Fanuc" in asked[-1]


MAKER = GivenPassage("maker", "Fanuc made the robots of the plant. Fanuc employs 8,000 people.", "Robots")


class _Words:
    """Vectors of words, so that the part above needs no model."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return [1.0, 0.0]


READER = PassageReader(_Words, open_reader())


def test_a_goal_that_the_question_names_is_not_met_by_another_figure(shipped_desk: Assistant):
    answer = shipped_desk.ask("Has Shanghai met its target of 200 smart factories?")

    assert answer.lead == "The documents say:"
    assert answer.disagreements == ()


def test_who_asks_whether_a_goal_was_reached_takes_nothing_for_granted(shipped_desk: Assistant):
    answer = shipped_desk.ask("What was SAIC's overseas sales target for 2025 and did it reach it?")

    assert answer.missing is None
    assert {"1.5 million", "1.071 million"} <= {figure for figure in ("1.5 million", "1.071 million") if figure in answer.text}
