"""Read a question: its names, concepts, periods, and the kind of answer that it asks for."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.errors import UnusableQuestion
from assistant.metrics import METRICS
from corpus.concepts import Concept, concepts_in, with_broader
from corpus.entities import Entity, mentions, named
from corpus.languages import language_of
from corpus.tokens import words

LONGEST_QUESTION = 2_000  # characters; a pasted page is not a question

AnswerKind = Literal["figure", "date", "name", "reason", "yes-no", "other"]

_FIGURE = re.compile(
    r"\bhow (?:many|much|large|big|high|fast|far|long|often|old)\b|"
    r"\bwhat (?:share|percentage|proportion|percent|number|amount|rate|figure|price|value|cap|sum|score|density)\b|"
    r"\bwhat (?:is|was|were|are) (?:the |\w+'s )?(?:[\w-]+ ){0,3}(?:"
    r"target|goal|sales|output|capacity|revenue|profit|volume|rate|share|density|number|level|total|price|cost|duty|"
    r"tariff|size|growth|value)\b|"
    r"多少|几[家个台辆座项]|多大|多高|占比|百分之|比例|几成",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\bwhen\b|\bwhat (?:date|day|year|month)\b|\bwhich (?:date|day|year|month)\b|\b(?:by|since) (?:when|"
    r"what year)\b|何时|什么时候|哪[一]?[年天月]|几月|几号|日期",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:^|[,;:.?(] ?|\b(?:and|but|or|by|to|from|with|for|of|on|at|just|exactly) )who(?:se|m)?\b|"
    r"\bwhich\b|\bwhat (?:company|companies|agency|agencies|firms?|countries|cities|banks?)\b|谁|哪[些个家几]",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\bwhy\b|\bhow come\b|\bfor what reason\b|"
    r"\bwhat (?:"
    r"caused|explains|explained|led to|explanation|drove|drives|prompted|triggered|(?:is|was|were|lay|lies) behind)\b|"
    r"为什么|为何|原因|靠什么",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may)\b|吗[？?]?\s*$|是否|是不是|有没有",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?!,\d|[\d%]|\.\d)")
_MONTHS = ("january february march april may june july august september october november december").split()  # noqa: SIM905
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)}|{'|'.join(m[:3] for m in _MONTHS if m != 'may')}|sept)\b\.?", re.IGNORECASE)
_MONTH_ZH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
_QUARTER = re.compile(
    r"\bQ([1-4])\b|\b(first|second|third|fourth|final|closing|opening)[- ]quarter\b|"
    r"第?([一二三四1-4])季度|"
    r"\b(H[12])\b|\b(first|second)[- ]half\b|"
    r"(上半年|下半年)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:how many|(?:what|how large) (?:is|was|were) the number of) ((?:[\w’'-]+ ?){1,5})", re.IGNORECASE)
_COUNTED_ZH = re.compile(r"多少(?:家|个|台|辆|座|项|名|款|条)?([\u4e00-\u9fff]{2,8})")
_NOUN_ENDS = re.compile(
    r"\b(?:"
    r"do|does|did|is|are|was|were|has|have|had|will|would|can|could|should|may|might|in|of|at|by|to|from|per|on|for|"
    r"with|there|be|been|(?:an?|each|every) (?:year|month|day|week)|annually)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what was read from it."""

    text: str
    language: str
    kind: AnswerKind
    words: tuple[str, ...]  # of `corpus.tokens.words`, each once, without those of periods
    entities: tuple[Entity, ...]  # each once, in order of mention
    concepts: frozenset[str]
    years: frozenset[int]
    parts: frozenset[str]  # parts of a year: "q1", "h2", "m03", "m01-m07"
    names: frozenset[str] = frozenset()  # words of capitalised names that are in no list of ours, as `words` gives them


