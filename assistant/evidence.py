"""A question becomes evidence: passages, ranked, each with where it comes from."""

from collections.abc import Iterator, Sequence

from assistant.question import Question
from assistant.reading_room import ReadingRoom
from assistant.records import Evidence
from assistant.retrievers.hybrid import Scored, hybrid
from corpus.records import Document, Filters, Passage

EVERY = 1_000_000  # more than any retriever gives


def find_evidence(room: ReadingRoom, question: Question, k: int, filters: Filters) -> list[Evidence]:
    """The k best passages for the question within the filters, best first; none when nothing matches.

    Near-copies of one article count once: the document whose passage is best stands for them all.
    """
    ranked = hybrid(room, question, EVERY if room.articles else k, room.allowed(filters))
    return list(as_evidence(room, _each_article_once(room, ranked)[:k]))


def _each_article_once(room: ReadingRoom, ranked: Scored) -> Scored:
    """The ranking without the documents whose near-copy has a better passage; between equals the earlier, then the id."""
    if not room.articles:
        return ranked
    documents = room.document_rows_of([row for row, _ in ranked])
    best: dict[str, tuple[float, str, str, int]] = {}
    for (_, score), document in zip(ranked, documents, strict=True):
        if article := room.articles.get(document):
            told = (-score, article.published, article.document_id, document)
            best[article.name] = min(told, best.get(article.name, told))
    kept = {standing[-1] for standing in best.values()}
    return [pair for pair, document in zip(ranked, documents, strict=True) if document in kept or document not in room.articles]


def as_evidence(room: ReadingRoom, ranked: Sequence[tuple[int, float]]) -> Iterator[Evidence]:
    """Rows and scores, best first, as evidence."""
    held = room.library.passages([row for row, _ in ranked])
    for rank, (row, score) in enumerate(ranked, start=1):
        passage, document = held[row]
        yield evidence_of(passage, document, rank, score, room.copies.get(document.id))


def evidence_of(passage: Passage, document: Document, rank: int, score: float, copy_of: str | None = None) -> Evidence:
    """One passage with its document's metadata."""
    return Evidence(
        rank=rank, score=score, document_id=document.id, title=document.title, publisher=document.publisher,
        published=document.published, url=document.url, kind=document.kind, language=passage.language, page=passage.page,
        start=passage.start, end=passage.end, text=passage.text, wording=document.wording, heading=passage.heading,
        date_inferred=document.date_inferred, reliability=document.reliability, copy_of=copy_of,
        place=document.place,
    )  # fmt: skip
