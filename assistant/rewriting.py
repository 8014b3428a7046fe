"""A follow-up and its conversation become a standalone question; the rules read only earlier questions, never invent."""

import re
from collections.abc import Sequence

from assistant.matching import subjects
from assistant.question import Question, read_question
from assistant.records import Turn
from corpus.concepts import concepts_in
from corpus.entities import Entity, mentions
from corpus.languages import language_of

_LEAD = re.compile(
    r"^\s*(?:and|but|so|ok(?:ay)?|then|also|now|well|no|right|plus)\b[,\s]*|^\s*(?:what|how) about\s+|"
    r"^\s*(?:那么|那|还有|而|以及|再)\s*[，,]?",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|she|his|her|this|these|those|there|then|one|ones|the same|"
    r"the (?:company|firm|group|plant|factory|plan|figure|"
    r"number|target|goal|programme|program|scheme|policy|rule|duty|tariff|deal|project|report|venture|carmaker|"
    r"maker|city))\b|\bthat\b(?! (?:the|a|an|it|they)\b)|"
    r"它|他们|她|这|那|该|其|前者|后者|同期|当时",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^\s*(?:no|sorry|actually|i mean(?:t)?|not)\b.*?\b(?:i mean(?:t)?|rather)\s+|^\s*(?:不是|我是说|我指的是|我问的是)",
    re.IGNORECASE,
)
_FILLER = re.compile(r"[\s?？.。!！,，]+$")
_VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|make|made|sell|sold|plan|planned|say|said|happen|happened|"
    r"rise|rose|fall|fell|grow|grew|compare|mean|expire|start|started|cost|costs|build|built|need|get|apply|export|exported)\b",
    re.IGNORECASE,
)
SHORT = 4  # content words; a question below this with a pointer or without a verb leans on the one before


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question readable without the conversation: itself, to the character, when it already stands alone."""
    if not history or not question.strip():
        return question
    earlier = [_asked(turn) for turn in history]
    previous = read_question(earlier[-1])
    now = read_question(question)
    if not _leans(now):
        return question
    correction = _CORRECTION.search(question)
    rest = question[correction.end() :] if correction else _stripped(question)
    if _only_names(rest) or correction:
        return _exchanged(previous, rest)
    return _supplied(now, rest, previous)


def _asked(turn: Turn) -> str:
    return turn.question if isinstance(turn.answer, str) else turn.answer.standalone_question


def _stripped(question: str) -> str:
    last = None
    while last != question:
        last, question = question, _LEAD.sub("", question, count=1)
    return question


def _leans(question: Question) -> bool:
    """Whether it needs the question before it."""
    text = question.text
    if _CORRECTION.search(text) or (_LEAD.match(text) and not (subjects(question.entities) and question.concepts)):
        return True
    own_names = bool(subjects(question.entities)) or any(e.kind == "place" for e in question.entities)
    if _POINTS_BACK.search(text) and not (own_names and len(question.words) > SHORT + 2):
        return True
    return not own_names and len(question.words) <= SHORT


def _only_names(rest: str) -> bool:
    """ "SAIC?", "in 2023?", "Tesla's Shanghai plant in Q1": names and periods, nothing asked."""
    bare = _FILLER.sub("", rest)
    for mention in sorted(mentions(bare), key=lambda m: -m.start):
        bare = bare[: mention.start] + bare[mention.end :]
    bare = _PERIOD.sub(" ", bare)
    left = [word for word in re.findall(r"[A-Za-z]+|[\u4e00-\u9fff]", bare) if word.lower() not in _SMALL]
    return not left


_PERIOD = re.compile(
    r"\b(?:19|20)\d\d\b年?|\bQ[1-4]\b|\bH[12]\b|(?:上|下)半年|第?[一二三四]季度|\d{1,2}月|"
    r"\b(?:first|second|third|fourth) (?:quarter|half)\b|\b(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    ("in for of the a an by to from at on s and or with only just year years 呢 的 在 年 和").split()  # noqa: SIM905 - a list of a hundred lines hides its words
)


def _exchanged(previous: Question, rest: str) -> str:
    """The previous question with the new names and periods in the place of the old ones of their kind."""
    text = previous.text
    new = mentions(rest)
    period = _PERIOD.search(rest)
    if new:
        old = [m for m in mentions(text) if _alike(m.entity, new[0].entity)]
        names = rest[new[0].start : new[-1].end]
        replaced = text[: old[0].start] + names + text[old[0].end :] if old else None
        text = replaced or _FILLER.sub("", text) + _join(text, names)
    if period:
        words = _period_phrase(rest)
        if _PERIOD.search(text):
            text = _PERIOD.sub(lambda _: words, text, count=1)
        else:
            text = _FILLER.sub("", text) + (f" in {words}?" if language_of(text) == "en" else f"（{words}）？")
    return text if new or period else f"{_FILLER.sub('', text)} {rest}"


def _period_phrase(rest: str) -> str:
    found = list(_PERIOD.finditer(rest))
    return rest[found[0].start() : found[-1].end()]


def _alike(one: Entity, other: Entity) -> bool:
    return (one.kind == "place") == (other.kind == "place") and (one.kind == "person") == (other.kind == "person")


def _join(text: str, names: str) -> str:
    return f" for {names}?" if language_of(text) == "en" else f"（{names}）？"


def _supplied(now: Question, rest: str, previous: Question) -> str:
    """The follow-up with what it leaves out named behind it: subject, period and what was asked about."""
    missing: list[str] = []
    if not subjects(now.entities):
        missing += [_printed(previous, entity) for entity in subjects(previous.entities)]
    if not now.entities or not any(e.kind == "place" for e in now.entities):
        missing += [_printed(previous, e) for e in previous.entities if e.kind == "place" and not subjects(now.entities)]
    if not now.concepts:
        missing += _concept_phrases(previous)
    if not now.years and not _asks_for_period(now.text):
        missing += [str(year) for year in sorted(previous.years)]
    added = list(dict.fromkeys(part for part in missing if part.casefold() not in rest.casefold()))
    bare = _FILLER.sub("", rest).strip()
    if not added:
        return rest
    if language_of(rest) == "zh":
        return f"{bare}（{'，'.join(added)}）？"
    return f"{bare[:1].upper()}{bare[1:]} ({', '.join(added)})?"


def _asks_for_period(text: str) -> bool:
    return bool(
        re.search(r"\bwhen\b|what year|which year|何时|哪年|什么时候|now|latest|before|after|earlier|later", text, re.IGNORECASE)
    )


def _printed(previous: Question, entity: Entity) -> str:
    return next((previous.text[m.start : m.end] for m in mentions(previous.text) if m.entity.name == entity.name), entity.name)


def _concept_phrases(previous: Question) -> list[str]:
    return [previous.text[start:end] for _, start, end in concepts_in(previous.text)]
