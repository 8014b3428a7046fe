"""The sentences of the evidence, each with the probability that it answers the question."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from assistant.matching import Key, Match, match
from assistant.question import Question
from assistant.reader import Reader, Reading
from assistant.records import Evidence
from assistant.sentences import Sentence, sentences_of
from assistant.windows import window_of

Near = Callable[[Sequence[str]], npt.NDArray[np.float32]]  # how near each text is to the question, in [0, 1], shape (n,)

READ_CLOSELY = 12  # sentences that are embedded: the best by words alone; embedding is most of an answer's time
MOST_READ = 40  # of many given documents


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its features and the probability that it answers."""

    sentence: Sentence
    match: Match
    probability: float
    reading: Reading | None = None  # of those that were read closely

    @property
    def span(self) -> str:
        """What the reader takes for the answer in it; empty where it was not read."""
        return self.sentence.text[self.reading.start : self.reading.end].strip() if self.reading else ""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each feature speaks for a sentence being the answer, and what speaks against any."""

    of: Match
    bias: float
    threshold: float  # the probability in [0, 1] below which the desk is silent
    most: int  # sentences that are quoted
    beside: float  # share of the best one's probability that another needs to be set beside it
    known: bool  # whether its texts are about names and things of the desk's own lists
    each: int  # sentences of every document that are read closely, whatever those of others

    def probability(self, features: Match) -> float:
        """The probability in [0, 1] that a sentence with these features answers the question."""
        total = self.bias + sum(weight * value for weight, value in zip(self.of.values(), features.values(), strict=True))
        return 1 / (1 + math.exp(-total))


# Over the desk's own documents: a logistic regression on the dev questions, made by evals/fit.py.
OWN = Weights(
    Match(
        own=-0.13, whole=0.58, entity=0.63, place=0.00, year=0.64, part=0.42, narrower=1.61, kind=0.49, concept=1.13,
        passage=2.33, near=1.65, foreign=0.00, lacks_entity=-1.22, lacks_concept=-0.52, reason=1.47, direction=0.29, counts=0.90,
        reader=1.50, mood=0.90, limited=0.78, lacks_name=0.00, lacks_place=-1.82, lacks_metric=-0.93, of_one=1.39, figure=1.90,
    ),
    bias=-4.83,
    threshold=0.32,
    most=3,
    beside=0.75,
    known=True,
    each=0,
)  # fmt: skip
# Over passages that the asker gives: made by training/given.py on public sets, where names and concepts are not known.
GIVEN = Weights(
    Match(
        own=0.35, whole=0.35, entity=0.01, place=0.00, year=-0.20, part=-0.05, narrower=-0.43, kind=0.64, concept=0.53,
        passage=-0.05, near=1.48, foreign=0.00, lacks_entity=0.10, lacks_concept=0.81, reason=-0.07, direction=0.01, counts=0.29,
        reader=4.74,
        mood=0.17, limited=0.00, lacks_name=0.00, lacks_place=0.00, lacks_metric=0.00, of_one=0.00, figure=0.00,
    ),
    bias=-0.88,
    threshold=0.4,
    most=5,
    beside=0.4,
    known=False,
    each=3,
)  # fmt: skip


def candidates(
    question: Question,
    keys: Sequence[Key],
    evidence: Sequence[Evidence],
    near: Near,
    reader: Reader,
    weights: Weights,
) -> list[Candidate]:
    """The sentences of the evidence, best first; ties by document and place."""
    top = max((one.score for one in evidence), default=1.0) or 1.0

    def judged(sentence: Sentence) -> Candidate:
        compared = match(question, keys, sentence, sentence.evidence.score / top, near=0.5)
        return Candidate(sentence, compared, weights.probability(compared))

    rough = sorted((judged(sentence) for sentence in sentences_of(evidence)), key=_order)
    close, rest = _to_read(rough, weights.each)
    if not close:
        return []
    nearness = near([candidate.sentence.text for candidate in close])
    readings = reader.score(question.text, [window_of(candidate.sentence) for candidate in close])
    closely = [_read(c, float(n), reading, weights) for c, n, reading in zip(close, nearness, readings, strict=True)]
    return sorted(closely, key=_order) + rest


def _read(candidate: Candidate, near: float, reading: Reading, weights: Weights) -> Candidate:
    """The candidate with what its vector and the reader say of it."""
    compared = replace(candidate.match, near=near, reader=log_odds(reading.probability))
    return Candidate(candidate.sentence, compared, weights.probability(compared), reading)


def _to_read(rough: Sequence[Candidate], each: int) -> tuple[list[Candidate], list[Candidate]]:
    """The best of all and the best of each document; and the others."""
    places: Counter[str] = Counter()
    close: list[Candidate] = []
    rest: list[Candidate] = []
    for at, candidate in enumerate(rough):
        document = candidate.sentence.evidence.document_id
        places[document] += 1
        chosen = at < READ_CLOSELY or (places[document] <= each and len(close) < MOST_READ)
        (close if chosen else rest).append(candidate)
    return close, rest


def log_odds(probability: float) -> float:
    """In [-1, 1]: the reader's sureness, even near 0 and 1."""
    clipped = min(max(probability, 1e-9), 1 - 1e-9)
    return max(-1.0, min(1.0, math.log(clipped / (1 - clipped)) / LOG_ODDS))


LOG_ODDS = 6.0  # one in 400: beyond that the reader is as sure as can be


def _order(candidate: Candidate) -> tuple[float, str, int]:
    return -candidate.probability, candidate.sentence.evidence.document_id, candidate.sentence.start


NAMED = 0.5  # of the rarity of a name: a rarer one, asked for, must be named


def contradicts(features: Match, weights: Weights) -> bool:
    """Whether the sentence is about another company, place, year or thing of that name: it is never quoted as the answer.

    That it lacks the kind of thing asked for ("a figure") decides only where the words for it are known.
    """
    elsewhere = features.place < 0 or features.lacks_place > NAMED or features.lacks_name > NAMED
    return (
        features.entity < 0 or features.year <= -1 or features.part <= -1 or (weights.known and features.kind <= -1) or elsewhere
    )
