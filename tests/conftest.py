"""What the tests share: no network, the real embedder, and indexes of shipped documents."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from langchain_core.embeddings import Embeddings

from corpus.embedders import open_embedder
from corpus.embedding import DEFAULT
from corpus.ingest import ingest
from corpus.places import shipped_documents

SMALL = (
    "bnn-2024-shanghai-smart",
    "shine-2024-70-factories",
    "xinhua-2024-70-cn",
    "sh-2023-mfg-plan-cn",
    "people-2024-3m",
    "xinhua-2024-tesla-947k",
    "devdiscourse-2025-tesla-sup",
    "cnevpost-2024-saic-overseas",
    "caixin-2024-saic-solid",
    "danawa-2025-saic",
    "swissinfo-2024-vote",
    "qstheory-2023-robot-plus",
)


class NetworkUsed(AssertionError):
    """A test tried to reach another machine."""


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Connections to this machine only, in every test and in what the session's fixtures do."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _only_here(getattr(socket.socket, name)))
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def no_chat_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test asks the model that whoever runs the tests has configured, or with their keys."""
    for name in os.environ:
        if name.startswith("POLICY_CHAT_") or name.endswith("_API_KEY") or name in ("OPENAI_BASE_URL", "OLLAMA_HOST"):
            monkeypatch.delenv(name)


def _only_here(connect: Any) -> Any:
    def checked(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise NetworkUsed(f"a connection to {address[0]}")
        return connect(self, address)

    return checked


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of a run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def embedder(common: Path) -> Embeddings:
    """The packaged model, as the product opens it; on a new machine one process converts it and the others wait."""
    with FileLock(common / "model.lock"):
        return open_embedder(DEFAULT)


MadeOnce = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def made_once(common: Path, tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Makes what is dear, by its name: the first process of a run to need it makes it, and each has a copy of its own."""

    def made(name: str, make: Callable[[Path], object]) -> Path:
        whole, copy = common / f"{name}-whole", tmp_path_factory.mktemp(name) / name
        with FileLock(common / f"{name}.lock"):
            if not whole.exists():
                make(common / f"{name}-once")
                (common / f"{name}-once").rename(whole)
        shutil.copytree(whole, copy)
        return copy

    return made


@pytest.fixture(scope="session")
def small_index(made_once: MadeOnce, embedder: Embeddings) -> Path:
    """An index of twelve shipped documents, English and Chinese."""
    documents = [shipped_documents() / f"{name}.md" for name in sorted(SMALL)]
    return made_once("small", lambda index: ingest(documents, index, embedder))


@pytest.fixture(scope="session")
def shipped_index(made_once: MadeOnce, embedder: Embeddings) -> Path:
    """The index of all shipped documents; half a minute, so only for what needs them all."""
    return made_once("shipped", lambda index: ingest([], index, embedder))
