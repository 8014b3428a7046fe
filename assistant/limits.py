"""What a figure is a figure of: one market, kind of vehicle or channel, one day, many years. None of them is the whole."""

import re

from assistant.figures import figures_in
from assistant.metrics import FLOWS, VOLUMES
from assistant.question import Question, counted_phrase, plain_years, runs_of_years
from assistant.sentences import Sentence, read_text
from assistant.short_answers import asked_figure
from assistant.subjects import companies, is_somewhere, places
from corpus.entities import mentions

# A figure of one of these is not the figure of the whole: of a market, of a kind of vehicle, of a channel, of what is left.
_LIMITS = (
    frozenset({"exports", "imports", "overseas", "domestic"}),
    frozenset(
        {"nev", "electric_vehicle", "battery_electric", "plug_in_hybrid", "hybrid", "fuel_cell", "fuel_car", "commercial_vehicle",
         "passenger_car", "used_car", "own_brand", "vehicle_model"}
    ),
    frozenset({"retail", "registrations", "orders"}),  # wholesale is what makers mean by sales
    frozenset({"capacity", "utilisation"}),
)  # fmt: skip

_ANY_LIMIT = frozenset().union(*_LIMITS)


def limits(sentence: Sentence) -> frozenset[str]:
    """The markets, kinds of vehicle and channels that any of its figures is of."""
    return _among(sentence.says.exact)


def limits_of_answer(question: Question, sentence: Sentence) -> frozenset[str]:
    """Those of the figure that answers: what other figures beside it are of, or what it includes, does not limit it."""
    text = _INCLUDED.sub(" ", sentence.text)
    figure = asked_figure(question, sentence) if question.kind == "figure" else None
    told = figures_in(text)
    place = next((i for i, other in enumerate(told) if figure and other.value == figure.value), len(told))
    others = told[place + 1 :]
    if not others or not (beside := _BESIDE.search(text[: others[0].start])):
        return _among(read_text(text).exact)
    behind = re.match(r"\s*[\w+-]+", text[others[0].end :])
    kept = text[: beside.start()] + (text[others[0].end + behind.end() :] if behind else "")
    return _among(read_text(kept).exact)


_BESIDE = re.compile(
    r"(?:,|\b(?:and|with|including|of which|while|against)\b|和|、|，|其中)\s*(?:[a-z-]+\s+){0,4}$", re.IGNORECASE
)
_INCLUDED = re.compile(
    r",? ?\b(?:includ(?:ing|es) (?:\w+ )?exports|exports included)\b,?|[（(]?(?:含|包括)出口[）)]?", re.IGNORECASE
)


def _among(concepts: frozenset[str]) -> frozenset[str]:
    found = concepts & _ANY_LIMIT
    return found - {"overseas"} | {"exports"} if "overseas" in found else found  # what is shipped abroad is exported


_BY_OTHERS = re.compile(
    r"\b(?:analysts?|brokers?|brokerages?|banks?|securities|consensus|media)\b|分析师|机构|券商|研报", re.IGNORECASE
)


def is_forecast_by_others(sentence: Sentence) -> bool:
    """Whether it tells what others than the company expect, and of no target."""
    return bool(_BY_OTHERS.search(sentence.text)) and "target" not in sentence.says.concepts


_PROVISIONAL = re.compile(r"\b(?:provisional|preliminary|draft|proposed)\b|临时|初步|草案|拟议", re.IGNORECASE)


def is_provisional(sentence: Sentence) -> bool:
    """Whether it tells of a draft, or of what holds for a while."""
    return _PROVISIONAL.search(sentence.text) is not None


_STOCK = re.compile(r"\bhow many\b.{3,60}\b(?:have|had|has|are there|were there)\b|有多少|共有", re.IGNORECASE)
_NEW = re.compile(r"\bnew(?:ly)?\b|\badd(?:ed|s|ing)?\b|新增|新建|新认定|新评", re.IGNORECASE)
# What the document, or who tells it again, says may be wrong: a misprint, a computed or an implied value.
_DOUBTED = re.compile(
    r"\bas (?:printed|labelled)\b|\bmisprint\b|^By implication\b|\bin error\b|\bAI-(?:generated|written)\b|误印|原文如此|AI生成",
    re.IGNORECASE,
)