def check_usable(text: str) -> None:
    """Raise UnusableQuestion for what cannot be asked."""
    if any("\ud800" <= character <= "\udfff" for character in text):  # bytes of a shell, or half a pair in JSON
        raise UnusableQuestion("the question is not in UTF-8: write it again")
    if not any(character.isalnum() for character in text):
        raise UnusableQuestion("the question is empty: ask something in words")
    if len(text) > LONGEST_QUESTION:
        raise UnusableQuestion(
            f"the question has {len(text):,} characters, the limit is {LONGEST_QUESTION:,}: ask one thing in a few sentences"
        )


@lru_cache(maxsize=512)
def read_question(text: str) -> Question:
    """What the question names and asks for. Raises UnusableQuestion."""
    check_usable(text)
    found = {mention.entity.name: mention.entity for mention in mentions(text)}
    years = years_asked(text)
    content = tuple(dict.fromkeys(word for word in words(text) if not (word.isdigit() and int(word) in years)))
    concepts = frozenset(name for concept, _, _ in concepts_asked(text) for name in with_broader(concept.name))
    return Question(
        text,
        language_of(text),
        _kind(text),
        content,
        tuple(found.values()),
        concepts,
        frozenset(years),
        frozenset(parts_of_year(text)),
        _unlisted_names(text),
    )


_CAPITALISED = re.compile(r"(?<=[a-z0-9,’'”\")] )(?:the )?([A-Z][\w-]*[a-z][\w-]*)\b")


_OF_A_PLACE = re.compile(  # its place is listed
    r"(?:Chin|Japan|Taiwan|Vietnam)ese|"
    r"(?:Europ|Americ|Kore|Canadi|Mexic|Indi|Itali|Germ|Hungari|Russi|Brazili|Asi|Australi)e?an|British|French|"
    r"Spanish|Turkish|Thai|Dutch|Western"
)


def _unlisted_names(text: str) -> frozenset[str]:
    """Words with a capital inside a sentence, outside of the listed names, months and concepts: "Lucid", "Grünheide"."""
    known = [(m.start, m.end) for m in mentions(text)] + [(start, end) for _, start, end in concepts_in(text)]
    known += [match.span() for match in (*_MONTH.finditer(text), *_QUARTER.finditer(text))]
    found = (match for match in _CAPITALISED.finditer(text))
    free = [m[1] for m in found if not any(start < m.end(1) and m.start(1) < end for start, end in known)]
    unlisted = (name for name in free if not _OF_A_PLACE.fullmatch(name) and not named(name.removesuffix("s")))
    return frozenset(word for name in unlisted for word in words(name))


def concepts_asked(text: str) -> list[tuple[Concept, int, int]]:
    """The concepts of a question with their spans; "higher than 30%" compares, it asks of no rise."""
    return [(concept, start, end) for concept, start, end in concepts_in(text) if not re.match(r"\s+than\b", text[end:])]


def _kind(text: str) -> AnswerKind:
    """The first that fits: a "why" with a number in it still asks for a reason."""
    if _REASON.search(text):
        return "reason"
    if _FIGURE.search(text):
        return "figure"
    date, name = _DATE.search(text), _NAME.search(text)
    if date and not (name and name.start() < date.start()):  # of "who took over when the chairman retired" the first is asked
        return "date"
    if _YES_NO.search(text):
        return "yes-no"
    if name:
        return "name"
    return "figure" if _asks_for_a_measure(text) else "other"


_OPENS_OTHERWISE = re.compile(
    r"\b(?:how|where|explain|describe|tell|trace|list|compare|against|history|happen\w*|mean(?:s|t|ing)?|do|say)\b|"
    r"\bwhat (?:\w+ed|drove|made|kept|led|brought|held|sent|put)\b|怎么|如何|为什么|哪里|说明|介绍",
    re.IGNORECASE,
)
LONGEST_TITLE = 9  # words: a longer text without a question word tells something


