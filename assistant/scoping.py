"""What a question names is where to look first: companies with what belongs to them, and names that documents bear."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assistant.question import Question, parts_of_year
from assistant.reading_room import Mask, ReadingRoom
from corpus.concepts import concepts_in
from corpus.entities import Entity, groups_of, mentions
from corpus.records import Filters
from corpus.tokens import STOP_WORDS, normalise, words

# A name that more of the passages bear tells nothing apart
MOST = 0.5


@dataclass(frozen=True, slots=True)
class Scope:
    """Passages to prefer, or, where the question asks for certain documents, the only ones to search; and why, in words."""

    passages: Mask
    certain: bool
    reason: str


def scope_of(room: ReadingRoom, question: Question) -> Scope | None:
    """Where to look for the answer; None when the question names nothing that tells documents apart."""
    if demanded := _demanded(room, question):
        return demanded
    found: dict[str, Mask] = {}
    for name, mask in (*_companies(room, question), *_bearers(room, question)):
        if name not in found and 0 < mask.mean() <= MOST:
            found[name] = mask
    if not found:
        return None
    passages = np.logical_or.reduce(list(found.values()))
    return Scope(passages, False, _reason(question, tuple(found), room.count_documents(passages), certain=False))


def _companies(room: ReadingRoom, question: Question) -> Iterator[tuple[str, Mask]]:
    """Documents about each company that is named, and what belongs to it; where there is none, those about its groups."""
    for entity in question.entities:
        if entity.kind in ("company", "brand"):
            mask = _about(room, entity)
            yield entity.name, mask if mask.any() else _about(room, *groups_of(entity))


def _about(room: ReadingRoom, *entities: Entity) -> Mask:
    names = tuple(entity.name for entity in entities)
    mask = room.allowed(Filters(company=names))
    return np.zeros(len(room.rows), np.bool_) if mask is None else mask


# Names as English prints them: words with a capital or a digit, side by side
_NAME = re.compile(r"(?:[A-Z][\w&.’'-]*|\d+[A-Z]\w*)(?:\s+(?:of\s+|and\s+|&\s+)?(?:[A-Z][\w&.’'-]*|\d+[A-Z]\w*))*")
_QUOTED = re.compile(r"《([^》]{2,60})》|[“\"]([^”\"]{2,60})[”\"]")


def _bearers(room: ReadingRoom, question: Question) -> Iterator[tuple[str, Mask]]:
    """Documents whose title or publisher has a name of the question in it: companies that no list knows, papers, laws."""
    for name in _names(question.text):
        if tokens := words(name):
            yield name, room.bearing(tokens)


# Words with a capital that name neither a company nor a paper
_COMMON = frozenset("american chinese english european french german indian japanese korean british model".split())  # noqa: SIM905


def _names(text: str) -> list[str]:
    """Names as they are printed that are no listed company or brand, no concept ("NEV") and no month.

    Nor places: in a library about one country they are in every second question, and the words weigh them.
    """
    named = mentions(text)
    listed = [(mention.start, mention.end) for mention in named if mention.entity.kind in ("company", "brand")]
    places = {text[mention.start : mention.end] for mention in named if mention.entity.kind == "place"}
    found = [one or other for one, other in _QUOTED.findall(text)]
    for match in _NAME.finditer(text):
        parts = match.group().split()
        while parts and normalise(parts[0]) in STOP_WORDS:  # "Is 3M", "What"
            parts = parts[1:]
        name = re.sub(r"[’']s?$", "", " ".join(parts)).strip(".")
        if match.start() == 0 and len(parts) == len(match.group().split()) == 1:
            continue  # the first word of a question has its capital from there
        if not any(start < match.end() and match.start() < end for start, end in listed) and name not in places and _tells(name):
            found.append(name)
    return list(dict.fromkeys(found))


def _tells(name: str) -> bool:
    concept = any((start, end) == (0, len(name)) for _, start, end in concepts_in(name))
    month = " " not in name and bool(parts_of_year(name))
    return bool(name) and name.lower() not in _COMMON and not concept and not month


_BY = re.compile(
    r"\b(?:articles?|documents?|reports?|stories|coverage|filings?|papers?|news)\s+(?:written |published |issued )?(?:by|from)\s+"
    r"(?:the\s+)?(?P<name>[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*)*)"
)
_DATED = re.compile(
    r"\b(?:articles?|documents?|reports?|news|sources?|filings?)\s+(?:published|dated|from|issued|written)\s+(?:in\s+)?"
    r"(?P<en>(?:19|20)\d\d)\b|"
    r"(?P<zh>(?:19|20)\d\d)\s*年(?:发布|发表|出版|公布)的"
)


def _demanded(room: ReadingRoom, question: Question) -> Scope | None:
    """The documents that the question itself asks for: "in articles by Reuters", "in documents published in 2024"."""
    if match := _BY.search(question.text):
        name, mask = match["name"], room.allowed(Filters(publisher=(match["name"],)))
    elif match := _DATED.search(question.text):
        name = match["en"] or match["zh"]
        mask = room.allowed(Filters(since=name, until=name))
    else:
        return None
    if mask is None or not mask.any():
        return None
    return Scope(mask, True, _reason(question, (name,), room.count_documents(mask), certain=True))


def _reason(question: Question, names: tuple[str, ...], count: int, *, certain: bool) -> str:
    if question.language == "zh":
        which = f"与{'、'.join(names)}有关的{count:,}篇文件"
        return f"只检索了问题所指定的：{which}" if certain else f"问题提到{'、'.join(names)}：优先检索{which}"
    which = f"{count:,} document{'' if count == 1 else 's'}"
    named = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    if certain:
        return f"Searched only {which} from {named}, as the question asks."
    return f"Searched first in {which} about {named}, as the question names."
