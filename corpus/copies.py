"""Near-copies: one article printed by several publishers, found by the runs of words that the texts share.

A sketch of each document (its smallest shingle hashes) finds pairs that may be copies without comparing
all with all; every such pair is then compared whole. Broder, "On the resemblance and containment of
documents", SEQUENCES 1997, doi:10.1109/SEQUEN.1997.666900.
"""

import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.passages import body_start
from corpus.records import Document

SHINGLE = 5  # words, or Chinese characters
SKETCH = 32  # hashes kept of a document
SHARED = 4  # hashes that two sketches must share before the texts are compared
SHORTEST = 40  # shingles: below that, texts of one kind are alike by chance
CONTAINED = 0.7  # of the shorter text's shingles that the longer one must have
RESEMBLING = 0.35  # of all shingles that both must have: an article quoted whole in a long report is no copy of it
NEIGHBOURS = 8  # documents with one hash that each is paired with: boilerplate in thousands must not make millions of pairs

Hashes = npt.NDArray[np.uint64]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[\u3400-\u9fff\uf900-\ufaff]|[^\W\d_\u3400-\u9fff\uf900-\ufaff]+")
_HEADING = re.compile(r"^#{1,6}[ \t].*$", re.MULTILINE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ODD = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD], np.uint64)


def sketch(document: Document) -> Hashes:
    """The smallest hashes of the document's shingles, sorted; none for a text too short or without a title to be an article."""
    if not document.title:
        return np.zeros(0, np.uint64)
    hashes = _shingles(_tokens(document))
    return hashes[:SKETCH] if len(hashes) >= SHORTEST else hashes[:0]


def pairs_to_compare(rows: Sequence[int], sketches: Sequence[Hashes], fresh: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of rows, the smaller first, whose sketches share enough and one of which is fresh."""
    if not sketches:
        return []
    hashes = np.concatenate(sketches)
    owners = np.repeat(np.array(rows, np.int64), [len(one) for one in sketches])
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    new = np.isin(owners, np.array(fresh, np.int64))
    found = []
    for step in range(1, NEIGHBOURS + 1):
        meet = (hashes[step:] == hashes[:-step]) & (new[step:] | new[:-step])
        found.append(np.stack([owners[:-step][meet], owners[step:][meet]], axis=1))
    pairs, counts = np.unique(np.concatenate(found), axis=0, return_counts=True)
    return [(int(one), int(other)) for one, other in pairs[counts >= SHARED]]


@dataclass(frozen=True, slots=True)
class Body:
    """What two documents are compared by."""

    shingles: Hashes  # of all runs of words, sorted
    figures: Mapping[tuple[str, ...], set[str]]  # by the words around them


def body_of(document: Document) -> Body:
    """The body of a document, without the headings that publishers change."""
    tokens = _tokens(document)
    return Body(_shingles(tokens), _figures(tokens))


def is_copy(one: Body, other: Body) -> bool:
    """Whether the two are one article: the same runs of words, and no figure that one of them has changed."""
    a, b = one.shingles, other.shingles
    if min(len(a), len(b)) < SHORTEST:
        return False
    both = len(np.intersect1d(a, b, assume_unique=True))
    alike = both >= CONTAINED * min(len(a), len(b)) and both >= RESEMBLING * (len(a) + len(b) - both)
    return alike and not _figure_changed(one, other)


def _tokens(document: Document) -> list[str]:
    """Words, numbers and Chinese characters of the body: publishers give the same article other headings."""
    body = _HEADING.sub("", document.text[body_start(document.text) :]).lstrip()
    return _TOKEN.findall(unicodedata.normalize("NFKC", body.removeprefix(document.title)).lower())


def _shingles(tokens: Sequence[str]) -> Hashes:
    """Hashes of all runs of SHINGLE tokens, each once, sorted."""
    codes = np.array([zlib.crc32(token.encode()) for token in tokens], np.uint64)
    count = len(codes) - SHINGLE + 1
    if count < 1:
        return np.zeros(0, np.uint64)
    hashes = np.zeros(count, np.uint64)
    for place in range(SHINGLE):
        hashes = (hashes + codes[place : place + count]) * _ODD[place]
        hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes)


def _figure_changed(one: Body, other: Body) -> bool:
    """Whether the same words stand around different figures: this month's release is no copy of last month's."""
    return any(not one.figures[words] & other.figures[words] for words in one.figures.keys() & other.figures.keys())


def _figures(tokens: Sequence[str]) -> dict[tuple[str, ...], set[str]]:
    """The figures by the two words before and the two after; days and times are left out, which datelines differ in."""
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for place in range(2, len(tokens) - 2):
        before, figure, after = tokens[place - 1], tokens[place], tokens[place + 1]
        dated = after in "日时分" or before[:3] in _MONTHS or after[:3] in _MONTHS or before[0].isdigit()
        if figure[0].isdigit() and not dated and not after[0].isdigit():
            found[tokens[place - 2], before, after, tokens[place + 2]].add(figure)
    return found
