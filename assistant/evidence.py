"""A question becomes evidence: passages, ranked, each with where it comes from."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from assistant.conversation.searching import Form
from assistant.question import Question, read_question
from assistant.reading_room import ReadingRoom
from assistant.records import Evidence, Explanation
from assistant.retrievers.dense import first_looks
from assistant.retrievers.hybrid import Hit, hybrid
from assistant.retrievers.wording import searched_as
from assistant.scoping import scope_of
from corpus.records import Document, Filters, Passage

EVERY = 1_000_000  # more than any retriever gives
SUMMED = 120  # passages of each form of a question: what only one of them finds far down changes no sum


@dataclass(frozen=True, slots=True)
class Found:
    """Passages, best first, and where they were looked for first, or only, and why, in words."""

    evidence: tuple[Evidence, ...]
    scope: str | None


def find_evidence(
    room: ReadingRoom,
    questions: Sequence[Question],
    k: int,
    filters: Filters,
    lap: Callable[[str], None] = lambda step: None,
    forms: Sequence[Form] = (),
) -> Found:
    """The k best passages for any of the questions within the filters, best first; none when nothing matches.

    The first question is the whole, others are what it asks in turn: a passage has the score of the one that it
    is best for; so has one found by what a figure in it is computed from (`retrievers/wording.py`). `forms` are all the
    ways to put the whole: a passage has the weighted sum of its scores for them.
    Near-copies of one article count once: the document whose passage is best stands for them all.
    """
    allowed = room.allowed(filters)
    searched = list({one.text: one for question in questions for one in searched_as(question)}.values())
    texts = list(dict.fromkeys([*(question.text for question in searched), *(form.text for form in forms)]))
    room.embed_ahead(texts)
    scopes = [scope_of(room, question) for question in searched]
    depth = EVERY if room.articles else k
    looks = first_looks(room, texts)
    found = [
        hybrid(room, question, depth, allowed, scope, lap, looks.get(question.text))
        for question, scope in zip(searched, scopes, strict=True)
    ]
    if forms:
        put = [read_question(form.text) for form in forms]
        summed = max(depth, SUMMED)
        each = [hybrid(room, one, summed, allowed, scope_of(room, one), lap, looks.get(one.text)) for one in put]
        found[0] = _summed(each, [form.weight for form in forms])[:depth]
    evidence = tuple(as_evidence(room, _each_article_once(room, _merged(found))[:k]))
    lap("rank")
    return Found(evidence, scopes[0].reason if scopes[0] else None)


def _summed(found: Sequence[list[Hit]], weights: Sequence[float]) -> list[Hit]:
    """Every passage once, with the weighted sum of its scores, best first, ties by row; it is as the first found it else."""
    scores: defaultdict[int, float] = defaultdict(float)
    first: dict[int, Hit] = {}
    for hits, weight in zip(found, weights, strict=True):
        for hit in hits:
            scores[hit.row] += weight * hit.score
            first.setdefault(hit.row, hit)
    summed = [replace(hit, score=scores[row]) for row, hit in first.items()]
    return sorted(summed, key=lambda hit: (-hit.score, hit.row))


def _merged(found: Sequence[list[Hit]]) -> list[Hit]:
    """Every passage once, with its best score, best first, ties by row."""
    if len(found) == 1:
        return found[0]
    best: dict[int, Hit] = {}
    for hit in chain.from_iterable(found):
        if hit.row not in best or hit.score > best[hit.row].score:
            best[hit.row] = hit
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.row))


def _each_article_once(room: ReadingRoom, ranked: list[Hit]) -> list[Hit]:
    """The ranking without the documents whose near-copy has a better passage; between equals the earlier, then the id."""
    if not room.articles:
        return ranked
    documents = room.document_rows_of([hit.row for hit in ranked])
    best: dict[str, tuple[float, str, str, int]] = {}
    for hit, document in zip(ranked, documents, strict=True):
        if article := room.articles.get(document):
            told = (-hit.score, article.published, article.document_id, document)
            best[article.name] = min(told, best.get(article.name, told))
    kept = {standing[-1] for standing in best.values()}
    return [hit for hit, document in zip(ranked, documents, strict=True) if document in kept or document not in room.articles]


def as_evidence(room: ReadingRoom, ranked: Sequence[Hit]) -> Iterator[Evidence]:
    """Hits, best first, as evidence."""
    held = room.library.passages([hit.row for hit in ranked])
    for rank, hit in enumerate(ranked, start=1):
        passage, document = held[hit.row]
        why = Explanation(
            dense=hit.cosine, dense_rank=hit.cosine_rank, lexical=hit.bm25, lexical_rank=hit.bm25_rank,
            dense_share=hit.dense_share, in_scope=hit.in_scope,
        )  # fmt: skip
        yield evidence_of(passage, document, rank, hit.score, room.copies.get(document.id), why)


def evidence_of(
    passage: Passage,
    document: Document,
    rank: int,
    score: float,
    copy_of: str | None = None,
    explanation: Explanation | None = None,
) -> Evidence:
    """One passage with its document's metadata."""
    return Evidence(
        rank=rank, score=score, document_id=document.id, title=document.title, publisher=document.publisher,
        published=document.published, url=document.url, kind=document.kind, language=passage.language, page=passage.page,
        start=passage.start, end=passage.end, text=passage.text, wording=document.wording, heading=passage.heading,
        date_inferred=document.date_inferred, reliability=document.reliability, copy_of=copy_of, explanation=explanation,
    )  # fmt: skip
