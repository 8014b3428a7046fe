"""What an embedding model is here: LangChain's `Embeddings` is one, without the second that importing it takes."""

from typing import Protocol

DEFAULT = "e5-minilm"  # English and Chinese: docs/decisions/0002-embedder.md


class Embedder(Protocol):
    """Turns texts into vectors of one length."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, in the order of the texts."""

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question."""


def fingerprint(embedder: Embedder) -> str:
    """What tells one model's vectors from another's: kept in the index, compared when it is opened."""
    return str(getattr(embedder, "fingerprint", type(embedder).__name__))


def english_model(embedder: Embedder) -> Embedder | None:
    """The model for English alone, where an embedder joins several and names one so."""
    model: Embedder | None = getattr(embedder, "english", None)
    return model


def sentence_model(embedder: Embedder) -> Embedder:
    """The model that compares single sentences with a question, to which answering is fitted: where an embedder joins
    several, the one that it names so, else itself."""
    model: Embedder = getattr(embedder, "sentences", embedder)
    return model