def limited(question: Question, sentence: Sentence) -> float:
    """-1 for a sentence with the figure of less, or of more, than the question asks for, or with a doubted one; else 0."""
    if _DOUBTED.search(sentence.text) and not _quoted(question, sentence):
        return -1.0  # unless the question quotes it
    if question.kind in ("figure", "date") and _PROVISIONAL.search(sentence.text) and not _PROVISIONAL.search(question.text):
        return -1.0
    if "target" in question.concepts and "forecast" not in question.concepts and is_forecast_by_others(sentence):
        return -1.0  # what others expect is not what is aimed at
    if _STOCK.search(question.text) and _NEW.search(sentence.text) and not _NEW.search(question.text):
        return -1.0  # what was added is not what there is
    if question.kind == "figure" and (_at_a_rate(question, sentence) or _of_many_years(question, sentence)):
        return -1.0
    if question.kind not in ("figure", "yes-no") or not question.concepts & VOLUMES:
        return 0.0
    told = limits_of_answer(question, sentence)
    of_a_kind = any(told & family and not question.concepts & family for family in _LIMITS)
    return -float(of_a_kind or _of_one_market(question, sentence))


def _quoted(question: Question, sentence: Sentence) -> bool:
    """Whether the question has one of its figures."""
    asked, told = ({figure.value for figure in figures_in(text)} for text in (question.text, sentence.text))
    return bool(asked & told)


# Of a day or less: what is made in a month or year is what questions ask for.
_RATE = re.compile(
    r"\b(?:a|per|each|every) (?:\d+ )?(?:day|week|hour|minute|second)s?\b|\bdaily\b|\bweekly\b|"
    r"每(?:天|日|周|小时|分钟|\d*多?秒)|日产",
    re.IGNORECASE,
)


def _at_a_rate(question: Question, sentence: Sentence) -> bool:
    """Whether its figure is of a day or an hour though the question's is not: "1,200 cars a day" is no output of 2022."""
    if _RATE.search(question.text) or not _RATE.search(sentence.text) or not (figure := asked_figure(question, sentence)):
        return False
    behind = re.split(r"[,;，；]|\band\b", sentence.text[figure.end :], maxsplit=1)[0]
    return bool(_RATE.search(figure.text + behind) or _RATE.search(sentence.text[max(0, figure.start - 12) : figure.start]))


_MANY_YEARS = re.compile(
    r"\b(?:over|in|during|for) (?:the )?(?:past|last|previous|preceding|ten|five) (?:\w+ )?(?:decade|years)\b|\bdecade\b|"
    r"\bcumulative(?:ly)?\b|\ball told\b|\bsince (?:19|20)\d\d\b|(?:过去|近)[\d一二三四五六七八九十]+年|累计|"
    r"(?:自|从)(?:19|20)\d\d年以?来",
    re.IGNORECASE,
)


def _of_many_years(question: Question, sentence: Sentence) -> bool:
    """Whether it sums up many years though one year's flow is asked for."""
    flow = question.concepts & FLOWS or counted_phrase(question.text)
    one_year = len(question.years) == 1 and flow and not _MANY_YEARS.search(question.text)
    told = plain_years(sentence.text)
    return bool(one_year and (_MANY_YEARS.search(told) or (runs_of_years(told) and not runs_of_years(question.text))))


_IN = re.compile(r"(?<!first )(?<!largest )(?<!biggest )(?<!ranked )\b(?:in|on|within|across|inside) (?:the )?$", re.IGNORECASE)


def _of_one_market(question: Question, sentence: Sentence) -> bool:
    """Whether its figure is of one country or city though a company's was asked for, and no place."""
    if not companies(question.entities) or any(is_somewhere(entity) for entity in question.entities):
        return False
    if not places(sentence.says.entities):
        return False
    placed = [mention for mention in mentions(sentence.text) if mention.entity.kind == "place"]
    return any(
        _IN.search(sentence.text[: mention.start]) or re.match(r"(?:['’]s)? (?:sales|deliveries)\b", sentence.text[mention.end :])
        for mention in placed
    )
