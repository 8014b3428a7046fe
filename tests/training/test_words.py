"""The words that follow-ups leave out are learnt from people's rewrites, and the same rows give the same weights."""

import json
from pathlib import Path

import numpy as np
import pytest

from training.words import DIGITS, SOURCE, fitted, follow_ups, printed

SPOKEN = ["Frank Zappa", "Disbandment", "What group disbanded?", "The Mothers of Invention"]
ROW = {
    "id": f"{SOURCE}:C_1#2",
    "source": SOURCE,
    "history": SPOKEN,
    "question": "When did they disband?",
    "rewrite": "When did the Mothers of Invention disband?",
    "novel": 0,
}


def written(folder: Path, *rows: dict[str, object]) -> Path:
    file = folder / "rewrite.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file


def test_a_turn_begins_with_the_title_and_keeps_the_last_answer(tmp_path: Path):
    (turn,) = follow_ups(written(tmp_path, ROW))

    assert turn.earlier == ("Frank Zappa: What group disbanded?",)
    assert turn.answer == "The Mothers of Invention"


@pytest.mark.parametrize(
    "changed",
    [
        {"source": "zh_utterance_rewriter"},
        {"novel": 1},
        {"history": SPOKEN[:2]},
        {"rewrite": ROW["question"]},
        {"rewrite": "When did the orchestra disband?"},
    ],
)
def test_a_row_of_another_source_or_that_leaves_out_nothing_said_before_is_not_learnt_from(
    changed: dict[str, object], tmp_path: Path
):
    assert list(follow_ups(written(tmp_path, ROW | changed))) == []


def test_the_fit_tells_apart_what_differs_and_repeats_itself():
    draw = np.random.default_rng(4)
    features = draw.normal(size=(200, 390))
    labels = (features[:, 0] > 0).astype(float)

    weights, bias = fitted(features, labels)
    again, _ = fitted(features, labels)

    assert np.mean((features @ weights + bias > 0) == labels) > 0.9
    assert np.array_equal(weights, again)


def test_weights_are_written_as_the_desk_reads_them():
    told = json.loads(printed(np.arange(408) / 7, 0.5))

    assert (len(told["signs"]), len(told["state"])) == (23, 384)
    assert told["unread"] == round(23 / 7, DIGITS)
