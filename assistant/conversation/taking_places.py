"""What a follow-up says takes the place of what the question before said there: a name that nobody knows, "on solar cells"."""

import re
from collections.abc import Sequence

from assistant.conversation.known import END, VERB, WORLD, only_names
from assistant.conversation.periods import PERIOD, YEAR
from assistant.question import Question
from assistant.subjects import subjects
from corpus.concepts import concepts_in
from corpus.entities import Mention, mentions
from corpus.languages import language_of

_NAME = re.compile(r"(?:the )?(?:[A-Z][\w&.’'-]*|[0-9]+[A-Z]\w*)(?: (?:[A-Z0-9][\w&.’'-]*|of|and|de)){0,3}")
_NAME_ZH = re.compile(r"[\u4e00-\u9fff]{2,6}")
# What a bare Chinese noun asks for, and is nobody's name.
_NO_NAME_ZH = re.compile(
    r"多少|什么|怎么|如何|为何|哪|谁|几|何时|时候|原因|理由|结果|时间|日期|地点|地址|方式|内容|条件|影响|背景|细节|情况|后来|别的|其他|其它|之前|之后|以前|以后|现在|目前|今后|"
    r"规模|面积|人数|员工|来源|出处|数字|数据|单位|总数|总共|一共|全部|部分|比例|金额|价格|成本|对手|伙伴|客户|股东|老板|公司|企业|国家|城市|地区|政府|工厂|第[一二三四五]|[个家台辆座][呢]?$|[的了吗吧]$"
)
_PLACE = r"on|for|of|to|from|by|with|against|under|at|in|through|via"
_AT_A_PLACE = re.compile(rf"(?:the same )?(?P<where>{_PLACE})\s+(?P<what>[\w&.’'% -]+)", re.IGNORECASE)
_ENDS = (
    rf"(?=\s+(?:{_PLACE}|is|are|was|were|do|does|did|has|have|had|will|would|can|could|and|or|since|until|than|as)\b|[?.,;:]|$)"
)
_ASKS = re.compile(r"\b(?:how|what|which|who|whom|whose|when|where|why|it|them|that|this|those|these)\b", re.IGNORECASE)
MOST_WORDS = 4  # of what takes a place
_MEASURED = re.compile(r"多少[辆台家个座]车?")
_MONEY = frozenset(("revenue", "profit", "net_profit", "attributable_profit", "investment", "output_value", "price", "loss"))


def with_an_unknown_name(asked: Sequence[Question], rest: str) -> str | None:
    """The last question, asked of a name that the desk does not know; None where `rest` is no such name."""
    bare = END.sub("", re.sub(r"呢[？?]?\s*$", "", END.sub("", rest))).strip()
    chinese = language_of(rest) == "zh"
    shaped = _NAME_ZH.fullmatch(bare) and not _NO_NAME_ZH.search(bare) if chinese else _NAME.fullmatch(bare)
    if not shaped or _ASKS.match(bare) or mentions(bare) or concepts_in(bare) or PERIOD.search(bare) or WORLD.fullmatch(bare):
        return None
    previous = of_a_known_name(asked)
    named = _subject(previous) or _place(previous)
    return previous.text[: named.start] + bare + previous.text[named.end :] if named else None


def of_a_known_name(asked: Sequence[Question]) -> Question:
    """The last question; where it names an unknown in the place of a company that the one before it names, that one."""
    previous = asked[-1]
    if _subject(previous):
        return previous
    for one in reversed(asked[:-1]):
        named = _subject(one) or _place(one)
        if named:
            before, behind = one.text[: named.start], one.text[named.end :]
            alike = previous.text.startswith(before) and previous.text.endswith(behind) and behind.strip(" ?？")
            return one if alike else previous
    return previous


def _subject(question: Question) -> Mention | None:
    """The first company or person that it names."""
    about = {entity.name for entity in subjects(question.entities)}
    return next((m for m in mentions(question.text) if m.entity.name in about), None)


def _place(question: Question) -> Mention | None:
    """The first place of a question that names no company, but things that the desk knows."""
    named = mentions(question.text) if question.concepts and not subjects(question.entities) else []
    return next((m for m in named if m.entity.kind == "place"), None)


def at_its_place(asked: Sequence[Question], rest: str) -> str | None:
    """ "On solar cells?" after the tariff on electric cars: the question before with the one in the place of the other.

    It is the latest that has something behind that preposition other than names and periods, while they name the same; None
    where there is none.
    """
    bare = END.sub("", rest)
    match = _AT_A_PLACE.fullmatch(bare)
    if (
        not match
        or _ASKS.search(bare)
        or VERB.search(bare)
        or only_names(bare)
        or len(match["what"].split()) > MOST_WORDS
        or mentions(bare)
    ):
        return None
    for one in reversed(asked):
        if not set(asked[-1].entities) <= set(one.entities):
            return None
        there = [
            found
            for found in re.finditer(rf"\b{match['where']}\s+(?P<what>\S.*?){_ENDS}", one.text, re.IGNORECASE)
            if not only_names(found["what"])
        ]
        if there and "(" not in one.text:
            start, end = there[-1].span("what")
            return one.text[:start] + match["what"] + one.text[end:]
    return None


_WHOLE_YEAR = re.compile(r"^(?:(?:in|for|over) )?(?:the )?(?:full|whole|entire) year|^全年", re.IGNORECASE)


def in_its_period(previous: Question, rest: str) -> str | None:
    """The period of "the 2023-2025 plan" where the question before was about the plan of another period; else None.

    "The full year" is the year whose part was asked about.
    """
    year = YEAR.search(previous.text)
    if year and _WHOLE_YEAR.match(rest) and len(END.sub("", rest)) <= len("over the entire year"):
        return year.group()
    period = PERIOD.search(rest)
    if not period or mentions(rest) or not YEAR.search(previous.text):
        return None
    left = PERIOD.sub(" ", END.sub("", re.sub(r"呢[？?]?\s*$", "", rest)))
    for concept, start, end in reversed(concepts_in(left)):
        if concept.name in previous.concepts:
            left = left[:start] + " " * (end - start) + left[end:]
    said = concepts_in(PERIOD.sub(" ", rest))
    return (
        period.group()
        if said and not re.sub(r"\b(?:the|in|for|of|its|their)\b|[\s的，,]", "", left, flags=re.IGNORECASE)
        else None
    )


def as_measured(text: str) -> str:
    """ "净利润多少辆车" is asked for as "净利润多少": money is not counted in cars."""
    match = _MEASURED.search(text)
    if not match:
        return text
    before = [concept.name for concept, _, end in concepts_in(text) if end == match.start()]
    return text[: match.start()] + "多少" + text[match.end() :] if set(before) & _MONEY else text
