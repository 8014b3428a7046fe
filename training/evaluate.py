"""What a reader is worth: `python -m training.evaluate BENCH [--limit N]` over squad2 and clapnq, beside the baseline.

Area under the curve of answerable against not, by the best sentence of the gold passage; how often the best sentence
holds the answer; F1 of its span; and abstention at the threshold that was set on validation data (0.5) and at the best one.
"""

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.reader import Reader, Reading, shipped_reader
from assistant.windows import Window
from corpus.sentences import sentence_spans
from corpus.tokens import words
from training.measures import area, token_f1


@dataclass(frozen=True, slots=True)
class Item:
    """A question with the sentences of its gold passage; `gold` are the sentences that answer, none if unanswerable."""

    question: str
    windows: tuple[Window, ...]
    gold: frozenset[int]
    answers: tuple[str, ...]
    answerable: bool


Score = Callable[[Item], tuple[list[float], list[str]]]  # of each sentence: how far it answers, and with what


def squad2(bench: Path) -> list[Item]:
    """Dev questions whose answers lie within one sentence, and the unanswerable ones."""
    passages = {row["id"]: row for row in _lines(bench / "squad2" / "corpus.jsonl")}
    items = []
    for row in _lines(bench / "squad2" / "qa.jsonl"):
        text = passages[row["passages"][0]]["text"]
        sentences = [text[start:end] for start, end in sentence_spans(text)]
        gold = frozenset(i for i, one in enumerate(sentences) if any(answer in one for answer in row["answers"]))
        items.append(Item(row["question"], _windows(sentences), gold, tuple(row["answers"]), row["answerable"]))
    return items


def clapnq(bench: Path) -> list[Item]:
    """Dev questions with the sentences as the set has cut them."""
    items = []
    for row in _lines(bench / "clapnq" / "qa.jsonl"):
        sentences = [sentence for passage in row["passages"] for sentence in passage["sentences"]]
        support = set(row.get("support_sentences") or ())
        gold = frozenset(i for i, one in enumerate(sentences) if one in support or i in support)
        items.append(Item(row["question"], _windows(sentences, row["passages"][0]["title"]), gold, (), row["answerable"]))
    return items


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (row for row in map(json.loads, lines) if row.get("split", "dev") == "dev")


def _windows(sentences: Sequence[str], title: str = "") -> tuple[Window, ...]:
    return tuple(Window(one, sentences[i - 1] if i else "", title) for i, one in enumerate(sentences))


def by_reader(reader: Reader) -> Score:
    """Scores of the trained reader."""

    def score(item: Item) -> tuple[list[float], list[str]]:
        readings: list[Reading] = reader.score(item.question, item.windows)
        return [r.probability for r in readings], [
            w.sentence[r.start : r.end].strip() for w, r in zip(item.windows, readings, strict=True)
        ]

    return score


def by_overlap(items: Sequence[Item]) -> Score:
    """The simple baseline: words that question and sentence share, each by its rarity among the sentences."""
    sentences = {window.sentence for item in items for window in item.windows}
    counts = Counter(word for sentence in sentences for word in set(words(sentence)))
    rarity = {word: math.log(1 + len(sentences) / n) for word, n in counts.items()}

    def score(item: Item) -> tuple[list[float], list[str]]:
        asked = {word: rarity.get(word, math.log(1 + len(sentences))) for word in set(words(item.question))}
        total = sum(asked.values()) or 1.0
        held = [sum(asked[w] for w in asked.keys() & set(words(window.sentence))) / total for window in item.windows]
        return held, [window.sentence for window in item.windows]

    return score


def report(items: Sequence[Item], score: Score) -> dict[str, float]:
    """The figures of one set."""
    best, labels, first, f1, f1_told = [], [], [], [], []
    for item in items:
        scores, texts = score(item)
        top = int(np.argmax(scores))
        best.append(scores[top])
        labels.append(item.answerable)
        if item.answerable and item.gold:
            first.append(top in item.gold)
        if item.answerable and item.answers:
            f1.append(max(token_f1(texts[top], answer) for answer in item.answers))
            f1_told.append(f1[-1] if scores[top] >= 0.5 else 0.0)
    scores_, labels_ = np.array(best), np.array(labels)
    balanced = {t: ((scores_[labels_] >= t).mean() + (scores_[~labels_] < t).mean()) / 2 for t in np.unique(scores_.round(3))}
    found: dict[str, Any] = {"n": len(items), "area": area(labels_, scores_), "first": np.mean(first)}
    found |= {"balanced at .5": ((scores_[labels_] >= 0.5).mean() + (scores_[~labels_] < 0.5).mean()) / 2}
    found |= {"balanced at best": max(balanced.values()), "best at": max(balanced, key=lambda t: balanced[t])}
    if f1:
        found |= {"F1": np.mean(f1), "F1 when told at .5": np.mean(f1_told)}
    return {name: round(float(value), 3) for name, value in found.items()}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--reader", type=Path, default=shipped_reader())
    parser.add_argument("--limit", type=int, default=0)
    arguments = parser.parse_args()
    for name, items in (("squad2", squad2(arguments.bench)), ("clapnq", clapnq(arguments.bench))):
        some = items
        if arguments.limit and len(items) > arguments.limit:
            some = random.Random(1).sample(items, arguments.limit)
        print(name, "overlap", report(some, by_overlap(items)))  # noqa: T201
        print(name, "reader ", report(some, by_reader(Reader(arguments.reader))))  # noqa: T201


if __name__ == "__main__":
    main()
