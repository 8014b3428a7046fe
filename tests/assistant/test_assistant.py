"""The desk: one answer whatever runs beside it, an abstention for what it cannot know, one line for what it cannot read."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

import assistant
from assistant.assistant import Assistant
from assistant.errors import UnusableQuestion
from assistant.reader import open_reader
from assistant.reading_room import ReadingRoom
from assistant.records import Answer, Milliseconds
from assistant.wiring import open_assistant
from corpus.errors import PolicyError
from corpus.ingest import remove
from corpus.records import Filters
from tests.assistant.conftest import TWINS
from tests.fakes import WordHashEmbeddings

QUESTIONS = [
    "How many vehicles did SAIC sell in 2023?",
    "How many vehicles did Tesla's Shanghai plant deliver in 2023?",
    "What is Shanghai's robot density?",
    "上海2024年将建设多少家智能工厂？",
    "When was the Robotics+ action plan issued?",
    "What is the capital of France?",
    "How many robots work in Tesla's Shanghai plant?",
    "How many vehicles did IM Motors sell in 2024?",
]


LAST_DIGITS = 0.0015  # of a score: a matrix product may be shared out among cores in another way


def told(answer: Answer) -> dict[str, Any]:
    """All that an answer says, but for the time it took."""
    return leaves(asdict(replace(answer, milliseconds=Milliseconds())))


def leaves(value: Any, path: str = "") -> dict[str, Any]:
    """What a record is made of, by where it stands in it."""
    if isinstance(value, dict | list | tuple):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        return {path: len(value)} | {name: leaf for key, part in parts for name, leaf in leaves(part, f"{path}.{key}").items()}
    return {path: value}


def test_eight_threads_asking_at_once_get_the_answers_of_one(desk: Assistant, small_index: Path):
    alone = [desk.ask(question) for question in QUESTIONS]
    shared = open_assistant(small_index)  # cold: the threads open the embedder, too

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(shared.ask, QUESTIONS))

    for answer, expected in zip(together, alone, strict=True):
        assert told(answer) == pytest.approx(told(expected), abs=LAST_DIGITS)


def test_the_same_question_twice_gives_the_same_answer(desk: Assistant):
    assert told(desk.ask(QUESTIONS[0])) == pytest.approx(told(desk.ask(QUESTIONS[0])), abs=LAST_DIGITS)


def test_a_figure_is_answered_with_its_sentence_quoted_and_named(desk: Assistant):
    answer = desk.ask("How many vehicles did SAIC sell in 2023?")

    assert answer.short_answer == "5,020,865 vehicles"
    assert answer.citations[0].quote == "SAIC sold 5,020,865 vehicles in 2023, down 5.31%."
    assert answer.citations[0].evidence.publisher == "CnEVPost"
    assert answer.text.startswith("SAIC sold 5,020,865 vehicles in 2023, down 5.31%.[1]")


@pytest.mark.parametrize("question", ["How many vehicles did BYD sell in 2023?", "How many vehicles did SAIC sell in 1998?"])
def test_a_figure_of_another_company_or_year_is_never_given(desk: Assistant, question: str):
    answer = desk.ask(question)

    assert (answer.verdict, answer.claims) == ("not_in_documents", ())


def test_an_abstention_names_what_was_not_found_and_what_was_nearest(desk: Assistant):
    answer = desk.ask("How many vehicles did BYD sell in 2023?")

    assert "BYD" in (answer.missing or "")
    assert 1 <= len(answer.closest) <= 3


@pytest.mark.parametrize(
    "question", ["كم عدد المصانع؟", "Сколько заводов построили?", "🏭🏭 x 🤖", "ลานจอดรถ", "₿ ½ Ⅷ", "İ" * 200]
)
def test_a_question_in_another_script_is_an_abstention(desk: Assistant, question: str):
    assert desk.ask(question).verdict == "not_in_documents"


@pytest.mark.parametrize("question", ["robots\x00 in Shanghai?", "What is\n\n robot \t density?", "'\"; DROP TABLE x --"])
def test_odd_characters_do_no_harm(desk: Assistant, question: str):
    assert desk.ask(question).verdict in ("answered", "partial", "not_in_documents")


@pytest.mark.parametrize("question", ["", "   ", "?!", "🤖", "a" * 50_000, "half an emoji\ud83d?"])
def test_what_is_no_question_is_refused_for_asking_and_searching_alike(desk: Assistant, question: str):
    with pytest.raises(UnusableQuestion):
        desk.ask(question)
    with pytest.raises(UnusableQuestion):
        desk.search(question)


def test_a_bad_date_is_refused_before_anything_is_searched(desk: Assistant):
    with pytest.raises(PolicyError, match="--since 'yesterday' is not a date"):
        desk.ask(QUESTIONS[0], filters=Filters(since="yesterday"))


def test_a_filter_that_nothing_passes_gives_an_abstention(desk: Assistant):
    answer = desk.ask(QUESTIONS[0], filters=Filters(company=("no such company",)))

    assert (answer.verdict, answer.closest) == ("not_in_documents", ())


def test_a_filter_keeps_every_citation_within_it(desk: Assistant):
    answer = desk.ask("How many smart factories does Shanghai plan by 2025?", filters=Filters(publisher=("BNN",)))

    assert {citation.evidence.publisher for citation in answer.citations} == {"BNN Breaking"}


def test_an_index_that_was_emptied_answers_with_an_abstention(twins: Path):
    for twin in TWINS:
        remove(twin.id, twins)

    answer = Assistant(ReadingRoom(twins, WordHashEmbeddings), 10, open_reader()).ask("How many robots has Shanghai?")

    assert (answer.verdict, answer.closest) == ("not_in_documents", ())


def test_the_stages_are_announced_in_their_order(desk: Assistant):
    stages: list[str] = []

    desk.ask(QUESTIONS[0], stage=stages.append)

    assert stages == ["searching", "reading 23 passages", "checking"]


def test_the_steps_add_up_to_the_total(desk: Assistant):
    spent = desk.ask(QUESTIONS[0]).milliseconds

    assert spent.total == pytest.approx(spent.rewrite + spent.retrieve + spent.rank + spent.answer + spent.check, abs=0.5)


def test_documents_are_listed_by_id_without_their_texts_and_read_whole(desk: Assistant):
    listed = desk.documents()

    assert [entry.document.id for entry in listed] == sorted(entry.document.id for entry in listed)
    assert {entry.document.text for entry in listed} == {""}
    assert "947,000" in getattr(desk.document("xinhua-2024-tesla-947k"), "text", "")
    assert desk.document("no-such-id") is None


def test_the_package_opens_an_assistant_and_has_no_other_hidden_names(small_index: Path):
    assert isinstance(assistant.open_assistant(small_index), Assistant)
    with pytest.raises(AttributeError):
        _ = assistant.close_assistant


def test_an_abstention_counts_the_documents_within_the_filter_alone(desk: Assistant):
    everything = desk.ask("What is the population of Atlantis?")
    within = desk.ask("What is the population of Atlantis?", filters=Filters(since="2024"))

    held = [entry.document for entry in desk.documents() if (entry.document.published or "") >= "2024"]
    assert 0 < len(held) < len(desk.documents())
    assert (everything.searched or "").startswith(f"{len(desk.documents())} documents")
    assert (within.searched or "").startswith(f"{len(held)} documents")
