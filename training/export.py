"""Write the trained reader as int8 ONNX with its tokenizer and card: `python -m training.export --data DIR --out DIR TARGET`."""

import argparse
import hashlib
import json
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from assistant.reader import CARD, MODEL, TOKENIZER, shipped_reader
from corpus.embedders.e5_small import converted_folder
from training.batches import Prepared, as_batch
from training.calibration import fit_scale, fit_support_scale
from training.measures import area
from training.model import ReaderModel, new_reader

AXES = {0: "batch", 1: "length"}
SAMPLE = 1500  # validation windows for the calibration


def load(out: Path, layers: int) -> tuple[ReaderModel, int]:
    """The model of the last checkpoint, and its step."""
    state = torch.load(out / "checkpoint.pt", weights_only=True)
    pieces = state["model"]["encoder.embeddings.word_embeddings.weight"].shape[0]
    model = new_reader(converted_folder(), range(pieces), layers)
    model.load_state_dict(state["model"])
    return model.eval(), int(state["step"])


def write_onnx(model: ReaderModel, target: Path) -> None:
    """float32, then int8 weights a channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model.encoder.set_attn_implementation("eager")  # as int8 it takes a quarter less time than the fused kind
    plain = target / "model.onnx"
    ids = torch.full((2, 9), 5, dtype=torch.long)
    mask = torch.ones_like(ids)
    mask[1, 6:] = 0
    types = torch.zeros_like(ids)
    types[:, 4:] = 1
    with warnings.catch_warnings():  # the exporter warns of its own deprecations
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model, (ids, mask, types), str(plain), input_names=["ids", "mask", "types"], output_names=["heads", "spans"],
            opset_version=17, dynamo=False,
            dynamic_axes={"ids": AXES, "mask": AXES, "types": AXES, "heads": {0: "batch"}, "spans": AXES},
        )  # fmt: skip
        quantize_dynamic(plain, target / MODEL, per_channel=True, weight_type=QuantType.QInt8)
    plain.unlink()


def logits(target: Path, prepared: Sequence[Prepared], name: str = MODEL) -> npt.NDArray[np.float32]:
    """(n, 4) of the exported model, window by window as the desk runs it."""
    from onnxruntime import InferenceSession

    session = InferenceSession(str(target / name), providers=["CPUExecutionProvider"])
    rows = []
    for one in prepared:
        batch = as_batch([one])
        feeds = {"ids": batch.ids.numpy(), "mask": batch.mask.numpy(), "types": batch.types.numpy()}
        rows.append(session.run(["heads"], feeds)[0][0])
    return np.array(rows)


@torch.inference_mode()  # type: ignore[untyped-decorator]
def plain_logits(model: ReaderModel, prepared: Sequence[Prepared]) -> npt.NDArray[np.float32]:
    """(n, 4) of the trained model in float32."""
    rows = []
    for one in prepared:
        batch = as_batch([one])
        rows.append(model(batch.ids, batch.mask, batch.types)[0][0].numpy())
    return np.array(rows)


def export(out: Path, target: Path, layers: int, validation: Sequence[Prepared]) -> dict[str, Any]:
    """Everything that `assistant.reader` opens; the card holds the calibration and the hashes."""
    target.mkdir(parents=True, exist_ok=True)
    model, step = load(out, layers)
    write_onnx(model, target)
    shutil.copy(out / TOKENIZER, target / TOKENIZER)
    found = logits(target, validation)
    answers = np.array([one.answers for one in validation], dtype=float)
    support = np.array([one.support for one in validation])
    scale, shift = fit_scale(found[support < 0, 0], answers[support < 0])
    plain = plain_logits(model, validation)
    card = {
        "layers": layers, "step": step, "scale": scale, "shift": shift,
        "support_scale": fit_support_scale(found[support >= 0, 1:], support[support >= 0]),
        "validation": {
            "windows": len(validation),
            "area": round(area(answers[support < 0], found[support < 0, 0]), 4),
            "area in float32": round(area(answers[support < 0], plain[support < 0, 0]), 4),
            "correlation with float32": round(float(np.corrcoef(found[:, 0], plain[:, 0])[0, 1]), 4),
            "support right": round(float((found[support >= 0, 1:].argmax(1) == support[support >= 0]).mean()), 4),
        },
        "sha256": {name: hashlib.sha256((target / name).read_bytes()).hexdigest() for name in (MODEL, TOKENIZER)},
    }  # fmt: skip
    (target / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return card


def main() -> None:
    """The command."""
    from training.reader import validation_of

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, required=True)
    parser.add_argument("target", type=Path, nargs="?", default=shipped_reader({}))
    arguments = parser.parse_args()
    held = validation_of(arguments.data, arguments.out)
    claims = [one for one in held[SAMPLE:] if one.support >= 0]  # one window in twenty is a claim: too few in the sample
    print(export(arguments.out, arguments.target, arguments.layers, held[:SAMPLE] + claims))  # noqa: T201


if __name__ == "__main__":
    main()
