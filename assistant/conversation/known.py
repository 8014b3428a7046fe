"""Follow-ups about names and things that the desk knows: exchanged for those of the question before, or named behind."""

import re
from collections.abc import Sequence

from assistant.conversation.periods import PERIOD, RELATIVE, SEVERAL_PERIODS, YEAR, periods, takes_period
from assistant.conversation.words import words_of
from assistant.matching import subjects
from assistant.question import Question
from corpus.concepts import concepts, concepts_in
from corpus.entities import Entity, mentions
from corpus.languages import language_of

END = re.compile(r"[\s?？.。!！,，]+$")
VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b|是|有|会|将|达到|完成", re.IGNORECASE
)
LEAD = re.compile(
    r"^\s*(?:and|but|so|ok(?:ay)?|then|also|now|well|no|right|plus)\b[,.\s]*|^\s*(?:what|how) about\s+|"
    r"^\s*(?:那么|那|还有|而|以及|再)\s*[，,]?",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|she|his|her|this|these|those|there|then|one|ones|the same|"
    r"the (?:company|firm|group|plant|factory|plan|figure|number|target|goal|programme|program|scheme|policy|rule|duty|"
    r"tariff|deal|project|report|venture|carmaker|maker|city|cap|quota|site|fab|line|model|car|fund|fee|price))\b|"
    r"\bthat\b(?! (?:the|a|an|it|they)\b)|它|他们|她|这|那|该|其|前者|后者|同期|当时|当月|上述",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:the two|both|each of (?:the two|them)|either|respectively|the three)\b|两者|二者|两家|分别|都", re.IGNORECASE
)
_SMALL = frozenset(
    """
    in for of the a an by to from at on s and or with only just year years as until since about 呢 的 在 年 和
    """.split()  # noqa: SIM905 - one list of words
)
OF_OURS = 2  # concepts, broader ones with them, that a question about a place must have to be about what the desk knows
_MEASURES = frozenset(
    (
        "sales", "revenue", "profit", "net_profit", "exports", "imports", "production", "deliveries", "capacity", "margin",
        "investment", "output_value",
    )
)  # fmt: skip
_ASKS = re.compile(r"^\W*(?:how (?:many|much)|which|who|what)\b|多少|哪|谁|几", re.IGNORECASE)
SAYS_MUCH = 2  # words that say something
SAYS_MUCH_ZH = 4  # characters
_FEW_ZH = re.compile(r"多少|什么|哪|谁|几|何时|时候|[的了呢吗是有在和与及其它他这那该个家辆台年月日第]")
BESIDE = 3  # characters beside the thing itself, of a follow-up that is nothing but a thing
SHORT = 4  # content words; a question of no more, without names of its own, leans on the one before


def points_back(question: Question) -> bool:
    """Whether it needs the question before it, by the names and things in it that the desk knows."""
    text = question.text
    own_names = bool(subjects(question.entities)) or any(e.kind == "place" for e in question.entities)
    if RELATIVE.search(text) or SEVERAL_PERIODS.search(text) or only_names(text):
        return True
    if LEAD.match(text) and not (subjects(question.entities) and question.concepts and VERB.search(text)):
        return True
    if _POINTS_BACK.search(text) and not (own_names and len(question.words) > SHORT + 2):
        return True
    if own_names or len(question.words) > SHORT:
        return False
    return not VERB.search(text) or bool(question.concepts)  # "Who won the cup?" leans on nothing


def names_of_the_desk(questions: Sequence[Question]) -> bool:
    """Whether one of them is about a company, agency or person that the desk knows, or a thing that it knows in a place."""
    return any(
        subjects(q.entities) or (len(q.concepts) >= OF_OURS and any(e.kind == "place" for e in q.entities)) for q in questions
    )


def only_names(rest: str) -> bool:
    """ "SAIC?", "in 2023?", "Tesla's Shanghai plant in Q1": names and periods, nothing asked."""
    bare = END.sub("", rest)
    for mention in sorted(mentions(bare), key=lambda m: -m.start):
        bare = bare[: mention.start] + bare[mention.end :]
    bare = PERIOD.sub(" ", bare)
    return not [word for word in re.findall(r"[A-Za-z]+|[\u4e00-\u9fff]", bare) if word.lower() not in _SMALL]


def exchanged(previous: Question, rest: str, same_part: bool) -> str:
    """The previous question with the new names and periods in the place of the old ones of their kind.

    "A year earlier" than the first half of 2025 is the first half of 2024: `same_part` keeps the half.
    """
    text = previous.text
    new = mentions(rest)
    printed = periods(rest)
    if new:
        old = [m for m in mentions(text) if _alike(m.entity, new[0].entity)]
        names = rest[new[0].start : new[-1].end]
        text = text[: old[0].start] + names + text[old[0].end :] if old else _with(text, f"for {names}", names)
    if printed:
        phrase = " ".join(printed)
        has_one = PERIOD.search(text)
        own_part = not YEAR.fullmatch(phrase)
        old_period = YEAR if same_part and not own_part and YEAR.search(text) else PERIOD
        text = old_period.sub(lambda _: phrase, text, count=1) if has_one else _with(text, f"in {phrase}", phrase)
    return text if new or printed else f"{END.sub('', text)} {rest}"


