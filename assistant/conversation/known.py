"""Follow-ups about names and things that the desk knows: exchanged for those of the question before, or named behind."""

import re
from collections.abc import Sequence

from assistant.conversation.asking_back import is_underspecified
from assistant.conversation.periods import PERIOD, RELATIVE, SEVERAL_PERIODS, YEAR, periods, takes_period
from assistant.conversation.words import words_of
from assistant.metrics import METRICS
from assistant.question import Question, read_question
from assistant.subjects import subjects
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
    r"\bthat\b(?! (?:the|a|an|it|they)\b)|它|[他她]|这|那|该|其|前者|后者|同期|当时|当月|上述",
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
# What is asked of a company or product: one that is asked now takes the place of the one before.
_ASKED_OF = _MEASURES | {
    "wholesale", "retail", "shipments", "registrations", "orders", "build", "attributable_profit", "fundraising", "listing",
    "price", "employee", "opening", "founded", "loss",
}  # fmt: skip
_CHANGE = frozenset(("growth", "decline", "year_on_year", "month_on_month", "share", "target_met", "target_missed"))
_RANKS = frozenset(("ranking", "record"))
_WHERE = frozenset(("overseas", "domestic"))
# One figure for another: whoever asks for the area asks no more for the investment.
_FIGURES = (METRICS | _ASKED_OF | {"rnd", "jobs", "people"}) - _CHANGE - _RANKS
_PLANNED = frozenset(("plan", "target", "forecast"))
_IS_NOW = re.compile(r"\bnow\b|\b(?:currently|actually|really|in fact|so far|today)\b|现在|目前|实际|已经|至今", re.IGNORECASE)
_ITS = re.compile(r"\b(?:it|its|they|their)\b|它|其", re.IGNORECASE)
# What came of a plan, or how it ranks: said of what was asked about before, and of its period.
_OUTCOME = frozenset(("target_met", "target_missed", "result", "record", "ranking"))
_AS_PLANNED = re.compile(
    r"\b(?:than|as|to|in line with|on) (?:was |had been )?"
    r"(?:planned|expected|targeted|hoped|promised|the (?:target|plan|goal)|target|track|plan|schedule)\b|"
    r"比(?:计划|目标|预期)|(?:超|低于|高于)(?:过|出)?(?:了)?(?:计划|目标|预期)|按计划",
    re.IGNORECASE,
)
_COUNTS_NOTHING = re.compile(
    r"^\W*(?:(?:and|but|so)\W+)?how many (?:do|does|did|has|have|had|is|are|was|were|will|can)\b", re.IGNORECASE
)
ASKS_FOR_OTHERS = re.compile(
    r"\b(?:who|what|which|where) else\b|\bany(?:one|body)? (?:else|others?)\b|还有(?:谁|哪)", re.IGNORECASE
)
_OF_THEM = re.compile(r"\bof (?:them|those|these|which)\b|其中", re.IGNORECASE)
_ASKS = re.compile(r"^\W*(?:how (?:many|much)|which|who|what)\b|多少|哪|谁|几", re.IGNORECASE)
SAYS_MUCH = 2  # words that say something
SAYS_MUCH_ZH = 4  # characters
_FEW_ZH = re.compile(
    r"多少|什么|怎么样?|如何|为何|哪|谁|几|何时|时候|同比|环比|增长|增加|上升|下降|下跌|减少|[的了呢吗是有在和与及其它他这那该个家辆台年月日第]"
)
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
    if _COUNTS_NOTHING.search(text) or is_underspecified(question) or _asks_little(question):
        return True
    if own_names and _asks_of_a_place(question):
        return True
    if own_names or len(question.words) > SHORT:
        return False
    return not VERB.search(text) or bool(question.concepts)  # "Who won the cup?" leans on nothing


def _asks_of_a_place(question: Question) -> bool:
    """ "What share of China's market?": a place and no verb; whose it is was said before."""
    asks = question.language == "en" and _ASKS.search(question.text) and not VERB.search(question.text)
    return bool(asks and not subjects(question.entities) and len(question.words) <= SHORT)


def _asks_little(question: Question) -> bool:
    """Whether it names no company or thing, and next to nothing else: "What did Beijing answer?", "创始人是谁？"."""
    if subjects(question.entities) or question.concepts:
        return False
    if question.language == "zh":
        rest = question.text
        for mention in sorted(mentions(rest), key=lambda m: -m.start):
            rest = rest[: mention.start] + rest[mention.end :]
        return len(re.findall(r"[\u4e00-\u9fff]", _FEW_ZH.sub("", rest))) < SAYS_MUCH_ZH
    return bool(mentions(question.text)) and not _own_words(question.text)


