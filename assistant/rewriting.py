"""A follow-up and its conversation become a standalone question; no word is added that the conversation does not have."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.conversation import general, leaning, moves
from assistant.conversation.dates import dated, noted, without_note
from assistant.conversation.known import (
    END,
    LEAD,
    VERB,
    exchanged,
    exchanged_thing,
    missing,
    names_of_the_desk,
    only_names,
    points_back,
    with_what_was_asked,
)
from assistant.conversation.pairs import of_each, sentences_of, side_by_side
from assistant.conversation.periods import PERIOD, RELATIVE, counted
from assistant.conversation.persons import found_name, named_before
from assistant.conversation.sources import asks_for_source, of_source, of_what
from assistant.conversation.taking_places import as_measured, at_its_place, in_its_period, of_a_known_name, with_an_unknown_name
from assistant.conversation.units_asked import in_unit, unit_asked
from assistant.errors import UnusableQuestion
from assistant.question import Question, check_usable, read_question
from assistant.records import Turn
from assistant.subjects import subjects
from corpus.concepts import concepts_in
from corpus.entities import mentions
from corpus.languages import language_of

BACK = 6  # turns that a subject is looked for in


@dataclass(frozen=True, slots=True)
class _Asked:
    """An earlier turn: as typed, as it stands alone, and what was answered."""

    typed: str
    alone: Question
    answer: str
    name: str | None = None  # that was asked for and found, of a "who" or "which"


def standalone(question: str, history: Sequence[Turn], today: date | None = None) -> str:
    """The question readable without the conversation: itself, to the character, when it already stands alone.

    With the day of asking, "last year" and the like are shown as the dates that they are.
    """
    if today is None:
        return _in_conversation(question, _earlier(history))
    asked = [replace(turn, question=dated(turn.question, today)) for turn in history]
    return noted(_in_conversation(dated(question, today), _earlier(asked)), today)


def _in_conversation(question: str, earlier: Sequence[_Asked]) -> str:
    if not earlier or not question.strip() or moves.opens_another_subject(question):
        return question
    asked = [one.alone for one in earlier]
    if whole := _by_its_move(question, earlier):
        return whole
    if pair := side_by_side(question, asked) or of_each(question, asked):
        return pair
    now = read_question(question)
    leans = points_back(now)
    if leans and (only_names(counted(_stripped(question), asked[-1])) or names_of_the_desk([*asked, now])):
        return _with_names_of_the_desk(question, earlier)
    if language_of(question) == "zh":
        return _supplied(_stripped(question), [_told(asked[-1], now)]) if leans else question
    if subjects(now.entities) and not leaning.refers(question, [one.typed for one in earlier]):
        return question
    return general.rewritten(question, [one.text for one in asked], [one.typed for one in earlier], earlier[-1].answer)


def _by_its_move(question: str, earlier: Sequence[_Asked]) -> str | None:
    """What a turn asks that goes on, corrects, or asks of the answer before who said it, in what unit, or what came of it."""
    previous = earlier[-1].alone
    if moves.goes_on(question):
        return previous.text
    if asks_for_source(question):
        return of_source(previous.text, chinese=language_of(question) == "zh")
    if unit := unit_asked(question):
        return in_unit(next((one.alone.text for one in reversed(earlier) if one.alone.kind == "figure"), previous.text), unit)
    correction = moves.corrected(question)
    if correction is not None and not VERB.search(correction):
        return _corrected(correction, earlier)
    return with_what_was_asked(previous, question)


def _corrected(correction: str, earlier: Sequence[_Asked]) -> str:
    asked = [one.alone for one in earlier]
    if concepts_in(correction) and names_of_the_desk(asked) and not only_names(correction):
        return _with_names_of_the_desk(correction, earlier)
    return with_an_unknown_name(asked, correction) or exchanged(of_a_known_name(asked), correction, same_part=False)


def _with_names_of_the_desk(question: str, earlier: Sequence[_Asked]) -> str:
    asked = [one.alone for one in earlier]
    rest = counted(_stripped(question), asked[-1])
    same_part = bool(RELATIVE.search(question))
    if only_names(rest):
        return " ".join(exchanged(one, rest, same_part) for one in _to_change(of_a_known_name(asked), rest))
    if period := in_its_period(asked[-1], rest):
        return exchanged(asked[-1], period, same_part)
    if taken := with_an_unknown_name(asked, rest) or at_its_place(asked, rest):
        return taken
    meant = named_before(question, [(one.alone, one.name) for one in earlier])
    lacking = missing(read_question(rest), rest, asked, same_part)
    thing = exchanged_thing(asked[-1], rest)
    if thing:
        return as_measured(thing)
    return _supplied(rest, list(dict.fromkeys([*(name for name in meant if name not in rest), *lacking])))


def _told(previous: Question, now: Question) -> str:
    """The Chinese question before, to stand in brackets: without its period where the follow-up has one."""
    bare = END.sub("", previous.text)
    return re.sub(r"^[在于到，]|的(?:是多少|有多少|多少)$|是多少$", "", PERIOD.sub("", bare) if now.years else bare) or bare


def _to_change(previous: Question, rest: str) -> list[Question]:
    """Of two questions side by side both, for another period; the last alone, for another name."""
    both = [read_question(text) for text in sentences_of(previous.text)]
    return [previous] if len(both) == 1 else both[-1:] if mentions(rest) else both


def _earlier(history: Sequence[Turn]) -> list[_Asked]:
    """The turns since the subject was last changed."""
    found: list[_Asked] = []
    for turn in history:
        if moves.opens_another_subject(turn.question):
            found = []
        if _readable(turn.question):
            answer = turn.answer
            alone = _in_conversation(turn.question, found) if isinstance(answer, str) else answer.standalone_question
            said = answer if isinstance(answer, str) else answer.text
            read = read_question(of_what(without_note(alone)))
            found = [*found, _Asked(turn.question, read, said, found_name(read, answer))][-BACK:]
    return found


def _readable(question: str) -> bool:
    try:
        check_usable(question)
    except UnusableQuestion:
        return False
    return True


def _stripped(question: str) -> str:
    last = None
    while last != question:
        last, question = question, LEAD.sub("", question, count=1)
    return question


def _supplied(rest: str, added: Sequence[str]) -> str:
    """The follow-up with what it leaves out named behind it."""
    if not added:
        return rest
    bare = END.sub("", rest).strip()
    if language_of(rest) == "zh":
        return f"{bare}（{'，'.join(added)}）？"
    return f"{bare[:1].upper()}{bare[1:]} ({', '.join(added)})?"
