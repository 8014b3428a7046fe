"""The words of a question: those that it shares with passages in its own language, and those that hold in any."""

from assistant.question import Question
from corpus.tokens import name_words, words


def own_words(question: Question) -> list[str]:
    """What a question shares with a passage in its own language."""
    return [*words(question.text), *name_words(question.text)]


def shared_words(question: Question) -> list[str]:
    """The tokens that do not depend on the language: names, concepts and numbers."""
    return [*name_words(question.text), *(word for word in words(question.text) if any(c.isdigit() for c in word))]
