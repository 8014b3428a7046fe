"""Train the reader: `python -m training.reader --data DIR --out DIR`.

Reads the public sets in DIR (reading.jsonl, relevance.jsonl, support.jsonl), the shipped documents and the questions that
people asked of them (training/asked.jsonl). Writes checkpoints to the other folder and goes on from the last one when it is
started again.
"""

import argparse
import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from shutil import copyfile
from typing import Any
from zlib import crc32

import torch

from assistant.windows import open_tokenizer
from corpus.embedders.e5_small import converted_folder
from corpus.places import shipped_documents
from training.asked import asked_examples
from training.batches import Prepared, as_batch, batches, prepare
from training.examples import Example
from training.facts import fact_examples
from training.measures import area
from training.model import ReaderModel, loss_of, new_reader
from training.public_sets import examples as public_examples
from training.vocabulary import cut, used_pieces

log = logging.getLogger(__name__)
HELD_OUT = 12  # one passage or document in so many is kept for validation
SAVE_EVERY = 200  # steps
SHIPPED = 0.5  # share of the examples of the shipped documents: they are many and alike
PIECES = "pieces.json"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast to learn."""

    layers: int = 8
    batch: int = 32
    rate: float = 1.2e-4
    steps: int = 2200
    warm_up: float = 0.06  # share of the steps
    decay: float = 0.01  # of weights
    seed: int = 7


STANDARD = Recipe()


def held_out(example: Example) -> bool:
    """Whether the example's passage or document is kept for validation."""
    return crc32(example.group.encode()) % HELD_OUT == 0


def all_examples(data: Path, seed: int) -> list[Example]:
    """Examples of the public sets and of the shipped documents, with choices that the seed gives."""
    rng = random.Random(seed)
    facts = fact_examples(shipped_documents(), rng)
    shipped = [example for example in facts if rng.random() < SHIPPED]
    return [*public_examples(data, rng), *shipped, *asked_examples(shipped_documents(), rng)]


def validation_of(data: Path, out: Path, seed: int = STANDARD.seed) -> list[Prepared]:
    """The examples that are kept for validation, as tokens, in a fixed order drawn by chance."""
    examples = [example for example in all_examples(data, seed) if held_out(example)]
    random.Random(seed).shuffle(examples)
    return prepare(open_tokenizer(out / "tokenizer.json"), examples)


def texts_of(examples: Sequence[Example]) -> Iterator[str]:
    """What the vocabulary must spell: the examples, and the shipped documents as they stand."""
    for example in examples:
        yield f"query: {example.question}"
        yield example.window.sentence
        yield example.window.before
        yield example.window.title
    yield "claim: "
    for path in sorted(shipped_documents().glob("*.md")):
        yield path.read_text(encoding="utf-8")


def rate_at(step: int, recipe: Recipe) -> float:
    """Linear up, linear down, in (0, 1]."""
    warm = max(1, int(recipe.warm_up * recipe.steps))
    return min((step + 1) / warm, max(0.02, (recipe.steps - step) / max(1, recipe.steps - warm)))


def endless(data: Path, tokenizer: Any, recipe: Recipe, first: list[Prepared]) -> Iterator[Any]:
    """Batches, epoch after epoch; each epoch draws its questions and wrong sentences anew."""
    epoch, prepared = 0, first
    while True:
        yield from batches(prepared, recipe.batch, recipe.seed + epoch)
        epoch += 1
        examples = [example for example in all_examples(data, recipe.seed + epoch) if not held_out(example)]
        prepared = prepare(tokenizer, examples)


