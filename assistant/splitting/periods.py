"""A question over several periods: the years, quarters or months of a course, or periods that are named side by side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.metrics import METRICS, PLANS
from assistant.question import COURSE, MAYBE_COURSE, Question, parts_of_year, years_asked, years_in
from assistant.splitting.part import ASKING, BETWEEN, COMPARES, MOST_PARTS, WHICH_IS_MORE, Part, bare, tidy
from assistant.splitting.steps import by_step

OVER_TIME = re.compile(
    rf"{COURSE}|{MAYBE_COURSE}|"
    r"\b(?:every year|per year|by year|yearly|run through|build-up|trajectory|trend|series|"
    r"how (?:did|have|has)\b.{0,80}\b"
    r"(?:develop(?:ed)?|evolved?|chang(?:ed?|ing)|moved?|progress(?:ed)?|grow[n]?|risen|rise|fallen|fall))\b|"
    r"^\W*list\b|各年|每年|列一下|列出|走势",
    re.IGNORECASE,
)
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_MARK = r"(?:(?:the )?(?:end|start|beginning|middle) of |mid-|late |early |end-)?"
_RANGE = re.compile(
    rf"(?:\b(?:from|(?P<between>between)|over|in|during|for)\s+)?(?P<from>{_MARK})(?P<first>{_YEAR})\s*年?\s*"
    rf"(?P<join>-|–|—|to|until|through|up to|至|到|(?(between)and|-))\s*"
    rf"(?P<to>{_MARK})(?P<last>{_YEAR}|(?<=[-–—])\d\d(?!\d))(?:\s*年)?",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"\b(?:(?:ever )?since(?P<from>(?: {_MARK.removesuffix('?')})?)|from)\s+(?P<first>{_YEAR})"
    rf"(?:[\s,]*\b(?:up )?(?:to|until|till|through)\s+(?P<last>{_YEAR})|"
    r"[\s,]*(?:\b(?:on|onwards?|to (?:now|date|today|the present)|until now)\b))?|"
    rf"(?:自|从)?(?P<first_zh>{_YEAR})年?(?:以来|起|至今|到现在|以后)(?:[，,、]?\s*(?:至|到|截至)(?P<last_zh>{_YEAR})年?)?",
    re.IGNORECASE,
)
SHORT_GAP = 12  # characters: "December 2020, and by the end of 2021"


@dataclass(frozen=True, slots=True)
class _Course:
    """Where a course stands in the text, and its periods as they are to be printed."""

    start: int
    end: int
    periods: tuple[str, ...]
    open: frozenset[int]  # places of periods that may have no answer: what lies between two named ends, years to come


def by_period(question: Question) -> Sequence[Part]:
    """One question a year, quarter, month or named period."""
    text = bare(question.text)
    kind = question.kind if question.kind in ("date", "name", "reason") else "figure"
    if steps := by_step(question, text):
        return [Part(tidy(step), kind, beside=True) for step in steps]
    if course := _ends(question, text) or _range(question, text) or _since(question, text):
        if len(course.periods) == 2:
            text = text[: course.start] + "\0" + text[course.end :]
            text = WHICH_IS_MORE.sub(" ", _BY_HOW_MUCH.sub(" ", text))
        else:
            text = f"{text[: course.start]}\0{text[course.end :]}"
        core = text.replace("\0", " \0 ")
        return [
            Part(tidy(core.replace("\0", printed)), kind, beside=True, open=place in course.open)
            for place, printed in enumerate(course.periods)
        ]
    return () if _RANGE.search(text) else _named(question, text, kind)


_BY_HOW_MUCH = re.compile(
    r"\b(?:by )?how (?:much|many)\b(?: (?:did|do|does|has|have))?|"
    r"\b(?:grow[ns]?|grew|r[oi]se|risen|increase[ds]?|fall(?:en)?|fell|drop(?:ped)?|decline[ds]?|change[ds]?|expand(?:ed)?)\b|"
    r"增长了?|下降了?|多少",
    re.IGNORECASE,
)


def _range(question: Question, text: str) -> _Course | None:
    """ "From 2021 to 2024", "in 2021-23": every year of a course; its ends where only the difference is asked for."""
    match = _RANGE.search(text)
    if not match:
        return None
    first, last = int(match["first"]), int(match["last"])
    last = first // 100 * 100 + last if last < 100 else last
    years = _years_of_a_course(question, first, last, spelled=not re.fullmatch("[-–—]", match["join"]))
    return _Course(match.start(), match.end(), tuple(_in_year(question, year) for year in years), frozenset()) if years else None


def _ends(question: Question, text: str) -> _Course | None:
    """ "Between the end of 2020 and mid-2022": both ends as printed, and what is told of the years between them."""
    match = _RANGE.search(text)
    if not match or not (match["from"] or match["to"]) or not OVER_TIME.search(question.text) or int(match["last"]) < 100:
        return None
    first, last = int(match["first"]), int(match["last"])
    if not first < last < first + MOST_PARTS:
        return None
    between = [_in_year(question, year) for year in range(first + 1, last)]
    ends = [_marked(match["from"], first), _marked(match["to"], last)]
    return _Course(
        match.start(), match.end(), (ends[0], *between, ends[1]), frozenset(range(1, len(between) + 1))
    )  # fmt: skip


def _marked(mark: str, year: int) -> str:
    return f"at {mark}{year}" if re.match(r"(?:the )?(?:end|start|beginning)", mark) else f"in {mark}{year}"


def _since(question: Question, text: str) -> _Course | None:
    """ "Since 2021": to the year that is named, else for as long as the documents go on."""
    match = _SINCE.search(text)
    over_time = OVER_TIME.search(question.text) and not question.concepts & PLANS
    if not match or not over_time or not (question.concepts & METRICS or question.kind == "figure"):
        return None
    first = int(match["first"] or match["first_zh"])
    last = int(match["last"] or match["last_zh"] or 0)
    end = min(last or first + MOST_PARTS - 1, first + MOST_PARTS - 1)
    if end <= first:
        return None
    years = range(first, end + 1)
    to_come = frozenset() if last else frozenset(range(2, len(years)))
    return _Course(match.start(), match.end(), tuple(_in_year(question, year) for year in years), to_come)


def _years_of_a_course(question: Question, first: int, last: int, spelled: bool) -> Sequence[int]:
    """Every year of a course; its ends where only the difference is asked for; none where a plan bears the years.

    `spelled` ranges are of words: "from 2021 to 2024" is a course of time, "the 2021-2024 plan" is a name.
    """
    if not first < last < first + MOST_PARTS:
        return ()
    if OVER_TIME.search(question.text) and (spelled or last in years_asked(question.text)):
        return range(first, last + 1)
    if question.concepts & PLANS or not question.concepts & METRICS or not {first, last} & years_asked(question.text):
        return ()
    if not spelled and not _SERIES.search(question.text):
        return ()
    return (first, last) if question.concepts & {"growth", "decline"} else range(first, last + 1)


_SERIES = re.compile(r"\b(?:each|deliveries|sales|figures|exports|numbers)\b|分别|各", re.IGNORECASE)


def _in_year(question: Question, year: int) -> str:
    return f"{year}年" if question.language == "zh" else f"in {year}"


_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_ORDINAL = r"(?:first|second|third|fourth)"
_PERIOD = re.compile(
    rf"(?:(?:the )?(?:end|start|beginning|middle|{_ORDINAL} (?:quarter|half)) of (?:the )?(?:year )?|"
    rf"mid-|late |early |end-|by )?"
    rf"{_YEAR}(?:年(?:底|末|初|上半年|下半年|第?[一二三四1-4]季度|\d{{1,2}}月(?:底|末)?(?!\d))?| ?Q[1-4]\b)?|"
    rf"\b(?:Q[1-4]|H[12])\b(?:,? (?:of )?{_YEAR})?|(?<!\d )\b{_MONTH}(?:,? {_YEAR})?(?! \d)|"
    rf"\b(?:the )?{_ORDINAL} (?:quarter|half)(?: of {_YEAR})?\b|上半年|下半年|(?<!前)(?<!前第)第?[一二三四]季度|"
    rf"(?<!\d)\d{{1,2}}月(?!\d|日)",
)
_SHARED_UNIT = re.compile(
    rf"\b(?:the )?({_ORDINAL})((?:(?:,| and| or| to| vs\.?| versus| against)(?: the)? {_ORDINAL})+) "
    rf"(quarter|half)s?\b(?: of ({_YEAR}))?",
    re.IGNORECASE,
)
_SHARED_UNIT_ZH = re.compile(r"第?([一二三四])((?:[、和与及]第?[一二三四])+)(?:个)?季度|上[、和与及]?下(?:两个)?半年")
_ELLIPTIC_QUARTER = re.compile(
    r"\b(?:and|or|to|than|with|against|versus|vs\.?) the (?:first|second|third|fourth)\b(?!\W+(?:quarter|half))", re.IGNORECASE
)


def _named(question: Question, text: str, kind: str) -> Sequence[Part]:
    """One question for each of the periods that stand side by side."""
    text = _SHARED_UNIT_ZH.sub(_each_zh, _SHARED_UNIT.sub(_each, text))
    if "quarter" in text and len(question.years) == 1:
        text = _ELLIPTIC_QUARTER.sub(rf"\g<0> quarter of {next(iter(question.years))}", text)
    found = [match.span() for match in _PERIOD.finditer(text) if _is_asked(question, match.group())]
    if len({text[start:end] for start, end in found}) < 2 or _a_stretch(question, text, found) or not _side_by_side(text, found):
        return ()
    before, after = text[: found[0][0]], text[found[-1][1] :]
    if COMPARES.search(question.text) and kind != "date":
        before, after = ASKING.sub(" ", WHICH_IS_MORE.sub(" ", before)), _LEFT_OVER.sub("", WHICH_IS_MORE.sub(" ", after))
        kind = "figure" if kind == "name" else kind
    core = f"{before} \0 {after}"
    dated = _with_years([text[start:end] for start, end in found])
    return [Part(tidy(core.replace("\0", printed)), kind, beside=True) for printed in dated]  # type: ignore[arg-type]


def _a_stretch(question: Question, text: str, found: Sequence[tuple[int, int]]) -> bool:
    """Whether two months are the ends of one period, "Jan-Aug 2025", of which one figure is asked."""
    if len(found) != 2 or COMPARES.search(question.text) or OVER_TIME.search(question.text):
        return False
    end, start = found[0][1], found[1][0]
    months = all(_ONE_MONTH.match(text[slice(*one)]) for one in found)
    return months and bool(_TO.fullmatch(text[end:start]))


_ONE_MONTH = re.compile(rf"{_MONTH}|\d{{1,2}}月|{_YEAR}年\d{{1,2}}月")
_TO = re.compile(r"\s*(?:-|–|—|~|to|through|until|till|up to|至|到)\s*(?:the end of )?", re.IGNORECASE)


def _is_asked(question: Question, printed: str) -> bool:
    """Whether it dates what is asked: a year in the name of a plan does not."""
    years = years_in(printed)
    return bool(years <= question.years and (years or parts_of_year(printed)))


def _with_years(printed: Sequence[str]) -> list[str]:
    """Each with its year: that of the next that has one, else of the last before it ("March 2024 and April")."""
    found: list[str] = []
    for place, one in enumerate(printed):
        later = next((min(years_in(other)) for other in printed[place:] if years_in(other)), None)
        earlier = next((min(years_in(other)) for other in reversed(printed[:place]) if years_in(other)), None)
        year = later if earlier is None else earlier
        if years_in(one) or year is None:
            found.append(one)
        elif re.search(r"[\u4e00-\u9fff]", one):
            found.append(f"{year}年{one}")
        else:
            found.append(f"{one} of {year}" if one.endswith(("quarter", "half")) else f"{one} {year}")
    return found


def _each(match: re.Match[str]) -> str:
    ordinals = re.findall(_ORDINAL, match[1] + match[2], re.IGNORECASE)
    of_year = f" of {match[4]}" if match[4] else ""
    return ", ".join(f"the {ordinal} {match[3]}{of_year}" for ordinal in ordinals)


def _each_zh(match: re.Match[str]) -> str:
    if not match[1]:
        return "上半年、下半年"
    return "、".join(f"第{number}季度" for number in re.findall("[一二三四]", match[1] + match[2]))


def _side_by_side(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    return all(BETWEEN.fullmatch(gap) or _THAN.fullmatch(gap) or len(gap) < SHORT_GAP for gap in gaps)


_LEFT_OVER = re.compile(r"\s*[:,]\s*(?:was|were|is|are)\W*$")
_THAN = re.compile(
    r",?\s*(?:\w+er|more|less|much \w+)? ?(?:than|compared (?:with|to)) (?:it was )?(?:in )?(?:the )?", re.IGNORECASE
)
