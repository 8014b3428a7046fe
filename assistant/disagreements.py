"""Different values for one thing: found by comparing the figures of the sentences that answer best."""

import re
from collections.abc import Sequence

from assistant.candidates import Candidate
from assistant.figures import Figure, figures_in
from assistant.likeness import likeness, measure_of
from assistant.limits import is_forecast_by_others, limits_of_answer
from assistant.question import Question, asks_for_several, runs_of_years
from assistant.records import DisagreeingValue, Disagreement, Evidence
from assistant.sentences import Sentence
from assistant.short_answers import asked_figure, clause_around, short_answer
from corpus.concepts import concepts_in
from corpus.entities import mentions
from corpus.tokens import words

SAME = 0.01  # values closer than this share are one value, rounded differently
ROUNDED = 0.04  # the same for a value that is called about, over or nearly
AS_GOOD = 0.6  # of the best sentence's probability: less certain sentences are no witnesses
SURE = 0.35  # the least that the trained reader must give a witness
FAR = 4.0  # values further apart than this factor are of different things
MOST_VALUES = 4
ENTITY = 0.45  # how much less a rival may be about the asked company than the best sentence

# What a figure counts or covers: two figures that differ in one of these may both be right.
_DEFINITIONS = (
    {"people", "worker", "employee"},
    {"key_industries", "above_scale"},
    {"wholesale", "retail", "deliveries", "production", "capacity", "registrations", "exports"},
    {"target", "forecast", "result"},
)


def rival_values(question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence and those of other documents that give another value for the same thing; empty if none does.

    Only for a question that asks for one figure or date. Both sentences must answer the question for the trained reader,
    and agree in all that the features compare: company, years and parts of years, what is counted, plan or result.
    """
    if question.kind not in ("figure", "date") or len(question.years) > 1 or not ranked or asks_for_several(question):
        return []
    best = ranked[0]
    value = _value(question, best)
    if value is None:
        return []
    rivals, values = [best], [value]
    for candidate in ranked[1:]:
        if candidate.probability < AS_GOOD * best.probability or len(rivals) == MOST_VALUES:
            break
        other = _value(question, candidate)
        if other is None or not _same_thing(question, best, candidate):
            continue
        if not (_is_witness(candidate) or _says_as_much(question, best, candidate)):
            continue
        if all(_rival(other, one) for one in values):
            rivals.append(candidate)
            values.append(other)
    return rivals if len(rivals) > 1 else []


def _is_witness(candidate: Candidate) -> bool:
    return candidate.reading is not None and candidate.reading.probability >= SURE


def _says_as_much(question: Question, best: Candidate, candidate: Candidate) -> bool:
    """Whether it names as much of the question as the best, and its figure is of one measure with the best one's."""
    if candidate.match.whole < best.match.whole - A_LITTLE or candidate.match.concept < best.match.concept:
        return False
    if question.kind == "date":
        return True
    measures = (measure_of(question, one.sentence) for one in (best, candidate))
    return likeness(*measures) == 1


A_LITTLE = 0.05  # of the question, by rarity


def _value(question: Question, candidate: Candidate) -> Figure | str | None:
    if question.kind == "figure":
        return asked_figure(question, candidate.sentence)
    return short_answer(question, candidate.sentence)


def _same_thing(question: Question, one: Candidate, other: Candidate) -> bool:
    mine, its = one.sentence, other.sentence
    if mine.evidence.document_id == its.evidence.document_id or _of_one_text(mine.evidence, its.evidence):
        return False
    a, b = one.match, other.match
    if (
        (a.counts > 0) != (b.counts > 0)
        or a.narrower != b.narrower
        or b.entity < a.entity - ENTITY
        or a.mood != b.mood
        or limits_of_answer(question, mine) != limits_of_answer(question, its)
        or bool(_ADJUSTED.search(mine.text)) != bool(_ADJUSTED.search(its.text))
        or ("target" in question.concepts and is_forecast_by_others(mine) != is_forecast_by_others(its))
    ):
        return False
    if _of_two_kinds(question, mine, its):
        return False
    if _places(question, mine) != _places(question, its) or (b.entity < 1.0 == a.entity and not _asked_places(question)):
        return False  # a plant's figure is not its company's
    if not question.years and _count_differently(mine, its) and _of_about_one_time(mine, its):
        return True  # "the robot density": of which year was not asked
    if _longest_run(mine.text) != _longest_run(its.text):
        return False  # of 2024, and of the three years from 2023
    years = mine.says.years == its.says.years or not (mine.says.years and its.says.years) or b.year == a.year == 1.0
    years = years or (not question.years and _of_about_one_time(mine, its))
    return years and mine.says.parts == its.says.parts


_ADJUSTED = re.compile(
    r"\b(?:excluding|before|without|adjusted|underlying|non-GAAP|one-off|non-recurring|deducting)\b|扣除|扣非|调整后|非经常性|剔除",
    re.IGNORECASE,
)


def _of_two_kinds(question: Question, one: Sentence, other: Sentence) -> bool:
    """Whether the figures are a density and a count, or a sum and a share: of a density asked for not all say what it is of."""
    mine, its = (measure_of(question, told) for told in (one, other))
    if mine is None or its is None or question.kind != "figure":
        return False
    return mine.kind != its.kind or (mine.per != its.per and "density" not in question.concepts)


def _longest_run(text: str) -> int:
    """How many years lie between the first and the last of its longest run of years; 0 without one."""
    return max((abs(last - first) for first, last in runs_of_years(text)), default=0)


def _count_differently(one: Sentence, other: Sentence) -> bool:
    """Whether they say of whom or what their figures are, and not the same."""
    return any(
        family & one.says.exact and family & other.says.exact and family & one.says.exact != family & other.says.exact
        for family in _DEFINITIONS[:2]
    )


def _of_about_one_time(one: Sentence, other: Sentence) -> bool:
    """Whether the two are told of years next to each other; further apart they are a course of time."""
    mine, its = (max(sentence.says.years, default=None) for sentence in (one, other))
    return mine is None or its is None or abs(mine - its) <= 1


def _of_one_text(one: Evidence, other: Evidence) -> bool:
    """A copy is no second witness."""
    origins = {one.document_id, one.copy_of} & {other.document_id, other.copy_of}
    return bool(origins - {None})


def _asked_places(question: Question) -> bool:
    return any(entity.kind == "place" for entity in question.entities)


def _places(question: Question, sentence: Sentence) -> frozenset[str]:
    """The places named in the clause of its figure, or in the whole where that names none."""
    figure = asked_figure(question, sentence)
    clause = clause_around(sentence.text, figure) if figure else sentence.text
    named = [mention.entity for mention in mentions(clause)] or sentence.says.entities
    return frozenset(entity.name for entity in named if entity.kind == "place")


def _rival(one: Figure | str, other: Figure | str) -> bool:
    """Two values that cannot both be meant, though they are of one kind."""
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str) and not _one_date(one, other)
    if one.kind != other.kind or 0 in (one.value, other.value):
        return False
    larger, smaller = max(one.value, other.value), min(one.value, other.value)
    return larger <= FAR * smaller and _differ(one, other)


