""" "What was it before?", "How many before that?": the earlier one of two figures in a sentence."""

import re
from dataclasses import replace

from assistant.conversation.silences import silent
from assistant.figures import Figure, figures_in
from assistant.records import Answer, Claim

_ASKS = re.compile(
    r"^\W*(?:(?:and|but|so)\W+)?(?:what|how (?:much|many|high|big|large))\s+"
    r"(?:(?:was|were|had)\s+(?:it|that|they|there)\s*(?:been\s*)?)?"
    r"(?:before(?: that| then)?|previously|earlier|at first|originally|until then)\W*$|"
    r"^\W*(?:那|那么)?(?:之前|以前|原来|此前|原先|先前)(?:是|有|为)?(?:多少|几成|多高)?(?:呢)?\W*$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?:\b(?:from|against|compared with|compared to|versus|instead of)\s+(?:about |some |nearly |over |around )?|"
    r"[由从]|(?:原来|此前)为?)$",
    re.IGNORECASE,
)


def asks_what_was_before(turn: str) -> bool:
    """Whether it asks for the figure before the one that was answered, and names no time."""
    return bool(_ASKS.match(turn))


def with_the_earlier_figure(answer: Answer) -> Answer:
    """The claim that says from what the figure came, and that figure; an abstention where none does."""
    for claim in answer.claims:
        earlier = _earlier(claim)
        if earlier is not None:
            held = tuple(one for one in answer.citations if one.n in claim.citations)
            return replace(
                answer, verdict="answered", claims=(claim,), citations=held, disagreements=(), short_answer=earlier.text
            )
    return silent(answer, answer.missing or "what it was before") if answer.claims else answer


def _earlier(claim: Claim) -> Figure | None:
    return next((one for one in figures_in(claim.text) if _FROM.search(claim.text[: one.start])), None)
