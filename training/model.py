"""The reader as it is trained: an encoder with three heads."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from assistant.windows import Encoded
from corpus.e5_conversion import PAD
from training.examples import SUPPORT

NOWHERE = -1e4  # the score of a token that cannot be in a span


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of shape (b, t); `answers` in {0, 1}, `start` and `end` in [0, t) or -1, `support` in [0, 3) or -1, all (b,)."""

    ids: torch.Tensor
    mask: torch.Tensor
    types: torch.Tensor
    answers: torch.Tensor
    start: torch.Tensor
    end: torch.Tensor
    support: torch.Tensor


class ReaderModel(nn.Module):  # type: ignore[misc]  # torch is not typed here
    """Scores of (question, sentence) windows."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder
        hidden = encoder.config.hidden_size
        self.pool = nn.Linear(2 * hidden, hidden)
        self.heads = nn.Linear(hidden, 1 + len(SUPPORT))  # answers; supported, contradicted, not enough
        self.spans = nn.Linear(hidden, 2)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits (b, 4) of the whole window, and (b, t, 2) of each token as start and end."""
        states = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types)[0]
        of_sentence = types.unsqueeze(-1).to(states.dtype)
        mean = (states * of_sentence).sum(1) / of_sentence.sum(1).clamp(min=1.0)
        pooled = torch.tanh(self.pool(torch.cat([states[:, 0], mean], dim=1)))
        outside = (1.0 - of_sentence) * NOWHERE
        return self.heads(pooled), self.spans(states) + outside


def new_reader(folder: Path, kept: Sequence[int], layers: int) -> ReaderModel:
    """The first `layers` of the encoder in a folder, with the rows of the vocabulary that are kept, and new heads."""
    from transformers import BertModel

    encoder = BertModel.from_pretrained(
        folder, add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    ).float()
    encoder.encoder.layer = encoder.encoder.layer[:layers]
    encoder.config.num_hidden_layers = layers
    rows = encoder.embeddings.word_embeddings.weight.detach()[list(kept)].clone()
    encoder.embeddings.word_embeddings = nn.Embedding.from_pretrained(rows, freeze=True, padding_idx=PAD)
    encoder.config.vocab_size = len(kept)
    return ReaderModel(encoder)


def collate(encoded: Sequence[Encoded]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """ids, mask and types, padded to the longest."""
    longest = max(len(one.ids) for one in encoded)
    ids = torch.full((len(encoded), longest), PAD, dtype=torch.long)
    mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, one in enumerate(encoded):
        n = len(one.ids)
        ids[row, :n] = torch.tensor(one.ids)
        mask[row, :n] = 1
        types[row, :n] = torch.tensor(one.types)
    return ids, mask, types


def loss_of(heads: torch.Tensor, spans: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Answers or not, for questions; the span, where it is known; support, for claims: each a mean, added."""
    heads, spans = heads.float(), spans.float()
    claims = batch.support >= 0
    total = heads.new_zeros(())
    if (~claims).any():
        logits = heads[~claims, 0]
        total = total + functional.binary_cross_entropy_with_logits(logits, batch.answers[~claims])
    known = batch.start >= 0
    if known.any():
        starts = functional.cross_entropy(spans[known, :, 0], batch.start[known])
        ends = functional.cross_entropy(spans[known, :, 1], batch.end[known])
        total = total + 0.5 * (starts + ends) * known.float().mean() / 0.3
    if claims.any():
        total = total + 0.7 * functional.cross_entropy(heads[claims, 1:], batch.support[claims]) * claims.float().mean() / 0.1
    return total
