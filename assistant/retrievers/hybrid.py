"""Dense and lexical evidence in one ranking, in the language of the question and across."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assistant.question import Question
from assistant.reading_room import Mask, ReadingRoom
from assistant.retrievers.fusion import fused
from assistant.retrievers.lexical import own_words, shared_words
from assistant.retrievers.pool import Pool, pools
from assistant.retrievers.top import Scores
from assistant.scoping import Scope

# Measured on the project's development questions: docs/decisions/0004-fusion.md
DENSE_SHARE = 0.55
DENSE_SHARE_ACROSS = 0.25  # the embedder prefers its question's own language; names do not
ACROSS = 0.9  # a passage in another language that names as much still reads less well
MOST_ACROSS = 1.3  # however much more the other language names
OUTSIDE = 0.95  # what a passage is worth that is not of what the question names: the words have weighed the name already


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage by row, with all that its score was made of. Ranks are 1-based, in the passage's language."""

    row: int
    score: float
    cosine: float
    cosine_rank: int
    bm25: float  # by names, concepts and numbers alone where the passage is not in the question's language
    bm25_rank: int
    dense_share: float  # of the cosine in the fused score, in [0, 1]
    in_scope: bool


def hybrid(
    room: ReadingRoom,
    question: Question,
    k: int,
    allowed: Mask | None = None,
    scope: Scope | None = None,
    lap: Callable[[str], None] = lambda step: None,
    looked: Scores | None = None,
) -> list[Hit]:
    """The k best passages, best first, ties by row; `allowed` is the filter, `looked` a first look taken already.

    Passages in another language are ranked among themselves and then set beside the others by how
    much of what the question names the best of each names.
    """
    if scope and scope.certain:
        allowed = scope.passages if allowed is None else scope.passages & allowed
    languages = list(room.in_language)
    masks = [mask if allowed is None else mask & allowed for mask in room.in_language.values()]
    own, shared = room.words.scores(own_words(question)), room.words.scores(shared_words(question))
    bm25 = [own if language == question.language else shared for language in languages]
    found = dict(zip(languages, pools(room, room.embed(question.text), masks, bm25, looked=looked), strict=True))
    lap("retrieve")
    naming = np.flatnonzero(shared)
    named = {
        language: float(shared[naming].max(where=mask[naming], initial=0.0))
        for language, mask in zip(languages, masks, strict=True)
    }
    ranked = []
    for language, pool in found.items():
        if language == question.language:
            share, scale = DENSE_SHARE, 1.0
        else:
            share, scale = DENSE_SHARE_ACROSS, ACROSS * _named_as_well(named, language, question.language)
        scores = scale * fused(pool, share)
        if scope:
            scores = np.where(scope.passages[pool.places], scores, np.float32(OUTSIDE) * scores)
        ranked += _hits(room, pool, scores, share, scope)[:k]
    ranked.sort(key=lambda hit: (-hit.score, hit.row))
    return ranked[:k]


def _named_as_well(named: dict[str, float], there: str, here: str) -> float:
    """How much the best passage in that language names, against the best in the question's own, in [0, MOST_ACROSS]."""
    if here not in named or not any(named.values()):
        return 1.0
    return min(MOST_ACROSS, named[there] / named[here]) if named[here] > 0 else MOST_ACROSS


def _hits(room: ReadingRoom, pool: Pool, scores: Scores, share: float, scope: Scope | None) -> list[Hit]:
    inside = scope.passages[pool.places] if scope else np.zeros(len(pool.places), np.bool_)
    nearest, most_alike = pool.ranks()
    columns = (room.rows[pool.places], scores, pool.cosines, nearest, pool.bm25, most_alike, inside)
    hits = [
        Hit(row, score, cosine, cosine_rank, bm25, bm25_rank, share, within)
        for row, score, cosine, cosine_rank, bm25, bm25_rank, within in zip(*(c.tolist() for c in columns), strict=True)
        if score > 0
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.row))
