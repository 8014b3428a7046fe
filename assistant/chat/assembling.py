"""Claims that were proved, numbered as an answer: the model's, and the desk's own where the model's leave something out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.chat.proof import Proved, Quote
from assistant.checks.numbers import numbers_supported
from assistant.parts import parts_of
from assistant.question import Question
from assistant.records import Answer, Citation, Claim, Disagreement

Span = tuple[str, int, int]  # document, start, end


def needed(question: Question, offline: Answer) -> list[Proved]:
    """The desk's own claims that the answer cannot do without: the first, those that disagree, one for each part asked."""
    disagreeing = {value.citation for one in offline.disagreements for value in one.values}
    parts = bool(parts_of(question))
    by_number = {citation.n: citation for citation in offline.citations}
    return [
        Proved(claim.text, tuple(_quote(by_number[n]) for n in claim.citations), claim.state)
        for place, claim in enumerate(offline.claims)
        if place == 0 or parts or disagreeing & set(claim.citations)
    ]


def covered(own: Proved, written: Sequence[Proved], short_answer: str | None) -> bool:
    """Whether a written claim rests on the same sentence, and gives the asked-for figure where that sentence gives it."""
    asked = short_answer if short_answer and short_answer in own.text else None
    return any(
        any(_overlap(mine, its) for mine in one.quotes for its in own.quotes) and (asked is None or _says(one.text, asked))
        for one in written
    )


def _says(text: str, asked: str) -> bool:
    return asked.casefold() in text.casefold() or (any(c.isdigit() for c in asked) and numbers_supported(asked, text))


def assembled(claims: Sequence[Proved], offline: Answer) -> Answer:
    """The offline answer with these claims in place of its own; verdict, disagreements and all else as the desk decided."""
    spans: dict[Span, Citation] = {}
    shown = tuple(Claim(one.text, tuple(_number(_citation(quote), spans) for quote in one.quotes), one.state) for one in claims)
    numbers = {
        citation.n: _number(citation, spans)
        for citation in offline.citations
        if any(value.citation == citation.n for one in offline.disagreements for value in one.values)
    }
    disagreements = tuple(_renumbered(one, numbers) for one in offline.disagreements)
    return replace(offline, claims=shown, citations=tuple(spans.values()), disagreements=disagreements)


def _renumbered(one: Disagreement, numbers: Mapping[int, int]) -> Disagreement:
    return replace(one, values=tuple(replace(value, citation=numbers[value.citation]) for value in one.values))


def _number(citation: Citation, spans: dict[Span, Citation]) -> int:
    """The number of the citation among those held, added if it is new."""
    span = (citation.evidence.document_id, citation.quote_start, citation.quote_end)
    return spans.setdefault(span, replace(citation, n=len(spans) + 1)).n


def _citation(quote: Quote) -> Citation:
    return Citation(0, quote.text, quote.start, quote.end, quote.evidence)


def _quote(citation: Citation) -> Quote:
    return Quote(citation.evidence, citation.quote_start, citation.quote_end)


def _overlap(one: Quote, other: Quote) -> bool:
    return one.evidence.document_id == other.evidence.document_id and one.start < other.end and other.start < one.end
