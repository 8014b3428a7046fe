""" "In yuan?", "in GWh?": the answer before once more, where a source gives it in that unit; nothing is converted."""

import re
from dataclasses import replace

from assistant.conversation.known import END
from assistant.conversation.silences import silent
from assistant.figures import figures_in
from assistant.records import Answer
from corpus.languages import language_of

# How a unit is asked for, and how sources print it.
_UNITS = (
    (r"yuan|rmb|renminbi|人民币", r"\b(?:yuan|rmb|renminbi|cny)\b|人民币|(?<![美欧日港])元"),
    (r"(?:us |american )?dollars?|usd|美元|美金", r"us\$|(?<![a-z])\$|\b(?:us )?dollars?\b|\busd\b|美元|美金"),
    (r"euros?|eur|欧元", r"€|\beuros?\b|\beur\b|欧元"),
    (r"[gmtk]wh|吉瓦时|兆瓦时", r"\d\s?[gmtk]wh\b|瓦时"),
    (r"[gmk]w|吉瓦|兆瓦", r"\d\s?[gmk]w\b|瓦(?!时)"),
    (r"tonnes|tons|吨", r"\b(?:tonnes?|tons?)\b|吨"),
    (r"square met(?:re|er)s|hectares|平方米|公顷|亩", r"\bsquare met(?:re|er)s\b|\bhectares?\b|平方米|公顷|亩"),
    (r"per ?cent(?:age)?|%|百分比", r"%|\bper ?cent\b|百分之"),
)
_UNIT = "|".join(asked for asked, _ in _UNITS)
_ASKS = re.compile(
    r"^\W*(?:(?:and|so|ok|what is|what's|how much is|how many is|how much|how many)\W+)*(?:that |it |this )?in (?:terms of )?"
    rf"(?P<en>{_UNIT})\W*$|"
    rf"^\W*(?:那|那么)?(?:折合|换算成|折算成|合|按|用|以)?(?:多少)?(?P<zh>{_UNIT})(?:计价?|算|来?说)?(?:是多少|多少)?(?:呢)?\W*$",
    re.IGNORECASE,
)
_ASKED_IN = re.compile(rf"(?:, in (?:{_UNIT})|（(?:{_UNIT})）)[?？]\s*$", re.IGNORECASE)


def unit_asked(turn: str) -> str | None:
    """The unit that the turn asks for the answer before in, as it prints it; None where it asks for anything else."""
    match = _ASKS.match(turn)
    return (match["en"] or match["zh"]) if match else None


def in_unit(previous: str, unit: str) -> str:
    """The question before, asked for in that unit."""
    bare = END.sub("", _ASKED_IN.sub("?", previous))
    return f"{bare}（{unit}）？" if language_of(previous) == "zh" else f"{bare}, in {unit}?"


def without_other_units(turn: str, answer: Answer) -> Answer:
    """The claims that give it in the unit that the turn asks for, the figure in it as short answer; an abstention without."""
    unit = unit_asked(turn)
    if not unit or not answer.claims:
        return answer
    printed = next(re.compile(found, re.IGNORECASE) for asked, found in _UNITS if re.fullmatch(asked, unit, re.IGNORECASE))
    held = [(claim, figure) for claim in answer.claims for figure in figures_in(claim.text) if printed.search(figure.text)]
    if not held:
        return silent(answer, unit)
    claims = tuple(dict.fromkeys(claim for claim, _ in held))
    cited = {n for claim in claims for n in claim.citations}
    kept = tuple(one for one in answer.citations if one.n in cited)
    whole = len(claims) == len(answer.claims)
    return replace(
        answer, verdict=answer.verdict if whole else "answered", claims=claims, citations=kept,
        disagreements=answer.disagreements if whole else (), short_answer=held[0][1].text,
    )  # fmt: skip
