"""Proof: what is shown was found, to the character, in the document that it cites."""

from collections.abc import Callable
from dataclasses import replace

from assistant.checks.quotes import quote_is_verbatim
from assistant.records import Answer, Claim
from corpus.records import Document


def checked(drafted: Answer, document: Callable[[str], Document | None]) -> Answer:
    """The answer with every quote compared with its document; a claim whose quote is not there is left out.

    An answer that loses all its claims becomes an abstention.
    """
    proved = {c.n for c in drafted.citations if quote_is_verbatim(c, document(c.evidence.document_id))}
    kept = tuple(claim for claim in drafted.claims if _proved(claim, proved))
    if len(kept) == len(drafted.claims):
        return drafted
    if not kept:
        return replace(
            drafted, verdict="not_in_documents", claims=(), citations=(), short_answer=None, missing="a quote that proves it"
        )
    short_answer = drafted.short_answer if kept[0] == drafted.claims[0] else None  # it was taken from the first claim
    citations = tuple(c for c in drafted.citations if c.n in proved)
    return replace(drafted, claims=kept, citations=citations, short_answer=short_answer)


def _proved(claim: Claim, proved: set[int]) -> bool:
    return bool(claim.citations) and all(n in proved for n in claim.citations)
