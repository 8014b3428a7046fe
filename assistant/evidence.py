"""A question becomes evidence: passages, ranked, each with where it comes from."""

from collections.abc import Iterable

from assistant.question import Question
from assistant.reading_room import ReadingRoom
from assistant.records import Evidence
from assistant.retrievers.hybrid import hybrid
from corpus.records import Document, Filters, Passage


def find_evidence(room: ReadingRoom, question: Question, k: int, filters: Filters) -> list[Evidence]:
    """The k best passages for the question within the filters, best first; none when nothing matches."""
    ranked = hybrid(room, question, k, room.allowed(filters))
    return list(as_evidence(room, ranked))


def as_evidence(room: ReadingRoom, ranked: Iterable[tuple[int, float]]) -> Iterable[Evidence]:
    """Rows and scores, best first, as evidence."""
    ranked = list(ranked)
    held = room.library.passages([row for row, _ in ranked])
    for rank, (row, score) in enumerate(ranked, start=1):
        passage, document = held[row]
        yield evidence_of(passage, document, rank, score)


def evidence_of(passage: Passage, document: Document, rank: int, score: float) -> Evidence:
    """One passage with its document's metadata."""
    return Evidence(
        rank=rank, score=score, document_id=document.id, title=document.title, publisher=document.publisher,
        published=document.published, url=document.url, kind=document.kind, language=passage.language, page=passage.page,
        start=passage.start, end=passage.end, text=passage.text, wording=document.wording, heading=passage.heading,
        date_inferred=document.date_inferred, reliability=document.reliability,
    )  # fmt: skip
