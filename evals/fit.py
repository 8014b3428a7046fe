"""Fit the weights of `assistant/candidates.py` on the dev questions: `python -m evals.fit [INDEX]` prints them.

A logistic regression over (question, sentence) pairs: gold sentences against the next best ones of answerable
questions, and the best ones of unanswerable questions. Weights in SET_BY_HAND are kept; docs/decisions/0005-answering.md
says why. Prints, for both splits, how often the best sentence is gold, the area under the curve of answerable against
not, and what each threshold refuses.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.stats import rankdata

from assistant import candidates
from assistant.assistant import Assistant
from assistant.matching import Match
from assistant.question import read_question
from assistant.settings import Settings
from assistant.wiring import open_assistant
from evals.accepted import says
from evals.records import ExampleTurn
from evals.sets import in_split, open_set

SET_BY_HAND = {"counts": 1.0, "place": 0.0, "lacks_concept": -0.7, "foreign": 0.4}
OTHERS = 8  # sentences of each question that are set against its gold ones
UNANSWERABLE_COUNT = 2.0  # what an unanswerable question counts, against 1 for an answerable one
SHRINKAGE = 0.5  # of the weights, per squared unit
NAMES = [field.name for field in fields(Match)]

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: its sentences as features (n, d), which of them are gold, and whether it can be answered."""

    features: Array
    gold: npt.NDArray[np.bool_]
    answerable: bool


def main(arguments: Sequence[str]) -> None:
    """Fit on dev, print the weights and how they do on both splits."""
    assistant = open_assistant(Settings.read(index=Path(arguments[0]) if arguments else None))
    judged = {split: [judge(assistant, turn) for turn in _turns(split)] for split in ("dev", "test")}
    weights, bias = fit(judged["dev"])
    print(printed(weights, bias))  # noqa: T201
    for split, questions in judged.items():
        print(split, report(questions, weights, bias))  # noqa: T201


def _turns(split: str) -> list[ExampleTurn]:
    return [turn for example in in_split(open_set(None).examples, split) for turn in example.turns]


def judge(assistant: Assistant, turn: ExampleTurn) -> Judged:
    """The question's sentences with their features; gold are its quotes, and sentences of equal documents that answer in full."""
    question = read_question(turn.standalone or turn.question)
    ranked = assistant.candidates(question)
    quotes = {(gold.document, gold.quote) for gold in turn.gold}
    documents = {gold.document for gold in turn.gold} | set(turn.also)
    can = bool(turn.answerable)

    def is_gold(candidate: candidates.Candidate) -> bool:
        sentence, document = candidate.sentence.text, candidate.sentence.evidence.document_id
        in_full = bool(turn.answers) and all(any(says(sentence, text) for text in a.any) for a in turn.answers)
        return can and ((document, sentence) in quotes or (document in documents and in_full))

    features = np.array([c.match.values() for c in ranked], dtype=np.float64).reshape(len(ranked), len(NAMES))
    return Judged(features, np.array([is_gold(c) for c in ranked], dtype=bool), can)


def printed(weights: Array, bias: float) -> str:
    """As they stand in assistant/candidates.py."""
    return ", ".join(f"{name}={weight:.2f}" for name, weight in zip(NAMES, weights, strict=True)) + f", bias={bias:.2f}"


def fit(questions: Sequence[Judged], kept: Mapping[str, float] = MappingProxyType(SET_BY_HAND)) -> tuple[Array, float]:
    """Weights (d,) and bias that minimise the log loss, those in `kept` as they are."""
    rows, labels, counts = _pairs(questions)
    free = [i for i, name in enumerate(NAMES) if name not in kept]
    fixed = sum(rows[:, NAMES.index(name)] * weight for name, weight in kept.items())

    def loss(parameters: Array) -> tuple[float, Array]:
        score = rows[:, free] @ parameters[:-1] + parameters[-1] + fixed
        wrong = (1 / (1 + np.exp(-score)) - labels) * counts
        value = float((counts * (np.logaddexp(0, score) - labels * score)).sum() + SHRINKAGE * (parameters[:-1] ** 2).sum())
        return value, np.append(rows[:, free].T @ wrong + 2 * SHRINKAGE * parameters[:-1], wrong.sum())

    found = minimize(loss, np.zeros(len(free) + 1), jac=True, method="L-BFGS-B").x
    weights = np.array([kept.get(name, 0.0) for name in NAMES])
    weights[free] = found[:-1]
    return weights.round(2), round(float(found[-1]), 2)


def _pairs(questions: Sequence[Judged]) -> tuple[Array, Array, Array]:
    """Rows (m, d), labels (m,) and what each row counts (m,)."""
    rows, labels, counts = [], [], []
    for question in questions:
        gold, others = question.features[question.gold], question.features[~question.gold][:OTHERS]
        if question.answerable and not len(gold):
            continue
        for part, label, whole in ((gold, 1.0, 1.0), (others, 0.0, 1.0 if question.answerable else UNANSWERABLE_COUNT)):
            rows += list(part)
            labels += [label] * len(part)
            counts += [whole / max(1, len(part))] * len(part)
    return np.array(rows), np.array(labels), np.array(counts)


def report(questions: Sequence[Judged], weights: Array, bias: float) -> str:
    """How often the best sentence is gold, the area under the curve, and what thresholds refuse."""
    best_is_gold, best, can = [], [], []
    for question in questions:
        score = 1 / (1 + np.exp(-(question.features @ weights + bias)))
        wrong = (question.features[:, NAMES.index("entity")] < 0) | (question.features[:, NAMES.index("year")] <= -1)
        usable = np.where(wrong, 0.0, score)
        best.append(usable.max(initial=0.0))
        can.append(question.answerable)
        if question.answerable and question.gold.any():
            best_is_gold.append(question.gold[int(np.argmax(usable))])
    scores, labels = np.array(best), np.array(can)
    ranks = rankdata(scores)
    n, m = int(labels.sum()), int((~labels).sum())
    area = (ranks[labels].sum() - n * (n + 1) / 2) / (n * m)
    refused = " ".join(
        f"{t}: {np.mean(scores[labels] < t):.3f}/{np.mean(scores[~labels] < t):.3f}" for t in (0.3, 0.35, 0.4, 0.45, 0.5)
    )
    return f"best is gold {np.mean(best_is_gold):.3f}, area {area:.3f}, refused of answerable/others {refused}"


if __name__ == "__main__":
    main(sys.argv[1:])
