"""The encoder's vocabulary cut to the pieces that English and Chinese texts use: the table is most of a small model."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SPECIAL = 4  # <s>, <pad>, </s>, <unk>
BATCH = 2000


def used_pieces(tokenizer: Path, texts: Iterable[str]) -> set[int]:
    """Ids of the pieces that the tokenizer makes of the texts."""
    from tokenizers import Tokenizer

    model = Tokenizer.from_file(str(tokenizer))
    used: set[int] = set()
    waiting: list[str] = []
    for text in texts:
        waiting.append(text)
        if len(waiting) == BATCH:
            used.update(i for encoding in model.encode_batch_fast(waiting) for i in encoding.ids)
            waiting = []
    used.update(i for encoding in model.encode_batch_fast(waiting) for i in encoding.ids)
    return used


def cut(tokenizer: Path, used: set[int]) -> tuple[dict[str, Any], list[int]]:
    """The tokenizer as JSON with fewer pieces, and the ids that were kept, in order.

    Single characters stay, and every part of a kept piece that is a piece: a text that used a piece
    must not come out worse where it is spelt a little otherwise.
    """
    described: dict[str, Any] = json.loads(tokenizer.read_text(encoding="utf-8"))
    vocabulary = described["model"]["vocab"]
    kept = [
        i for i, (piece, _) in enumerate(vocabulary) if i < SPECIAL or i in used or len(piece.lstrip("▁")) <= 1 or _plain(piece)
    ]
    described["model"]["vocab"] = [vocabulary[i] for i in kept]
    return described, kept


def _plain(piece: str) -> bool:
    """Short pieces of Latin letters and digits, of which every unknown English word and number is spelt."""
    return len(piece) <= 4 and piece.lstrip("▁").isascii()
