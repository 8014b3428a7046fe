"""Proof: what is shown was found, to the character, in the document that it cites."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.checks.claims import state_of
from assistant.checks.quotes import quote_is_verbatim
from assistant.records import Answer, Claim, ClaimState
from corpus.records import Document


def checked(drafted: Answer, document: Callable[[str], Document | None]) -> Answer:
    """The answer with every quote compared with its document, and every claim with its quotes; what fails is left out.

    An answer that loses all its claims becomes an abstention.
    """
    proved = {c.n: c.quote for c in drafted.citations if quote_is_verbatim(c, document(c.evidence.document_id))}
    judged = (replace(claim, state=_state(claim, proved)) for claim in drafted.claims)
    kept = tuple(claim for claim in judged if claim.state != "unverified")
    if len(kept) == len(drafted.claims):
        return replace(drafted, claims=kept)
    if not kept:
        return replace(
            drafted, verdict="not_in_documents", claims=(), citations=(), short_answer=None, missing="a quote that proves it"
        )
    short_answer = drafted.short_answer if kept[0].text == drafted.claims[0].text else None  # it was taken from the first claim
    citations = tuple(c for c in drafted.citations if c.n in proved)
    return replace(drafted, claims=kept, citations=citations, short_answer=short_answer)


def _state(claim: Claim, proved: Mapping[int, str]) -> ClaimState:
    if not claim.citations or any(n not in proved for n in claim.citations):
        return "unverified"
    return state_of(claim.text, [proved[n] for n in claim.citations])
