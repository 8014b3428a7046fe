"""Embedding models by name: every file of this folder registers one way to open them."""

from collections.abc import Callable
from sys import modules

from corpus.embedding import Embedder
from corpus.registry import Registry, discover

# what follows the colon of the name (a path, or ""), -> the open model
embedders: Registry[Callable[[str], Embedder]] = Registry("embedder")


def open_embedder(name: str) -> Embedder:
    """Open a model by `name` or `name:path`. Raises UnknownName or ModelUnavailable."""
    kind, _, rest = name.partition(":")
    return embedders[kind](rest)


discover(modules[__name__])  # last: the files of the folder import what is defined above
