"""Embedding models by name: every file of this folder registers one way to open them."""

from collections.abc import Callable
from sys import modules

from langchain_core.embeddings import Embeddings

from corpus.registry import Registry, discover

DEFAULT = "e5-small"  # English and Chinese: docs/decisions/0002-embedder.md

# what follows the colon of the name (a path, or ""), -> the open model
embedders: Registry[Callable[[str], Embeddings]] = Registry("embedder")


def open_embedder(name: str) -> Embeddings:
    """Open a model by `name` or `name:path`. Raises UnknownName or ModelUnavailable."""
    kind, _, rest = name.partition(":")
    return embedders[kind](rest)


def fingerprint(embedder: Embeddings) -> str:
    """What tells one model's vectors from another's: kept in the index, compared when it is opened."""
    return str(getattr(embedder, "fingerprint", type(embedder).__name__))


discover(modules[__name__])  # last: the files of the folder import what is defined above
