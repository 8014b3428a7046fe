"""An encoder that was exported to int8 ONNX, run by onnxruntime; what the packaged models share.

onnxruntime runs them, not torch: the same vectors (cosine above 0.99, a test holds it), a process
that starts in a second instead of ten.
"""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelUnavailable
from corpus.onnx_export import ENCODER, TOKENIZER

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

DIMENSIONS = 384  # of every packaged model

Vectors = npt.NDArray[np.float32]


class OnnxModel:
    """Unit vectors of 384 float32, of texts cut at `most_tokens`."""

    def __init__(self, folder: Path, most_tokens: int) -> None:
        self.folder = folder
        self._tokenizer = open_tokenizer(folder / TOKENIZER, most_tokens)
        self._session = open_session(folder / ENCODER)

    def embed(self, texts: list[str]) -> Vectors:
        """Shape (n, 384). One text a run: in a batch int8 activations share one scale, so that a text's vector would depend
        on its neighbours (cosine 0.996 to itself), and padding makes it a third slower: docs/decisions/0002-embedder.md."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, encoding in enumerate(self._tokenizer.encode_batch(texts)):
            ids = np.array([encoding.ids], dtype=np.int64)
            (vectors[row],) = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0]
        return vectors


def open_tokenizer(path: Path, most_tokens: int) -> "Tokenizer":
    """The model's tokenizer, cut at so many tokens, without padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(most_tokens)
    tokenizer.no_padding()
    return tokenizer


def open_session(path: Path) -> "InferenceSession":
    """An onnxruntime session on the CPU, one thread a core.

    A thread without work sleeps: one that waits in a loop took as much processor time again, and on a machine
    with other work to do both came later (82 passages on two busy cores: 6.3 s of processor time instead of 11.7).
    """
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def check_weights(weights: Path, sha256: str, again: str) -> None:
    """Raise ModelUnavailable unless the file is the expected one; `again` is the command that fetches it."""
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != sha256:
        raise ModelUnavailable(f"{weights} is not the expected file (sha256 {found[:12]}...): {again}")
