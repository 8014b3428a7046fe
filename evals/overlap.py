"""How much two short texts have in common."""

import re
from collections import Counter

from evals.accepted import normalised

_TOKEN = re.compile(r"[a-z]+|\d+(?:\.\d+)?%?|[\u3400-\u9fff]|[$€£¥]")
_ARTICLES = {"a", "an", "the"}


def tokens(text: str) -> list[str]:
    """Words without articles, numbers whole, Chinese by the character."""
    return [token for token in _TOKEN.findall(normalised(text)) if token not in _ARTICLES]


def token_overlap(one: str, other: str) -> float:
    """The F1 of the tokens of one text against those of the other, in [0, 1]; 0 when either has none.

    Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text", EMNLP 2016, doi:10.18653/v1/D16-1264.
    """
    first, second = Counter(tokens(one)), Counter(tokens(other))
    shared = (first & second).total()
    return 2 * shared / (first.total() + second.total()) if shared else 0.0
