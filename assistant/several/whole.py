"""Whether one sentence answers all that is asked."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.figures import figures_in
from assistant.premises import is_ahead
from assistant.question import Question, parts_of_year, read_question, years_in
from assistant.records import Answer
from assistant.splitting.part import Part
from assistant.subjects import subjects
from corpus.entities import mentions


def says_all(question: Question, parts: Sequence[Part], whole: Answer) -> bool:
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