def exchanged_thing(previous: Question, rest: str) -> str | None:
    """The previous question with the thing asked for in the place of the one of its kind: exports for sales; None if none is."""
    bare = END.sub("", re.sub(r"呢[？?]?\s*$", "", rest))
    bare = re.sub(r"^(?:its|their|the|his|her|for|in|of|at)\s+", "", bare.strip(), flags=re.IGNORECASE)
    own = concepts_in(bare)
    beside = sum(end - start for _, start, end in own)
    if not own or mentions(bare) or PERIOD.search(bare) or VERB.search(bare) or len(bare) - beside > BESIDE:
        return None
    kinds = {above for concept, _, _ in own for above in (concept.name, *concept.broader)}
    if previous.language == "zh" and kinds & _MEASURES:  # a noun for a noun; an English question may have it as a verb
        kinds |= _MEASURES
    for concept, start, end in concepts_in(previous.text):
        if kinds & {concept.name, *concept.broader} and concept.name not in {one.name for one, _, _ in own}:
            return previous.text[:start] + bare + previous.text[end:]
    return None


def _with(text: str, english: str, chinese: str) -> str:
    bare = END.sub("", text)
    return f"{bare} {english}?" if language_of(text) == "en" else f"{bare}（{chinese}）？"


def _alike(one: Entity, other: Entity) -> bool:
    return (one.kind == "place") == (other.kind == "place") and (one.kind == "person") == (other.kind == "person")


def missing(now: Question, rest: str, earlier: Sequence[Question], same_part: bool) -> list[str]:
    """What the follow-up leaves out, as the earlier questions print it: subject, place, what was asked about, and period.

    `same_part`: it asks for another year by that of the question before, whose half or quarter then holds.
    """
    previous = earlier[-1]
    several = bool(_SEVERAL.search(now.text))
    found: list[str] = []
    if not subjects(now.entities):
        found += _latest(earlier, "subject", several)
    if not any(entity.kind == "place" for entity in now.entities) and not subjects(now.entities):
        found += _latest(earlier, "place", several) if several or not found else _printed(previous, "place")
    of_a_plan = bool(now.concepts - previous.concepts and previous.concepts & {"plan", "target", "forecast"})
    whole = VERB.search(rest) or of_a_plan or (_ASKS.search(rest) and _says_much(now))
    if several or not whole or not (now.concepts or _says_much(now)):
        found += _carried_concepts(previous, now)
    if SEVERAL_PERIODS.search(now.text):
        found += [period for one in earlier for period in periods(one.text)]
    elif takes_period(now) and not of_a_plan:
        found += periods(previous.text)
    elif same_part or re.search("同期|same period", now.text):
        found += [re.sub(r"\s+of\s*$", "", YEAR.sub("", period)).strip() for period in periods(previous.text)]
    return list(dict.fromkeys(part for part in found if part and part.casefold() not in rest.casefold()))


def _says_much(question: Question) -> bool:
    """Whether it says itself what it asks for: the thing asked about before would only hide that."""
    if question.language == "zh":
        return len(re.findall(r"[\u4e00-\u9fff]", _FEW_ZH.sub("", question.text))) >= SAYS_MUCH_ZH
    return sum(word.content and not word.light for word in words_of(question.text)) >= SAYS_MUCH


def _latest(earlier: Sequence[Question], kind: str, several: bool) -> list[str]:
    """The names of the latest question that has some; of the two latest that name another where several are meant."""
    named = [names for one in reversed(earlier) if (names := _printed(one, kind))]
    return [name for names in named[: 2 if several else 1] for name in names]


def _printed(question: Question, kind: str) -> list[str]:
    """The names in the question, as it prints them: its places, or what it is about."""
    wanted = {e.name for e in (subjects(question.entities) if kind == "subject" else question.entities)}
    found = {m.entity.name: question.text[m.start : m.end] for m in reversed(mentions(question.text)) if m.entity.name in wanted}
    places = {e.name for e in question.entities if e.kind == "place"}
    return [printed for name, printed in reversed(found.items()) if (name in places) == (kind == "place")]


def _carried_concepts(previous: Question, now: Question) -> list[str]:
    """What the previous question asked about, without what the new one puts in its place: retail for wholesale."""
    replaced = {above for name in now.concepts if name in concepts() for above in concepts()[name].broader}
    taken = [(m.start, m.end) for m in mentions(previous.text)] + [match.span() for match in PERIOD.finditer(previous.text)]
    return [
        previous.text[start:end]
        for concept, start, end in concepts_in(previous.text)
        if concept.name not in now.concepts
        and not replaced & set(concept.broader)
        and not any(first < end and start < last for first, last in taken)
    ]
