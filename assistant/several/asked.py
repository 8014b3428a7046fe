"""One thing that is asked of the documents, and what was found."""

from collections.abc import Collection
from typing import Protocol

from assistant.likeness import Measure
from assistant.question import Question
from assistant.records import Answer


class AnswerOne(Protocol):
    """Answers one question. `threshold` is the probability below which it is silent, None for the usual one; sentences in
    `without` are said already; `like` is the measure of the figures that its own is to stand beside."""

    def __call__(
        self, question: Question, threshold: float | None, without: Collection[str], like: Measure | None = None, /
    ) -> Answer:
        """The answer, which may be an abstention."""


Asked = tuple[Question, Answer]  # a part as it was asked, and what was found
