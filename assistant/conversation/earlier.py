"""What earlier answers cited stays a candidate for a follow-up: preferred a little, never forced."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.records import Claim, Evidence, Turn
from assistant.scope import passes
from corpus.records import Document, Filters

TURNS_BACK = 3
PREFERENCE = 1.1  # of the score of a passage that was cited before and is found again
UNFOUND = 0.5  # of the best score, for one that is not found again


def cited_before(history: Sequence[Turn]) -> list[Evidence]:
    """The passages that the last answers cite, the latest first, each once."""
    found: dict[str, Evidence] = {}
    for turn in reversed(history[-TURNS_BACK:]):
        if not isinstance(turn.answer, str):
            for citation in turn.answer.citations:
                found.setdefault(citation.evidence.passage_id, citation.evidence)
    return list(found.values())


def said_before(history: Sequence[Turn]) -> list[Claim]:
    """The claims of the last answers."""
    return [claim for turn in history[-TURNS_BACK:] if not isinstance(turn.answer, str) for claim in turn.answer.claims]


def with_earlier(
    evidence: Sequence[Evidence], cited: Sequence[Evidence], document: Callable[[str], Document | None], filters: Filters
) -> list[Evidence]:
    """The evidence with what was cited before and still stands in its document, ranked anew, best first."""
    if not cited or not evidence:
        return list(evidence)
    before = {one.passage_id for one in cited}
    ids = {one.passage_id for one in evidence}
    best = evidence[0].score
    preferred = [replace(e, score=min(best, e.score * PREFERENCE)) if e.passage_id in before else e for e in evidence]
    kept = [
        replace(e, score=best * UNFOUND)
        for e in cited
        if e.passage_id not in ids and _stands(e, document(e.document_id), filters)
    ]
    ranked = sorted([*preferred, *kept], key=lambda e: (-e.score, e.rank))
    return [replace(one, rank=rank) for rank, one in enumerate(ranked, start=1)]


def _stands(evidence: Evidence, document: Document | None, filters: Filters) -> bool:
    return document is not None and document.text[evidence.start : evidence.end] == evidence.text and passes(document, filters)
