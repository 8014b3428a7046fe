"""What an encoder makes of each token of a text two thirds of the way up: the exported file, with one output more.

Opened apart from the encoder and at the first use: most conversations never need it. The output is added to the file's bytes:
protocol buffers that stand one behind the other are merged, so that no second file is kept.
"""

import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.embedders.onnx_model import Vectors, open_session, open_tokenizer
from corpus.onnx_export import ENCODER, TOKENIZER

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

LAYER = 8  # of 12
MOST_TOKENS = 224
REMEMBERED = 16  # texts: a follow-up is rewritten more than once while it is answered
_OUTPUT = f"/model/encoder/layer.{LAYER - 1}/output/LayerNorm/LayerNormalization_output_0"
_GRAPH, _OUTPUTS, _NAME = 7, 12, 1  # fields of ONNX's ModelProto, GraphProto and ValueInfoProto

Span = tuple[int, int]  # characters of the text


class TokenStates:
    """The states of the tokens of a text. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._opened: tuple[InferenceSession, Tokenizer] | None = None
        self._remembered = lru_cache(REMEMBERED)(self._states)

    def of(self, text: str) -> tuple[tuple[Span, ...], Vectors]:
        """The span of each token, (0, 0) for those that stand for no text, and the states (tokens, 384)."""
        return self._remembered(text)

    def _states(self, text: str) -> tuple[tuple[Span, ...], Vectors]:
        session, tokenizer = self._open()
        encoding = tokenizer.encode(text)
        ids = np.array([encoding.ids], dtype=np.int64)
        states: Vectors = session.run([_OUTPUT], {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]
        return tuple(encoding.offsets), states

    def _open(self) -> "tuple[InferenceSession, Tokenizer]":
        with self._lock:
            if self._opened is None:
                with_output = (self._folder / ENCODER).read_bytes() + _one_more_output(_OUTPUT)
                self._opened = open_session(with_output), open_tokenizer(self._folder / TOKENIZER, MOST_TOKENS)
            return self._opened


def _one_more_output(name: str) -> bytes:
    """A ModelProto that holds nothing but one output of its graph."""
    return _field(_GRAPH, _field(_OUTPUTS, _field(_NAME, name.encode())))


def _field(number: int, content: bytes) -> bytes:
    return bytes([number << 3 | 2, len(content)]) + content
