"""txtai's "Introducing txtai", its semantic search: https://neuml.github.io/txtai/embeddings/.

Texts are cut with its Textractor's way of cutting, by paragraph: a file's paragraphs are its pieces. Faiss holds the vectors.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

NAME = "txtai"
REQUIREMENTS = ("txtai==9.14.0", "sentence-transformers==6.2.0", "torch==2.13.0")


def embedder(model: str) -> Any:
    """An empty index with its model loaded."""
    from txtai import Embeddings

    # the model's own prompts are its prefixes: sentence-transformers' encode_query and encode_document take them
    embeddings = Embeddings(path=model, method="sentence-transformers", content=True, gpu=False)
    embeddings.transform("warm")
    return embeddings


def ingest(files: Sequence[Path], folder: Path, embedder: Any) -> int:
    """Index and save."""
    pieces = list(_paragraphs(files))
    embedder.index(pieces)
    embedder.save(str(folder))
    return len(pieces)


def searcher(folder: Path, embedder: Any) -> Callable[[str, int], list[str]]:
    """`search`: the ids are those of the pieces."""
    embedder.load(str(folder))
    return lambda question, k: [str(found["id"]).rpartition("#")[0] for found in embedder.search(question, k)]


def _paragraphs(files: Sequence[Path]) -> Iterator[tuple[str, str, None]]:
    for file in files:
        texts = [text.strip() for text in file.read_text(encoding="utf-8").split("\n\n")]
        yield from ((f"{file.stem}#{number}", text, None) for number, text in enumerate(texts) if text)
