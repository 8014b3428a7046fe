"""An encoder out of transformers made into what runs here: int8 ONNX, in a folder that appears when it is whole."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.errors import ModelUnavailable

ENCODER = "model.int8.onnx"
TOKENIZER = "tokenizer.json"


def make_folder(folder: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a folder aside and put it in its place. Raises ModelUnavailable where the disk is full."""
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")  # read when transformers is imported
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        write(aside)
        aside.replace(folder)
    except OSError as error:
        if (folder / ENCODER).exists():  # another process was first
            return
        raise ModelUnavailable(f"cannot write the model to {folder} ({error}): free disk space there") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def write_encoder(model: Any, folder: Path) -> None:
    """Export a BertModel with mean pooling and normalisation inside, then int8 weights a channel."""
    import warnings

    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    class Pooled(torch.nn.Module):  # type: ignore[misc]  # torch is not typed here
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states = self.model(input_ids=input_ids, attention_mask=attention_mask)[0]
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, p=2.0, dim=1)

    ids = torch.ones(2, 9, dtype=torch.long)
    mask = torch.ones(2, 9, dtype=torch.long)
    mask[1, 5:] = 0
    axes = {0: "batch", 1: "length"}
    plain = folder / "model.onnx"
    with warnings.catch_warnings():  # the exporter warns of its own deprecations
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Pooled(), (ids, mask), str(plain), input_names=["input_ids", "attention_mask"],
            output_names=["vector"], opset_version=17, dynamo=False,
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "vector": {0: "batch"}},
        )  # fmt: skip
        quantize_dynamic(plain, folder / ENCODER, per_channel=True, weight_type=QuantType.QInt8)
    plain.unlink()
