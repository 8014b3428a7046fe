"""The trained reader: whether a sentence answers a question, where in it, and whether it supports a claim.

A small cross-encoder of our own (training/, docs/models/reader.md), int8, run by onnxruntime. Each window is
run alone: in a batch int8 activations share one scale, so that a sentence's score would depend on the
sentences beside it, and padding costs more than a run. Windows are shared out among the cores, one thread each: a window
is too small to be divided.
"""

import hashlib
import json
import math
import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from assistant.windows import Encoded, Window, encode, open_tokenizer
from corpus.errors import ModelUnavailable

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MODEL, TOKENIZER, CARD = "model.int8.onnx", "tokenizer.json", "reader.json"
LONGEST_SPAN = 30  # tokens

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one sentence. `start` and `end` are characters of the sentence: its likeliest answer."""

    probability: float  # that the sentence answers, calibrated, in [0, 1]
    start: int
    end: int
    sureness: float  # of the span, given that the sentence answers, in [0, 1]


@dataclass(frozen=True, slots=True)
class Support:
    """What a sentence says of a claim; the three add up to 1."""

    supported: float
    contradicted: float
    not_enough: float


def shipped_reader(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of the weights: POLICY_READER, or the one inside the package."""
    told = environment.get("POLICY_READER")
    return Path(told).expanduser() if told else Path(__file__).parent / "models" / "reader"


@cache
def open_reader(folder: Path | None = None) -> "Reader":
    """The reader of a folder, opened once a process. Raises ModelUnavailable when it is first used."""
    return Reader(folder or shipped_reader())


class Reader:
    """Weights are read at the first use. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._workers = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="reader")
        self._opened: tuple[InferenceSession, Tokenizer, dict[str, Any]] | None = None

    def score(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """One reading a window, in their order. Raises ModelUnavailable."""
        session, tokenizer, card = self._open()
        readings = []
        sequences = encode(tokenizer, question, windows)
        outputs = self._workers.map(partial(_run, session), sequences)
        for window, encoded, (heads, spans) in zip(windows, sequences, outputs, strict=True):
            start, end, sureness = _span(spans, encoded)
            start += len(window.sentence[start:end]) - len(window.sentence[start:end].lstrip())  # tokens hold the space before
            readings.append(Reading(_sigmoid(card["scale"] * float(heads[0]) + card["shift"]), start, end, sureness))
        return readings

    def support(self, claim: str, windows: Sequence[Window]) -> list[Support]:
        """What each window says of the claim, in their order. Raises ModelUnavailable."""
        session, tokenizer, card = self._open()
        outputs = self._workers.map(partial(_run, session), encode(tokenizer, claim, windows, claim=True))
        return [Support(*_softmax(heads[1:4] * card["support_scale"]).tolist()) for heads, _ in outputs]

    def warm_up(self) -> None:
        """Read the weights, so that the first question does not wait for them. Raises ModelUnavailable."""
        self._open()

    def _open(self) -> "tuple[InferenceSession, Tokenizer, dict[str, Any]]":
        with self._lock:
            if self._opened is None:
                card = _checked_card(self.folder)
                self._opened = _session(self.folder / MODEL), open_tokenizer(self.folder / TOKENIZER), card
            return self._opened


def _checked_card(folder: Path) -> dict[str, Any]:
    """reader.json, when the files beside it are those it names."""
    try:
        card: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
        for name, expected in card["sha256"].items():
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            if found != expected:
                raise ModelUnavailable(f"{folder / name} is not the expected file (sha256 {found[:12]}...): install policy again")
    except OSError as error:
        raise ModelUnavailable(f"the reader cannot be opened ({error}): install policy again, or set POLICY_READER") from error
    except (KeyError, ValueError) as error:
        raise ModelUnavailable(f"{folder / CARD} is not a reader's card ({error!r}): install policy again") from error
    return card


def _session(path: Path) -> "InferenceSession":
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.enable_cpu_mem_arena = False  # else the memory of the longest window is never given back
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _run(session: "InferenceSession", encoded: Encoded) -> tuple[Array, Array]:
    """Logits (4,) of the window and (t, 2) of its tokens."""
    ids = np.array([encoded.ids], dtype=np.int64)
    types = np.array([encoded.types], dtype=np.int64)
    heads, spans = session.run(None, {"ids": ids, "mask": np.ones_like(ids), "types": types})
    return heads[0], spans[0]


def _span(spans: Array, encoded: Encoded) -> tuple[int, int, float]:
    """The best span in characters of the sentence, and its share of all spans."""
    first, n = encoded.first, len(encoded.spans)
    if not n:
        return 0, 0, 0.0
    starts, ends = spans[first : first + n, 0], spans[first : first + n, 1]
    sums = np.where(_possible(n), starts[:, None] + ends[None, :], -np.inf)
    i, j = np.unravel_index(int(sums.argmax()), sums.shape)
    sureness = float(1.0 / np.exp(sums - sums[i, j]).sum())
    return encoded.spans[i][0], encoded.spans[j][1], sureness


@cache
def _possible(n: int) -> npt.NDArray[np.bool_]:
    """Which (start, end) pairs are spans: shape (n, n)."""
    places = np.arange(n)
    length = places[None, :] - places[:, None]
    return (length >= 0) & (length < LONGEST_SPAN)


def _softmax(logits: Array) -> Array:
    raised = np.exp(logits - logits.max())
    return np.asarray(raised / raised.sum(), dtype=np.float32)


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, x))))
