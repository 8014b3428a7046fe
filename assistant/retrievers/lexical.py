"""Passages by the words they share with the question (BM25)."""

from collections.abc import Sequence

from assistant.reading_room import ReadingRoom
from corpus.tokens import name_words, words


def lexical(room: ReadingRoom, question: str, k: int, allowed: Sequence[int] | None) -> list[tuple[int, float]]:
    """Rows and BM25 scores above 0 of the k best passages, best first, ties by row."""
    return room.library.lexical([*words(question), *name_words(question)], k, allowed)
