"""A question that asks several things, as the questions that it asks: its clauses, periods, names, or goal and outcome."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.figures import dates_in
from assistant.matching import subjects
from assistant.metrics import METRICS, PLANS
from assistant.question import AnswerKind, Question, parts_of_year, read_question, years_in
from assistant.records import Turn
from assistant.rewriting import standalone
from corpus.entities import Mention, mentions

MOST_PARTS = 8  # more would be a report


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is asked. A clause may lean on the ones before it ("and when was it built?")."""

    text: str
    kind: AnswerKind | None = None  # what it asks for, where its words no longer tell
    apart: bool = False  # another sentence than those of the parts before answers it
    beside: bool = False  # its figure is to stand beside those of the others


def parts_of(question: Question) -> tuple[Part, ...]:
    """What the question asks, in its order, at most MOST_PARTS; empty when it is one thing."""
    for split in (_by_name, _by_list, _by_clause, _by_goal_and_outcome, _by_period):
        found = split(question)
        if len(found) > 1:
            return tuple(found[:MOST_PARTS])
    return ()


def all_asked(question: Question) -> list[Question]:
    """The question itself, and what it asks in turn where that is several things, each so that it stands alone."""
    asked, turns = [question], list[Turn]()
    for part in parts_of(question):
        text = standalone(part.text, turns) if turns and part.kind is None else part.text
        turns.append(Turn(text, ""))
        asked.append(read_question(text))
    return asked