def _asks_for_a_measure(text: str) -> bool:
    """ "What EU duty does it pay?", "SAIC overseas sales, first quarter of 2026": what can be measured, and no other question."""
    if (
        _OPENS_OTHERWISE.search(text)
        or not {name for concept, _, _ in concepts_asked(text) for name in with_broader(concept.name)} & METRICS
    ):
        return False
    what = re.search(r"\bwhat\b|什么", text, re.IGNORECASE)
    return bool(re.match(r"^\W*(?:\w+ )?what\b", text, re.IGNORECASE)) or (not what and len(words(text)) <= LONGEST_TITLE)


# A year in a name dates nothing: "Made in China 2025", "the 2020 plan".
_YEAR_IN_NAME = re.compile(
    r"\b(?:Made in China|China Standards|Agenda|Vision|Horizon|Europe|Strategy|Roadmap|Blueprint|Initiative|Programme|"
    r"Program|Goals?)\s+(?:19|20)\d\d\b|"
    r"\b(?:19|20)\d\d(?:\s*[-–—]\s*(?:19|20)\d\d)?(?:['’]s)?\s+"
    r"(?:(?!(?:and|or|to|in|for|the|production|sales|output)\b)[A-Za-z-]+\s+){0,2}?(?:"
    r"plan|roadmap|strategy|guidelines?|programme|white paper|blueprint|catalogue|agenda|act|law|regulations?|outline)\b|"
    r"(?:中国制造|愿景|议程|战略|行动)(?:19|20)\d\d(?!年)|"
    r"(?:19|20)\d\d(?:年?[-—–至到](?:19|20)\d\d)?年?(?:的|版)?[\u4e00-\u9fff]{0,4}(?:规划|方案|行动计划|条例|路线图|蓝图|白皮书|指导意见|目录)",
    re.IGNORECASE,
)


def years_asked(text: str) -> set[int]:
    """Years that a question asks about: those in the name of a plan or law are none of them."""
    return years_in(plain_years(text))


def plain_years(text: str) -> str:
    """The text without years that are part of the name of a plan or law."""
    return _YEAR_IN_NAME.sub(" ", text)


def years_in(text: str) -> set[int]:
    """Years named in the text; "2023-2025" and "2023—2025" also name 2024."""
    found = {int(year) for year in _YEAR.findall(text)}
    for first, last in re.findall(r"((?:19|20)\d\d)\s*[-–—至到]\s*((?:19|20)\d\d)", text):
        if int(first) < int(last) <= int(first) + 10:
            found |= set(range(int(first), int(last) + 1))
    return found


def runs_of_years(text: str) -> list[tuple[int, int]]:
    """First and last year of each run as printed, also in words: "2023-2025", "2021 to 2024", 2021年至2024年."""
    return [(int(first), int(last)) for first, last in _RUN_OF_YEARS.findall(text)]


_RUN_OF_YEARS = re.compile(r"((?:19|20)\d\d)年?\s*(?:-|–|—|~|to|至|到)\s*((?:19|20)\d\d)")


_NUMBERS = {
    word: number
    for words_of_one in (
        "two three four five six seven eight nine ten eleven".split(),  # noqa: SIM905
        "二 三 四 五 六 七 八 九 十 十一".split(),  # noqa: SIM905
    )
    for number, word in enumerate(words_of_one, start=2)
} | {"两": 2}
_MONTH_NAME = rf"(?:{'|'.join(_MONTHS)}|{'|'.join(m[:3] for m in _MONTHS)}|sept)"
_SINCE_JANUARY = re.compile(
    rf"\bJan(?:uary|\.)?\s*(?:-|–|—|to|through|until)\s*(?P<last>{_MONTH_NAME})\b\.?|"
    r"\bfirst (?P<count>\w+) (?P<unit>months|quarters)\b|"
    r"(?<!\d)1\s?月?\s?[-–—~至到]\s?(?P<last_zh>1[0-2]|[2-9])\s?月|"
    r"[前头](?P<count_zh>[二两三四五六七八九十]{1,2}|\d{1,2})个?(?P<unit_zh>月|季度)",
    re.IGNORECASE,
)


