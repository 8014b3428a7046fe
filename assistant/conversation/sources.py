""" "Who said it?": the answer before it once more, under the name of whoever said so."""

import re
from dataclasses import replace

from assistant.citing import printed_date
from assistant.records import Answer

_ASKS = re.compile(
    r"^\W*(?:(?:and|but|so|ok|really)\W+)*(?:who (?:said|says|reported|reports|claims|claimed|published) "
    r"(?:it|that|so|this|these|those|them)|says who|according to whom?|"
    r"(?:what|which|who)(?:'s|’s| is| was| are| were) (?:the|your|its|their) sources?"
    r"(?: (?:of|for|on) (?:that|it|this|these|those))?|"
    r"where (?:is|are|does|did|do) (?:that|it|this|those|these)(?: figures?| numbers?)? (?:come )?from|"
    r"whose (?:figure|number|word|claim)s? (?:is|are|was|were) (?:that|it|this|those|these|they))\W*$|"
    r"^\W*(?:那|这|那个|这个)?(?:话|数字|数据|说法|消息)?是?(?:谁|哪家(?:媒体|机构|公司)?|哪里|哪儿)"
    r"(?:说|讲|报道|公布|统计|发布)(?:的|过)?\W*$|"
    r"^\W*(?:这个|那个|这|那)?(?:信息|数据|消息|数字|说法)?的?(?:来源|出处)(?:是(?:什么|哪里|哪儿|谁))?呢?\W*$",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"^(?:Who is the source for|谁是来源)[：:] ?")


def asks_for_source(turn: str) -> bool:
    """Whether it asks who said what was answered last, and nothing else."""
    return bool(_ASKS.match(turn))


def of_source(question: str, *, chinese: bool) -> str:
    """The question for the source of what was answered to another question."""
    bare = of_what(question)
    return f"谁是来源：{bare}" if chinese else f"Who is the source for: {bare}"


def of_what(question: str) -> str:
    """The question whose answer's source is asked for; itself where it is no such question."""
    return _SOURCE.sub("", question)


def with_source(answer: Answer, *, chinese: bool) -> Answer:
    """Its first claim, behind who published it and when; whoever the sentence itself names is the short answer.

    As it is where nothing was found, or sources do not agree: then all are named with what they say.
    """
    if not answer.claims or answer.disagreements:
        return answer
    claim = answer.claims[0]
    held = tuple(one for one in answer.citations if one.n in claim.citations)
    evidence = held[0].evidence
    name = evidence.publisher or evidence.title
    day = printed_date(evidence.published, evidence.date_inferred)
    told = f"{name}（{evidence.published or '日期不明'}）：" if chinese else f"{name}, {day}:"
    said = _SAID.search(claim.text)
    who = next((part for part in said.groups() if part), None) if said else None
    return replace(answer, claims=(claim,), citations=held, lead=told, short_answer=who)


_NAME = r"(?:[A-Z][\w&.’'-]*)(?:\s+(?:of\s+|and\s+|the\s+)*[A-Z][\w&.’'-]*)*"
_SAID = re.compile(
    rf"\b[Aa]ccording to (?:the )?({_NAME})|,\s+(?:the )?({_NAME}) (?:said|reported|says|reports)\b|"
    rf"^(?:The )?({_NAME})(?: in \w+ \d{{4}})? (?:said|reported|described|stated|announced)\b|"
    r"^(《[^》]+》|[\u4e00-\u9fff]{2,12}?)(?:\d{4}年\d{1,2}月(?:\d{1,2}日)?)?(?:报道称?|表示|称|宣布|指出)"
)
