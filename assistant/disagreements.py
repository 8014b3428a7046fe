"""Different values for one thing: found by comparing the figures of the sentences that answer best."""

from collections.abc import Sequence

from assistant.candidates import Candidate
from assistant.question import Question
from assistant.records import DisagreeingValue, Disagreement
from assistant.short_answers import asked_figure
from corpus.concepts import concepts_in

SAME = 0.01  # values closer than this share are one value, rounded differently
AS_GOOD = 0.75  # of the best sentence's probability: less certain sentences are no witnesses
MOST_VALUES = 4

# What a figure counts or covers: two figures that differ in one of these may both be right.
_DEFINITIONS = (
    {"people", "worker", "employee"},
    {"key_industries", "above_scale"},
    {"wholesale", "retail", "deliveries", "production", "capacity", "registrations", "exports"},
    {"target", "forecast", "result"},
)


def rival_values(question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence and those of other documents that give another value for the same thing; empty if none does.

    Only for a question that asks for one figure. The same thing means: the same company, everything that the question
    names, the same years and parts of years, the same kind of figure.
    """
    if question.kind != "figure" or len(question.years) > 1 or not ranked:
        return []
    best = ranked[0]
    figure = asked_figure(question, best.sentence)
    if figure is None:
        return []
    rivals = [best]
    values = [figure.value]
    for candidate in ranked[1:]:
        if candidate.probability < AS_GOOD * best.probability or len(rivals) == MOST_VALUES:
            break
        other = asked_figure(question, candidate.sentence)
        if other is None or other.kind != figure.kind or not _same_thing(best, candidate):
            continue
        if all(_differ(other.value, value) for value in values):
            rivals.append(candidate)
            values.append(other.value)
    return rivals if len(rivals) > 1 else []


def _same_thing(one: Candidate, other: Candidate) -> bool:
    if one.sentence.evidence.document_id == other.sentence.evidence.document_id:
        return False
    a, b = one.match, other.match
    if (a.own, a.entity, a.concept, a.counts, a.narrower) != (b.own, b.entity, b.concept, b.counts, b.narrower):
        return False
    mine, its = one.sentence, other.sentence
    years = mine.says.years == its.says.years or not (mine.says.years and its.says.years)
    return years and mine.says.parts == its.says.parts


def _differ(one: float, other: float) -> bool:
    return abs(one - other) > SAME * max(abs(one), abs(other))


def disagreement(question: Question, rivals: Sequence[Candidate], chosen: Sequence[Candidate]) -> Disagreement | None:
    """The rivals as they are shown: each value with the number of its citation, and why where it can be told."""
    if not rivals:
        return None
    figures = [(rival, asked_figure(question, rival.sentence)) for rival in rivals]
    values = tuple(
        DisagreeingValue(figure.text, None, chosen.index(rival) + 1) for rival, figure in figures if figure is not None
    )
    asked = dict.fromkeys(question.text[start:end] for _, start, end in concepts_in(question.text))
    metric = ", ".join(asked) or question.text
    years = sorted(question.years) or sorted(rivals[0].sentence.says.years)
    period = ", ".join(str(year) for year in years) or None
    return Disagreement(metric, ", ".join(e.name for e in question.entities), period, values, _why(rivals))


def _why(rivals: Sequence[Candidate]) -> str | None:
    """The definitions in which the sentences differ, in words; None where none is seen."""
    told = []
    for family in _DEFINITIONS:
        named = [sorted(family & rival.sentence.says.exact) for rival in rivals]
        if any(named) and any(one != named[0] for one in named[1:]):
            told.append(" / ".join(" and ".join(one).replace("_", " ") or "not said" for one in named))
    dates = [rival.sentence.evidence.published for rival in rivals]
    if told:
        return "they may count different things: " + "; ".join(told)
    if all(dates) and len(set(dates)) == len(dates):
        return "published at different times: " + ", ".join(str(date) for date in dates)
    return None
