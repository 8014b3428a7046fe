"""Passages by the words, names and concepts that they share with the question (BM25)."""

from collections.abc import Sequence

from assistant.question import Question
from assistant.reading_room import ReadingRoom
from corpus.tokens import name_words, words


def lexical(
    room: ReadingRoom, question: Question, k: int, allowed: Sequence[int] | None, language: str | None
) -> list[tuple[int, float]]:
    """Rows and BM25 scores above 0 of the k best passages in that language, best first, ties by row."""
    return room.library.lexical([*words(question.text), *name_words(question.text)], k, allowed, language)


def across(
    room: ReadingRoom, question: Question, k: int, allowed: Sequence[int] | None, language: str
) -> list[tuple[int, float]]:
    """The same by names, concepts and numbers alone: what a question in one language shares with a passage in another."""
    return room.library.lexical(shared_words(question), k, allowed, language)


def shared_words(question: Question) -> list[str]:
    """The tokens that do not depend on the language."""
    return [*name_words(question.text), *(word for word in words(question.text) if any(c.isdigit() for c in word))]
