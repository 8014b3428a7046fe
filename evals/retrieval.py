"""The corpus of a retrieval set becomes an index, once for each content and embedder."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from corpus.embedding import Embedder, fingerprint
from corpus.languages import language_of
from corpus.library import FILE, VERSION, open_library
from corpus.records import Document
from evals.sets import rows

# done, of how many, what is being read
Progress = Callable[[int, int, str], None]


def indexed(folder: Path, embedder: Embedder, progress: Progress, cache: Path | None = None) -> tuple[Path, int]:
    """The index of the set's corpus, and how many of its texts are empty. One document a row; other fields are not read.

    It is kept in the user's cache under the content of the corpus: a second run, and one after a stop,
    takes up what is there. Raises PolicyError, which names the line.
    """
    from corpus.ingest import ingest_documents

    corpus = folder / "corpus.jsonl"
    index = (cache or user_cache_path("policy") / "evaluation") / _key(corpus, fingerprint(embedder))
    documents = [_document(row) for row in rows(corpus, "_id", "text")]
    held = [document for document in documents if document.text.strip()]
    if not _complete(index):
        ingest_documents(held, index, embedder, progress)
    return index, len(documents) - len(held)


def _key(corpus: Path, embedder: str) -> str:
    digest = hashlib.sha256(f"{embedder}\n{VERSION}\n".encode())
    with corpus.open("rb") as file:
        while block := file.read(2**20):
            digest.update(block)
    return digest.hexdigest()[:16]


def _complete(index: Path) -> bool:
    """Whether an ingest was published there: it is all or nothing."""
    if not (index / FILE).exists():
        return False
    library = open_library(index)
    try:
        return library.generation > 0
    finally:
        library.close()


def _document(row: dict[str, object]) -> Document:
    text, title = str(row["text"] or ""), str(row.get("title") or "")
    return Document(id=str(row["_id"]), title=title, text=text, language=language_of(text))