def _differ(one: Figure, other: Figure) -> bool:
    """Whether the two are more than one value, rounded differently, or a bound and a value that keeps it."""
    if _keeps(one, other) or _keeps(other, one):
        return False
    rounded = _APPROXIMATE.search(one.text) or _APPROXIMATE.search(other.text)
    near = max((ROUNDED if rounded else SAME) * max(one.value, other.value), _last_digit(one), _last_digit(other))
    return abs(one.value - other.value) > near


def _keeps(bound: Figure, value: Figure) -> bool:
    """Whether the one is a bound that the other keeps, and near it: "over 1 million" and 1.071 million."""
    if _OVER.search(bound.text):
        return bound.value <= value.value <= bound.value * (1 + WITHIN_REACH)
    return bool(_UNDER.search(bound.text)) and bound.value * (1 - WITHIN_REACH / 2) <= value.value <= bound.value


# Of the words that `figures_in` takes for part of a figure: "nearly 5 million" is a bound here, while a yes or no takes it
# for about that much.
_OVER = re.compile(r"\b(?:over|more than|above|at least)\b|超|不少于|不低于", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:nearly|almost|under|below|less than|close to)\b|近|不足", re.IGNORECASE)
WITHIN_REACH = 0.2  # nobody calls 1.3 million "over 1 million"


def same_value(one: str, other: str) -> bool:
    """Whether two short answers say the same, one of them perhaps more fully: "1891" and "13 January 1891"."""
    mine, its = figures_in(one), figures_in(other)
    if mine and its:
        return not _differ(mine[0], its[0])
    a, b = set(words(one)), set(words(other))
    return bool(a and b) and (a <= b or b <= a)


def _last_digit(figure: Figure) -> float:
    """What one in the last printed place is worth: 4.6 billion may be 4.55."""
    printed = re.search(r"\d[\d,]*(?:\.(\d+))?", figure.text)
    if printed is None or not printed[1]:
        return 0.0
    number = float(printed.group().replace(",", ""))
    return figure.value / number * 10.0 ** -len(printed[1]) if number else 0.0


_APPROXIMATE = re.compile(r"about|around|over|nearly|almost|more than|roughly|约|近|超|多", re.IGNORECASE)


def _one_date(one: str, other: str) -> bool:
    """Whether one is the other, told more or less finely: March 2024 and 3 March 2024."""
    mine, its = (set(re.findall(r"[A-Za-z]+|\d+", text.lower())) for text in (one, other))
    return mine <= its or its <= mine


def disagreement(question: Question, rivals: Sequence[Candidate], chosen: Sequence[Candidate]) -> Disagreement | None:
    """The rivals as they are shown: each value with the number of its citation, and why where it can be told."""
    if not rivals:
        return None
    values = tuple(
        DisagreeingValue(value if isinstance(value, str) else value.text, None, chosen.index(rival) + 1)
        for rival in rivals
        if (value := _value(question, rival)) is not None
    )
    asked = dict.fromkeys(question.text[start:end] for _, start, end in concepts_in(question.text))
    metric = ", ".join(asked) or question.text
    years = sorted(question.years) or sorted(rivals[0].sentence.says.years)
    period = ", ".join(str(year) for year in years) or None
    return Disagreement(metric, ", ".join(e.name for e in question.entities), period, values, _why(question, rivals, chosen))


def _why(question: Question, rivals: Sequence[Candidate], chosen: Sequence[Candidate]) -> str | None:
    """The definitions in which the sentences differ, in words; None where none is seen. Who says the same value speaks, too."""
    said = []
    for rival in rivals:
        value = _value(question, rival)
        alike = (c for c in chosen if c is rival or (value and (other := _value(question, c)) and not _rival(value, other)))
        said.append(frozenset().union(*(one.sentence.says.exact for one in alike)))
    told = []
    for family in _DEFINITIONS:
        named = [sorted(family & concepts) for concepts in said]
        if any(named) and any(one != named[0] for one in named[1:]):
            told.append(" / ".join(" and ".join(one).replace("_", " ") or "not said" for one in named))
    dates = [rival.sentence.evidence.published for rival in rivals]
    if told:
        return "they may count different things: " + "; ".join(told)
    if all(dates) and len(set(dates)) == len(dates):
        return "published at different times: " + ", ".join(str(date) for date in dates)
    return None
