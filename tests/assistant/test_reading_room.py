"""An open index follows what other processes publish, and is read with the embedder that made it."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from assistant import reading_room
from assistant.assistant import Assistant
from assistant.reader import open_reader
from assistant.reading_room import ReadingRoom
from corpus.errors import IndexDamaged, IndexMismatch, IndexMissing, ModelUnavailable
from corpus.ingest import ingest_documents
from corpus.library import create_library, open_library
from corpus.passages import split
from corpus.records import Document, Filters
from tests.assistant.conftest import TWINS
from tests.fakes import WordHashEmbeddings


def test_what_another_process_takes_out_is_gone_for_the_next_question(twins: Path):
    desk = Assistant(ReadingRoom(twins, WordHashEmbeddings), 10, open_reader())
    before = {evidence.document_id for evidence in desk.search("robots").evidence}

    subprocess.run([sys.executable, "-m", "assistant", "remove", "first", "--index", str(twins)], check=True, capture_output=True)

    after = {evidence.document_id for evidence in desk.search("robots").evidence}
    assert (before, after) == ({"first", "second", "third"}, {"second", "third"})


def test_what_is_published_meanwhile_is_found_by_words_vectors_and_filters(twins: Path, twin_room: ReadingRoom):
    fresh = Document(id="fresh", title="Ports", text="Ningbo opened 12 hydrogen ports.", kind="report")
    ingest_documents([fresh], twins, WordHashEmbeddings())

    found = Assistant(twin_room, 10, open_reader()).search("hydrogen ports", filters=Filters(kind=("report",))).evidence

    assert [evidence.document_id for evidence in found] == ["fresh"]
    assert twin_room.vector_index().count() == len(TWINS) + 1


def test_a_staged_document_is_in_no_list_and_passes_no_filter(twins: Path, twin_room: ReadingRoom):
    staged = Document(id="staged", title="Draft", text="A draft on ports.")
    passages = split(staged)
    library = create_library(twins, "word-hash")
    vectors = np.array([WordHashEmbeddings().embed_query(passage.text) for passage in passages], np.float32)
    library.stage(staged, "hash", "memory", passages, vectors)
    library.close()

    reopened = ReadingRoom(twins, WordHashEmbeddings)

    assert sorted(document.id for document in reopened.documents()) == ["first", "second", "third"]


def test_no_filter_allows_everything_and_a_filter_that_nothing_passes_nothing(twin_room: ReadingRoom):
    assert twin_room.allowed(Filters()) is None
    assert twin_room.allowed(Filters(company=("BYD",))).tolist() == [False] * len(TWINS)


def test_another_embedder_than_the_one_that_made_the_index_is_refused(twins: Path):
    room = ReadingRoom(twins, lambda: WordHashEmbeddings("other-hash"))

    with pytest.raises(IndexMismatch, match=r"made with the embedder word-hash, not other-hash: set POLICY_EMBEDDER"):
        room.embed("robots")


def test_the_embedder_is_opened_once_and_only_when_it_is_needed(twins: Path):
    opened: list[str] = []

    def open_embedder() -> WordHashEmbeddings:
        opened.append("once")
        return WordHashEmbeddings()

    room = ReadingRoom(twins, open_embedder)
    assert opened == []

    room.embed("robots")
    room.embed("cars")

    assert opened == ["once"]


def test_a_folder_without_an_index_is_named_with_what_to_do(tmp_path: Path):
    with pytest.raises(IndexMissing, match=r"there is no index in .*: make one with `policy ingest`"):
        ReadingRoom(tmp_path, WordHashEmbeddings)


def test_chroma_gone_is_said_with_what_to_do(twins: Path, twin_room: ReadingRoom):
    for folder in twins.glob("chroma-*"):
        shutil.rmtree(folder)

    with pytest.raises(IndexDamaged, match=r"Chroma's folder in .* is gone: run `policy ingest --rebuild`"):
        twin_room.vector_index()


def test_what_is_read_within_a_snapshot_does_not_see_a_later_publication(tmp_path: Path):
    ingest_documents([Document("one", "One", "Seventy mills were built.")], tmp_path / "index", WordHashEmbeddings())
    reader = open_library(tmp_path / "index")

    with reader.snapshot():
        before = reader.counts()
        ingest_documents([Document("two", "Two", "Eighty mills were sold.")], tmp_path / "index", WordHashEmbeddings())
        during = reader.counts()

    assert before == during == (1, 1)
    assert reader.counts() == (2, 2)


def test_the_embedder_that_is_opened_ahead_is_the_one_that_embeds(twins: Path):
    opened: list[WordHashEmbeddings] = []

    def open_embedder() -> WordHashEmbeddings:
        opened.append(WordHashEmbeddings())
        return opened[-1]

    room = ReadingRoom(twins, open_embedder, ahead=True)

    assert room.embedder is room.embedder is opened[0]
    assert len(opened) == 1


def test_an_embedder_that_could_not_be_opened_ahead_is_tried_again(twins: Path):
    tries = iter([ModelUnavailable("the disk is full"), WordHashEmbeddings()])

    def open_embedder() -> WordHashEmbeddings:
        found = next(tries)
        if isinstance(found, ModelUnavailable):
            raise found
        return found

    room = ReadingRoom(twins, open_embedder, ahead=True)

    with pytest.raises(ModelUnavailable, match="the disk is full"):
        room.embed("robots")
    assert room.embed("robots").any()


def test_questions_that_are_embedded_ahead_have_the_vectors_that_they_have_alone(small_index: Path, embedder: Embeddings):
    questions = ["How many smart factories will Shanghai build?", "上海有多少家智能工厂？", "What did SAIC sell?"]
    ahead, alone = (ReadingRoom(small_index, lambda: embedder) for _ in range(2))

    ahead.embed_ahead(questions)

    for question in questions:
        np.testing.assert_array_equal(ahead.embed(question), alone.embed(question))


def test_warming_up_reads_the_places_of_frequent_words(small_index: Path, embedder: Embeddings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_room, "FREQUENT", 20)
    room = ReadingRoom(small_index, lambda: embedder)
    asked: list[str] = []
    read = room.words.postings
    monkeypatch.setattr(room.words, "postings", lambda word: (asked.append(word), read(word))[1])

    Assistant(room, 10, open_reader()).warm_up()

    assert "e_shanghai" in asked
    assert all(len(read(word)[0]) >= 20 for word in asked)
    assert [len(read(word)[0]) for word in asked] == sorted((len(read(word)[0]) for word in asked), reverse=True)
