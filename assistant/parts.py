"""A question that asks several things, as the questions that it asks: its clauses, periods, names, or goal and outcome."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.question import Question, read_question
from assistant.records import Turn
from assistant.rewriting import standalone
from assistant.splitting.clauses import by_clause, by_list
from assistant.splitting.descriptions import by_description
from assistant.splitting.goals import by_goal_and_outcome
from assistant.splitting.intervals import by_interval
from assistant.splitting.names import by_name
from assistant.splitting.part import MOST_PARTS, Part
from assistant.splitting.periods import by_period
from assistant.splitting.steps import MOST_MONTHS
from assistant.splitting.things import by_row, by_thing

_SPLITS = (by_row, by_interval, by_description, by_name, by_list, by_clause, by_goal_and_outcome, by_period, by_thing)
_WITHIN = (by_period, by_thing)  # what may stand side by side within one of several names


@lru_cache(maxsize=512)
def parts_of(question: Question) -> tuple[Part, ...]:
    """What the question asks, in its order, at most MOST_PARTS, or the twelve months of a year; empty when it is one thing."""
    for split in _SPLITS:
        found = split(question)
        if len(found) > 1:
            return _each_of_several(found) if split is by_name else tuple(found[: _most(split, found)])
    return ()


def _most(split: object, found: Sequence[Part]) -> int:
    return MOST_MONTHS if split is by_period and len(found) == MOST_MONTHS else MOST_PARTS


def _each_of_several(named: Sequence[Part]) -> tuple[Part, ...]:
    """Two names over two years are four questions, where that is not too many."""
    found: list[Part] = []
    for part in named:
        within = next((split for split in (one(read_question(part.text)) for one in _WITHIN) if len(split) > 1), ())
        found += [replace(one, beside=True) for one in within] or [part]
    return tuple(found if len(found) <= MOST_PARTS else named[:MOST_PARTS])


def all_asked(question: Question) -> list[Question]:
    """The question itself, and what it asks in turn where that is several things, each so that it stands alone."""
    asked, turns = [question], list[Turn]()
    for part in parts_of(question):
        text = standalone(part.text, turns) if turns and part.kind is None else part.text
        turns.append(Turn(text, ""))
        asked.append(read_question(text))
    return asked
