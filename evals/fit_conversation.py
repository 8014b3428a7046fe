"""Fit the weights of `assistant/conversation/general.py`: `python -m evals.fit_conversation FOLDER` prints them.

FOLDER holds the development turns of CAsT (`cast/turns.jsonl`) and mtRAG (`mtrag/human_turns.jsonl`) as they are published.
Two logistic regressions: does a turn lean, and is a word of its conversation left out of it? What a person (in mtRAG a
model) added to a turn, out of its conversation, is what it left out. The words of a turn depend on how the turns before it
were rewritten: the fit begins with people's rewrites and goes on, ROUNDS times, with its own (Ross, Gordon and Bagnell, "A
Reduction of Imitation Learning and Structured Prediction to No-Regret Online Learning", AISTATS 2011, arXiv:1011.0686).
Figures are of turns whose conversation was left out of the fit, FOLDS in all.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from assistant.conversation import carrying, general, leaning
from assistant.conversation.words import content_stems, words_of
from evals.converters import history_of
from evals.folders import rows
from evals.squad import normalised, same

FOLDS = 5
ROUNDS = 3
SHRINKAGE = 0.5  # of the weights, per squared unit
# What a turn counts, by set: mtRAG's rewrites are a model's, and often paraphrase. Those that it left as they were count
# more, as leaving alone what needs nothing is asked for above all.
COUNTS = {"cast": 1.0, "mtrag": 0.5}
LEFT_ALONE_COUNTS = 2.0

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Leaning:
    """One turn: what was asked before, what a person made of it."""

    set: str
    conversation: str
    question: str
    person: str
    earlier: tuple[str, ...]
    answers: tuple[str, ...]

    @property
    def needed(self) -> frozenset[str]:
        """The stems that a person added out of the conversation."""
        held = frozenset().union(*map(content_stems, self.earlier), content_stems(self.answers[-1][: general.LONGEST_ANSWER]))
        heavy = {word.stem for word in words_of(self.person) if not word.light}
        added = (content_stems(self.person) - content_stems(self.question)) & held
        return added if added & heavy else frozenset()


def main(arguments: Sequence[str]) -> None:
    """Print the weights, and how each threshold does on conversations that were left out."""
    turns = [
        *_turns(Path(arguments[0]) / "cast" / "turns.jsonl", "cast"),
        *_turns(Path(arguments[0]) / "mtrag" / "human_turns.jsonl", "mtrag"),
    ]
    names = sorted({turn.conversation for turn in turns})
    fold = {name: i % FOLDS for i, name in enumerate(names)}
    models = [fit([turn for turn in turns if fold[turn.conversation] != i]) for i in range(FOLDS)]
    for sure in (0.5, 0.55, 0.6, 0.65, 0.7):
        for worth in (0.1, 0.15, 0.2, 0.3):
            chosen = [replace(model, sure=sure, worth=worth) for model in models]
            made = [rewritten(turn, chosen[fold[turn.conversation]], {}) for turn in turns]
            print(f"sure {sure} worth {worth}: {report(turns, made)}", flush=True)  # noqa: T201
    print(printed(fit(turns)))  # noqa: T201


def _turns(path: Path, name: str) -> Iterator[Leaning]:
    for row in rows(path, "id", "last", "conversation", "gold_rewrite"):
        if row["gold_rewrite"]:
            history = history_of(row["conversation"])
            conversation = f"{name} {row['id'].rsplit('_', 1)[0] if name == 'cast' else row['id'].split('<::>')[0]}"
            asked, answers = (tuple(str(turn[key]) for turn in history) for key in ("question", "answer"))
            yield Leaning(name, conversation, row["last"], row["gold_rewrite"], asked, answers)


def rewritten(turn: Leaning, model: general.Model, known: Mapping[tuple[str, ...], str]) -> str:
    """The turn by the model, the ones before it too where `known` has no rewrite of them."""
    return general.rewritten(
        turn.question, _resolved(turn, model, known), turn.earlier, turn.answers[-1] if turn.answers else "", model
    )


def _resolved(turn: Leaning, model: general.Model, known: Mapping[tuple[str, ...], str]) -> list[str]:
    resolved: list[str] = []
    for i, question in enumerate(turn.earlier):
        before = turn.answers[i - 1] if i else ""
        told = known.get(turn.earlier[: i + 1])
        resolved.append(told or general.rewritten(question, list(resolved), turn.earlier[:i], before, model))
    return resolved


def fit(turns: Sequence[Leaning]) -> general.Model:
    """The model of these turns."""
    people = {(*turn.earlier, turn.question): turn.person for turn in turns}
    model = general.MODEL
    leaning_turns = [turn for turn in turns if turn.earlier]
    for round_ in range(ROUNDS):
        pairs, labels, counts = [], [], []
        for turn in leaning_turns:
            needed = turn.needed
            if not needed:
                continue
            resolved = _resolved(turn, model, {} if round_ else people)
            found = carrying.signs(turn.question, turn.earlier, turn.answers[-1][: general.LONGEST_ANSWER], resolved[-1])
            pairs += [signs.values() for signs in found.values()]
            labels += [stem in content_stems(turn.person) for stem in found]
            counts += [COUNTS[turn.set]] * len(found)
        weights, bias = _regression(np.array(pairs), np.array(labels, float), np.array(counts))
        model = replace(model, carried=carrying.Signs(*weights), carried_bias=bias)
        if round_ == 0:
            model = _with_gate(model, leaning_turns)
    return model


def _with_gate(model: general.Model, turns: Sequence[Leaning]) -> general.Model:
    pairs = np.array([leaning.signs(turn.question, turn.earlier).values() for turn in turns])
    labels = np.array([bool(turn.needed) for turn in turns], float)
    counts = np.array(
        [LEFT_ALONE_COUNTS if turn.set == "mtrag" and same(turn.person, turn.question) else COUNTS[turn.set] for turn in turns]
    )
    weights, bias = _regression(pairs, labels, counts)
    return replace(model, leans=leaning.Signs(*weights), leans_bias=bias)


def _regression(pairs: Array, labels: Array, counts: Array) -> tuple[list[float], float]:
    """Weights (d,) and bias that minimise the log loss, rounded as they are printed."""

    def loss(parameters: Array) -> tuple[float, Array]:
        score = pairs @ parameters[:-1] + parameters[-1]
        wrong = (1 / (1 + np.exp(-score)) - labels) * counts
        value = float((counts * (np.logaddexp(0, score) - labels * score)).sum() + SHRINKAGE * (parameters[:-1] ** 2).sum())
        return value, np.append(pairs.T @ wrong + 2 * SHRINKAGE * parameters[:-1], wrong.sum())

    found = minimize(loss, np.zeros(pairs.shape[1] + 1), jac=True, method="L-BFGS-B").x.round(2)
    return [float(weight) for weight in found[:-1]], float(found[-1])


def report(turns: Sequence[Leaning], made: Sequence[str]) -> str:
    """By set: the recall of the words that were added, and the share of turns left alone that needed nothing."""
    told = []
    for name, group in groupby(sorted(zip(turns, made, strict=True), key=lambda pair: pair[0].set), key=lambda pair: pair[0].set):
        recalls, kept = [], []
        for turn, ours in group:
            added = set(normalised(turn.person).split()) - set(normalised(turn.question).split())
            if same(turn.person, turn.question):
                kept.append(same(ours, turn.question))
            elif added:
                recalls.append(len(added & set(normalised(ours).split())) / len(added))
        told.append(f"{name} added {np.mean(recalls):.3f} left alone {np.mean(kept):.3f}")
    return ", ".join(told)


def printed(model: general.Model) -> str:
    """As it stands in assistant/conversation/general.py."""

    def of(signs: carrying.Signs | leaning.Signs) -> str:
        return ", ".join(f"{field.name}={value:.2f}" for field, value in zip(fields(signs), signs.values(), strict=True))

    return f"leans: {of(model.leans)}, bias={model.leans_bias:.2f}\ncarried: {of(model.carried)}, bias={model.carried_bias:.2f}"


if __name__ == "__main__":
    main(sys.argv[1:])
