"""The look at an index before it is asked: what does not fit is one line that says how to rebuild."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.probe import probe
from assistant.reading_room import ReadingRoom
from corpus.errors import IndexDamaged
from corpus.ingest import ingest_documents, rebuild
from corpus.library import create_library
from corpus.records import Document
from tests.fakes import WordHashEmbeddings


@pytest.fixture
def index(tmp_path: Path) -> Path:
    documents = [Document(f"d{n}", f"Title {n}", f"Seventy plants of number {n} were built.") for n in range(5)]
    ingest_documents(documents, tmp_path, WordHashEmbeddings())
    return tmp_path


def opened(index: Path) -> ReadingRoom:
    return ReadingRoom(index, WordHashEmbeddings)


def spoil(index: Path, statement: str) -> None:
    library = create_library(index, None)
    library._db.execute(statement)
    library.close()


def test_a_sound_index_passes(index: Path) -> None:
    probe(opened(index))


def test_an_empty_index_passes(tmp_path: Path) -> None:
    ingest_documents([], tmp_path / "empty", WordHashEmbeddings())

    probe(opened(tmp_path / "empty"))


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO lexical (lexical) VALUES ('delete-all')",
        "INSERT INTO lexical (lexical, rowid, title_words, words, names) "
        "SELECT 'delete', row, title_words, words, names FROM passage WHERE row = 3",
    ],
)
def test_a_lexical_index_that_lost_passages_is_named_and_rebuilt(statement: str, index: Path) -> None:
    spoil(index, statement)

    with pytest.raises(IndexDamaged, match=r"is not whole .*`policy ingest --rebuild`"):
        probe(opened(index))
    rebuild(index)
    probe(opened(index))


def test_an_index_that_does_not_find_what_it_holds_is_named(index: Path) -> None:
    room = opened(index)
    room.vectors = np.roll(room.vectors, 1, axis=1) * np.array([[1], [1], [0.5], [1], [1]], np.float32)

    with pytest.raises(IndexDamaged, match="a known search does not find its passage"):
        probe(room)


def test_a_lost_chroma_folder_is_said_in_the_log_and_the_rest_goes_on(index: Path, caplog: pytest.LogCaptureFixture) -> None:
    for folder in index.glob("chroma-*"):
        shutil.rmtree(folder)

    probe(opened(index))

    assert "run `policy ingest --rebuild`" in caplog.text
