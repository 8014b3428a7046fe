"""A desk over twelve shipped documents, one over words alone, and the command in this process."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from langchain_core.embeddings import Embeddings

from assistant.assistant import Assistant
from assistant.cli import main
from assistant.reader import open_reader
from assistant.reading_room import ReadingRoom
from assistant.wiring import open_assistant
from corpus.ingest import ingest_documents
from corpus.records import Document
from tests.fakes import WordHashEmbeddings

TWINS = tuple(
    Document(id=name, title="Robots", text="Shanghai has 383 robots. Tesla sold cars in 2023.", published="2024-01-03")
    for name in ("second", "first", "third")
)


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


Policy = Callable[..., Ran]


@pytest.fixture
def policy(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Policy:
    """Runs `policy` with these arguments in this process."""

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["policy", *map(str, arguments)])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def desk(room: ReadingRoom) -> Assistant:
    return Assistant(room, 10, open_reader())


@pytest.fixture(scope="session")
def shipped_desk(shipped_index: Path) -> Assistant:
    return open_assistant(shipped_index)


@pytest.fixture(scope="session")
def room(small_index: Path, embedder: Embeddings) -> ReadingRoom:
    return ReadingRoom(small_index, lambda: embedder)


@pytest.fixture
def desk_of_one(tmp_path: Path, embedder: Embeddings) -> Callable[[str], Assistant]:
    """A desk over one document of this text."""

    def opened(text: str) -> Assistant:
        ingest_documents([Document(id="one", title="A report", text=text, published="2025-01-03")], tmp_path / "one", embedder)
        return Assistant(ReadingRoom(tmp_path / "one", lambda: embedder), 10, open_reader())

    return opened


@pytest.fixture
def twins(tmp_path: Path) -> Path:
    """An index, by words alone, of three documents that differ in nothing but their ids."""
    ingest_documents(TWINS, tmp_path / "index", WordHashEmbeddings())
    return tmp_path / "index"


@pytest.fixture
def twin_room(twins: Path) -> ReadingRoom:
    return ReadingRoom(twins, WordHashEmbeddings)
