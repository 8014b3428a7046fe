"""What retrieval must beat: each of the two ways to search alone, and both by the oldest rule, over the same index."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from assistant.records import Turn
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.tokens import words
from evals.records import ExampleTurn, Given
from evals.run import DEPTH, DEPTH_OF_DOCUMENTS, Attempt

RANK_OFFSET = 60  # of Cormack, Clarke and Büttcher
CANDIDATES = 100  # of each that reciprocal ranks are taken over

Ranked = list[int]  # rows of passages, best first


def baselines(library: Library, embedder: Embedder, by_page: bool = False) -> dict[str, Attempt]:
    """By name: each answers the question as it was typed, whatever its conversation.

    "BM25": Robertson and Zaragoza, 2009, doi:10.1561/1500000019. "dense": cosine of the embedder's vectors.
    "RRF": both by reciprocal ranks, Cormack, Clarke and Büttcher, SIGIR 2009, doi:10.1145/1571941.1572114.
    """
    rows, vectors = library.vectors()

    def lexical(question: str, k: int) -> Ranked:
        return [row for row, _ in library.lexical(words(question), k)]

    @lru_cache(maxsize=1)  # reciprocal ranks ask the same again
    def near(question: str) -> Ranked:
        cosines = vectors @ np.array(embedder.embed_query(question), np.float32)
        return [int(rows[i]) for i in np.lexsort((rows, -cosines))[:CANDIDATES]]

    def dense(question: str, k: int) -> Ranked:
        return near(question)[:k]

    def reciprocal(question: str, k: int) -> Ranked:
        scores: dict[int, float] = {}
        for way in (lexical, dense):
            for rank, row in enumerate(way(question, CANDIDATES), start=1):
                scores[row] = scores.get(row, 0.0) + 1 / (RANK_OFFSET + rank)
        return sorted(scores, key=lambda row: (-scores[row], row))[:k]

    ways = {"BM25": lexical, "dense": dense, "RRF": reciprocal}
    return {name: _attempt(way, library, by_page) for name, way in ways.items()}


def _attempt(way: Callable[[str, int], Ranked], library: Library, by_page: bool) -> Attempt:
    def attempt(turn: ExampleTurn, _: Sequence[Turn]) -> Given:
        best = way(turn.question, DEPTH_OF_DOCUMENTS)
        held = library.passages(best)
        passages = [held[row][0] for row in best]
        distinct = dict.fromkeys(f"{p.document_id}|{p.page}" if by_page else p.document_id for p in passages)
        return Given(None, tuple(distinct)[:DEPTH], library.document)

    return attempt
