"""Dense and lexical evidence in one ranking, in the language of the question and across."""

from assistant.question import Question
from assistant.reading_room import Mask, ReadingRoom
from assistant.retrievers.dense import Scored, dense
from assistant.retrievers.lexical import lexical, own_words, shared_words

CANDIDATES = 100  # from each retriever: ten times what is read
# Measured on the project's answerable questions: docs/decisions/0004-fusion.md
DENSE_WEIGHT = 0.5
DENSE_WEIGHT_ACROSS = 0.25  # the embedder prefers its question's own language; names do not
ACROSS = 0.9  # a passage in another language that names as much still reads less well
# Cosines of this embedder lie between about 0.7 (unrelated) and 0.9: the floor makes them span [0, 1].
COSINE_FLOOR = 0.7


def hybrid(room: ReadingRoom, question: Question, k: int, allowed: Mask | None = None) -> Scored:
    """Rows and scores of the k best passages, best first, ties by row.

    A convex combination of the two scores, each brought to [0, 1] by its own best: Bruch, Gai and
    Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 2023, doi:10.1145/3596512.
    Passages in another language are ranked among themselves and then set beside the others by how
    much of what the question names the best of each names.
    """
    languages = list(room.in_language)
    masks = [mask if allowed is None else mask & allowed for mask in room.in_language.values()]
    near = dict(zip(languages, dense(room, room.embed(question.text), CANDIDATES, masks), strict=True))
    alike = dict(zip(languages, lexical(room, own_words(question), CANDIDATES, masks), strict=True))
    shared = shared_words(question)
    across = dict(zip(languages, lexical(room, shared, CANDIDATES, masks), strict=True))
    scores: dict[int, float] = {}
    for language in languages:
        own = language == question.language
        weight = DENSE_WEIGHT if own else DENSE_WEIGHT_ACROSS
        scale = 1.0 if own else ACROSS * _named_as_well(across[language], across.get(question.language), bool(shared))
        for row, score in _combined(near[language], (alike if own else across)[language], weight):
            scores[row] = scale * score
    best = sorted(scores, key=lambda row: (-scores[row], row))
    return [(row, scores[row]) for row in best[:k] if scores[row] > 0]


def _combined(near: Scored, alike: Scored, weight: float) -> Scored:
    scores: dict[int, float] = {}
    for pairs, share, floor in ((near, weight, COSINE_FLOOR), (alike, 1 - weight, 0.0)):
        top = max((score for _, score in pairs), default=0.0) - floor
        for row, score in pairs:
            if top > 0:
                scores[row] = scores.get(row, 0.0) + share * max(0.0, score - floor) / top
    return list(scores.items())


MOST = 1.3  # however much more the other language names


def _named_as_well(other: Scored, own: Scored | None, names_something: bool) -> float:
    """How much the best passage in the other language names, against the best in the question's own, in [0, MOST]."""
    if not names_something or own is None:
        return 1.0
    there, here = (found[0][1] if found else 0.0 for found in (other, own))
    return min(MOST, there / here) if here > 0 else MOST
