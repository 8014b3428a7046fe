"""This project, installed with its constraints."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.embedding import Embedder

NAME = "policy"
EMBEDDER = "e5-small"  # alone, as the others have it: the product sees English twice
REQUIREMENTS = ("--constraint", "constraints.txt", ".")


def embedder(_: str) -> "Embedder":
    """The same weights, as the product runs them."""
    import langchain_chroma  # noqa: F401  loaded before the clock starts, as the others' stores are

    from corpus.embedders import open_embedder

    return open_embedder(EMBEDDER)


def ingest(files: Sequence[Path], folder: Path, embedder: "Embedder") -> int:
    """`policy ingest`."""
    from corpus.ingest import ingest

    return ingest(list(files), folder, embedder).passages


def searcher(folder: Path, _: "Embedder") -> Callable[[str, int], list[str]]:
    """`policy search`."""
    from assistant.settings import Settings
    from assistant.wiring import open_assistant

    assistant = open_assistant(Settings(index=folder, embedder=EMBEDDER))
    return lambda question, k: [evidence.document_id for evidence in assistant.search(question, k).evidence]
