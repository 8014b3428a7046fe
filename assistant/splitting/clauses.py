"""A question of several clauses that each ask: in a list behind a colon, or one after the other."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question import AnswerKind, Question, read_question
from assistant.splitting.goals import (
    asks_of_its_goal,
    by_plan_and_deed,
    came_of_it,
    goal_and_outcome,
    outcome_and_goal,
    tells_of_a_goal,
)
from assistant.splitting.part import Part, bare, tidy
from corpus.entities import mentions

# Words that open a question. "When" opens one only before a verb of asking: "when EU states voted, ..." does not.
_VERBS = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|might)"
_OPENS = re.compile(
    r"^\W*(?:(?:and|but|also|so)\s+)?(?:"
    r"(?:(?:by|in|at|on|to|from|of)\s+)?(?:what|who|whom|whose|which|how|why|where)\b|"
    rf"when\s+{_VERBS}\b|{_VERBS}\s)|"
    r"多少|什么|哪|谁|几[个家年月]|何时|吗[?？]?$|是否|为什么|为何",
    re.IGNORECASE,
)
_COMMANDS = re.compile(r"^\W*(?:please\s+)?(?:name|list|give(?: me)?|tell me|state|say)\b", re.IGNORECASE)
_SENTENCE = re.compile(
    r"[?？]\s*(?=\S)|(?-i:(?<![A-Z]))(?<!\bMr)(?<!\bvs)[.]\s+(?-i:(?=[A-Z]))|。\s*(?=\S)|[;；]\s*|"
    rf":\s+(?=(?:who|what|which|where|how)\b|when\s+{_VERBS}\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf",?\s+and\s+(?=(?:(?:by|in|at|on|to|from)\s+)?(?:what|who|whom|which|how|why|where|when)\b|{_VERBS}\s)|"
    rf",\s+(?=(?:what|who|which|how|why|where)\b|when\s+{_VERBS}\b)|"
    r"[，,]\s*(?=(?:又|并且|以及|而|后来|最后|最终)?(?:是?谁|哪|何时|什么时候|多少|几|实际))",
    re.IGNORECASE,
)
# What only says how the answer should look, or asks which of two is the greater: the answers to the rest tell.
_INSTRUCTION = re.compile(
    r"^\W*(?:(?:please\s+)?(?:give|state|name|list|show|say|include|quote|compare)\b.{0,60}|"
    r"(?:and\s+)?(?:how (?:many|much) (?:did )?each(?: \w+)?|what did each \w+|by how (?:much|many)|"
    r"what (?:were|was) the \w+ of each|"
    r"what (?:were|was|are|is) the (?:\w+ ){0,3}(?:two|three|both|respective|exact|each|totals|amounts|figures)\b.*)|"
    r"what (?:share|percentage|proportion|part|ratio|multiple|difference) (?:does|did|is|was) (?:that|this|it)"
    r"(?: make)?|"
    r"(?:and )?(?:which|who)(?: one)? (?:(?:was|is|were|are|did|had|has) )?(?:\w+ )?(?:the )?(?:\w+er|more|less|most)\b.{0,20}|"
    r"what (?:were|are) (?:the|its) (?:steps|stages|milestones|changes|dates)\b.*|"
    r"how did (?:it|that|things) (?:go|unfold|develop)|if not|is (?:that|this|it) (?:right|true|correct|so)|"
    r"各(?:是)?多少|分别(?:是)?多少|哪个更\w+|"
    r"why|when|who|how)\W*$",
    re.IGNORECASE,
)
_ITS_NAME = r"(?:what|who|which|when|where)(?: one)? (?:is|was|are|were) (?:it|that|they|this|those)"
_ITS_DATE = (
    r"(?:what|which) (?:(?:was|is) (?:the|that) (?:date|day|month|year)|(?:date|day|month|year) (?:was|is) (?:it|that))"
    r"(?: (?:then|exactly|given|named|at the time|meant))?"
)
_ITS_FIGURE = (
    r"what (?:was|is) (?:the|that|its) (?:figure|number|amount|target|goal|size|share|price|level|sum|total|answer|rate)"
    r"(?: (?:then|exactly|given|named|at the time))?|"
    r"(?:to|at|by|for) (?:what|how (?:much|many))(?: (?:figure|number|level|amount|size|share|extent|degree))?|"
    r"how (?:much|many)"
)
_WHAT_IS_IT = re.compile(
    rf"^\W*(?:and )?(?:{_ITS_NAME}|{_ITS_DATE}|{_ITS_FIGURE})\W*$|^\W*(?:是多少|是谁|是哪[家个])\W*$", re.IGNORECASE
)
_ASKS_DATE = re.compile(rf"^\W*(?:and )?(?:{_ITS_DATE})\W*$|^\W*when\b", re.IGNORECASE)
_ASKS_FIGURE = re.compile(
    rf"^\W*(?:and )?(?:{_ITS_FIGURE}|what (?:is|was|are|were) (?:it|that|they|this|those))\W*$", re.IGNORECASE
)
_ITEM = re.compile(r"[,，;；、]\s*(?:and\s+)?|\s+and\s+(?=when|what|the\b)")


def by_list(question: Question) -> Sequence[Part]:
    """ "ABB's factory: when was it announced, when was it meant to start?": each item behind what stands before the colon."""
    before, colon, after = question.text.replace("：", ": ").partition(": ")
    items = [item.strip() for item in _ITEM.split(after.rstrip("?？. ")) if item.strip()]
    asks = all(re.match(r"(?:when|what|who|where|how|the)\b|何时|多少", item, re.IGNORECASE) for item in items)
    if not colon or len(items) < 2 or not asks or any(_WHAT_IS_IT.match(item) for item in items):
        return ()
    topic = bare(before)
    return [Part(tidy(f"{topic}: {item}"), read_question(item).kind) for item in items]


def by_clause(question: Question) -> Sequence[Part]:
    """Clauses that each ask; a statement before them belongs to the first that asks nothing but "what was it?"."""
    found: list[str] = []
    for sentence in _SENTENCE.split(question.text):
        clauses = [clause.strip(" ,，") for clause in _CLAUSE.split(sentence)]
        if not _asks(clauses[0]):  # "Back in 2018, what ..."
            clauses = [sentence] if len(clauses) < 3 else [", ".join(clauses[:2]), *clauses[2:]]
        found += [clause for clause in clauses if any(c.isalnum() for c in clause) and not _only_instructs(clause)]
    if any(re.match(r"I (?:read|heard|thought)\b", clause) for clause in found):
        return ()
    outcomes = [clause for clause in found[1:] if came_of_it(clause)]
    if outcomes and tells_of_a_goal(found[0]):
        return goal_and_outcome(found[0], outcomes[-1])
    if len(found) == 2 and read_question(found[0]).kind == "figure" and asks_of_its_goal(found[1]):
        return outcome_and_goal(found[0])
    found = [_as_question_of_the_time(clause) for clause in found]
    asking = [(clause, _asks(clause)) for clause in found]
    parts = [
        Part(clause, "name" if _COMMANDS.match(clause) else None)
        for clause, asks in asking
        if asks and not _WHAT_IS_IT.match(clause)
    ]
    if len(parts) < len(asking) and not asking[0][1]:  # a statement, then "What was it?"
        parts.insert(0, Part(asking[0][0], _asked_of_it([clause for clause, _ in asking[1:]])))
    return _with_what_came(parts)


def _asks(clause: str) -> bool:
    return _OPENS.search(clause) is not None or (_COMMANDS.match(clause) is not None and not _only_instructs(clause))


_SAID_WHEN = re.compile(
    r"^\W*(?P<who>[^,]{2,40}?) (?:had )?(?:said|announced|told \w+|promised|estimated|stated|reckoned)"
    r"(?: (?:in|back in|on) [\w ]{4,16}?)? when (?P<what>.{8,})$",
    re.IGNORECASE,
)


def _as_question_of_the_time(clause: str) -> str:
    """ "ABB said in 2018 when its plant would open" asks when that was to be, not when it was said."""
    told = _SAID_WHEN.match(clause)
    return f"When {told['what']} ({told['who']})" if told and not _asks(clause) else clause


def _only_instructs(clause: str) -> bool:
    """Whether it says how to answer: "Give both dates"; to name the states that voted is to ask for them."""
    return _INSTRUCTION.match(clause) is not None and not (_COMMANDS.match(clause) and mentions(clause))


def _asked_of_it(clauses: Sequence[str]) -> AnswerKind:
    """What is asked of the statement before: a date, a figure or a name."""
    if any(_ASKS_DATE.match(clause) for clause in clauses if _WHAT_IS_IT.match(clause)):
        return "date"
    return "figure" if any(_ASKS_FIGURE.match(clause) for clause in clauses) else "name"


def _with_what_came(parts: Sequence[Part]) -> list[Part]:
    """The same; what came of a plan that is asked about before is told by another sentence than the plan."""
    came = by_plan_and_deed([part.text for part in parts])
    return [replace(part, apart=True) if apart else part for part, apart in zip(parts, came, strict=True)]
