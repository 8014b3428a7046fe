"""Examples from asked.jsonl: questions that people wrote over the shipped documents, in words of their own.

A row has the question, the document, the sentence, the characters that answer it (null where the sentence only tempts and
no document answers), type and language. One document in so many is learnt from by nobody here: the desk's own weights and
thresholds are fitted on its questions (docs/models/reader.md).
"""

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from corpus.embedders import open_embedder
from training.examples import Example
from training.facts import respelt, surely_wrong
from training.shipped import Said, read_shipped

ASKED = Path(__file__).with_name("asked.jsonl")
FOR_FITTING = 4  # one document in so many
TIMES = 3  # of each pair in an epoch: there are few, and they are as readers ask
NEAR = 10  # sentences by meaning among which the wrong ones are sought
WRONG = 3  # of one question
SOURCE = "asked"


def asked_rows() -> list[dict[str, Any]]:
    """All rows of asked.jsonl."""
    with ASKED.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def for_fitting(row: dict[str, Any]) -> bool:
    """Whether the reader must not learn from the row."""
    return crc32(str(row["document"]).encode()) % FOR_FITTING == 1


def asked_examples(folder: Path, rng: random.Random) -> Iterator[Example]:
    """The sentence that answers or only tempts, and sentences near in meaning that surely do not answer."""
    rows = [row for row in asked_rows() if not for_fitting(row)]
    said, _ = read_shipped(folder)
    places = {(one.document, one.text): i for i, one in enumerate(said)}
    nearest = _nearest([row["question"] for row in rows], said)
    beside = defaultdict(list)
    for one in said:
        beside[one.document].append(one)
    for row, near in zip(rows, nearest, strict=True):
        at = places.get((row["document"], row["sentence"]))
        if at is None:  # cut otherwise than its writer saw it
            continue
        others = [said[i] for i in near] + beside[row["document"]]
        for _ in range(TIMES):
            yield from _of_row(row, said[at], others, rng)


def _nearest(questions: Sequence[str], said: Sequence[Said]) -> list[list[int]]:
    """For each question the places of the sentences nearest in meaning, best first."""
    model = open_embedder("e5-small")
    sentences = np.array(model.embed_documents([one.text for one in said]), np.float32)
    asked = np.array([model.embed_query(question) for question in questions], np.float32)
    order: list[list[int]] = np.argsort(-(asked @ sentences.T), axis=1, kind="stable")[:, :NEAR].tolist()
    return order


def _of_row(row: dict[str, Any], right: Said, others: Sequence[Said], rng: random.Random) -> Iterator[Example]:
    question, answer = respelt(row["question"], rng), row["span"]
    if answer is None:
        yield Example(question, right.window, False, None, right.document, f"{SOURCE}:{row['why']}")
        wrong = [one for one in others if one.text != right.text]
    else:
        at = right.text.index(answer)
        yield Example(question, right.window, True, (at, at + len(answer)), right.document, SOURCE)
        wrong = [one for one in others if _does_not_answer(row["question"], right, one, answer)]
    for one in rng.sample(wrong, min(WRONG, len(wrong))):
        yield Example(question, one.window, False, None, right.document, f"{SOURCE}:near")


def _does_not_answer(question: str, right: Said, other: Said, answer: str) -> bool:
    """A figure that is missing is missing in every language; words may be said in others, so that only a type tells."""
    if other.text == right.text or (right.fact and right.fact == other.fact):
        return False
    figures = set(re.findall(r"\d[\d,.]*", answer))
    if not figures:
        return surely_wrong(question, right, other, answer)
    told = {round(figure.value, 6) for figure in right.figures}
    same = any(round(figure.value, 6) in told for figure in other.figures)
    return not same and not any(figure.strip(",.") in other.text for figure in figures)
