"""Vectors of texts, kept on disk by what was embedded: a large set is embedded once, however often its index is made anew."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.embedding import Embedder, fingerprint

KEY = 16  # bytes of a text's digest: the chance that two of a billion texts share one is 1e-21


class VectorCache:
    """An embedder that embeds no text twice, whatever run it was embedded in.

    Every batch becomes a file of its own, named by what is in it and renamed into place when whole:
    a run that is killed loses one batch, and two runs at once cannot spoil each other's.
    """

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self.fingerprint = fingerprint(embedder)
        self._embedder = embedder
        self._folder = folder / hashlib.sha256(self.fingerprint.encode()).hexdigest()[:KEY]
        self._vectors: dict[bytes, npt.NDArray[np.float32]] = {}
        for path in sorted(self._folder.glob("*.npy")):
            rows = np.load(path)
            self._vectors.update(zip((row.tobytes() for row in rows["key"]), rows["vector"], strict=True))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, in the order of the texts; new ones are kept."""
        keys = [hashlib.sha256(text.encode()).digest()[:KEY] for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._vectors}
        if new:
            made = np.array(self._embedder.embed_documents(list(new.values())), np.float32)
            self._keep(list(new), made)
            self._vectors.update(zip(new, made, strict=True))
        return [self._vectors[key].tolist() for key in keys]

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question, which is not kept."""
        return self._embedder.embed_query(text)

    def _keep(self, keys: Iterable[bytes], vectors: npt.NDArray[np.float32]) -> None:
        names = np.array([np.frombuffer(key, np.uint8) for key in keys])
        rows = np.empty(len(names), [("key", np.uint8, KEY), ("vector", np.float32, vectors.shape[1])])
        rows["key"], rows["vector"] = names, vectors
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / f"{hashlib.sha256(names.tobytes()).hexdigest()[:KEY]}.npy"
        aside = file.with_suffix(f".{os.getpid()}.part")
        with aside.open("wb") as out:
            np.save(out, rows)
        aside.replace(file)