def names_of_the_desk(questions: Sequence[Question]) -> bool:
    """Whether one of them is about a company, agency or person that the desk knows, or a thing that it knows in a place."""
    in_a_place = any(e.kind == "place" for e in questions[-1].entities)
    return any(
        subjects(q.entities)
        or (len(q.concepts) >= OF_OURS and (in_a_place or "global" in q.concepts or any(e.kind == "place" for e in q.entities)))
        for q in questions
    )


def only_names(rest: str) -> bool:
    """ "SAIC?", "in 2023?", "Tesla's Shanghai plant in Q1": names and periods, nothing asked."""
    bare = END.sub("", rest)
    for mention in sorted(mentions(bare), key=lambda m: -m.start):
        bare = bare[: mention.start] + bare[mention.end :]
    bare = PERIOD.sub(" ", WORLD.sub(" ", bare))
    return not [word for word in re.findall(r"[A-Za-z]+|[\u4e00-\u9fff]", bare) if word.lower() not in _SMALL]


def exchanged(previous: Question, rest: str, same_part: bool) -> str:
    """The previous question with the new names and periods in the place of the old ones of their kind.

    "A year earlier" than the first half of 2025 is the first half of 2024: `same_part` keeps the half.
    """
    text = previous.text
    named = mentions(rest)
    printed = periods(rest)
    world = None if named else WORLD.search(rest)
    if named or world:
        names = world.group() if world else rest[named[0].start : named[-1].end]
        text = _with_names(text, names, named[0].entity if named else None)
    if printed:
        phrase = _in_its_year(" ".join(printed), text)
        has_one = PERIOD.search(text)
        own_part = not YEAR.fullmatch(phrase)
        old_period = YEAR if same_part and not own_part and YEAR.search(text) else PERIOD
        text = old_period.sub(lambda _: phrase, text, count=1) if has_one else _with(text, f"in {phrase}", phrase)
    return text if named or world or printed else f"{END.sub('', text)} {rest}"


def _with_names(text: str, names: str, entity: Entity | None) -> str:
    """The question with the names in the place of the first of their kind; `entity` is their first, None for the whole world."""
    of_place = entity is None or entity.kind == "place"
    spans = [
        (m.start, m.end, names) for m in mentions(text) if (_alike(m.entity, entity) if entity else m.entity.kind == "place")
    ]
    if of_place:
        spans += [(m.start(), m.end(), f"in {names}" if m["adverb"] else names) for m in WORLD.finditer(text)]
    if not spans:
        return _with(text, f"for {names}", names)
    start, end, printed = spans[0]
    if re.search(r"\bthe\s+$", text[:start], re.IGNORECASE):
        printed = re.sub(r"^the\s+", "", printed, flags=re.IGNORECASE)
    return text[:start] + printed + text[end:]


WORLD = re.compile(
    r"(?P<adverb>\b(?:worldwide|globally)\b)|\bthe (?:whole )?world(?: average)?\b|全世界|全球|世界", re.IGNORECASE
)


def _in_its_year(phrase: str, previous: str) -> str:
    """A quarter or half without a year is of the year asked about before: "Q3" after "Q4 2025", "三季度" after "2025年四季度"."""
    old = YEAR.search(previous)
    if not old or YEAR.search(phrase) or not PERIOD.fullmatch(phrase):
        return phrase
    year = old.group().rstrip("年")
    if re.search(r"[\u4e00-\u9fff]", phrase):
        return f"{year}年{phrase}"
    return f"{phrase} of {year}" if re.search(r"half|quarter|months", phrase, re.IGNORECASE) else f"{phrase} {year}"


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
            before = re.sub("(?:海外|国内|境外)$", "", previous.text[:start])  # of the revenue, not of what is asked now
            return before + bare + previous.text[end:]
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
    if not subjects(now.entities) and not ASKS_FOR_OTHERS.search(now.text):
        found += _latest(earlier, "subject", several)
        found += _names_of_no_list(previous)
    if not any(entity.kind == "place" for entity in now.entities) and not subjects(now.entities):
        found += _latest(earlier, "place", several) if several or not found else _printed(previous, "place")
    of_them = bool(_OF_THEM.search(now.text))
    outcome = asks_what_came_of_it(now)
    of_a_plan = bool(
        not outcome
        and now.concepts - previous.concepts
        and previous.concepts & {"plan", "target", "forecast"}
        and not of_them
        and not subjects(now.entities)
        and (VERB.search(rest) or _ASKS.search(rest))
    )
    whole = not outcome and (VERB.search(rest) or of_a_plan or (_ASKS.search(rest) and _says_much(now)))
    if several or of_them or not whole or not (now.concepts - _CHANGE or _says_much(now)):
        found += _carried_concepts(previous, now)
    if SEVERAL_PERIODS.search(now.text):
        found += [period for one in earlier for period in periods(one.text)]
    elif takes_period(now) and not of_a_plan:
        found += periods(previous.text)
    elif same_part or re.search("同期|same period", now.text):
        found += [re.sub(r"\s+of\s*$", "", YEAR.sub("", period)).strip() for period in periods(previous.text)]
    return list(dict.fromkeys(part for part in found if part and part.casefold() not in rest.casefold()))


