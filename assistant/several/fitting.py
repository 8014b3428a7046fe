"""Whether what was found for a part answers it: not with a plan, another company's figure or another time."""

import re

from assistant.figures import figures_in, is_place_in_a_row
from assistant.limits import is_forecast_by_others
from assistant.matching import narrower
from assistant.metrics import MONTHLY, PLANS
from assistant.premises import is_ahead
from assistant.question import Question
from assistant.records import Answer
from assistant.sentences import Sentence, read_text, sentence_quoted
from assistant.short_answers import asked_figure
from assistant.splitting.part import Part
from assistant.subjects import subjects
from corpus.entities import groups_of, mentions


def is_no_answer(part: Part, question: Question, answer: Answer) -> bool:
    """Whether what came, of a plan or in a year to come, is answered with a plan, or one period with what is of another."""
    if not answer.claims:
        return False
    told = sentence_quoted(answer.citations[0])
    planned = is_ahead(told.text) if part.apart or part.open else part.beside and _is_planned(question, told)
    of_it = _has_figure_of_its_own(question, told) and _of_the_asked_time(question, told)
    return planned or (part.beside and not of_it)


def _is_planned(question: Question, sentence: Sentence) -> bool:
    """Whether its figure is a plan's though it is asked what came; what is planned besides does not count."""
    of_what_comes_in = question.concepts & MONTHLY and not question.concepts & PLANS  # a duty is a duty when it is proposed
    if not of_what_comes_in or not _is_past(question) or not (figure := asked_figure(question, sentence)):
        return False
    return is_ahead(sentence.text[: figure.end])


def _is_past(question: Question) -> bool:
    """Whether it asks, of a year, what came: not what will be, or is to be by then."""
    return bool(question.years) and question.kind == "figure" and not _TO_COME.search(question.text)


_TO_COME = re.compile(
    r"\b(?:will|would|by|to be|to (?:reach|have|make|sell)|should|aim\w*|pledge\w*)\b|将|到20\d\d年|要达", re.IGNORECASE
)


def _has_figure_of_its_own(question: Question, sentence: Sentence) -> bool:
    """Whether it has a figure that is not another company's, and the asked place in a row: "the two millionth"."""
    places, told = (
        [figure.value for figure in figures_in(text) if is_place_in_a_row(figure)][:1] for text in (question.text, sentence.text)
    )
    if places and places != told:
        return False
    figure = asked_figure(question, sentence) if question.kind == "figure" else None
    if figure is None:
        return question.kind != "figure"
    asked = subjects(question.entities)
    before = [m.entity for m in mentions(sentence.text) if m.start < figure.start and m.entity.kind in ("company", "brand")]
    if not asked or not before or {entity.name for entity in asked} & {entity.name for entity in before[-1:]}:
        return True
    last = before[-1]
    return any(entity in groups_of(last) or last in groups_of(entity) for entity in asked) or not set(before) & set(asked)


def _of_the_asked_time(question: Question, sentence: Sentence) -> bool:
    """Whether a figure is of the asked quarter, half or month, and that of a year not of a month."""
    if question.kind != "figure" or not question.concepts & MONTHLY:
        return True
    if question.parts:
        return bool(question.parts & (sentence.says.parts | sentence.above.parts))
    return narrower(question, sentence) == 0


def is_no_aim(asked: Question, answer: Answer) -> bool:
    """Whether a question for a plan, a target or a forecast is answered with what came, or with what others forecast."""
    told = sentence_quoted(answer.citations[0])
    text = _PLAN_REPORT.sub(" ", told.text)
    aims = bool(read_text(text).concepts & PLANS) or is_ahead(text)
    return bool(asked.concepts & PLANS) and (not aims or is_forecast_by_others(told))


_PLAN_REPORT = re.compile(r"\bplan report\b|计划报告", re.IGNORECASE)
