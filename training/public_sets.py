"""Examples from the public sets in one form (reading.jsonl, relevance.jsonl, support.jsonl)."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.windows import Window
from corpus.sentences import sentence_spans
from corpus.tokens import words
from training.examples import SUPPORT, Example, may_train
from training.swaps import changed

KEPT = {"policyqa": 0.15, "drcd": 0.85}  # templated questions; traditional script: share of the rows that is used
CHANGED = {"policyqa": 0.0, "tatqa": 0.6}  # share of answerable questions that are also asked changed
CHANGED_ELSE = 0.8
BY_PEOPLE = 3  # times that the nearest sentence of a question is read which a person made unanswerable: there are few
MAX_EVIDENCE = 480  # characters of evidence for a claim: more does not fit a window


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file that may be trained on."""
    with path.open(encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if may_train(row)]


def reading_examples(found: Sequence[dict[str, Any]], rng: random.Random) -> Iterator[Example]:
    """The sentence with the answer, others of its passage, and the question changed."""
    for row in found:
        if rng.random() < KEPT.get(row["source"], 1.0):
            yield from _of_passage(row, rng)


def _of_passage(row: dict[str, Any], rng: random.Random) -> Iterator[Example]:
    passage, question = row["passage"], row["question"]
    spans = list(_spans(passage, table=row["source"] == "tatqa"))
    windows = [_window(passage, spans, i, row) for i in range(len(spans))]
    group = passage[:60] if row["source"] != "squad2_train10" else passage
    gold = {} if not row["answerable"] else _gold(row, spans)
    if row["answerable"] and not gold:
        return  # the answer runs over the border of a sentence
    for i, span in list(gold.items())[:2]:
        yield Example(question, windows[i], True, span, group, row["source"])
        other = changed(question, windows[i].sentence, passage, rng)
        if other and rng.random() < CHANGED.get(row["source"], CHANGED_ELSE):
            yield Example(other, windows[i], False, None, group, row["source"] + ":changed")
    texts = [answer for answer in row["answers"] if len(answer) > 2]
    rest = [i for i in range(len(spans)) if i not in gold and not any(text in windows[i].sentence for text in texts)]
    chosen = _negatives(question, windows, rest, 2, rng)
    people = not row["answerable"] and not row.get("synthetic")
    for i in chosen[:1] * (BY_PEOPLE - 1 if people else 0) + chosen:
        yield Example(question, windows[i], False, None, group, row["source"])


def _spans(passage: str, *, table: bool) -> Iterator[tuple[int, int]]:
    if not table:
        yield from sentence_spans(passage)
        return
    for line in re.finditer(r"[^\n]+", passage):
        if " | " in line.group():
            yield line.span()
        else:
            yield from sentence_spans(passage, *line.span())


def _window(passage: str, spans: Sequence[tuple[int, int]], i: int, row: dict[str, Any]) -> Window:
    start, end = spans[i]
    before = passage[slice(*spans[i - 1])] if i else ""
    title = ""
    if row["source"] == "tatqa" and i > 1:
        title = passage[spans[0][0] : spans[1][1]]  # the head of the table
    return Window(passage[start:end], before, title)


def _gold(row: dict[str, Any], spans: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Sentence number -> characters of the answer in it, the shortest of several."""
    gold: dict[int, tuple[int, int]] = {}
    for text, at in sorted(zip(row["answers"], row["answer_starts"], strict=True), key=lambda pair: len(pair[0])):
        for i, (start, end) in enumerate(spans):
            if start <= at and at + len(text) <= end:
                gold.setdefault(i, (at - start, at - start + len(text)))
    return gold


def _negatives(question: str, windows: Sequence[Window], rest: Sequence[int], n: int, rng: random.Random) -> list[int]:
    """The sentence that shares most words with the question, and others by chance."""
    asked = set(words(question))
    ranked = sorted(rest, key=lambda i: -len(asked & set(words(windows[i].sentence))))
    return ranked[:1] + rng.sample(ranked[1:], min(n - 1, max(0, len(ranked) - 1)))


def relevance_examples(found: Sequence[dict[str, Any]], rng: random.Random) -> Iterator[Example]:
    """Questions with the sentences that are relevant and not; claims are left to `support_examples`."""
    for row in found:
        if row.get("query") == "claim":
            continue
        sentences, relevant = row["sentences"], set(row["relevant"])
        windows = [Window(text, sentences[i - 1] if i else "") for i, text in enumerate(sentences)]
        group = sentences[0][:60]
        for i in sorted(relevant)[:2]:
            yield Example(row["question"], windows[i], True, None, group, row["source"])
        rest = [i for i in range(len(sentences)) if i not in relevant]
        for i in _negatives(row["question"], windows, rest, 2, rng):
            yield Example(row["question"], windows[i], False, None, group, row["source"])


def support_examples(found: Sequence[dict[str, Any]]) -> Iterator[Example]:
    """Claims whose evidence fits a window; partly supported ones are left out."""
    for row in found:
        if row["label"] in SUPPORT and len(row["evidence"]) <= MAX_EVIDENCE * (0.4 if row["lang"] == "zh" else 1):
            window = Window(row["evidence"])
            group = row["evidence"][:60]
            label = SUPPORT.index(row["label"])
            yield Example(row["claim"], window, False, None, group, row["source"], label)


def examples(folder: Path, rng: random.Random) -> list[Example]:
    """All examples of the folder's files."""
    return [
        *reading_examples(rows(folder / "reading.jsonl"), rng),
        *relevance_examples(rows(folder / "relevance.jsonl"), rng),
        *support_examples(rows(folder / "support.jsonl")),
    ]