# Words that open a question. "When" opens one only before a verb of asking: "when EU states voted, ..." does not.
_VERBS = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|might)"
_OPENS = re.compile(
    rf"^\W*(?:(?:and|but|also)\s+)?(?:(?:(?:by|in|at|on|to|from|of)\s+)?(?:what|who|whom|whose|which|how|why|where)\b|"
    rf"when\s+{_VERBS}\b|{_VERBS}\s)|"
    r"多少|什么|哪|谁|几[个家年月]|何时|吗$|是否|为什么|为何",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[?？]\s*(?=\S)|(?<![A-Z])(?<!\bMr)(?<!\bvs)[.]\s+(?=[A-Z])|。\s*(?=\S)|[;；]\s*")
_CLAUSE = re.compile(
    rf",?\s+and\s+(?=(?:(?:by|in|at|on|to|from)\s+)?(?:what|who|whom|which|how|why|where|when)\b|{_VERBS}\s)|"
    rf",\s+(?=(?:what|who|which|how|why|where)\b|when\s+{_VERBS}\b)|"
    r"[，,]\s*(?=(?:又|并且|以及|而)?(?:是?谁|哪|何时|什么时候|多少|几))",
    re.IGNORECASE,
)
# What only says how the answer should look, or asks which of two is the greater: the answers to the rest tell.
_INSTRUCTION = re.compile(
    r"^\W*(?:(?:please\s+)?(?:give|state|name|list|show|say|include|quote|compare)\b.{0,60}|"
    r"(?:and\s+)?(?:how (?:many|much) (?:did )?each(?: \w+)?|what did each \w+|by how (?:much|many)|"
    r"what (?:were|was) the \w+ of each|"
    r"what (?:were|was|are|is) the (?:\w+ ){0,3}(?:two|three|both|respective|exact|each|totals|amounts|figures)\b.*)|"
    r"who \w+ more|if not|is (?:that|this|it) (?:right|true|correct|so)|"
    r"各(?:是)?多少|分别(?:是)?多少|哪个更\w+|why|when|who|how)\W*$",
    re.IGNORECASE,
)
_WHAT_IS_IT = re.compile(
    r"^\W*(?:what|who|which|when|where)(?: one)? (?:is|was|are|were) (?:it|that|they|this|those)\W*$|"
    r"^\W*(?:是多少|是谁|是哪[家个])\W*$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[,，;；、]\s*(?:and\s+)?|\s+and\s+(?=when|what|the\b)")


def _by_list(question: Question) -> Sequence[Part]:
    """ "ABB's factory: when was it announced, when was it meant to start?": each item behind what stands before the colon."""
    before, colon, after = question.text.replace("：", ": ").partition(": ")
    items = [item.strip() for item in _ITEM.split(after.rstrip("?？. ")) if item.strip()]
    asks = all(re.match(r"(?:when|what|who|where|how|the)\b|何时|多少", item, re.IGNORECASE) for item in items)
    if not colon or len(items) < 2 or not asks or any(_WHAT_IS_IT.match(item) for item in items):
        return ()
    topic = _BOILERPLATE.sub(" ", before)
    return [Part(_tidy(f"{topic}: {item}"), read_question(item).kind) for item in items]


def _by_clause(question: Question) -> Sequence[Part]:
    """Clauses that each ask; a statement before them belongs to the first that asks nothing but "what was it?"."""
    found: list[str] = []
    for sentence in _SENTENCE.split(question.text):
        clauses = [clause.strip(" ,，") for clause in _CLAUSE.split(sentence)]
        if not _OPENS.search(clauses[0]):  # "Back in 2018, what ..."
            clauses = [sentence] if len(clauses) < 3 else [", ".join(clauses[:2]), *clauses[2:]]
        found += [clause for clause in clauses if any(c.isalnum() for c in clause) and not _INSTRUCTION.match(clause)]
    asking = [(clause, _OPENS.search(clause) is not None) for clause in found]
    parts = [Part(clause) for clause, asks in asking if asks and not _WHAT_IS_IT.match(clause)]
    if len(parts) < len(asking) and not asking[0][1]:  # a statement, then "What was it?"
        parts.insert(0, Part(asking[0][0], "figure" if any(_WHAT_IS_IT.match(clause) for clause, _ in asking) else "name"))
    return [] if any(re.match(r"I (?:read|heard|thought)\b", clause) for clause in found) else parts


_OVER_TIME = re.compile(
    r"\b(?:year by year|(?:each|every) year|per year|yearly|annual(?:ly)?|trace|timeline|history|over time|over the years|"
    r"build-up|how (?:did|have|has)\b.{0,80}\b(?:develop(?:ed)?|evolved?|chang(?:ed?|ing)|moved?|progress(?:ed)?|grow[n]?)|"
    r"(?:take|walk) me through|run through|trajectory|trend)\b|^\W*list\b|"
    r"历年|逐年|各年|每年|历程|演变|变化|列一下|列出|梳理|走势",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:\b(?:from|between)\s+)?(?P<first>(?:19|20)\d\d)\s*年?\s*(?:-|–|—|to|until|through|and|至|到)\s*"
    r"(?P<last>(?:19|20)\d\d)(?:\s*年)?",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"^\W*(?:please\s+)?(?:(?:can you\s+)?(?:show|give|tell|list|trace|compare|contrast|put|set|take me through|"
    r"walk me through|go through|run through|describe|outline)\s+(?:me\s+|us\s+)?)|"
    r"\b(?:side by side|year by year|each year|every year|over the years|over time|respectively|in numbers|please|both)\b|"
    r"[.?!;]\s*(?:please )?(?:compare|contrast)(?: them| the two| both)?\W*$|"
    r"^(?:请|帮我)?(?:列出|列一下|比较|对比|梳理)(?:一下)?|(?:把)|(?:列一下|列出来|对比一下|比较一下|各是多少|分别)|逐年|历年|各年",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"\b(?:targets?|goals?|aims?|aimed|planned|expected|forecast|predicted|guidance|objective)\b|目标|预期|计划",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?:reach(?:ed)?|met|meet|miss(?:ed)?|hit|achieved?|passed|exceed(?:ed)?|beat|fall short|fell short|turn(?:ed)? out|"
    r"outcome|in the end|actual(?:ly)?|against what|fulfil(?:led)?|live up)\b|达到|完成|实现|实际|达成|超过",
    re.IGNORECASE,
)


def _by_goal_and_outcome(question: Question) -> Sequence[Part]:
    """ "Did SAIC reach its sales goal for 2023?": the goal, and the sales."""
    text = re.split(r"[?？.]\s", question.text)[0]
    if question.kind == "reason" or not (_GOAL.search(text) and _OUTCOME.search(text)) or not question.concepts:
        return ()
    plain = re.sub(r"^(?:did|has|have|was|were|how did)\b", " ", _OUTCOME.sub(" ", text), flags=re.IGNORECASE)
    goal = Part(_tidy(plain), "figure", beside=True)
    return goal, Part(_tidy(_GOAL.sub(" ", plain)), "figure", apart=True, beside=True)


