"""Whether two figures can stand side by side: of one kind and unit, of one market and channel, both planned or both told."""

import re
from dataclasses import dataclass

from assistant.checks.numbers import plain, quantity_of
from assistant.figures import figures_in
from assistant.limits import limits
from assistant.metrics import METRICS, PLANS
from assistant.question import Question
from assistant.sentences import Sentence, read_text
from assistant.short_answers import asked_figure
from corpus.concepts import with_broader

ONE_UNIT = 0.5  # of one unit, but of another market, channel or mood


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure measures."""

    kind: str  # percent, points, a currency, or count
    per: bool  # a density
    of: frozenset[str]  # what is counted, with the wider things that it is a kind of; empty where it is not said
    limits: frozenset[str]
    ahead: bool
    each: str = ""  # "day", of what is made a day


def measure_of(question: Question, sentence: Sentence) -> Measure | None:
    """What the figure measures that the sentence would answer with; None where it has none."""
    figure = asked_figure(question, sentence)
    if figure is None:
        return None
    text = plain(sentence.text)
    told = next((one for one in figures_in(text) if one.value == figure.value), None)
    if told is None:
        return None
    quantity = quantity_of(text, told)
    concepts = {name.removeprefix("c:") for name in quantity.of if name.startswith("c:")}
    head = None if quantity.per or quantity.kind != "count" else _HEAD.match(text[told.end :])
    counts_more = head and not _ENDS.match(text[told.end :]) and not read_text(head[1]).concepts & METRICS
    things = frozenset(wider for name in concepts for wider in with_broader(name)) or quantity.of
    things = frozenset({head[1]}) if head and counts_more else things
    each = _EACH.match(text[told.end :])
    unit = each["en"] or _IN_ENGLISH[each["zh"]] if each else ""
    return Measure(quantity.kind, bool(quantity.per), things, limits(sentence), bool(sentence.says.concepts & PLANS), unit)


# What may stand behind the unit of a figure; another word is what is counted: "100 high-tech robot products" are no robots.
_ENDS = re.compile(
    r"\s*(?:[^\sa-z]|$|\b(?:in|by|of|a|an|per|at|for|during|on|from|to|this|that|last|against|and|or|while|as|over|under|with|before|"
    r"after|overseas|worldwide|abroad|wholesale|retail|including|up|down|compared|than|was|were|is|are|between|each|all|have|had|has|"
    r"the|its|it|which|who|when|where|but|into|across|within|since|until|through|because|so|if|or|annually|yearly|total)\b|"
    r"\w+(?:ed|ing|ly)\b)"
)
_HEAD = re.compile(r"\s+([a-z-]+)")
_EACH = re.compile(r"(?: \w+)?,? (?:a|per|each|every) (?P<en>day|week|month|year)\b|(?:辆|台)?[/每](?P<zh>天|日|周|月|年)")
_IN_ENGLISH = {"天": "day", "日": "day", "周": "week", "月": "month", "年": "year"}


def likeness(one: Measure | None, other: Measure | None) -> float:
    """1 for figures of one measure, ONE_UNIT where only the unit is the same, 0 for what cannot be compared."""
    if one is None or other is None or one.kind != other.kind or one.per != other.per or one.each != other.each:
        return 0.0
    if one.kind == "count" and one.of and other.of and not one.of & other.of and not one.per:
        return 0.0
    return 1.0 if one.limits == other.limits and one.ahead == other.ahead else ONE_UNIT
