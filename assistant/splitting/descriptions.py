"""A question about one who is only described: who that is, and then what is asked of him.

"What was the profit of the battery maker that listed in Hong Kong in 2025?" takes two steps; with the name that the first
finds, the second is a plain question (self-ask: Press et al., "Measuring and Narrowing the Compositionality Gap in
Language Models", EMNLP Findings 2023, arXiv:2210.03350).
"""

import re
from collections.abc import Sequence

from assistant.question import Question
from assistant.splitting.part import Part, tidy
from assistant.subjects import companies
from corpus.entities import mentions

_NOUN = (
    r"(?:company|firm|car ?maker|automaker|maker|manufacturer|group|brand|producer|supplier|start-?up|bank|fund|agency|ministry)"
)
_NOUN_ZH = r"(?:公司|企业|车企|厂商|集团|品牌|制造商|生产商|银行|机构|部门)"
_WHO = rf"the (?P<kind>(?:[\w-]+ ){{0,3}}?{_NOUN}) (?P<clause>(?:that|which|who|whose|with)\b.+?)"
_AT_THE_END = re.compile(rf"^(?P<before>.{{6,}}?)\b{_WHO}\W*$", re.IGNORECASE)
_IN_FRONT = re.compile(
    rf"^\W*{_WHO}\s*(?:[,:]|\s[-–—])\s+(?:and )?(?P<asks>(?:what|who|when|where|which|how|by how|in which)\b.+)$",
    re.IGNORECASE,
)
_HIT = re.compile(
    rf"^\W*the (?P<kind>(?:[\w-]+ ){{0,3}}?{_NOUN}) (?P<clause>\w+(?:ed|t|ing)\b.+?)\s*(?:[,:]|\s[-–—])\s+(?:and )?"
    r"(?P<asks>(?:what|who|when|where|which|how|by how|in which)\b.+)$",
    re.IGNORECASE,
)
_ZH = re.compile(
    rf"^(?P<clause>[^，,。？?]{{4,}}?)的(?P<kind>[\u4e00-\u9fff]{{0,4}}?{_NOUN_ZH})[，,]\s*(?P<asks>.*(?:多少|什么|哪|何时|几|谁|怎|吗).*)$"
)
_FIRST_OF_ALL = re.compile(
    r"\b(?!(?:west|east|invest|interest|request|latest|newest|test|rest|best)\b)\w+est\b|\b(?:most|least|only|first)\b|最|唯一|首",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:what|how|when|where|which|who|did|does|is|was|has|had)\b", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|its|they|their)\b|它|其|该", re.IGNORECASE)


def by_description(question: Question) -> Sequence[Part]:
    """Who is meant, and what is asked; empty where the question names whom it asks about."""
    text = question.text.strip()
    if _FIRST_OF_ALL.search(text):
        return ()  # the highest of several is known only when all are
    if match := _ZH.match(text):
        asks = match["asks"] if _IT.search(match["asks"]) else f"它{match['asks']}"
        return [Part(tidy(f"{match['clause']}的{match['kind']}是哪家"), "name"), Part(asks)]
    if match := _IN_FRONT.match(text) or _HIT.match(text):
        if not _IT.search(match["asks"]):
            return ()
        return [Part(_which(match), "name"), Part(match["asks"])]
    match = _AT_THE_END.match(text)
    if not match or not _ASKS.search(match["before"]) or companies([m.entity for m in mentions(match["before"])]):
        return ()
    return [Part(_which(match), "name"), Part(tidy(f"{match['before']} it?"))]


def _which(match: re.Match[str]) -> str:
    clause = re.sub(r"^(?:that|which|who)\s+", "", match["clause"].rstrip("?. "), flags=re.IGNORECASE)
    return tidy(f"Which {match['kind']} {clause}?")
