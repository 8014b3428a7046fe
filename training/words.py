"""How the weights of the words that a follow-up leaves out are made: `python -m training.words --data DIR`.

DIR holds rewrite.jsonl: questions of conversations, each rewritten by a person to stand alone. Of the words of the conversation,
those in the rewrite are what the question left out. A logistic regression over the signs of a word and its state in the frozen
encoder learns to tell them. The figures are of conversations that were left out. docs/models/words.md tells of the data.
"""

import argparse
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from assistant.conversation.carrying import signs
from assistant.conversation.left_out import SHIPPED, states_of_words
from assistant.conversation.words import content_stems
from corpus.embedders.e5_small import converted_folder
from corpus.embedders.token_states import LAYER, TokenStates
from evals.folders import rows
from evals.squad import same
from training.measures import area

SOURCE = "canard_dev"
LONGEST_ANSWER = 2_000  # characters, as the desk reads them
FOLDS = 5
STATE_COUNTS = 0.1  # of a unit of a state beside a unit of a sign, both in standard deviations
SHRINKAGE = 1 / 0.6  # of the weights, per squared unit
DIGITS = 5

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question of a conversation, and what a person made of it."""

    conversation: str
    question: str
    person: str
    earlier: tuple[str, ...]
    answer: str  # the last one


def main() -> None:
    """Write the weights and print how they do on conversations that were left out."""
    parser = argparse.ArgumentParser(prog="python -m training.words", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="where rewrite.jsonl is")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the file of the weights")
    told = parser.parse_args()
    turns = list(follow_ups(told.data / "rewrite.jsonl"))
    states = TokenStates(converted_folder())
    found, labels, owners = examples(turns, states)
    folds = np.array([zlib.crc32(turns[i].conversation.encode()) % FOLDS for i in owners])
    scores = np.zeros(len(labels))
    for fold in range(FOLDS):
        weights, bias = fitted(found[folds != fold], labels[folds != fold])
        scores[folds == fold] = found[folds == fold] @ weights + bias
    print(f"{len(turns)} turns, {len(labels)} words, {int(labels.sum())} left out, area {area(labels, scores):.3f}")  # noqa: T201
    told.out.parent.mkdir(parents=True, exist_ok=True)
    told.out.write_text(printed(*fitted(found, labels)), encoding="utf-8")


def follow_ups(path: Path) -> Iterator[FollowUp]:
    """The turns of which a person's rewrite takes words out of the conversation, and none from elsewhere."""
    for row in rows(path, "id", "source", "history", "question", "rewrite"):
        history = row["history"]  # title, section, then question and answer in turn
        if row["source"] != SOURCE or row.get("novel") or len(history) < 4:
            continue
        title, first, asked = history[0], history[2], history[4::2]
        # People begin with the name of what they ask about; here the title of the page stands for that.
        first = first if content_stems(title) & content_stems(first) else f"{title}: {first}"
        answer = history[-1] if len(history) % 2 == 0 else ""
        turn = FollowUp(row["id"].split("#")[0], row["question"], row["rewrite"], (first, *asked)[-6:], answer)
        if not same(turn.person, turn.question) and _needed(turn):
            yield turn


def _needed(turn: FollowUp) -> frozenset[str]:
    held = frozenset().union(*map(content_stems, (*turn.earlier, turn.answer)))
    return (content_stems(turn.person) - content_stems(turn.question)) & held


def examples(turns: Sequence[FollowUp], states: TokenStates) -> tuple[Array, Array, list[int]]:
    """A row a word (signs, whether it is unread, state), whether the person's rewrite has it, and the number of its turn."""
    features, labels, owners = [], [], []
    for number, turn in enumerate(turns):
        read = states_of_words(turn.question, turn.earlier, turn.answer, states)
        person = content_stems(turn.person)
        found = signs(turn.question, turn.earlier, turn.answer[:LONGEST_ANSWER], turn.earlier[-1])
        for stem in sorted(found):  # in one order, so that a repetition gives the same weights
            state = read.get(stem)
            features.append(np.r_[found[stem].values(), float(state is None), np.zeros(384) if state is None else state])
            labels.append(stem in person)
            owners.append(number)
    return np.array(features), np.array(labels, float), owners


def fitted(features: Array, labels: Array) -> tuple[Array, float]:
    """Weights (d,) and bias that minimise the log loss."""
    mean, deviation = features.mean(0), features.std(0) + 1e-6
    scale = np.r_[np.ones(features.shape[1] - 384), np.full(384, STATE_COUNTS)] / deviation
    scaled = (features - mean) * scale

    def loss(parameters: Array) -> tuple[float, Array]:
        score = scaled @ parameters[:-1] + parameters[-1]
        wrong = 1 / (1 + np.exp(-score)) - labels
        value = float((np.logaddexp(0, score) - labels * score).sum() + SHRINKAGE * (parameters[:-1] ** 2).sum())
        return value, np.append(scaled.T @ wrong + 2 * SHRINKAGE * parameters[:-1], wrong.sum())

    found = minimize(loss, np.zeros(features.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 1_000}).x
    weights = found[:-1] * scale
    return weights, float(found[-1] - mean @ weights)


def printed(weights: Array, bias: float) -> str:
    """As the desk reads it."""
    kept = [round(float(weight), DIGITS) for weight in weights]
    told = {"encoder": "e5-small", "layer": LAYER, "bias": round(bias, DIGITS), "signs": kept[:-385], "unread": kept[-385]}
    return json.dumps(told | {"state": kept[-384:]}) + "\n"


if __name__ == "__main__":
    main()
