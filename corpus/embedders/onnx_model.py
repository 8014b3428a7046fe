"""An encoder that was exported to int8 ONNX, run by onnxruntime; what the packaged models share.

onnxruntime runs them, not torch: the same vectors (cosine above 0.99, a test holds it), a process
that starts in a second instead of ten.
"""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
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
        self._workers = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="embedder")
        session = self._workers.submit(open_session, folder / ENCODER)  # while the tokenizer is read
        self._tokenizer = open_tokenizer(folder / TOKENIZER, most_tokens)
        self._session = session.result()

    def embed(self, texts: list[str]) -> Vectors:
        """Shape (n, 384). One text a run: in a batch int8 activations share one scale, so that a text's vector would depend
        on its neighbours (cosine 0.996 to itself), and padding makes it a third slower: docs/decisions/0002-embedder.md.
        Texts are shared out among the cores, one thread each: a text is too small to be divided."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        found = self._workers.map(self._run, tokens) if len(tokens) > 1 else map(self._run, tokens)
        return np.array(list(found), np.float32).reshape(len(texts), DIMENSIONS)

    def _run(self, tokens: list[int]) -> Vectors:
        ids = np.array([tokens], dtype=np.int64)
        vector: Vectors = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]
        return vector


def open_tokenizer(path: Path, most_tokens: int) -> "Tokenizer":
    """The model's tokenizer, cut at so many tokens, without padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(most_tokens)
    tokenizer.no_padding()
    return tokenizer


def open_session(path: Path) -> "InferenceSession":
    """An onnxruntime session on the CPU, which runs in the thread that asks: the same numbers as with one thread a core, for
    a tenth less processor time."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1
    return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def check_weights(weights: Path, sha256: str, again: str) -> None:
    """Raise ModelUnavailable unless the file is the expected one; `again` is the command that fetches it."""
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != sha256:
        raise ModelUnavailable(f"{weights} is not the expected file (sha256 {found[:12]}...): {again}")
