"""Of an article's near-copies one stands in the evidence, and says so."""

import pytest
from langchain_core.embeddings import Embeddings

from assistant.assistant import Assistant
from assistant.reader import open_reader
from assistant.reading_room import ReadingRoom
from corpus.ingest import ingest_documents
from corpus.records import Document, Filters
from tests.corpus.test_copies import ENGLISH

QUESTION = "How many smart factories will Shanghai build by 2025?"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, embedder: Embeddings) -> Assistant:
    index = tmp_path_factory.mktemp("copies") / "index"
    articles = [
        Document(name, "Seventy plants", ENGLISH, publisher=name, published=date)
        for name, date in (("late", "2024-03-07"), ("early", "2024-03-05"), ("middle", "2024-03-06"))
    ]
    other = Document("act", "Chips Act", "The Chips Act of 2023 gives 43 billion euro to factories for chips in Europe by 2030.")
    ingest_documents([*articles, other], index, embedder)
    return Assistant(ReadingRoom(index, lambda: embedder), 10, open_reader())


def found(desk: Assistant, k: int = 10, **filters: tuple[str, ...]) -> list[tuple[str, str | None]]:
    return [(one.document_id, one.copy_of) for one in desk.search(QUESTION, k, filters=Filters(**filters)).evidence]


def test_near_copies_count_once_and_the_earliest_stands_for_equals(desk: Assistant) -> None:
    assert sorted(set(found(desk))) == [("act", None), ("early", None)]


def test_the_place_of_a_copy_goes_to_the_next_passage(desk: Assistant) -> None:
    assert len(found(desk, 2)) == 2


def test_a_copy_that_alone_passes_the_filter_is_shown_as_a_copy(desk: Assistant) -> None:
    assert set(found(desk, publisher=("late",))) == {("late", "early")}


def test_an_answer_cites_no_near_copy_beside_its_original(desk: Assistant) -> None:
    answer = desk.ask(QUESTION)

    assert {citation.evidence.document_id for citation in answer.citations} == {"early"}
    assert answer.disagreements == ()
