"""What the gold of a turn says about documents, quotes and claims; shared by the metrics."""

from collections.abc import Callable

from assistant.records import Answer, Citation, Claim
from evals.accepted import normalised, says
from evals.quantities import quantities, same, units
from evals.records import Accepted, ExampleTurn, Given


def holds(text: str, item: Accepted) -> bool:
    """Whether the text says the item in any of its spellings; where the set has a tolerance, within it."""
    return any(says(text, spelling) for spelling in item.any) or (item.tolerance > 0 and measures(text, item))


def measures(text: str, item: Accepted) -> bool:
    """Whether the text has a figure of the item's value, within its tolerance, and of its unit or else that of a spelling."""
    wanted = {quantity for spelling in item.any for quantity in quantities(spelling)}
    allowed = units(item.unit) if item.unit else {quantity.unit for quantity in wanted}
    return any(same(found, one.value, allowed, item.tolerance) for found in quantities(text) for one in wanted)


def share_said(turn: ExampleTurn, given: Given, kind: str, says_it: Callable[[str, Accepted], bool]) -> float | None:
    """The share of the items of a kind that the claims say, in [0, 1]; None without any, or where only the evidence was asked."""
    items = [item for item in turn.answers if item.kind == kind]
    if given.answer is None or not items:
        return None
    text = " ".join(claim.text for claim in given.answer.claims)
    return sum(says_it(text, item) for item in items) / len(items)


def right_documents(turn: ExampleTurn) -> frozenset[str]:
    """Every document that proves the answer or a part of it."""
    return frozenset([*(gold.document for gold in turn.gold), *turn.also, *turn.relevant])


def relevance(turn: ExampleTurn) -> dict[str, int]:
    """Grades of the documents that answer, for measures over a ranking; empty for what has no answer."""
    if turn.relevant:
        return dict(turn.relevant)
    return dict.fromkeys(sorted(right_documents(turn)), 1) if turn.answers else {}


def needs(turn: ExampleTurn, given: Given) -> list[frozenset[str]]:
    """What retrieval must find: for each part of the answer, the documents of which any one will do.

    In a retrieval set each relevant document is a part of its own. None at all where no gold is known.
    """
    if turn.relevant:
        return [frozenset([document]) for document in sorted(turn.relevant)]
    if not turn.gold:
        return []
    return [
        frozenset(gold.document for gold in turn.gold if holds(gold.quote, item)) | _also(turn, item, given)
        for item in turn.answers
    ]


def _also(turn: ExampleTurn, item: Accepted, given: Given) -> frozenset[str]:
    """Of the further documents, those that say this item."""
    found = ((id_, given.document(id_)) for id_ in turn.also)
    return frozenset(id_ for id_, document in found if document is not None and holds(document.text, item))


def is_right(citation: Citation, turn: ExampleTurn) -> bool:
    """Whether the citation proves something asked for: right document, and a quote that is gold or says an accepted answer."""
    if citation.evidence.document_id not in right_documents(turn):
        return False
    return _is_gold(citation, turn) or any(holds(citation.quote, item) for item in turn.answers)


def proves(citation: Citation, item: Accepted, turn: ExampleTurn) -> bool:
    """Whether the citation proves this part of the answer."""
    if citation.evidence.document_id not in right_documents(turn):
        return False
    return holds(citation.quote, item) or (_is_gold(citation, turn) and len(turn.answers) == 1)


def _is_gold(citation: Citation, turn: ExampleTurn) -> bool:
    """Whether its quote has a gold quote in it, or is a part of one."""
    quote = normalised(citation.quote)
    if not quote:
        return False
    golds = [normalised(gold.quote) for gold in turn.gold if gold.document == citation.evidence.document_id]
    return any(gold in quote or quote in gold for gold in golds)


def cited_by(claim: Claim, answer: Answer) -> list[Citation]:
    """The citations that the claim names."""
    return [citation for citation in answer.citations if citation.n in claim.citations]