def train(data: Path, out: Path, recipe: Recipe, start_from: Path | None = None) -> ReaderModel:
    """Learn from the data; the folder gets tokenizer.json, pieces.json and checkpoints.

    Goes on from the folder's own checkpoint if there is one, else from the weights and the vocabulary of the run that
    wrote `start_from`, with a schedule of its own, else from the encoder.
    """
    torch.manual_seed(recipe.seed)
    out.mkdir(parents=True, exist_ok=True)
    if start_from:
        take_vocabulary(start_from, out)
    examples = all_examples(data, recipe.seed)
    base = converted_folder()
    kept = _vocabulary(base, out, examples)
    tokenizer = open_tokenizer(out / "tokenizer.json")
    held = [example for example in examples if held_out(example)]
    random.Random(recipe.seed).shuffle(held)
    validation = prepare(tokenizer, held)
    first = prepare(tokenizer, [example for example in examples if not held_out(example)])
    log.info("%d examples, %d for validation, %d pieces", len(first), len(validation), len(kept))
    model = new_reader(base, kept, recipe.layers)
    if start_from:
        take_weights(start_from, model)
    groups = [
        {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": recipe.rate},
        {"params": [*model.pool.parameters(), *model.heads.parameters(), *model.spans.parameters()], "lr": 5 * recipe.rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate_at(step, recipe))
    step = resume(out, model, optimiser, schedule)
    began, running = time.monotonic(), 0.0
    for batch in islice(endless(data, tokenizer, recipe, first), step, recipe.steps):
        model.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            heads, spans = model(batch.ids, batch.mask, batch.types)
        loss = loss_of(heads, spans, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        step += 1
        running = loss.item() if step == 1 else 0.98 * running + 0.02 * loss.item()
        if step % 25 == 0:
            log.info("step %d, loss %.3f, %.2f s a step", step, running, (time.monotonic() - began) / 25)
            began = time.monotonic()
        if step % SAVE_EVERY == 0 or step == recipe.steps:
            save(out, model, optimiser, schedule, step)
            log.info("step %d: %s", step, validate(model, validation[:1500] if step < recipe.steps else validation))
            began = time.monotonic()
    return model


def take_vocabulary(checkpoint: Path, out: Path) -> None:
    """The vocabulary of the run that wrote the checkpoint, for a run in another folder."""
    for name in (PIECES, "tokenizer.json"):
        copyfile(checkpoint.parent / name, out / name)


def take_weights(checkpoint: Path, model: ReaderModel) -> None:
    """The weights of a checkpoint, without its optimiser and schedule."""
    model.load_state_dict(torch.load(checkpoint, weights_only=True)["model"])


def _vocabulary(base: Path, out: Path, examples: Sequence[Example]) -> list[int]:
    """Ids of the pieces that are kept: those of the folder's first run, else those that the examples use."""
    if (out / PIECES).exists():
        kept: list[int] = json.loads((out / PIECES).read_text(encoding="utf-8"))
        return kept
    described, kept = cut(base / "tokenizer.json", used_pieces(base / "tokenizer.json", texts_of(examples)))
    (out / "tokenizer.json").write_text(json.dumps(described, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    (out / PIECES).write_text(json.dumps(kept), encoding="utf-8")
    return kept


def save(out: Path, model: ReaderModel, optimiser: Any, schedule: Any, step: int) -> None:
    """Write checkpoint.pt, whole or not at all."""
    aside = out / "checkpoint.tmp"
    state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(), "step": step}
    torch.save(state, aside)
    aside.replace(out / "checkpoint.pt")


def resume(out: Path, model: ReaderModel, optimiser: Any, schedule: Any) -> int:
    """Go on from the folder's checkpoint; the step that it was written after, 0 without one."""
    if not (out / "checkpoint.pt").exists():
        return 0
    state = torch.load(out / "checkpoint.pt", weights_only=True)
    model.load_state_dict(state["model"])
    optimiser.load_state_dict(state["optimiser"])
    schedule.load_state_dict(state["schedule"])
    return int(state["step"])


@torch.inference_mode()  # type: ignore[untyped-decorator]
def validate(model: ReaderModel, prepared: Sequence[Prepared]) -> str:
    """Area under the curve of sentences that answer, spans found exactly, and support told right."""
    model.eval()
    order = sorted(range(len(prepared)), key=lambda i: len(prepared[i].encoded.ids))
    scores, labels, exact, told = [], [], [], []
    for at in range(0, len(order), 64):
        batch = as_batch([prepared[i] for i in order[at : at + 64]])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            heads, spans = model(batch.ids, batch.mask, batch.types)
        questions = batch.support < 0
        scores += heads[questions, 0].tolist()
        labels += batch.answers[questions].tolist()
        known = batch.start >= 0
        exact += (
            (spans[known, :, 0].argmax(1) == batch.start[known]) & (spans[known, :, 1].argmax(1) == batch.end[known])
        ).tolist()
        told += (heads[~questions, 1:].argmax(1) == batch.support[~questions]).tolist()
    return f"area {area(labels, scores):.3f}, spans {sum(exact) / len(exact):.3f}, support {sum(told) / len(told):.3f}"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=STANDARD.layers)
    parser.add_argument("--steps", type=int, default=STANDARD.steps)
    parser.add_argument(
        "--rate", type=float, default=STANDARD.rate, help="highest learning rate of the encoder; heads learn at 5 times"
    )
    parser.add_argument("--seed", type=int, default=STANDARD.seed)
    parser.add_argument(
        "--start-from", type=Path, metavar="CHECKPOINT", help="weights of another run, for a second one with a warm-up of its own"
    )
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(arguments.threads)
    recipe = Recipe(layers=arguments.layers, steps=arguments.steps, rate=arguments.rate, seed=arguments.seed)
    train(arguments.data, arguments.out, recipe, arguments.start_from)


if __name__ == "__main__":
    main()
