"""How something went over time: dated statements about one thing, each new, in the order of what they tell of."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.candidates import Candidate
from assistant.checks.numbers import date_parts
from assistant.figures import dates_in, figures_in
from assistant.question import Question, asks_over_time, years_in
from assistant.sentences import Sentence, read_text
from assistant.subjects import subjects

MOST = 8  # statements
SHARE = 0.35  # of the best one's probability that each must have
SHARE_OF_A_PLAN = 0.15  # the same, where plans are listed: each is another thing
ABOUT = 0.45  # how much less than the best it may be about the asked company


def over_its_years(question: Question) -> Question:
    """A question about a course with all the years that it is of: "since 2019" asks of more than 2019, and of no one month."""
    if not asks_over_time(question):
        return question
    since = _SINCE.search(question.text)
    first = int(since["year"] or since["year_zh"]) if since else 0
    years = frozenset(range(first, first + LONGEST)) if since and question.years == {first} else question.years
    return replace(question, years=years, parts=frozenset())


_SINCE = re.compile(
    r"\b(?:since|from) (?:\w+ )?(?P<year>(?:19|20)\d\d)\b|(?P<year_zh>(?:19|20)\d\d)年?(?:以来|起|至今)",
    re.IGNORECASE,
)
LONGEST = 15  # years


def course(question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The statements of a course, at least one, in the order of time. `ranked` may be quoted, most probable first."""
    if lists_plans(question) and (plans := _one_of_each_plan(ranked)):
        return sorted(plans, key=_time)
    best, asks_about = ranked[0], bool(subjects(question.entities))
    chosen: list[Candidate] = []
    for candidate in _events_first(question, ranked):
        near = candidate.probability >= SHARE * best.probability and candidate.match.entity >= best.match.entity - ABOUT
        known = any(_tells_the_same(candidate, one, asks_about) for one in chosen)
        if (candidate is best or near) and not known:
            chosen.append(candidate)
    own = [candidate for candidate in chosen if candidate.sentence.language == question.language]
    in_time = sorted(own or chosen, key=_time)
    ends = [in_time[0], in_time[-1]] if len(chosen) > MOST else []  # how it began, and where it stands
    rest = [candidate for candidate in chosen if candidate not in ends]
    times = [_time(candidate)[0] for candidate in (*ends, *rest)]
    new = [
        candidate for place, candidate in enumerate((*ends, *rest)) if times[place] not in times[:place]
    ]  # of a day of its own
    kept = [*new, *(candidate for candidate in (*ends, *rest) if candidate not in new)][:MOST]
    return sorted(kept, key=_time)


def _of_a_day(candidate: Candidate) -> bool:
    """Whether it tells of an event on a day, not of how things stood about then."""
    return any(part.startswith("day ") for part in _dates(candidate.sentence))


def _events_first(question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
    """Those in the question's language first, and of these what happened on a day."""
    return sorted(ranked, key=lambda candidate: (candidate.sentence.language != question.language, not _of_a_day(candidate)))


def _one_of_each_plan(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Of sentences that name a plan, the best one on each, where there are several plans."""
    chosen: list[Candidate] = []
    for candidate in ranked:
        near = candidate.probability >= SHARE_OF_A_PLAN * ranked[0].probability and not candidate.match.lacks_place
        if near and _plan(candidate) and not any(_is_of_one_plan(candidate, one) for one in chosen):
            chosen.append(candidate)
    return chosen[:MOST] if len(chosen) > 1 else []


def lists_plans(question: Question) -> bool:
    """Whether it asks which plans there were."""
    return "plan" in question.concepts and _LISTS.search(question.text) is not None


_LISTS = re.compile(
    r"\b(?:list|which|what|name)\b[^,.;]{0,40}\b(?:plans|programmes|programs|strategies|policies|documents)\b|"
    r"(?:哪些|列出|梳理).{0,20}(?:计划|规划|方案)",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"(?P<name>(?:[\w+“”\"’'&-]+ ){1,5}?)(?:action )?(?:plan|programme|strategy|blueprint)\b(?P<years> for (?:19|20)\d\d\S*)?|"
    r"(?P<name_zh>[\u4e00-\u9fff\d—–+“”-]{2,24}?)(?:行动计划|行动方案|规划|方案)"
)


def _plan(candidate: Candidate) -> str | None:
    """The plan that the sentence names, as printed: by its years, or as an action plan."""
    named = _PLAN.search(candidate.sentence.text)
    return named.group() if named and (years_in(named.group()) or "action" in named.group() or named["name_zh"]) else None


def _is_of_one_plan(one: Candidate, other: Candidate) -> bool:
    """Whether both tell of one plan: of one document, or of plans for the same years and things."""
    if one.sentence.evidence.document_id == other.sentence.evidence.document_id:
        return True
    mine, its = (read_text(_plan(candidate) or "") for candidate in (one, other))
    alike = len(mine.words & its.words) >= 0.5 * min(len(mine.words), len(its.words))
    return alike and (mine.years == its.years or not mine.years or not its.years)


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
