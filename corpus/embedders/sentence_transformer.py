"""Any sentence-transformers model, by path or name; the one file that knows that library."""

import os
from typing import TYPE_CHECKING

from corpus.embedders import embedders
from corpus.embedding import Embedder
from corpus.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32


@embedders.register("sentence-transformers")
def open_sentence_transformer(path: str) -> Embedder:
    """The model in the folder `path`. Raises ModelUnavailable: nothing is downloaded."""
    if not path:
        raise ModelUnavailable("no model named: write sentence-transformers:/path/to/model")
    return SentenceTransformerEmbeddings(path)


class SentenceTransformerEmbeddings:
    """Unit vectors of a sentence-transformers model, with the prompts the model itself names for questions and passages."""

    def __init__(self, path: str) -> None:
        self.fingerprint = f"sentence-transformers:{path}"
        self._model = _load(path)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, in the order of the texts."""
        prompt = "passage" if "passage" in self._model.prompts else None
        return self._encode(texts, prompt)

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question."""
        return self._encode([text], "query" if "query" in self._model.prompts else None)[0]

    def _encode(self, texts: list[str], prompt: str | None) -> list[list[float]]:
        vectors = self._model.encode(
            texts, prompt_name=prompt, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        rows: list[list[float]] = vectors.tolist()
        return rows


def _load(path: str) -> "SentenceTransformer":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read when the library is imported
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(path, device="cpu", local_files_only=True, model_kwargs={"dtype": _precision()})
    except (OSError, ValueError) as error:
        why = str(error).splitlines()[0]
        raise ModelUnavailable(f"no sentence-transformers model at {path} ({why}): give the path of a model folder") from error


def _precision() -> str:
    """bfloat16 where the CPU computes in it: twice as fast, the same vectors (cosine 1.0000); else float32."""
    import torch

    return "bfloat16" if torch.ops.mkldnn._is_mkldnn_bf16_supported() else "float32"
