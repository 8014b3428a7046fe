"""Footnotes: what a citation says of its source once it has left the page, and what the copy buttons copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.records import Answer, Citation, Claim
from ui.citing import shown_claim, shown_quote, source_line
from ui.conversations import Exchange
from ui.markup import is_web
from ui.said import said
from ui.texts import Texts

HASH_SHOWN = 16  # hexadecimal digits: 64 bits, enough to tell one file from another by eye
_ENDS = tuple(".。!?！？”》")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A citation under its number, which is the answer's own or runs through a whole export."""

    number: int
    citation: Citation
    sha256: str | None  # of the document's file when it was cited; None if that is not known


def footnotes(answer: Answer, hashes: Mapping[str, str], first: int = 1) -> list[Footnote]:
    """The answer's citations in the order of their numbers, the first under the number `first`."""
    ordered = sorted(answer.citations, key=lambda citation: citation.n)
    return [
        Footnote(number, citation, hashes.get(citation.evidence.document_id)) for number, citation in enumerate(ordered, first)
    ]


def of_claim(claim: Claim, notes: Sequence[Footnote]) -> list[Footnote]:
    """The footnotes of one claim."""
    return [note for note in notes if note.citation.n in claim.citations]


def printed_footnote(note: Footnote, texts: Texts) -> str:
    """Publisher, date and page; title; address; the quoted words; the beginning of the file's hash. One line."""
    evidence = note.citation.evidence
    parts = [source_line(evidence, texts, evidence.page)]
    if evidence.publisher:  # else the line above names the title
        parts.append(texts("footnote_title", title=evidence.title))
    parts += [evidence.url] if evidence.url else []
    parts.append(shown_quote(note.citation, texts))
    parts += [texts("footnote_hash", hash=note.sha256[:HASH_SHOWN])] if note.sha256 else []
    return _line("".join(_ended(part, texts) for part in parts))


def printed_claim(claim: Claim, notes: Sequence[Footnote], texts: Texts) -> str:
    """The claim with its marks, as on the page."""
    return shown_claim(claim, [note.citation for note in notes], texts) + _marks(notes)


def copied_claim(claim: Claim, exchange: Exchange, texts: Texts) -> str:
    """One claim with its footnotes, numbered from 1."""
    if not isinstance(exchange.answer, Answer):
        return claim.text
    cited = of_claim(claim, footnotes(exchange.answer, exchange.hashes))
    renumbered = [Footnote(number, note.citation, note.sha256) for number, note in enumerate(cited, 1)]
    return _copied([(claim, renumbered)], renumbered, (), texts)


def copied_answer(exchange: Exchange, texts: Texts) -> str:
    """The whole answer with its footnotes."""
    answer = exchange.answer
    if not isinstance(answer, Answer):
        return answer
    notes = footnotes(answer, exchange.hashes)
    claims = [(claim, of_claim(claim, notes)) for claim in answer.claims]
    return _copied(claims, notes, outcome(answer, notes, texts), texts)


def outcome(answer: Answer, notes: Sequence[Footnote], texts: Texts) -> list[str]:
    """What the answer says besides its claims: that there are none, that sources disagree, what is missing."""
    numbers = {note.citation.n: note.number for note in notes}
    lines = [] if answer.claims else [answer.asks_back or texts("abstention")]
    for disagreement in answer.disagreements:
        subject = ", ".join(filter(None, (disagreement.entity, disagreement.metric, disagreement.period)))
        values = "; ".join(f"{' '.join(filter(None, (v.value, v.unit)))} [{numbers[v.citation]}]" for v in disagreement.values)
        lines.append(texts("disagreement_line", subject=subject, values=values))
    return lines + ([texts("missing", what=said(answer.missing, texts))] if answer.missing else [])


def _copied(
    claims: Sequence[tuple[Claim, Sequence[Footnote]]], notes: Sequence[Footnote], besides: Sequence[str], texts: Texts
) -> str:
    said = [printed_claim(claim, cited, texts) for claim, cited in claims]
    listed = "\n".join(f"[{note.number}] {printed_footnote(note, texts)}" for note in notes)
    return "\n\n".join([*said, *besides, listed]).strip()


def _marks(notes: Sequence[Footnote]) -> str:
    return "".join(f"[{note.number}]" for note in notes)


def _ended(part: str, texts: Texts) -> str:
    """A full stop where nothing else ends the part; none after an address, to which it would stick."""
    return part + (" " if part.endswith(_ENDS) or is_web(part) else texts("footnote_joint"))


def _line(text: str) -> str:
    """Without line breaks: a footnote that breaks loses its number."""
    return " ".join(text.split())