_WHAT_IS = re.compile(r"^\s*what\s+(?:is|was|are|were)\s+(?P<what>(?:(?!\(|\?).){3,120})\?\s*$", re.IGNORECASE)
_THAT = re.compile(r"\b(?:that|it|this|they)\b", re.IGNORECASE)


def with_what_was_asked(previous: Question, question: str) -> str | None:
    """ "Was Geely's sales target for 2025 met?" of "Was that met?"; None where it asks for more, or it cannot be put so."""
    match = _WHAT_IS.match(previous.text)
    that = _THAT.search(question)
    if not match or not that or not asks_what_came_of_it(read_question(question)):
        return None
    return question[: that.start()] + match["what"].strip() + question[that.end() :]


def asks_what_came_of_it(question: Question) -> bool:
    """ "Was that met?", "Is that a record?", "达到了吗？": nothing else is named."""
    named = {concept.name for concept, _, _ in concepts_in(question.text)}
    alone = not mentions(question.text) and not _ASKS.search(question.text)
    return alone and ((bool(named & _OUTCOME) and named <= _OUTCOME | _PLANNED) or bool(_AS_PLANNED.search(question.text)))


def _says_much(question: Question) -> bool:
    """Whether it says itself what it asks for: the thing asked about before would only hide that."""
    if question.language == "zh":
        return len(re.findall(r"[\u4e00-\u9fff]", _FEW_ZH.sub("", question.text))) >= SAYS_MUCH_ZH
    return sum(word.content and not word.light for word in words_of(question.text)) >= SAYS_MUCH


def _names_something(question: Question) -> bool:
    if question.language == "zh":
        return len(re.findall(r"[\u4e00-\u9fff]", _FEW_ZH.sub("", question.text))) > 1
    return bool(_own_words(question.text))


def _own_words(text: str) -> list[str]:
    """The words of it that say something and are no name."""
    named = {word.stem for m in mentions(text) for word in words_of(text[m.start : m.end])}
    return [word.stem for word in words_of(text) if word.content and not word.light and word.stem not in named]


def _latest(earlier: Sequence[Question], kind: str, several: bool) -> list[str]:
    """The names of the latest question that has some; of the two latest that name another where several are meant."""
    named = [names for one in reversed(earlier) if (names := _printed(one, kind))]
    return [name for names in named[: 2 if several else 1] for name in names]


def _names_of_no_list(question: Question) -> list[str]:
    """Names by their capitals alone, of a question that names no company: "PLI-Auto" of "India's PLI-Auto scheme"."""
    if subjects(question.entities) or not names_of_the_desk([question]):
        return []
    text = question.text
    named = [(m.start, m.end) for m in mentions(text)] + [m.span() for m in PERIOD.finditer(text)]
    taken = named + [(start, end) for _, start, end in concepts_in(text)]
    names = [word for word in words_of(text) if word.capital and word.content and not word.text.isdigit()]
    return [word.text for word in names if not any(start <= word.start and word.end <= end for start, end in taken)]


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
    for_another = bool(_ITS.search(now.text)) or now.kind in ("name", "date")
    own = bool(now.concepts & _ASKED_OF) or (for_another and _names_something(now))
    left = _FIGURES | _CHANGE | _WHERE if now.concepts & _FIGURES else _ASKED_OF | _CHANGE if own else frozenset[str]()
    said = {concept.name for concept, _, _ in concepts_in(now.text)} if asks_what_came_of_it(now) else now.concepts
    over = _PLANNED if _IS_NOW.search(now.text) else frozenset[str]()
    return [
        previous.text[start:end].removeprefix("多少")
        for concept, start, end in concepts_in(previous.text)
        if concept.name not in said
        and concept.name not in left
        and concept.name not in _RANKS | over
        and not (said is now.concepts and replaced & set(concept.broader))
        and not any(first < end and start < last for first, last in taken)
    ]
