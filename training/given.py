"""Fit GIVEN_WEIGHTS of assistant/candidates.py: `python -m training.given --data DIR` prints them.

The same features as for the desk's own documents, but on passages of the public reading sets which the reader was not
trained on: there no name or concept list helps, and the reader counts for more. A logistic regression over (question,
sentence) pairs; sentences with the answer against the others of the passage, unanswerable questions counted twice.
"""

import argparse
import random
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from assistant.given import GivenPassage, PassageReader
from assistant.question import read_question
from assistant.wiring import open_passage_reader
from evals.fit import Judged, fit, printed, report
from training.public_sets import rows
from training.reader import HELD_OUT

SOURCES = ("squad2_train10", "cmrc2018", "drcd", "qed", "covidqa", "tatqa")
LONGEST_PASSAGE = 2_000  # characters


def main() -> None:
    """Print weights, bias, and how they do on the rows that they were fitted on and on the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with reading.jsonl")
    parser.add_argument("--rows", type=int, default=900, help="questions to use")
    arguments = parser.parse_args()
    held = [row for row in rows(arguments.data / "reading.jsonl") if _is_held_out(row)]
    random.Random(0).shuffle(held)
    reader = open_passage_reader()
    judged = [one for row in held[: arguments.rows] if (one := judge(reader, row)) is not None]
    two_thirds = 2 * len(judged) // 3
    weights, bias = fit(judged[:two_thirds], kept={})
    print(printed(weights, bias))  # noqa: T201
    print("fitted on", report(judged[:two_thirds], weights, bias))  # noqa: T201
    print("others", report(judged[two_thirds:], weights, bias))  # noqa: T201


def _is_held_out(row: dict[str, Any]) -> bool:
    group = row["passage"] if row["source"] == "squad2_train10" else row["passage"][:60]
    return row["source"] in SOURCES and len(row["passage"]) <= LONGEST_PASSAGE and crc32(group.encode()) % HELD_OUT == 0


def judge(reader: PassageReader, row: dict[str, Any]) -> Judged | None:
    """The sentences of the passage with their features; gold are those with an accepted answer."""
    ranked = reader.candidates(read_question(row["question"][:2000]), [GivenPassage("p", row["passage"])])
    if not ranked:
        return None
    answers = [answer for answer in row["answers"] if answer]
    gold = [row["answerable"] and any(answer in candidate.sentence.text for answer in answers) for candidate in ranked]
    return Judged(np.array([c.match.values() for c in ranked], dtype=np.float64), np.array(gold, dtype=bool), row["answerable"])


if __name__ == "__main__":
    main()
