"""A follow-up and its conversation become a standalone question; the rules read only earlier questions, never invent."""

import re
from collections.abc import Sequence

from assistant.errors import UnusableQuestion
from assistant.matching import subjects
from assistant.question import Question, check_usable, read_question
from assistant.records import Turn
from corpus.concepts import concepts, concepts_in
from corpus.entities import Entity, mentions
from corpus.languages import language_of

_LEAD = re.compile(
    r"^\s*(?:and|but|so|ok(?:ay)?|then|also|now|well|no|right|plus)\b[,\s]*|^\s*(?:what|how) about\s+|"
    r"^\s*(?:那么|那|还有|而|以及|再)\s*[，,]?",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|she|his|her|this|these|those|there|then|one|ones|the same|"
    r"the (?:company|firm|group|plant|factory|plan|figure|number|target|goal|programme|program|scheme|policy|rule|duty|"
    r"tariff|deal|project|report|venture|carmaker|maker|city))\b|\bthat\b(?! (?:the|a|an|it|they)\b)|"
    r"它|他们|她|这|那|该|其|前者|后者|同期|当时",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^\s*(?:no|sorry|actually|i mean(?:t)?|not)\b.*?\b(?:i mean(?:t)?|rather)\s+|^\s*(?:不是|我是说|我指的是|我问的是)",
    re.IGNORECASE,
)
_END = re.compile(r"[\s?？.。!！,，]+$")
_VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b|是|有|会|将|达到|完成", re.IGNORECASE
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_PERIOD = re.compile(
    r"(?:(?:the\s+)?(?:end|start|middle|beginning|(?:first|second|third|fourth)\s+(?:quarter|half))\s+of\s+)?"
    rf"(?:(?:\d{{1,2}}\s+)?{_MONTH}\s+)?(?:19|20)\d\d(?:年(?:上半年|下半年|第?[一二三四]季度|\d{{1,2}}月)?|\b)|"
    rf"\b(?:Q[1-4]|H[12])\b|\b(?:the )?(?:first|second|third|fourth)\s+(?:quarter|half)\b|"
    rf"\b{_MONTH}\b|上半年|下半年|第?[一二三四]季度",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_NUMBERS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_RELATIVE = re.compile(
    r"\b(?:the )?(?P<before>year before|previous year|prior year|preceding year)\b|\b(?P<n>a|one|two|three|four|five) years? "
    r"(?P<way>earlier|before|later|after|on)\b|\b(?:the )?(?P<after>following year|next year|year after)\b|"
    r"\b(?P<same>that year|the same year|that same year)\b|"
    r"(?P<zh_before>前一年|上一年|上年)|(?P<zh_after>次年|后一年|第二年)|(?P<zh_same>同年|当年|那年|那一年)",
    re.IGNORECASE,
)
_SMALL = frozenset("in for of the a an by to from at on s and or with only just year years as until since 呢 的 在 年 和".split())  # noqa: SIM905
SHORT = 4  # content words; a question of no more, without names of its own, leans on the one before
BACK = 3  # turns that a subject is looked for in


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question readable without the conversation: itself, to the character, when it already stands alone."""
    if not history or not question.strip():
        return question
    earlier = [read_question(asked) for asked in map(_asked, history) if _readable(asked)][-BACK:]
    if not earlier or not _leans(read_question(question)):
        return question
    previous = earlier[-1]
    correction = _CORRECTION.search(question)
    rest = _dated(question[correction.end() :] if correction else _stripped(question), previous)
    if correction or _only_names(rest):
        return _exchanged(previous, rest, same_part=bool(_RELATIVE.search(question)))
    return _supplied(read_question(rest), rest, earlier)


def _asked(turn: Turn) -> str:
    return turn.question if isinstance(turn.answer, str) else turn.answer.standalone_question


def _readable(question: str) -> bool:
    try:
        check_usable(question)
    except UnusableQuestion:
        return False
    return True


def _stripped(question: str) -> str:
    last = None
    while last != question:
        last, question = question, _LEAD.sub("", question, count=1)
    return question


def _leans(question: Question) -> bool:
    """Whether it needs the question before it."""
    text = question.text
    own_names = bool(subjects(question.entities)) or any(e.kind == "place" for e in question.entities)
    if _CORRECTION.search(text) or _RELATIVE.search(text) or _only_names(text):
        return True
    if _LEAD.match(text) and not (subjects(question.entities) and question.concepts and _VERB.search(text)):
        return True
    if _POINTS_BACK.search(text) and not (own_names and len(question.words) > SHORT + 2):
        return True
    if own_names or len(question.words) > SHORT:
        return False
    return not _VERB.search(text) or bool(question.concepts)  # "Who won the cup?" leans on nothing


def _dated(rest: str, previous: Question) -> str:
    """The same with "the year before", "two years later", "that year" counted from the year asked about before."""
    if len(previous.years) != 1:
        return rest
    (year,) = previous.years

    def counted(match: re.Match[str]) -> str:
        step = 0
        if match["before"] or match["zh_before"]:
            step = -1
        elif match["after"] or match["zh_after"]:
            step = 1
        elif match["n"]:
            step = _NUMBERS[match["n"].lower()] * (-1 if match["way"].lower() in ("earlier", "before") else 1)
        return f"{year + step}{'年' if match['zh_before'] or match['zh_after'] or match['zh_same'] else ''}"

    return _RELATIVE.sub(counted, rest)


def _only_names(rest: str) -> bool:
    """ "SAIC?", "in 2023?", "Tesla's Shanghai plant in Q1": names and periods, nothing asked."""
    bare = _END.sub("", rest)
    for mention in sorted(mentions(bare), key=lambda m: -m.start):
        bare = bare[: mention.start] + bare[mention.end :]
    bare = _PERIOD.sub(" ", bare)
    return not [word for word in re.findall(r"[A-Za-z]+|[\u4e00-\u9fff]", bare) if word.lower() not in _SMALL]


def _exchanged(previous: Question, rest: str, same_part: bool) -> str:
    """The previous question with the new names and periods in the place of the old ones of their kind.

    "A year earlier" than the first half of 2025 is the first half of 2024: `same_part` keeps the half.
    """
    text = previous.text
    new = mentions(rest)
    periods = [match.group() for match in _PERIOD.finditer(rest)]
    if new:
        old = [m for m in mentions(text) if _alike(m.entity, new[0].entity)]
        names = rest[new[0].start : new[-1].end]
        text = text[: old[0].start] + names + text[old[0].end :] if old else _with(text, f"for {names}", names)
    if periods:
        phrase = " ".join(periods)
        has_one = _PERIOD.search(text)
        old_period = _YEAR if same_part and _YEAR.search(text) else _PERIOD
        text = old_period.sub(lambda _: phrase, text, count=1) if has_one else _with(text, f"in {phrase}", phrase)
    return text if new or periods else f"{_END.sub('', text)} {rest}"


def _with(text: str, english: str, chinese: str) -> str:
    bare = _END.sub("", text)
    return f"{bare} {english}?" if language_of(text) == "en" else f"{bare}（{chinese}）？"


def _alike(one: Entity, other: Entity) -> bool:
    return (one.kind == "place") == (other.kind == "place") and (one.kind == "person") == (other.kind == "person")


def _supplied(now: Question, rest: str, earlier: Sequence[Question]) -> str:
    """The follow-up with what it leaves out named behind it: subject, what was asked about, and period."""
    previous = earlier[-1]
    missing: list[str] = []
    if not subjects(now.entities):
        missing += next((found for one in reversed(earlier) if (found := _printed(one, "subject"))), [])
    if not any(entity.kind == "place" for entity in now.entities) and not subjects(now.entities):
        missing += _printed(previous, "place")
    of_a_plan = bool(now.concepts - previous.concepts and previous.concepts & {"plan", "target", "forecast"})
    if not now.concepts or not (_VERB.search(rest) or of_a_plan):
        missing += _carried_concepts(previous, now)
    if not (now.years or of_a_plan or _asks_for_period(now.text)):
        missing += [match.group() for match in _PERIOD.finditer(previous.text)]
    added = list(dict.fromkeys(part for part in missing if part.casefold() not in rest.casefold()))
    bare = _END.sub("", rest).strip()
    if not added:
        return rest
    if language_of(rest) == "zh":
        return f"{bare}（{'，'.join(added)}）？"
    return f"{bare[:1].upper()}{bare[1:]} ({', '.join(added)})?"


def _asks_for_period(text: str) -> bool:
    pattern = r"\bwhen\b|what year|which year|何时|哪年|什么时候|now|latest|before|after|earlier|later"
    return bool(re.search(pattern, text, re.IGNORECASE))


def _printed(question: Question, kind: str) -> list[str]:
    """The names in the question, as it prints them: its places, or what it is about."""
    wanted = {e.name for e in (subjects(question.entities) if kind == "subject" else question.entities)}
    found = {m.entity.name: question.text[m.start : m.end] for m in reversed(mentions(question.text)) if m.entity.name in wanted}
    places = {e.name for e in question.entities if e.kind == "place"}
    return [printed for name, printed in reversed(found.items()) if (name in places) == (kind == "place")]


def _carried_concepts(previous: Question, now: Question) -> list[str]:
    """What the previous question asked about, without what the new one puts in its place: retail for wholesale."""
    replaced = {above for name in now.concepts if name in concepts() for above in concepts()[name].broader}
    return [
        previous.text[start:end]
        for concept, start, end in concepts_in(previous.text)
        if concept.name not in now.concepts and not replaced & set(concept.broader)
    ]
