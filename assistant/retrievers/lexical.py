"""Passages by the words, names and concepts that they share with the question (BM25)."""

from collections.abc import Sequence

from assistant.question import Question
from assistant.reading_room import Mask, ReadingRoom
from assistant.retrievers.dense import Scored
from assistant.retrievers.top import best
from corpus.tokens import name_words, words


def lexical(room: ReadingRoom, tokens: Sequence[str], k: int, masks: Sequence[Mask | None]) -> list[Scored]:
    """For each mask the rows and BM25 scores above 0 of the k best passages that it lets pass, best first, ties by row."""
    scores = room.words.scores(tokens)
    return [
        [(int(room.rows[place]), float(scores[place])) for place in best(scores, k, mask) if scores[place] > 0] for mask in masks
    ]


def own_words(question: Question) -> list[str]:
    """What a question shares with a passage in its own language."""
    return [*words(question.text), *name_words(question.text)]


def shared_words(question: Question) -> list[str]:
    """The tokens that do not depend on the language: names, concepts and numbers."""
    return [*name_words(question.text), *(word for word in words(question.text) if any(c.isdigit() for c in word))]
