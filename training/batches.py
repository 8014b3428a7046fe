"""Examples as batches of tensors: sorted by length within a stretch, in an order that the seed gives."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from assistant.windows import Encoded, encode
from training.examples import Example
from training.model import Batch, collate

if TYPE_CHECKING:
    from tokenizers import Tokenizer

STRETCH = 50  # batches among which lengths are sorted


@dataclass(frozen=True, slots=True)
class Prepared:
    """An example as tokens; start and end are token places, -1 where there is no span."""

    encoded: Encoded
    answers: bool
    start: int
    end: int
    support: int


def prepare(tokenizer: "Tokenizer", examples: Sequence[Example]) -> list[Prepared]:
    """Each example with its tokens."""
    return [_prepared(tokenizer, example) for example in examples]


def _prepared(tokenizer: "Tokenizer", example: Example) -> Prepared:
    (encoded,) = encode(tokenizer, example.question, [example.window], claim=example.claim)
    start, end = token_span(encoded, example.span)
    return Prepared(encoded, example.answers, start, end, -1 if example.support is None else example.support)


def token_span(encoded: Encoded, span: tuple[int, int] | None) -> tuple[int, int]:
    """First and last token of a span of characters; (-1, -1) where it is cut off or there is none."""
    if span is None:
        return -1, -1
    inside = [i for i, (start, end) in enumerate(encoded.spans) if start < span[1] and end > span[0] and end > start]
    if not inside or encoded.spans[inside[-1]][1] < span[1]:
        return -1, -1
    return encoded.first + inside[0], encoded.first + inside[-1]


def batches(prepared: Sequence[Prepared], size: int, seed: int) -> Iterator[Batch]:
    """One epoch."""
    rng = random.Random(seed)
    order = list(range(len(prepared)))
    rng.shuffle(order)
    stretch = size * STRETCH
    for at in range(0, len(order), stretch):
        part = sorted(order[at : at + stretch], key=lambda i: (len(prepared[i].encoded.ids), i))
        cuts = [part[i : i + size] for i in range(0, len(part), size)]
        rng.shuffle(cuts)
        for cut in cuts:
            yield as_batch([prepared[i] for i in cut])


def as_batch(part: Sequence[Prepared]) -> Batch:
    """Tensors of some examples."""
    ids, mask, types = collate([one.encoded for one in part])
    return Batch(
        ids, mask, types,
        torch.tensor([float(one.answers) for one in part]),
        torch.tensor([one.start for one in part]),
        torch.tensor([one.end for one in part]),
        torch.tensor([one.support for one in part]),
    )  # fmt: skip
