"""One answer out of the answers to the parts of a question."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from assistant.answering import THRESHOLD_OF_A_PART
from assistant.attainment import greater, reached
from assistant.citing import printed_date
from assistant.course import over_its_years
from assistant.figures import figures_in, is_place_in_a_row
from assistant.likeness import Measure, likeness, measure_of
from assistant.matching import narrower
from assistant.metrics import METRICS, MONTHLY, PLANS
from assistant.parts import parts_of
from assistant.premises import DENIED, is_ahead
from assistant.question import Question, parts_of_year, read_question, years_in
from assistant.records import Answer, Citation, Claim, Disagreement, Turn, Verdict
from assistant.rewriting import standalone
from assistant.sentences import Sentence, sentence_quoted
from assistant.short_answers import asked_figure
from assistant.splitting.goals import attainment_asked, goal_and_outcome, supposes_attainment
from assistant.splitting.part import Part
from assistant.splitting.things import things_owned
from assistant.stance import Stance, lead
from assistant.subjects import subjects
from corpus.concepts import concepts_in
from corpus.entities import groups_of, mentions
from corpus.languages import language_of


class AnswerOne(Protocol):
    """Answers one question. `threshold` is the probability below which it is silent, None for the usual one; sentences in
    `without` are said already; `like` is the measure of the figures that its own is to stand beside."""

    def __call__(
        self, question: Question, threshold: float | None, without: Collection[str], like: Measure | None = None, /
    ) -> Answer:
        """The answer, which may be an abstention."""


_POINTS_AT_ONE = re.compile(
    r"\b(?:it|its|he|his|she|her|they|their|(?:that|this|the) (?:company|firm|maker|carmaker|group|official))\b|它|其|该公司",
    re.IGNORECASE,
)


def composed(question: Question, answer_one: AnswerOne) -> Answer:
    """The answer to the question; where it asks several things, one claim for each that was found.

    `partial` names the parts without an answer, and a goal that is taken as reached or missed and was not. A question whose
    parts all remain open is answered as a whole.
    """
    whole = answer_one(over_its_years(question), None, ())
    if denied := _denied(question, answer_one):
        return denied
    parts = parts_of(question)
    if not parts or _says_all(question, parts, whole):
        return whole
    answers = _each_answered(parts, answer_one)
    if not any(answer.claims for _, answer in answers):
        of_another_time = any(question.parts for question, _ in answers) and whole.claims
        missing = "; ".join(part.text.rstrip("?？. ") for part in parts)
        return replace(whole, verdict="partial", missing=missing, short_answer=None) if of_another_time else whole
    merged = _merged(question, [answer for _, answer in answers])
    return replace(merged, lead=lead(question, _verdict(question, parts, answers))) if question.kind == "yes-no" else merged


def _denied(question: Question, answer_one: AnswerOne) -> Answer | None:
    """Goal and outcome, where the question takes for granted that the goal was reached, or missed, and the figures deny it."""
    if not supposes_attainment(question):
        return None
    parts = goal_and_outcome(question.text)
    answers = _each_answered(parts, answer_one)
    found = _attained(parts, answers)
    if found is None or found == (attainment_asked(question) == "reached"):
        return None
    return replace(_merged(question, [answer for _, answer in answers]), verdict="partial", missing=DENIED)


def composed_in_time(asked: Question, undated: Question, answer_one: AnswerOne) -> Answer:
    """The answer for the time that was meant; where the documents hold nothing of "this year", what they said of another.

    `undated` is the question as it was worded. What is of another time is `partial`, and named as such.
    """
    answer = composed(asked, answer_one)
    if answer.claims or undated.years == asked.years:
        return answer
    older = composed(undated, answer_one)
    if not older.claims:
        return answer
    newest = max((citation.evidence for citation in older.citations), key=lambda evidence: evidence.published or "")
    years = ", ".join(str(year) for year in sorted(asked.years))
    told = f"{years}: the newest that is quoted is of {printed_date(newest.published, newest.date_inferred)}"
    return replace(older, verdict="partial", missing=told, disagreements=(), answerable=answer.answerable)


def _says_all(question: Question, parts: Sequence[Part], whole: Answer) -> bool:
    """Whether one sentence speaks of every name and year asked about and has a figure for each part."""
    if not whole.claims or len(whole.claims) > 1:
        return False
    text = whole.claims[0].text
    if any(part.apart for part in parts) and is_ahead(text):
        return False  # what was aimed at says nothing of what came
    named = {mention.entity.name for mention in mentions(text)}
    return (
        question.years <= years_in(text)
        and {entity.name for entity in subjects(question.entities)} <= named
        and len(figures_in(text)) >= len(parts)
        and all(read_question(part.text).parts <= parts_of_year(text) for part in parts)
        and _gives_each_its_figure(parts, text)
    )


def _gives_each_its_figure(parts: Sequence[Part], text: str) -> bool:
    """Whether a figure follows each of the names that the parts differ in, before the next; or all follow all of them."""
    named = [{mention.entity.name for mention in mentions(part.text)} for part in parts]
    own = set[str]().union(*named) - named[0].intersection(*named)
    last = sorted({mention.entity.name: mention.end for mention in mentions(text) if mention.entity.name in own}.values())
    if len(last) < 2 or re.search(r"\brespectively\b|分别", text):
        return True
    figures = [figure.start for figure in figures_in(text)]
    return all(any(end <= start < stop for start in figures) for end, stop in pairwise([*last, len(text)]))


Asked = tuple[Question, Answer]  # a part as it was asked, and what was found


def _each_answered(parts: Sequence[Part], answer_one: AnswerOne) -> list[Asked]:
    """The parts with their answers; what is open and has none is left out."""
    asked = list(_in_turn(parts, answer_one))
    asked = _of_one_measure(parts[: len(asked)], asked, answer_one)
    return [one for part, one in zip(parts, asked, strict=False) if one[1].claims or not part.open]


def _in_turn(parts: Sequence[Part], answer_one: AnswerOne) -> Iterator[Asked]:
    """Each part asked after the ones before it: "it" is what they asked about, or the name that they were answered with.

    It ends with the first that has no answer where all from there on are open: the years that have not come.
    """
    turns: list[Turn] = []
    said: list[str] = []
    for place, part in enumerate(parts):
        aim = part.beside and any(later.apart for later in parts[place + 1 : place + 2])
        asked = _standing_alone(part, turns)
        answer = _first_that_answers(part, asked, aim, said if part.apart else (), answer_one)
        if aim and (measured := _with_metric(asked.text, Turn(asked.text, answer))) != asked.text:
            asked = replace(read_question(measured), kind=asked.kind)
            answer = _first_that_answers(part, asked, aim, (), answer_one)
        if not answer.claims and all(later.open for later in parts[place:]):
            return
        said += [claim.text for claim in answer.claims[:1]]
        turns.append(Turn(asked.text, answer))
        yield asked, answer


def _first_that_answers(part: Part, asked: Question, aim: bool, without: Collection[str], answer_one: AnswerOne) -> Answer:
    """The best answer that is one; of an `aim`, what was aimed at, not what came or what others forecast."""
    passed = list(without)
    for _ in range(MOST_PASSED):
        answer = answer_one(asked, THRESHOLD_OF_A_PART, passed)
        if not answer.claims or not (_is_no_answer(part, asked, answer) or (aim and _is_no_aim(asked, answer))):
            return answer
        passed.append(answer.claims[0].text)
    return replace(answer, verdict="not_in_documents", claims=(), citations=(), disagreements=())


MOST_PASSED = 5  # answers that are passed over


def _is_no_aim(asked: Question, answer: Answer) -> bool:
    told = sentence_quoted(answer.citations[0])
    aims = bool(told.says.concepts & PLANS) or is_ahead(told.text)
    return bool(asked.concepts & PLANS) and (not aims or _BY_OTHERS.search(told.text) is not None)


_BY_OTHERS = re.compile(
    r"\b(?:analysts?|brokers?|brokerages?|banks?|securities|consensus|media)\b|分析师|机构|券商|研报", re.IGNORECASE
)


def _standing_alone(part: Part, turns: Sequence[Turn]) -> Question:
    """The part as it is asked after those before it."""
    text = standalone(part.text, turns) if turns and part.kind is None else part.text
    if turns and _POINTS_AT_ONE.search(part.text) and not _has_subject(part.text):
        name = None if part.apart else _found_name(turns[-1])
        text = f"{text.rstrip('?？. ')} ({name})?" if name else text
    if part.apart and part.kind is None and turns:
        text = _with_what_was_planned(part.text, turns[-1].question)
    if part.apart and turns:
        text = _with_metric(text, turns[-1])
    asked = read_question(text)
    return replace(asked, kind=part.kind) if part.kind else asked


def _with_what_was_planned(text: str, plan: str) -> str:
    """ "When did it open in the end?" with whose plan it was and what was planned: not the place and year of the planning."""
    before = read_question(plan)
    named = [entity.name for entity in subjects(before.entities) or before.entities if entity not in read_question(text).entities]
    things = [plan[start:end] for start, end in things_owned(plan) if plan[start:end] not in text]
    return f"{text.rstrip('?？. ')} ({', '.join([*named, *things])})?" if named or things else text


def _with_metric(text: str, goal: Turn) -> str:
    """What came of a goal, with what the goal was one of: "SAIC 2023" after "6 million vehicle sales" asks for sales."""
    asked = read_question(text)
    if asked.concepts & METRICS or isinstance(goal.answer, str) or not goal.answer.claims or asked.kind == "date":
        return text
    found = [concept for concept, _, _ in concepts_in(goal.answer.claims[0].text) if concept.name in METRICS - {"growth"}]
    forms = [form for concept in found for form in concept.forms if language_of(form) == asked.language]
    return f"{text} {forms[0]}" if forms else text


def _of_one_measure(parts: Sequence[Part], asked: list[Asked], answer_one: AnswerOne) -> list[Asked]:
    """The same with figures that can stand side by side, where such are nearly as good: those most like one of them."""
    if not all(part.beside for part in parts):
        return asked
    measures = [_measure(question, answer) for question, answer in asked]
    best, most = asked, _agreement(measures)
    for anchor in dict.fromkeys(measure for measure in measures if measure):
        if most >= len(asked) - 1:
            return best
        tried = [
            one if likeness(anchor, measure) == 1 or measure is None else _asked_again(part, one, anchor, answer_one)
            for part, one, measure in zip(parts, asked, measures, strict=True)
        ]
        agreement = _agreement([_measure(question, answer) for question, answer in tried])
        if agreement > most:
            best, most = tried, agreement
    return best


def _verdict(question: Question, parts: Sequence[Part], asked: Sequence[Asked]) -> Stance | None:
    """Yes or no to "did it reach its goal?" and "did it sell more than ...?", by the figures of two sentences."""
    direction = attainment_asked(question)
    found = _attained(parts, asked)
    if found is not None and direction:
        return "yes" if found == (direction == "reached") else "no"
    told = [(one, sentence_quoted(answer.citations[0])) for one, answer in asked if answer.claims]
    if len(told) != 2 or len(parts) != 2 or parts[1].apart or not (way := _MORE.search(question.text)):
        return None
    above = greater(*told)
    return None if above is None else "yes" if above == bool(way["more"] or way["more_zh"]) else "no"


_MORE = re.compile(
    r"\b(?:(?P<more>more|higher|larger|bigger|greater|better|faster|ahead|outs[eo]l[ld]|out-?earn(?:ed)?|exceed(?:ed)?|beat)|"
    r"fewer|less|lower|smaller|slower|behind)\b|(?P<more_zh>更[多高大快]|超过|多于|高于)|更[少低小慢]|低于|少于",
    re.IGNORECASE,
)


def _attained(parts: Sequence[Part], asked: Sequence[Asked]) -> bool | None:
    """Whether the one goal that was asked about was reached; None where that cannot be told."""
    if len(parts) != 2 or len(asked) != 2 or not parts[1].apart or not all(answer.claims for _, answer in asked):
        return None
    goal, outcome = ((question, sentence_quoted(answer.citations[0])) for question, answer in asked)
    return reached(goal, outcome)


def _asked_again(part: Part, asked: Asked, like: Measure, answer_one: AnswerOne) -> Asked:
    question, before = asked
    again = answer_one(question, THRESHOLD_OF_A_PART, (), like)
    return (question, again) if again.claims and not _is_no_answer(part, question, again) else (question, before)


def _is_no_answer(part: Part, question: Question, answer: Answer) -> bool:
    """Whether what came, of a plan or in a year to come, is answered with a plan, or one period with what is of another."""
    if not answer.claims:
        return False
    planned = (part.apart or part.open) and is_ahead(answer.claims[0].text)
    told = sentence_quoted(answer.citations[0])
    of_it = _has_figure_of_its_own(question, told) and _of_the_asked_time(question, told)
    return planned or (part.beside and not of_it)


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


def _measure(question: Question, answer: Answer) -> Measure | None:
    return measure_of(question, sentence_quoted(answer.citations[0])) if answer.claims and answer.citations else None


def _agreement(measures: Sequence[Measure | None]) -> float:
    """How far the others are of one measure with the one that most are like: at most one less than there are."""
    return max(sum(likeness(one, other) for j, other in enumerate(measures) if j != i) for i, one in enumerate(measures))


def _has_subject(text: str) -> bool:
    return bool(subjects(read_question(text).entities))


def _found_name(turn: Turn) -> str | None:
    """The company or person that an answer names and its question does not."""
    if isinstance(turn.answer, str) or not turn.answer.claims:
        return None
    asked = {entity.name for entity in read_question(turn.question).entities}
    found = (mention.entity for mention in mentions(turn.answer.claims[0].text))
    return next((entity.name for entity in subjects(tuple(found)) if entity.name not in asked), None)


def _merged(question: Question, answers: Sequence[Answer]) -> Answer:
    """The first claim of each, and all that differ where sources do, with citations numbered anew."""
    citations: list[Citation] = []
    claims: list[Claim] = []
    disagreements: list[Disagreement] = []
    for answer in answers:
        shown = len(answer.claims) if answer.disagreements else 1
        renumbered = {}
        for claim in answer.claims[:shown]:
            for citation in (c for c in answer.citations if c.n in claim.citations):
                renumbered[citation.n] = _number(citation, citations)
            moved = replace(claim, citations=tuple(renumbered[n] for n in claim.citations))
            if moved not in claims:
                claims.append(moved)
        outvoted = {value.citation for one in answer.disagreements for value in one.values} - renumbered.keys()  # in no claim
        renumbered |= {c.n: _number(c, citations) for c in answer.citations if c.n in outvoted}
        disagreements += [_moved(one, renumbered) for one in answer.disagreements]
    missing = [answer.question.rstrip("?？. ") for answer in answers if not answer.claims]
    verdict: Verdict = "partial" if missing else "disagreement" if disagreements else "answered"
    # no short answer: several figures without what they are figures of
    return Answer(
        question=question.text,
        standalone_question=question.text,
        verdict=verdict,
        claims=tuple(claims),
        citations=tuple(citations),
        disagreements=tuple(disagreements),
        missing="; ".join(missing) or None,
        answerable=round(sum(answer.answerable for answer in answers) / len(answers), 3),
    )


def _number(citation: Citation, held: list[Citation]) -> int:
    """The number of the citation among those held, added if it is new."""
    for other in held:
        if (other.evidence.document_id, other.quote_start, other.quote_end) == (
            citation.evidence.document_id, citation.quote_start, citation.quote_end,
        ):  # fmt: skip
            return other.n
    held.append(replace(citation, n=len(held) + 1))
    return len(held)


def _moved(one: Disagreement, numbers: dict[int, int]) -> Disagreement:
    return replace(one, values=tuple(replace(value, citation=numbers[value.citation]) for value in one.values))
