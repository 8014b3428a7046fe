""" "In yuan?": the answer before once more, where a source gives it in that money; nothing is converted."""

import re
from dataclasses import replace

from assistant.conversation.known import END
from assistant.records import Answer
from corpus.languages import language_of

_MONEY = {
    "yuan": r"\b(?:yuan|rmb|renminbi|cny)\b|人民币|(?<![美欧日港])元",
    "dollars": r"us\$|\$|\b(?:us |american )?dollars?\b|\busd\b|美元|美金",
    "euros": r"€|\beuros?\b|\beur\b|欧元",
}
_ASKS = re.compile(
    r"^\W*(?:(?:and|so|ok|what is|how much is|what's)\W+)*(?:that |it |this )?in "
    r"(?P<en>yuan|rmb|renminbi|(?:us |american )?dollars?|usd|euros?)\W*$|"
    r"^\W*(?:那|那么)?(?:折合|换算成|折算成|合|按|用|以)?(?:多少)?(?P<zh>人民币|美元|美金|欧元)(?:计价?|算|来?说)?(?:是多少|多少)?(?:呢)?\W*$",
    re.IGNORECASE,
)
_ASKED_IN = re.compile(r"(?:, in (?P<en>[\w ]+)|（(?P<zh>人民币|美元|美金|欧元)）)[?？]\s*$", re.IGNORECASE)


def currency_asked(turn: str) -> bool:
    """Whether the turn asks for the money of the answer before in a currency, and nothing else."""
    return bool(_ASKS.match(turn))


def in_currency(previous: str, turn: str) -> str:
    """The question before, asked for in that currency."""
    match = _ASKS.match(turn)
    money = (match["en"] or match["zh"]) if match else ""
    bare = END.sub("", _ASKED_IN.sub("?", previous))
    return f"{bare}（{money}）？" if language_of(previous) == "zh" and match and match["zh"] else f"{bare}, in {money}?"


def without_other_money(question: str, answer: Answer) -> Answer:
    """The claims that give it in the currency that the turn `question` asks for; an abstention where none does."""
    match = _ASKS.match(question)
    if not match or not answer.claims:
        return answer
    asked = (match["en"] or match["zh"]).lower()
    pattern = next(one for one in map(re.compile, _MONEY.values()) if one.search(asked))
    held = tuple(claim for claim in answer.claims if pattern.search(claim.text.lower()))
    if not held:
        closest = tuple(dict.fromkeys(citation.evidence for citation in answer.citations))
        return replace(
            answer, verdict="not_in_documents", claims=(), citations=(), disagreements=(), short_answer=None, lead=None,
            missing=match["en"] or match["zh"], closest=closest,
        )  # fmt: skip
    if len(held) == len(answer.claims):
        return answer
    cited = {n for claim in held for n in claim.citations}
    short = answer.short_answer if answer.short_answer and pattern.search(answer.short_answer.lower()) else None
    kept = tuple(one for one in answer.citations if one.n in cited)
    return replace(answer, verdict="answered", claims=held, citations=kept, disagreements=(), short_answer=short)
