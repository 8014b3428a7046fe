"""One training example, and which rows may be learnt from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.windows import Window

SUPPORT = ("supported", "contradicted", "not_enough")
UNLICENSED = frozenset({"subjqa", "zh_utterance_rewriter"})  # licence unclear or none


@dataclass(frozen=True, slots=True)
class Example:
    """A question (or a claim) beside one sentence, and what is right of them."""

    question: str
    window: Window
    answers: bool  # whether the sentence answers the question
    span: tuple[int, int] | None  # characters of the sentence that answer
    group: str  # passage or document: training and validation never share one
    source: str
    support: int | None = None  # index in SUPPORT, when the question is a claim

    @property
    def claim(self) -> bool:
        """Whether the question is a statement to be held against the sentence."""
        return self.support is not None


def may_train(row: Mapping[str, Any]) -> bool:
    """Whether the licence lets weights that are shipped be trained on the row."""
    return not row.get("nc") and str(row["source"]) not in UNLICENSED
