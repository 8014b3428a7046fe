"""A conversation as a file, one module a format: each registers its suffix. A new file here is a new format."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from sys import modules

from assistant.records import Answer, Claim
from corpus.registry import Registry, discover
from ui.conversations import Conversation, Exchange
from ui.footnotes import Footnote, footnotes, of_claim
from ui.texts import Texts

# (the conversation, the language of the page) -> the bytes of the file
Exporter = Callable[[Conversation, Texts], bytes]

exporters: Registry[Exporter] = Registry("export format")


@dataclass(frozen=True, slots=True)
class Part:
    """One exchange of an export: its footnotes are numbered on from those of the parts before."""

    exchange: Exchange
    notes: tuple[Footnote, ...]

    @property
    def claims(self) -> list[tuple[Claim, list[Footnote]]]:
        """Each claim with its own footnotes."""
        answer = self.exchange.answer
        return [(claim, of_claim(claim, self.notes)) for claim in answer.claims] if isinstance(answer, Answer) else []


def parts(conversation: Conversation) -> Iterator[Part]:
    """The exchanges with their footnotes, numbered through."""
    first = 1
    for exchange in conversation.exchanges:
        notes = footnotes(exchange.answer, exchange.hashes, first) if isinstance(exchange.answer, Answer) else []
        first += len(notes)
        yield Part(exchange, tuple(notes))


def cited_once(conversation: Conversation) -> list[tuple[Footnote, list[Footnote]]]:
    """Every cited document once, in the order of citing: its first footnote, and all of them."""
    found: dict[str, list[Footnote]] = {}
    for part in parts(conversation):
        for note in part.notes:
            found.setdefault(note.citation.evidence.document_id, []).append(note)
    return [(notes[0], notes) for notes in found.values()]


discover(modules[__name__])  # last: the files of the folder import what is defined above
