"""What each of several given documents answers: one claim for each value, with all documents that say it.

Documents that differ are not judged by how well they are written. A value is put behind another only where its document
is, but for that value, a copy of one that says otherwise, and more documents say the other: it is named among what the
documents disagree on, and is no claim. Voting among documents: Wang et al., "Retrieval-Augmented Generation with
Conflicting Evidence", COLM 2025, arXiv:2504.13079.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.candidates import Candidate
from assistant.disagreements import same_value
from assistant.question import Question, asks_for_several
from assistant.records import Citation, Claim, DisagreeingValue, Disagreement
from corpus.tokens import words

COPY = 0.6  # share of the shorter text's words that a copy has, with a value changed
LONGEST = 20  # words of an answer that is one value; what is longer is told, not counted
SHORT = 8  # words of a value that can be held against another
ANSWERS = 0.4  # probability in [0, 1] from which a document is taken to answer


@dataclass(frozen=True, slots=True)
class Value:
    """One answer, and the best sentence for it of each document that gives it, most probable first."""

    text: str
    said: tuple[Candidate, ...]
    outvoted: bool = False


def values_of(ranked: Sequence[Candidate]) -> list[Value]:
    """What the documents answer, most probable first; empty unless two or more of them answer, each with one value."""
    best: dict[str, Candidate] = {}
    for candidate in ranked:
        if candidate.probability >= ANSWERS and candidate.span:
            best.setdefault(candidate.sentence.evidence.document_id, candidate)
    if len(best) < 2 or any(len(candidate.span.split()) > LONGEST for candidate in best.values()):
        return []
    found: list[Value] = []
    for candidate in best.values():
        known = next((i for i, value in enumerate(found) if same_value(value.text, candidate.span)), None)
        if known is None:
            found.append(Value(candidate.span, (candidate,)))
        else:
            found[known] = replace(found[known], said=(*found[known].said, candidate))
    return [replace(value, outvoted=any(_outvotes(other, value) for other in found)) for value in found]


def _outvotes(one: Value, other: Value) -> bool:
    """Whether more documents say the one, and every document of the other is a copy of one of them with the value changed."""
    return _witnesses(one) > _witnesses(other) and all(any(_copies(b, a) for a in one.said) for b in other.said)


def _witnesses(value: Value) -> int:
    """Its documents, copies of each other counted once."""
    alone: list[Candidate] = []
    for candidate in value.said:
        if not any(_copies(candidate, other) for other in alone):
            alone.append(candidate)
    return len(alone)


def _copies(one: Candidate, other: Candidate) -> bool:
    mine, its = (Counter(words(candidate.sentence.evidence.text)) for candidate in (one, other))
    return (mine & its).total() >= COPY * min(mine.total(), its.total())


def told(question: Question, values: Sequence[Value]) -> tuple[list[Claim], list[Citation], list[Disagreement]]:
    """A claim for each value that is not outvoted, with a citation of every document; and the values that are at odds."""
    citations: list[Citation] = []
    claims: list[Claim] = []
    shown: list[DisagreeingValue] = []
    for value in sorted(values, key=lambda value: value.outvoted):
        first = len(citations) + 1
        for n, candidate in enumerate(value.said, start=first):
            sentence = candidate.sentence
            citations.append(Citation(n, sentence.text, sentence.start, sentence.end, sentence.evidence))
            shown.append(DisagreeingValue(candidate.span, None, n))
        if not value.outvoted:
            claims.append(Claim(value.said[0].sentence.text, tuple(range(first, len(citations) + 1)), "verbatim"))
    outvoted = [value.text for value in values if value.outvoted]
    if not outvoted and not _at_odds(question, values):
        return claims, citations, []
    why = f"{', '.join(outvoted)}: in a copy of a text that says otherwise" if outvoted else SEVERAL_OF_A_NAME
    return claims, citations, [Disagreement(question.text, "", None, tuple(shown), why)]


_WHAT = re.compile(r"^\W*(?:(?:in|at|on|from|of|for|to) )?(?:what|which|where)\b|什么|哪", re.IGNORECASE)
SEVERAL_OF_A_NAME = "they may speak of different things of one name"


def _at_odds(question: Question, values: Sequence[Value]) -> bool:
    """Whether one thing is asked for, in few words, and several are said."""
    one = question.kind in ("figure", "date", "name") or bool(_WHAT.search(question.text))
    return (
        one and not asks_for_several(question) and len(values) > 1 and all(len(value.text.split()) <= SHORT for value in values)
    )
