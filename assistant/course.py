"""How something went over time: dated statements about one thing, each new, in the order of what they tell of."""

import re
from collections.abc import Sequence

from assistant.candidates import Candidate
from assistant.checks.numbers import date_parts
from assistant.figures import dates_in, figures_in
from assistant.matching import subjects
from assistant.question import Question, years_in
from assistant.sentences import Sentence

MOST = 8  # statements
SHARE = 0.5  # of the best one's probability that each must have
ABOUT = 0.45  # how much less than the best it may be about the asked company


def course(question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The statements of a course, at least the best, in the order of time. `ranked` may be quoted, most probable first."""
    best, asks_about = ranked[0], bool(subjects(question.entities))
    chosen: list[Candidate] = []
    own = [c for c in ranked if c.sentence.language == question.language]
    for candidate in [*own, *(c for c in ranked if c.sentence.language != question.language)]:
        near = candidate.probability >= SHARE * best.probability and candidate.match.entity >= best.match.entity - ABOUT
        known = any(_tells_the_same(candidate, one, asks_about) for one in chosen)
        if (candidate is best or near) and not known:
            chosen.append(candidate)
    in_time = sorted((c for c in chosen if c in own), key=_time) or sorted(chosen, key=_time)
    ends = [in_time[0], in_time[-1]] if len(chosen) > MOST else []  # how it began, and where it stands
    kept = [*ends, *(candidate for candidate in chosen if candidate not in ends)][:MOST]
    return sorted(kept, key=_time)


def _tells_the_same(one: Candidate, other: Candidate, asks_about: bool) -> bool:
    """Whether the one has nothing that the other has not: the same values of the same time, or nearly the same words.

    `asks_about` is whether a company is asked about.
    """
    mine, its = one.sentence, other.sentence
    values, others = ({figure.value for figure in figures_in(sentence.text)} for sentence in (mine, its))
    same_day = _dates(mine) == _dates(its) and mine.evidence.document_id == its.evidence.document_id
    if same_day and (not asks_about or values <= others):
        return True  # the same of another company, which nobody asked about; or nothing but the day again
    if values and values <= others and (mine.says.years <= its.says.years or not its.says.years):
        return True
    if mine.evidence.document_id == its.evidence.document_id and mine.language != its.language and _dates(mine) == _dates(its):
        return True  # a digest says it in both languages
    shared = len(mine.says.words & its.says.words)
    return shared > 0.8 * min(len(mine.says.words), len(its.says.words)) and values <= others


def _dates(sentence: Sentence) -> set[str]:
    return {part for printed, _, _ in dates_in(sentence.text) for part in date_parts(printed)}


def _time(candidate: Candidate) -> tuple[str, int]:
    """The first date that it tells of, as fine as it is printed; when it was told, where that says more."""
    sentence = candidate.sentence
    told = sentence.evidence.published or "9999"
    first = min((_day(printed) for printed, _, _ in dates_in(sentence.text) if years_in(printed)), default=told)
    return (told if told.startswith(first[:4]) and first.endswith(_UNKNOWN) else first), sentence.start


_UNKNOWN = "-00"


def _day(printed: str) -> str:
    """A printed date so that dates sort: 2024-05-23, 2024-05-00, 2024-12-31 for the end of a year, 2024-00."""
    parts = date_parts(printed)
    month = next((part[1:3] for part in sorted(parts) if part[0] == "m"), None)
    if month is None and _END.search(printed):
        return f"{min(years_in(printed))}-12-31"
    quarter = next((f"{int(part[1]) * 3 - 2:02d}" for part in sorted(parts) if part[0] == "q"), None)
    day = next((f"{int(part[4:]):02d}" for part in parts if part.startswith("day ")), "00")
    return f"{min(years_in(printed))}-{month}-{day}" if month else f"{min(years_in(printed))}-{quarter or '00'}"


_END = re.compile(r"\b(?:end|late|by)\b|末|底", re.IGNORECASE)
