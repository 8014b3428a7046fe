"""How far a claim is proved by the quotes that it cites."""

import re
import unicodedata
from collections.abc import Sequence

from assistant.checks.numbers import numbers_supported, plain, quantities_in
from assistant.figures import dates_in, figures_in
from assistant.records import ClaimState
from assistant.subjects import subjects
from corpus.concepts import concepts_in
from corpus.entities import mentions
from corpus.tokens import name_words, words

_NEUTRAL = frozenset(words("according report reported said says stated also total reached stood amounted number figure put"))
_MOODS = frozenset({"target", "forecast", "plan", "denial", "draft"})  # what is planned or denied is not told as done
# Shares of a clause of the quote that a claim may have: nearly all, or nearly nothing. Between them a condition is lost
# ("in Europe", "net of tax"), or two sentences are spliced.
LEFT_OUT, KEPT = 0.4, 0.75

_CLAUSE = re.compile(r"[,;，；、]\s|[，；、]|\bwhile\b|\bbut\b")
_JOINS = re.compile(r"[为是了约共达在于]")
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


def state_of(claim: str, quotes: Sequence[str]) -> ClaimState:
    """verbatim: the claim stands in a quote, white space and NFKC apart; unverified: it is not shown; verified: one quote
    holds its numbers, dates, names and most of its words, and no clause of the quote is used in part.
    """
    if any(_flat(claim) in _flat(quote) for quote in quotes if _flat(claim)):
        return "verbatim"
    return "verified" if any(_verified(claim, quote) for quote in quotes) else "unverified"


def _flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _verified(claim: str, quote: str) -> bool:
    return numbers_supported(claim, quote) and _names(claim) == _names(quote) and _words_supported(claim, quote)


def _names(text: str) -> set[str]:
    found = [mention.entity for mention in mentions(text)]
    return {entity.name for entity in found if entity.kind == "place" or entity in subjects(found)}


def _words_supported(claim: str, quote: str) -> bool:
    """All words but those of figures and dates, which are compared by value; and no condition or mood left out."""
    mine, held = _words(claim), _words(quote)
    if mine - held - _NEUTRAL or _moods(quote) - _moods(claim):
        return False
    values = {quantity.value for quantity in quantities_in(claim)}
    for clause in _CLAUSE.split(quote):
        its = _words(clause)
        share = len(its & mine) / len(its) if its else 1.0
        used = bool(values & {quantity.value for quantity in quantities_in(clause)})
        if share < KEPT and (used or share > LEFT_OUT):
            return False
    return True


def _moods(text: str) -> frozenset[str]:
    return frozenset(concept.name for concept, _, _ in concepts_in(text)) & _MOODS


def _words(text: str) -> set[str]:
    text = plain(text)
    spans = [(start, end) for _, start, end in dates_in(text)] + [(figure.start, figure.end) for figure in figures_in(text)]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} , {text[end:]}"
    return {*words(_JOINS.sub(" , ", _BETWEEN_HAN.sub("", text))), *name_words(text)}