def _since_january(match: re.Match[str]) -> str | None:
    """The name of a stretch that begins in January: "q1", "h1", "m01-m07"; None for one that is none."""
    count = (match["count"] or match["count_zh"] or "").lower()
    number = int(count) if count.isdigit() else _NUMBERS.get(count, 0)
    if match["last"]:
        number = [m[:3] for m in _MONTHS].index(match["last"][:3].lower()) + 1
    elif match["last_zh"]:
        number = int(match["last_zh"])
    elif (match["unit"] or match["unit_zh"]) in ("quarters", "季度"):
        number *= 3
    return {3: "q1", 6: "h1"}.get(number, f"m01-m{number:02d}") if 1 < number < 12 else None


_LAST_MONTHS = re.compile(r"\b(?:last|final|closing) three months\b|最后[三3]个月", re.IGNORECASE)
_ORDINALS = {
    "first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "closing": 4,
    "一": 1, "二": 2, "三": 3, "四": 4,
}  # fmt: skip


def parts_of_year(text: str) -> set[str]:
    """Quarters, halves, months and stretches from January: "q1", "h2", "m03", "m01-m07"."""
    found = {name for match in _SINCE_JANUARY.finditer(text) if (name := _since_january(match))}
    text = _LAST_MONTHS.sub(" Q4 ", _SINCE_JANUARY.sub(" ", text))
    for q, quarter, zh, half, half_word, half_zh in _QUARTER.findall(text):
        if q or quarter or zh:
            name = (q or quarter or zh).lower()
            found.add(f"q{_ORDINALS.get(name, name)}")
        elif half:
            found.add(half.lower())
        else:
            found.add("h1" if half_word.lower() == "first" or half_zh == "上半年" else "h2")
    for name in _MONTH.findall(text):
        if (name != "may" and name[:3].lower() != "may") or name == "May":
            found.add(f"m{[m[:3] for m in _MONTHS].index(name[:3].lower()) + 1:02d}")
    found |= {f"m{int(month):02d}" for month in _MONTH_ZH.findall(text)}
    return found


def counted_phrase(text: str) -> str:
    """What a "how many ..." or 多少家... counts, as printed: "smart factories"; empty where nothing is counted."""
    match = _COUNTED.search(text)
    if match:
        return _NOUN_ENDS.split(match[1], maxsplit=1)[0].strip()
    chinese = _COUNTED_ZH.search(text)
    return chinese[1] if chinese else ""


_SEVERAL = re.compile(
    r"\b(?:which|what) (?:countries|companies|years|cities|firms)\b|\bnames? of\b|哪些|\brange\b", re.IGNORECASE
)


def asks_for_several(question: Question) -> bool:
    """Whether several values may answer it side by side."""
    return bool(_SEVERAL.search(question.text))


# Words that ask for a course of time, and words that may: of a change within one year they do not.
COURSE = r"\b(?:trace|timeline|history|over time|over the years|year by year|(?:walk|take) me through)\b|历程|历年|逐年|演变|梳理"
MAYBE_COURSE = r"\b(?:each year|annual(?:ly)?)\b|变化"

_TRACE = re.compile(
    rf"{COURSE}|"
    r"\b(?:chronology|milestones|list|key dates|step by step|"
    r"(?:what were|which) the (?:steps|stages|milestones)|"
    r"kept (?:moving|changing|rising|falling)|"
    r"(?:which|what)\b[^,.;?]{0,40}\b(?:plans|programmes|strategies|policies)\b.{0,60}\bsince)\b|"
    r"时间线|经过|始末",
    re.IGNORECASE,
)
_CHANGES = re.compile(rf"{MAYBE_COURSE}|\bevolve[ds]?\b|\bhow (?:did|has|have)\b.{{0,60}}\bdevelop(?:ed)?\b", re.IGNORECASE)


def asks_over_time(question: Question) -> bool:
    """Whether it asks how something went over the years; how it changed in one year is a question of that year."""
    changes = _CHANGES.search(question.text) and len(question.years) != 1
    several = len(question.years) > 2 and question.kind not in ("figure", "date")
    return bool(_TRACE.search(question.text) or changes or several)
