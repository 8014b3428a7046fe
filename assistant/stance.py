"""Yes, no, or neither: what a sentence says to a yes/no question."""

import re
from collections.abc import Sequence
from typing import Literal

from assistant.candidates import Candidate
from assistant.checks.numbers import numbers_supported, quantities_in
from assistant.question import Question
from assistant.reader import Support

Stance = Literal["yes", "no"]

SURE = 0.75  # of the trained reader, in [0, 1]: below it the documents are quoted without a yes or no

_AUXILIARY = re.compile(
    r"^\W*(?:is it (?:true|correct|right) that\s+)?"
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\s+)?",
    re.IGNORECASE,
)
_LEADS = {
    ("en", "yes"): "Yes.", ("en", "no"): "No.", ("en", None): "The documents say:",
    ("zh", "yes"): "是。", ("zh", "no"): "不是。", ("zh", None): "文件中写道：",
}  # fmt: skip


def claim_of(question: Question) -> str:
    """The question as the statement that it asks about: "Tesla sell 947,742 vehicles in 2023"."""
    bare = re.sub(r"吗[？?]?\s*$|是否|是不是", "", question.text)
    return _AUXILIARY.sub("", bare, count=1).rstrip("?？ .")


def stance(question: Question, best: Candidate, support: Sequence[Support]) -> Stance | None:
    """By the figures first: one that the question names and the sentence has, or has otherwise; then by the reader."""
    asked, held = quantities_in(claim_of(question)), quantities_in(best.sentence.text)
    if asked and held:
        if numbers_supported(claim_of(question), best.sentence.text):
            return "yes"
        kinds = {(quantity.kind, quantity.per) for quantity in asked}
        if any((quantity.kind, quantity.per) in kinds for quantity in held) and best.match.concept >= 1 and best.match.mood == 0:
            return "no"
    if not support:
        return None
    if support[0].supported >= SURE:
        return "yes"
    return "no" if support[0].contradicted >= SURE else None


def lead(question: Question, found: Stance | None) -> str:
    """What stands before the claims of a yes/no question, in its language."""
    return _LEADS["zh" if question.language == "zh" else "en", found]