def _by_period(question: Question) -> Sequence[Part]:
    """One question a year or named period."""
    text = question.text
    bare = _BOILERPLATE.sub(" ", text)
    kind = question.kind if question.kind in ("date", "name", "reason") else "figure"
    if match := _RANGE.search(bare):
        first, last = int(match["first"]), int(match["last"])
        course = _years_of_a_course(question, first, last, spelled=not re.search("[-–—]", match[0]))
        if len(course) == 2:
            bare = _WHICH_IS_MORE.sub(" ", _BY_HOW_MUCH.sub(" ", bare))
            match = _RANGE.search(bare) or match
        core = bare[: match.start()] + " \0 " + bare[match.end() :]
        return [Part(_tidy(core.replace("\0", _in_year(question, year))), kind, beside=True) for year in course]
    if "quarter" in bare and len(question.years) == 1:
        bare = _ELLIPTIC_QUARTER.sub(rf"\g<0> quarter of {next(iter(question.years))}", bare)
    named = [(start, end) for printed, start, end in dates_in(bare) if years_in(printed) or parts_of_year(printed)]
    if len(named) < 2 or not _side_by_side(bare, named):
        return ()
    years = years_in(bare)
    before, after = bare[: named[0][0]], bare[named[-1][1] :]
    if _COMPARES.search(text) and kind != "date":
        before, after = _ASKING.sub(" ", _WHICH_IS_MORE.sub(" ", before)), _LEFT_OVER.sub("", _WHICH_IS_MORE.sub(" ", after))
        kind = "figure" if kind == "name" else kind
    core = f"{before} \0 {after}"

    def dated(printed: str) -> str:
        return printed if years_in(printed) or len(years) != 1 else f"{printed} {next(iter(years))}"

    return [Part(_tidy(core.replace("\0", dated(bare[start:end]))), kind, beside=True) for start, end in named]


_LEFT_OVER = re.compile(r"\s*[:,]\s*(?:was|were|is|are)\W*$")
_ELLIPTIC_QUARTER = re.compile(
    r"\b(?:and|or|to|than|with|against|versus|vs\.?) the (?:first|second|third|fourth)\b(?!\W+(?:quarter|half))", re.IGNORECASE
)


_BY_HOW_MUCH = re.compile(
    r"\b(?:by )?how (?:much|many)\b(?: (?:did|do|does|has|have))?|"
    r"\b(?:grow[ns]?|grew|r[oi]se|risen|increase[ds]?|fall(?:en)?|fell|drop(?:ped)?|decline[ds]?|change[ds]?|expand(?:ed)?)\b|"
    r"增长了?|下降了?|多少",
    re.IGNORECASE,
)


def _years_of_a_course(question: Question, first: int, last: int, spelled: bool) -> Sequence[int]:
    """Every year of a course; its ends where only the difference is asked for; none where a plan bears the years.

    `spelled` ranges are of words: "from 2021 to 2024" is a course of time, "the 2021-2024 plan" is a name.
    """
    if not first < last < first + MOST_PARTS:
        return ()
    if _OVER_TIME.search(question.text):
        return range(first, last + 1)
    if not spelled or question.concepts & PLANS or not question.concepts & METRICS:
        return ()
    return (first, last) if question.concepts & {"growth", "decline"} else range(first, last + 1)


def _in_year(question: Question, year: int) -> str:
    return f"{year}年" if question.language == "zh" else f"in {year}"


_COMPARES = re.compile(
    r"\b(?:compar\w+|versus|vs|more|higher|larger|bigger|better|fewer|less|lower|smaller|greater|faster|ahead|each|both|"
    r"respective(?:ly)?|side by side|against|contrast|outs[oe]l[dl]|"
    r"(?:high|low|larg|bigg|small|great|fast|slow)est|(?<!at )(?:most|least))\b|更|最|相比|对比|比较|分别|各",
    re.IGNORECASE,
)
_WHICH_IS_MORE = re.compile(
    r"\b(?:which|who)\b(?: (?:one|of|city|country|company|carmaker|maker|brand|group|province))?|"
    r"\b(?:more|better|higher|larger|bigger|fewer|less|lower|greater|faster)\b(?: than)?|"
    r"\b(?:high|low|larg|bigg|small|great|fast|slow)est\b|"
    r"\bhow do(?:es)?\b|\bcompare[ds]?\b|,? and (?:how (?:many|much)|what) .*$|哪个更\w+|谁更\w+|分别是?",
    re.IGNORECASE,
)


