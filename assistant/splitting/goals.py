"""A goal and what came of it, a plan and what was done: two questions, answered by two sentences."""

import re
from collections.abc import Sequence
from typing import Literal

from assistant.figures import figures_in
from assistant.question import Question, years_asked, years_in
from assistant.splitting.part import MOST_PARTS, Part, tidy
from assistant.splitting.things import items_of
from corpus.entities import mentions

_GOAL = re.compile(
    r"\b(?:targets?|goals?|aims?|aimed|planned|expected|forecast|predicted|guidance|objectives?)\b|目标|预期|计划",
    re.IGNORECASE,
)
_SETS = re.compile(r"\b(?:plan|programme|report|strategy)\b.{0,40}\b(?:set|named|called for|wanted|gave)\b", re.IGNORECASE)
_IN_A_PLAN = re.compile(
    r"\b(?:under|(?:(?:written|laid|laid down|set|set out|named|given|put) )?in(?:to)?) (?:its|the) [\w -]{0,40}?plan\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"(?<!to )\b(?:(?:manag(?:e|ed|ing) to )?(?:"
    r"reach(?:ed|ing)?|met|meet(?:ing)?|miss(?:ed|ing)?|hit(?:ting)?|achiev(?:ed?|ing)|passed|exceed(?:ed|ing)?|"
    r"beat(?:ing)?|surpass(?:ed|ing)?|overshoot(?:ing)?|overshot)|"
    r"fall(?:ing)? short(?: of)?|fell short(?: of)?|turn(?:ed)? out|outcome|in the end|actual(?:ly)?|against what|"
    r"fulfil(?:led)?|live up(?: to)?)\b|"
    r"达到|完成|实现|实际|达成|超过",
    re.IGNORECASE,
)
# A clause that asks what came of the goal before it, without naming it again.
_CAME_OF_IT = re.compile(
    r"^\W*(?:and |but |so )?(?:"
    r"(?:did|has|have|had|was|were|is|are) (?:it|they|he|she|that|this|those|these|the [\w-]+(?: [\w-]+)?)\b.{0,24}?\b(?:"
    r"get there|make it|made it|manage (?:it|that)|reach(?:ed)?|met|meet|hit|miss(?:ed)?|achieved?|kept|"
    r"keep (?:it|to it)|fulfil(?:led)?|done|come true|come about|passed?|exceed(?:ed)?|beat(?:en)?|fall short)\b.*|"
    r"what (?:came of (?:it|that)|happened|became of it|(?:was|is) the (?:outcome|result|actual \w+))\b.*|"
    r"how (?:did|has|have) (?:it|that|things|they) (?:"
    r"turn(?:ed)? out|go|gone|end(?:ed)?|work(?:ed)? out|come out|do|done)\b.*|"
    r"how (?:close|near|far) did .*|"
    r"(?:what|how (?:many|much)(?: [\w-]+)?) (?:did|has|have) (?:it|they|he|she|the [\w-]+) (?:"
    r"actually|really|in the end|then|finally|eventually|end up)\b.*|"
    r"(?:what|how (?:many|much)) (?:did|has|have) (?:it|they) (?:actually |really |then )?(?:"
    r"sell|sold|deliver(?:ed)?|make|made|build|built|reach(?:ed)?|come to|amount to|produced?|achieved?|ship(?:ped)?|"
    r"export(?:ed)?|end up)\b.{0,60})\W*$|"
    r"^\W*(?:它|他们|其|后来|结果|是否)?(?:也|都)?(?:完成|达到|达成|实现|做到|达标|兑现)了?(?:吗|没有|没)\W*$|^\W*(?:结果|后来)(?:如何|怎样|怎么样|呢)\W*$|"
    r"^\W*(?:最后|最终|实际|结果)(?:上|又)?\w{0,6}?(?:做到|达到|完成|实现|卖|交付|是|为|生产|出口)\w{0,4}?(?:多少|几)\w{0,4}\W*$",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(
    r"^\W*(?:(?:by )?how (?:many|much)(?: [\w-]+)? (?:did|has|have)|(?:how|why) (?:did|has|have|could|was|were|come)|"
    r"what (?:was|were|is|are|did|helped|let|made|enabled)|did|has|have|was|were|"
    r"had|which|who|when|where|how|by how much)\b|为什么|为何|是怎么|怎么|如何|是多少|多少|是否|了?吗|了(?=[?？]?$)|"
    r"^到|定了|定的",
    re.IGNORECASE,
)
# How a goal is told of: what is left is what was aimed at.
_TELLS_OF_IT = re.compile(
    r"\b(?:(?:has|had|have) )?(?:"
    r"set(?: out)?|lower(?:ed)?|cut|rais(?:ed|e)|nam(?:ed|e)|announced|went into|go into|declared|stated|entered|"
    r"trimmed|revised|gave|wanted to|hoped to|pledged to|promised to)\b(?: (?:itself|out|for itself))?"
    r"(?: (?:a|an|its|the|their)(?= ))?|"
    r"\bwith (?=(?:[\w-]+ )?(?:goals|targets|aims))|\b(?:during|in the course of) the year\b|"
    r"\bto (?:reach|achieve|attain|hit)\b|"
    r"\b(?:that |which )?(?:it|they) (?:had )?(?:set|named|gave|announced)(?: itself| themselves)?\b|"
    r"此前|原定|定下的?|设定的?|提出的?",
    re.IGNORECASE,
)
_PLAN_OF_YEARS = re.compile(
    r"\b(?:19|20)\d\d\s?[-–—]\s?(?:19|20)?(?P<last>\d\d)\b|(?<!\d)(?:19|20)\d\d年?[-–—至](?:19|20)?(?P<last_zh>\d\d)年"
)
_HANGS = re.compile(
    r"\s*(?:和|与|及|、|\b(?:and|or|versus|vs\.?)\b|/)\s*(?:分别|各)?\s*(?:是|为)?\W*$|(?:分别|各)\W*$", re.IGNORECASE
)
_THE_PLAN = re.compile(
    r"\b(?:(?:action|five-year|three-year|development) )*(?:plan|programme)\b(?=.{0,30}\b(?:set|named|called for)\b)",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(r"\b(?:by|in|for) (?:the end of )?(?:19|20)\d\d\b|到?(?:19|20)\d\d年")
_WHOLE = re.compile(r"\b(?:for |of |as )?(?:the |a )?(?:whole|entire)(?: (?:group|company))?\b|\boverall\b", re.IGNORECASE)
Reached = Literal["reached", "missed"]


def tells_of_a_goal(clause: str) -> bool:
    """Whether it names a target, a plan's aim or a forecast."""
    return bool(_GOAL.search(clause) or _SETS.search(clause))


def came_of_it(clause: str) -> bool:
    """Whether it asks what came of a goal that was named before: "did it get there?"."""
    return _CAME_OF_IT.search(clause) is not None


def by_goal_and_outcome(question: Question) -> Sequence[Part]:
    """ "Did SAIC reach its sales goal for 2023?": the goal, and the sales."""
    text = re.split(r"[?？.]\s", question.text)[0]
    if question.kind in ("reason", "date") or not (_GOAL.search(text) and _OUTCOME.search(text)) or not question.concepts:
        return ()
    if question.kind == "yes-no" and figures_in(text):
        return ()  # the goal is given: what came of it is all that is asked
    return goal_and_outcome(text)


def outcome_and_goal(asked: str) -> list[Part]:
    """Of "What did SAIC sell in 2025, and did it reach its target?" the first clause: the target of that, and that."""
    plain = tidy(_LEADS_IN.sub(" ", asked).rstrip("?？. "))
    named = "目标" if re.search(r"[\u4e00-\u9fff]", plain) else "target"
    return [Part(tidy(f"{plain} {named}"), "figure", beside=True), Part(plain, "figure", apart=True, beside=True)]


def asks_of_its_goal(clause: str) -> bool:
    """Whether it asks if the goal of what was asked before was reached: "and did it meet its target?"."""
    return bool((_GOAL.search(clause) and _OUTCOME.search(clause)) or _ITS_AIM.match(clause)) and not mentions(clause)


_ITS_AIM = re.compile(
    r"^\W*(?:and )?(?:what|how (?:many|much))(?: (?:had|did|was|were|has|is))? (?:"
    r"(?:it|they|he|she) (?:\w+ )?(?:aim(?:ed|ing)?|hope[ds]?|plan(?:ned)?|want(?:ed)?|expect(?:ed)?|target(?:ed)?)"
    r"(?: (?:for|at|to))?|"
    r"(?:its|the|their) (?:target|goal|aim|plan|forecast|guidance))\W*$|"
    r"^\W*(?:当初|当年|原来)?(?:的?目标|计划)(?:又)?(?:是|为)多少\W*$",
    re.IGNORECASE,
)


def goal_and_outcome(told: str, asked: str = "") -> list[Part]:
    """The goal that a clause tells of, and what came of it; for each of the things that it names side by side.

    `asked` is the clause that asks for the outcome, where it is another one.
    """
    plain = tidy(_HANGS.sub("", _LEADS_IN.sub(" ", _OUTCOME.sub(" ", told)).rstrip("?？. ")))
    found: list[Part] = []
    for one in items_of(plain) or (plain,):
        found += [Part(_goal(one), "figure", beside=True)]
        found += [Part(_outcome(one, asked), "figure", apart=True, beside=True)]
    return found[:MOST_PARTS]


def _goal(told: str) -> str:
    """What was aimed at, as a question for the aim: not for its being "lowered" or "raised"."""
    return tidy(_WHOLE.sub(" ", told if _SETS.search(told) else _TELLS_OF_IT.sub(" ", told)))


def _outcome(goal: str, asked: str) -> str:
    """What was aimed at, as a question for what came."""
    text = _TELLS_OF_IT.sub(" ", _THE_PLAN.sub(" ", goal) if _SETS.search(goal) else goal)
    text = _BY_YEAR.sub(" ", text) if years_in(asked) else text
    text = tidy(_GOAL.sub(" ", _WHOLE.sub(" ", _IN_A_PLAN.sub(" ", text))))
    plan = _PLAN_OF_YEARS.search(goal)
    due = {int(f"20{plan['last'] or plan['last_zh']}")} if plan else set()
    text = _PLAN_OF_YEARS.sub(" ", text)
    missing = sorted((years_in(asked) or due) - years_asked(text))
    chinese = re.search(r"[\u4e00-\u9fff]", text)
    dated = [f"{year}年" if chinese else f"in {year}" for year in missing]
    return tidy(" ".join([text, *dated]))


_REACHES = re.compile(
    r"\b(?:reach\w*|meet|met|hit|achiev\w*|beat|exceed\w*|surpass\w*|overshoot\w*|fulfil\w*)\b|达到|完成|实现|超额|超过",
    re.IGNORECASE,
)
# Forms of the same that mean it only beside the word for a goal: a meeting of the board reaches nothing.
_REACHES_A_GOAL = re.compile(r"\b(?:meet\w+|hit\w+|beat\w+|overshot)\b|达成", re.IGNORECASE)
_MISSES = re.compile(
    r"\b(?:miss\w*|fall\w* short|fell short|fail\w* (?:to )?(?:reach|meet|hit|achieve)?|short of|behind|undershoot\w*|"
    r"undershot)\b|"
    r"未完成|没完成|没有完成|未达|没达|没有达|未能|没能",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(
    r"\b(?:how (?:did|has|have|could|was|were|come)|why|"
    r"what (?:\w+ )?(?:helped|let|made|enabled|drove|caused|explains?|explained|led|allowed|(?:lay|lies|was|is) behind)\b|"
    r"after|thanks to|now that|since|despite|given that)\b|"
    r"为什么|为何|怎么|如何|靠什么|原因|得益于",
    re.IGNORECASE,
)


def attainment_asked(question: Question) -> Reached | None:
    """Which of the two a question about a goal speaks of; None where of neither."""
    if not _GOAL.search(question.text):
        return None
    if _MISSES.search(question.text):
        return "missed"
    return "reached" if speaks_of_reaching(question.text) or _REACHES_A_GOAL.search(question.text) else None


def speaks_of_reaching(text: str) -> bool:
    """Whether it says or asks that something was reached, whatever it was."""
    return _REACHES.search(text) is not None


def supposes_attainment(question: Question) -> bool:
    """Whether a goal's being reached or missed is taken for granted: "how did it beat its target?"."""
    opens = _SUPPOSES.search(question.text) and not _ASKS_WHETHER.search(question.text)
    return question.kind != "yes-no" and bool(opens) and attainment_asked(question) is not None


_ASKS_WHETHER = re.compile(
    r"\b(?:did|does|has|have|was|were|is) (?:it|they|he|she|that|this|the (?:group|company|city))\b|是否|吗[？?]?\s*$",
    re.IGNORECASE,
)


def by_plan_and_deed(clauses: Sequence[str]) -> Sequence[bool]:
    """Of clauses that ask one after the other, which ask for what came of a plan asked about before."""
    planned = False
    found = []
    for clause in clauses:
        found.append(planned and bool(_DEED.search(clause)) and not _PLANNED.search(clause))
        planned = planned or bool(_PLANNED.search(clause))
    return found


_PLANNED = re.compile(
    r"\b(?:"
    r"expected|planned?|proposed|provisional|draft|meant|due|supposed|scheduled|slated|intended|promised|originally|"
    r"at first|first (?:expected|planned)|would|target\w*|goal|forecast)\b|"
    r"原定|原计划|计划|预计|最初|本来|目标",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"\b(?:actual(?:ly)?|really|in the end|in fact|in reality|eventually|finally|ultimately)\b|实际|最终|最后|"
    r"真正",
    re.IGNORECASE,
)
