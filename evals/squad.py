"""Texts compared as the tasks built on SQuAD compare them, so that figures stand beside published ones.

Rajpurkar, Jia and Liang, "Know What You Don't Know: Unanswerable Questions for SQuAD", ACL 2018, doi:10.18653/v1/P18-2124.
"""

import re
import string
from collections import Counter
from functools import lru_cache

_ARTICLE = re.compile(r"\b(a|an|the)\b")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@lru_cache(maxsize=4096)
def normalised(text: str) -> str:
    """Lower case, without punctuation and articles, single spaces."""
    return " ".join(_ARTICLE.sub(" ", text.lower().translate(_NO_PUNCTUATION)).split())


def same(one: str, other: str) -> bool:
    """Exact match."""
    return normalised(one) == normalised(other)


def f1(predicted: str, accepted: str) -> float:
    """Of the words, in [0, 1]; two texts without words are the same."""
    first, second = normalised(predicted).split(), normalised(accepted).split()
    if not first or not second:
        return float(first == second)
    return 2 * _shared(first, second) / (len(first) + len(second))


def word_recall(predicted: str, accepted: str) -> float:
    """The share of the accepted text's words that the other has, in [0, 1]."""
    first, second = normalised(predicted).split(), normalised(accepted).split()
    return _shared(first, second) / max(len(second), 1)


def rouge_l(predicted: str, accepted: str) -> float:
    """The F1 of the longest common subsequence of words, in [0, 1].

    Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", ACL workshop 2004, https://aclanthology.org/W04-1013.
    """
    first, second = normalised(predicted).split(), normalised(accepted).split()
    if not first or not second:
        return 0.0
    row = [0] * (len(second) + 1)
    for word in first:
        diagonal = 0
        for place, other in enumerate(second, start=1):
            diagonal, row[place] = row[place], (diagonal + 1 if word == other else max(row[place], row[place - 1]))
    return 2 * row[-1] / (len(first) + len(second))


def contains(text: str, accepted: str) -> bool:
    """Whether the text has the accepted string in it, as it stands or normalised; Chinese whatever its spaces."""
    whole, part = text.lower(), accepted.lower()
    if _CHINESE.search(part + whole):
        return part.replace(" ", "") in whole.replace(" ", "")
    return part in whole or (normalised(accepted) != "" and f" {normalised(accepted)} " in f" {normalised(text)} ")


def _shared(first: list[str], second: list[str]) -> int:
    return (Counter(first) & Counter(second)).total()
