"""Measures that training and evaluation share."""

import re
import string
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata


def area(labels: Sequence[Any] | npt.NDArray[Any], scores: Sequence[float] | npt.NDArray[Any]) -> float:
    """Area under the ROC curve: how often a right one is scored above a wrong one; a tie counts half."""
    right = np.asarray(labels, dtype=bool)
    ranks = rankdata(np.asarray(scores, dtype=float))
    n, m = int(right.sum()), int((~right).sum())
    return float((ranks[right].sum() - n * (n + 1) / 2) / (n * m))


def token_f1(said: str, answer: str) -> float:
    """SQuAD's F1: words without case, punctuation and articles."""
    a, b = _plain(said), _plain(answer)
    same = sum((Counter(a) & Counter(b)).values())
    return 2 * same / (len(a) + len(b)) if same else float(a == b)


def _plain(text: str) -> list[str]:
    text = "".join(" " if c in string.punctuation else c for c in text.lower())
    return re.sub(r"\b(?:a|an|the)\b", " ", text).split()
