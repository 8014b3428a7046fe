"""Dense and lexical evidence in one ranking."""

from collections.abc import Sequence

from assistant.question import Question
from assistant.reading_room import ReadingRoom
from assistant.retrievers.dense import dense
from assistant.retrievers.lexical import lexical

CANDIDATES = 100  # from each retriever; the right passage is among them for 99% of the dev questions
DENSE_WEIGHT = 0.5
# Cosines of this embedder lie between about 0.7 (unrelated) and 0.9: the floor makes them span [0, 1].
COSINE_FLOOR = 0.7


def hybrid(room: ReadingRoom, question: Question, k: int, allowed: Sequence[int] | None = None) -> list[tuple[int, float]]:
    """Rows and scores of the k best passages, best first, ties by row.

    A convex combination of the two scores, each brought to [0, 1] by its own best:
    Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 2023, doi:10.1145/3596512.
    """
    near = dense(room, room.embed(question.text), CANDIDATES, allowed)
    alike = lexical(room, question.text, CANDIDATES, allowed)
    scores: dict[int, float] = {}
    for pairs, weight, floor in ((near, DENSE_WEIGHT, COSINE_FLOOR), (alike, 1 - DENSE_WEIGHT, 0.0)):
        top = max((score for _, score in pairs), default=0.0) - floor
        for row, score in pairs:
            if top > 0:
                scores[row] = scores.get(row, 0.0) + weight * max(0.0, score - floor) / top
    best = sorted(scores, key=lambda row: (-scores[row], row))
    return [(row, scores[row]) for row in best[:k]]
