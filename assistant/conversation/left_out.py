"""Which words does a follow-up leave out? By the signs of `carrying.py`, and by what the encoder makes of each word in its place.

A logistic regression over both, fitted by training/words.py: docs/models/words.md. The encoder reads the follow-up, the
questions before it, the newest first, and the beginning of the last answer in one go, so that the state of a word tells of
the follow-up too.

After Voskarides, Li, Ren, Kanoulas and de Rijke, "Query Resolution for Conversational Search with Limited Supervision", SIGIR
2020, arXiv:2005.11723, which trains the whole encoder; here it stays as it is.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.conversation.carrying import Signs
from assistant.conversation.words import content_stems, words_of
from corpus.embedders.token_states import TokenStates
from corpus.embedding import Embedder, token_states

EARLIER = 6  # questions that are read
BEGINNING = 500  # characters of the last answer that are read
SHIPPED = Path(__file__).parent.parent / "models" / "words" / "words.json"

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the signs, of a word that the encoder did not come to, and of the state (384)."""

    signs: tuple[float, ...]
    unread: float
    state: Vector
    bias: float


class WordsLeftOut:
    """The probabilities of words by their signs and states."""

    worth = 0.06  # probability from which on a word is carried
    worth_said = 0.3  # of a word that only the last answer has, in a question that is shown: it narrows what answers
    most = 5  # words that are carried

    def __init__(self, states: TokenStates) -> None:
        self._states = states

    def probabilities(
        self, question: str, earlier: Sequence[str], answer: str, found: Mapping[str, Signs]
    ) -> Mapping[str, float]:
        """By stem, in (0, 1): that the question leaves it out."""
        weights = shipped()
        read = states_of_words(question, earlier, answer, self._states)
        return {stem: _probability(weights, signs, read.get(stem)) for stem, signs in found.items()}


def words_left_out(embedder: Embedder) -> WordsLeftOut | None:
    """What weighs words by the states of the embedder; None for one that tells of none."""
    states = token_states(embedder)
    return WordsLeftOut(states) if states else None


@cache
def shipped() -> Weights:
    """The weights in the package."""
    told = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return Weights(tuple(told["signs"]), told["unread"], np.array(told["state"], np.float32), told["bias"])


def states_of_words(question: str, earlier: Sequence[str], answer: str, states: TokenStates) -> dict[str, Vector]:
    """By stem, the mean state (384) of each word that the conversation has and the question has not, as far as it is read."""
    text = f"query: {' '.join(question.split())} \n "
    asked = content_stems(question)
    begins = len(text)
    for part in (*reversed(earlier[-EARLIER:]), answer[:BEGINNING]):
        text += f"{' '.join(part.split())} \n " if part else ""
    spans, vectors = states.of(text)
    tokens: dict[str, list[int]] = {}
    for word in words_of(text):
        if word.start < begins or not word.content or word.light or word.stem in asked:
            continue
        tokens.setdefault(word.stem, []).extend(
            i for i, (start, end) in enumerate(spans) if start < end and end > word.start and start < word.end
        )
    return {stem: vectors[sorted(set(places))].mean(0) for stem, places in tokens.items() if places}


def _probability(weights: Weights, signs: Signs, state: Vector | None) -> float:
    score = weights.bias + float(np.dot(weights.signs, signs.values()))
    score += weights.unread if state is None else float(weights.state @ state)
    return float(1 / (1 + np.exp(-score)))
