"""The corpus of a retrieval set becomes an index, once for each content, embedder and version of the code that cuts it."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from corpus.embedders.two_views import TwoViews
from corpus.embedding import Embedder, fingerprint
from corpus.languages import language_of
from corpus.library import FILE, open_library
from corpus.records import Document
from evals.folders import DOCUMENTS, rows
from evals.provenance import code_fingerprint
from evals.vector_cache import VectorCache

KEPT = 3  # indexes of one set: that of this code, and of what it is compared with

# done, of how many, what is being read
Progress = Callable[[int, int, str], None]


def indexed(folder: Path, embedder: Embedder, progress: Progress, cache: Path | None = None) -> tuple[Path, int]:
    """The index of the set's corpus, and how many of its texts are empty or cannot be read.

    Of `corpus.jsonl` one document a row (other fields are not read), of `documents/` one a file. It is kept in the
    user's cache under content, embedder and code; the vectors outlive the code, so that a change to it
    embeds only what it cuts otherwise. A run that was stopped is taken up. Raises PolicyError, which names the line.
    """
    held = (cache or user_cache_path("policy") / "evaluation") / f"{folder.resolve().name}-{_content(folder)}"
    code = hashlib.sha256(f"{fingerprint(embedder)}\n{code_fingerprint(('corpus',))}".encode()).hexdigest()[:16]
    index = held / "indexes" / code
    if _complete(index):
        index.touch()
    else:
        _fill(folder, index, _remembering(embedder, held / "vectors"), progress)
        _forget(index.parent)
    return index, _left_out(folder, index)


def _remembering(embedder: Embedder, folder: Path) -> Embedder:
    """Each of its models by itself, so that another share of one embeds nothing anew."""
    if isinstance(embedder, TwoViews):
        return TwoViews(VectorCache(embedder.sentences, folder), VectorCache(embedder.english, folder))
    return VectorCache(embedder, folder)


def _fill(folder: Path, index: Path, embedder: Embedder, progress: Progress) -> None:
    from corpus.ingest import ingest, ingest_documents

    def moved(done: int, total: int, name: str, _passages: int) -> None:
        progress(done, total, name)

    if (folder / DOCUMENTS).is_dir():
        ingest([folder / DOCUMENTS], index, embedder, moved)
    else:
        documents = (_document(row) for row in rows(folder / "corpus.jsonl", "_id", "text"))
        ingest_documents([document for document in documents if document.text.strip()], index, embedder, moved)


def _left_out(folder: Path, index: Path) -> int:
    whole = len(_files(folder)) if (folder / DOCUMENTS).is_dir() else sum(1 for _ in rows(folder / "corpus.jsonl", "_id", "text"))
    library = open_library(index)
    try:
        return whole - library.counts()[0]
    finally:
        library.close()


def _content(folder: Path) -> str:
    """A digest of what is to be indexed."""
    digest = hashlib.sha256()
    for path in _files(folder):
        digest.update(f"{path.name}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(folder: Path) -> list[Path]:
    if (folder / DOCUMENTS).is_dir():
        return sorted(path for path in (folder / DOCUMENTS).rglob("*") if path.is_file())
    return [folder / "corpus.jsonl"]


def _complete(index: Path) -> bool:
    """Whether an ingest was published there: it is all or nothing."""
    if not (index / FILE).exists():
        return False
    library = open_library(index)
    try:
        return library.generation > 0
    finally:
        library.close()


def _forget(indexes: Path) -> None:
    """Only the latest used stay."""
    latest = sorted(indexes.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for index in latest[KEPT:]:
        shutil.rmtree(index, ignore_errors=True)


def _document(row: dict[str, object]) -> Document:
    text, title = str(row["text"] or ""), str(row.get("title") or "")
    return Document(id=str(row["_id"]), title=title, text=text, language=language_of(text))