def _by_name(question: Question) -> Sequence[Part]:
    """One question a name, where names stand side by side and are compared: "SAIC and Tesla", "Shanghai's or Beijing's"."""
    if not _COMPARES.search(question.text):
        return ()
    bare = _BOILERPLATE.sub(" ", question.text)
    asked = {entity.name for entity in subjects(question.entities)}
    if len(asked) < 2:
        asked = {entity.name for entity in question.entities if entity.kind == "place"}
    found = [mention for mention in mentions(bare) if mention.entity.name in asked]
    run = _longest_run(bare, found)
    if against := _set_against(bare, found):
        first, rest = against
        run = [first, *rest]
        before, after = bare[: first.start], _AGAINST.sub("", bare[first.end : rest[0].start])
        after += re.sub("^['’]s\\b", "", bare[rest[-1].end :])
    elif len({mention.entity.name for mention in run}) < 2:
        return ()
    else:
        before, after = bare[: run[0].start], bare[run[-1].end :]
    if before.endswith("("):
        before, after = "", re.sub(r"^\)\W*(?:which|who)?\b", " ", after)
    before = _ASKING.sub(" ", before)
    before, after = _WHICH_IS_MORE.sub(" ", before), _WHICH_IS_MORE.sub(" ", after)
    kind = question.kind if question.kind in ("date", "reason") else "figure"
    return [Part(_tidy(before + bare[mention.start : mention.end] + after), kind, beside=True) for mention in run]


_ASKING = re.compile(r"^\W*(?:is|are|was|were|do|does|did|has|have|had)\b", re.IGNORECASE)
_AGAINST = re.compile(
    r",?\s*(?:\b(?:compare[ds]? (?:with|to)|(?:in )?compar(?:ed|ison) (?:with|to)|versus|vs\.?|"
    r"than|relative to|differ(?:ent)? from)|比|相比)\s*(?:(?:that|those) (?:of|on|for|in) |the )?$",
    re.IGNORECASE,
)


def _set_against(text: str, found: Sequence[Mention]) -> tuple[Mention, Sequence[Mention]] | None:
    """A name and those that it is compared with later: "BYD's duty compared with Tesla's and SAIC's"."""
    for place, mention in enumerate(found[1:], start=1):
        if _AGAINST.search(text[: mention.start]):
            rest = _longest_run(text, found[place:])
            differ = found[place - 1].entity.name not in {one.entity.name for one in rest}
            return (found[place - 1], rest) if rest[0] is mention and differ else None
    return None


_BETWEEN = re.compile(
    r"(?:['’]s?)?\s*(?:,|、|/|\band\b|\bor\b|\bvs\.?|\bversus\b|\bagainst\b|\bwith\b|\bto\b|和|与|跟|同|及|还是|或)+\s*"
    r"(?:and|or|the|that of)?\s*(?:the)?\s*",
    re.IGNORECASE,
)


def _longest_run(text: str, found: Sequence[Mention]) -> Sequence[Mention]:
    """The most mentions in a row with nothing between them but a joining word."""
    best: list[Mention] = []
    run: list[Mention] = []
    for mention in found:
        if not (run and _BETWEEN.fullmatch(text[run[-1].end : mention.start])):
            run = []
        run.append(mention)
        best = max(best, run, key=len)
    return best


def _side_by_side(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    return all(_BETWEEN.fullmatch(gap) or _THAN.fullmatch(gap) or len(gap) < SHORT_GAP for gap in gaps)


_THAN = re.compile(
    r",?\s*(?:\w+er|more|less|much \w+)? ?(?:than|compared (?:with|to)) (?:it was )?(?:in )?(?:the )?", re.IGNORECASE
)


SHORT_GAP = 12  # characters: "December 2020, and by the end of 2021"


def _tidy(text: str) -> str:
    return re.sub(r"\s+([,.?])", r"\1", " ".join(text.split())).strip(" ,，、:：")
