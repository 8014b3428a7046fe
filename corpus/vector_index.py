"""Passages and their vectors in Chroma; the one file that knows Chroma and LangChain's integration of it.

Chroma is a cache of the library, never its only copy: killed while it writes its vector files it is
left silently broken (chroma-core/chroma#7510). So a folder is extended aside, checked, and only then
named in the library; a folder that is in use is never written to.
"""

import os
import shutil
import struct
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexDamaged, PolicyError

if TYPE_CHECKING:
    from langchain_chroma import Chroma

T = TypeVar("T")

COLLECTION = "passages"
BATCH = 4_000  # Chroma refuses more than 5,461 records at once
SEARCH_EFFORT = 400  # hnsw ef_search: recall@10 .98 at 100,000 passages for 3 ms, .94 with Chroma's default
# A healthy link file holds about 9 bytes a record; a torn one turns into terabytes of nothing.
MOST_LINK_BYTES = 1_024

Vector = npt.NDArray[np.float32]
Record = tuple[int, str, dict[str, str | int | float | bool], Vector]  # row, text, metadata, vector


class _Given:
    """Hands LangChain the vectors that the library already holds."""

    def __init__(self) -> None:
        self.vectors: Sequence[Vector] = ()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:  # noqa: ARG002 - LangChain asks in this form
        return self.vectors  # type: ignore[return-value]  # as arrays: lists of numbers would take eight times the memory

    def embed_query(self, text: str) -> list[float]:
        raise NotImplementedError("questions come as vectors")


class VectorIndex:
    """An open Chroma folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._given = _Given()
        self._store = _open(folder, self._given)

    def count(self) -> int:
        """How many passages it holds."""
        return int(self._store._collection.count())

    def search(self, vector: Sequence[float], k: int) -> list[tuple[int, float]]:
        """Rows and cosines in [-1, 1] of the k nearest passages, nearest first, ties by row."""
        found = self._store.similarity_search_by_vector_with_relevance_scores(list(vector), k=k)
        pairs = [(int(document.id or 0), 1 - distance) for document, distance in found]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def add(self, records: Iterable[Record]) -> None:
        """Add passages with their vectors."""
        for batch in _batches(records):
            rows, texts, metadata, self._given.vectors = zip(*batch, strict=True)
            self._store.add_texts(list(texts), metadatas=list(metadata), ids=[str(row) for row in rows])

    def delete(self, rows: Iterable[int]) -> None:
        """Take passages out."""
        for batch in _batches(rows):
            self._store.delete([str(row) for row in batch])

    def close(self) -> None:
        """Let go of the files."""
        from chromadb.api.shared_system_client import SharedSystemClient

        system: Any = self._store._client
        system._system.stop()
        SharedSystemClient.clear_system_cache()


def _batches(items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    waiting = iter(items)
    while batch := tuple(islice(waiting, BATCH)):
        yield batch


def _open(folder: Path, given: _Given) -> "Chroma":
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb
    from langchain_chroma import Chroma

    settings = chromadb.Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder))
    return Chroma(
        COLLECTION,
        embedding_function=given,  # type: ignore[arg-type]  # it asks for no more than this
        client=chromadb.PersistentClient(str(folder), settings=settings),
        collection_configuration={"hnsw": {"space": "cosine", "ef_search": SEARCH_EFFORT}},
    )


def load() -> None:
    """Import Chroma, three seconds of work, ahead of the first `extend`: for whoever may soon write, and has time now."""
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    for name in ("chromadb", "langchain_chroma"):
        import_module(name)


def extend(old: Path | None, new: Path, added: Iterable[Record], gone: Sequence[int], expected: int) -> None:
    """Make the folder `new` out of `old` (None: out of nothing), check it, and leave it closed.

    Raises IndexDamaged when it does not hold `expected` passages afterwards.
    """
    shutil.rmtree(new, ignore_errors=True)
    if old is not None:
        shutil.copytree(old, new)
    from chromadb.errors import ChromaError

    try:
        index = VectorIndex(new)
        try:
            index.delete(gone)
            index.add(added)
            count = index.count()
        finally:
            index.close()
    except ChromaError as error:  # "database or disk is full", or "failed to apply logs" where it was full a moment before
        why = " ".join(str(error).split())
        raise PolicyError(
            f"Chroma cannot write {new} ({why}): free some space and run the command again, nothing was lost"
        ) from error
    if count != expected:
        raise IndexDamaged(f"Chroma in {new} holds {count} passages instead of {expected}: run `policy ingest` again")
    check_files(new)


def check_files(folder: Path) -> None:
    """Look at Chroma's vector files before they are opened. Raises IndexDamaged where a kill tore them.

    The header of hnswlib must count as many elements as there are lengths, and the link file must be small.
    """
    for header in folder.glob("*/header.bin"):
        if not _whole(header):
            raise IndexDamaged(f"Chroma's files in {folder} are torn: rebuild them with `policy ingest --rebuild`")


def _whole(header: Path) -> bool:
    sizes = {name: (header.parent / f"{name}.bin") for name in ("length", "data_level0", "link_lists")}
    if header.stat().st_size < 36 or not all(path.exists() for path in sizes.values()):
        return False
    _, _, count, element = struct.unpack_from("<QQQQ", header.read_bytes(), 4)
    lengths, vectors, links = (path.stat().st_size for path in sizes.values())
    return count in (0, lengths // 4) and vectors >= count * element and links <= MOST_LINK_BYTES * max(count, 1)
