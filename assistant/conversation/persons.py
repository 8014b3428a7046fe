"""The name that an earlier "who" or "which" was answered with: whom "he" or "it" stands for in the follow-up."""

import re
from collections.abc import Sequence

from assistant.question import Question
from assistant.records import Answer

_WHO = re.compile(r"\bwho\b|\bwhose\b|谁", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|him|his|she|her|hers)\b|[他她](?!们)", re.IGNORECASE)
_THING = re.compile(r"\b(?:it|its|there|that (?:company|firm|plant|factory|city|country|one))\b|它(?!们)|那里", re.IGNORECASE)
_ANOTHER = re.compile(
    r"\b(?:before|after|succeed\w*|replac\w*|follow\w*) (?:him|her)\b|[他她]的?(?:之前|之后|前任|继任)", re.IGNORECASE
)
LONGEST = 60  # characters; more is no name


def found_name(question: Question, answer: Answer | str) -> str | None:
    """The name that was asked for and found; None where another thing was asked, or nothing found."""
    if isinstance(answer, str) or question.kind != "name" or not answer.short_answer:
        return None
    name = re.split(r"[,，、]\s*", answer.short_answer, maxsplit=1)[0].strip()
    return name if 1 < len(name) <= LONGEST and any(name in claim.text for claim in answer.claims) else None


def named_before(question: str, earlier: Sequence[tuple[Question, str | None]]) -> list[str]:
    """Whom "he" stands for: the last person that was found; what "it" stands for: what the question just before found.

    `earlier` are the questions before, each with the name that it found.
    """
    if _ANOTHER.search(question):
        return []
    if _PERSON.search(question):
        return [name for asked, name in reversed(earlier) if name and _WHO.search(asked.text)][:1]
    asked, name = earlier[-1]
    return [name] if name and _THING.search(question) and not _WHO.search(asked.text) else []
