"""Yes, no, or neither: what a sentence says to a yes/no question."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.candidates import Candidate
from assistant.checks.numbers import Quantity, dates_supported, plain, quantity_of, same_thing, things_in
from assistant.figures import Figure, figures_in
from assistant.metrics import METRICS, PLANS
from assistant.premises import attains, is_ahead, opposes, takes_as_reached
from assistant.question import Question, years_in
from assistant.reader import Support
from assistant.sentences import Sentence
from assistant.short_answers import clause_around
from corpus.entities import groups_of

Stance = Literal["yes", "no"]

# Of the trained reader, in [0, 1]: below these the documents are quoted without a yes or no. A wrong "no" does more harm.
SURE_YES, SURE_NO = 0.75, 0.9
ABOUT = 0.05  # how far "about" reaches, as a share of the value

_AUXILIARY = re.compile(
    r"^\W*(?:is it (?:true|correct|right) that\s+)?"
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\s+)?",
    re.IGNORECASE,
)
_LEADS = {
    ("en", "yes"): "Yes.", ("en", "no"): "No.", ("en", None): "The documents say:",
    ("zh", "yes"): "是。", ("zh", "no"): "不是。", ("zh", None): "文件中写道：",
}  # fmt: skip
_MORE = re.compile(
    r"(?:\b(?:(?:more|higher|greater|larger|bigger) than|over|above|at least|(?:no|not) (?:less|fewer) than|exceed(?:s|ed|ing)?|"
    r"pass(?:es|ed)?|surpass(?:es|ed)?|top(?:s|ped)?|beyond|upwards of)|超过|超|突破|至少|不少于|不低于|多于|高于|大于)\s*$",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"(?:\b(?:(?:less|fewer|lower|smaller) than|under|below|at most|up to|no more than|short of)|"
    r"不到|不足|少于|低于|小于|至多|最多|不超过)\s*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|nearly|almost|close to|approximately|some)|约|近|大约|接近)\s*$", re.IGNORECASE
)
_OR_MORE = re.compile(r"^\s*(?:or (?:more|above)|and above|plus\b|\+|以上|多)", re.IGNORECASE)
_OR_LESS = re.compile(r"^\s*(?:or (?:less|fewer|below)|以下|以内)", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not|never|no|nor|neither|without|den(?:y|ied|ies)|fail\w*|refus\w*)\b|n't\b|不|没|未|非|无", re.IGNORECASE
)
# What is agreed, hoped or considered has not happened.
_NOT_YET = re.compile(
    r"\b(?:agree[ds]?|agreement|plan(?:s|ned)?|expect(?:s|ed)?|propos(?:es|ed)|intend(?:s|ed)?|consider(?:s|ed|ing)?|"
    r"hop(?:es|ed)|want(?:s|ed)?|aim(?:s|ed)?|due|set|was|were|is|are)\b (?:\w+ ){0,5}?to \w+|"
    r"\b(?:will|would|may|might|could|going to|should)\b|"
    r"将|拟|计划|预计|有望|可能|希望|打算",
    re.IGNORECASE,
)

MOST_OF_IT = 0.6  # of the question, by rarity, and of its concepts, for a yes or no by the reader alone
IN_FULL = 0.95  # of the question, by rarity: what the sentence names
WITNESS = 0.5  # of the best sentence's probability: less probable ones say neither yes nor no
MOST_WITNESSES = 12
Supports = Callable[[Candidate], Support]  # what the trained reader makes of the question as a claim


@dataclass(frozen=True, slots=True)
class Range:
    """The values that a figure allows: "more than 5 million" is everything above, 5,020,865 is itself."""

    quantity: Quantity
    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether it is a value, neither a bound nor about one."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    def within(self, other: "Range") -> bool:
        """Whether all that this allows, the other allows, or both name the same value: "up to 49,000" and 49,000."""
        return (other.low <= self.low and self.high <= other.high) or (
            self.quantity.value == other.quantity.value and other.exact
        )

    def apart(self, other: "Range") -> bool:
        """Whether nothing that this allows, the other allows."""
        return self.high < other.low or other.high < self.low


def claim_of(question: Question) -> str:
    """The question as the statement that it asks about: "Tesla sell 947,742 vehicles in 2023"."""
    bare = re.sub(r"吗[？?]?\s*$|是否|是不是|\bone (?=of (?:them|these|those|the)\b)", "", question.text)
    return _AUXILIARY.sub("", bare, count=1).rstrip("?？ .")


def stance(question: Question, ranked: Sequence[Candidate], supports: Supports) -> tuple[Stance | None, Candidate]:
    """Yes or no with the sentence that says so; None with the best sentence where none is sure, or several do not agree.

    Nothing but a sentence about the asked company, period and thing says yes or no: a target says nothing of what came, and
    exports nothing of all sales. Where no year is asked for, the newest of those that differ speaks. `ranked` are the
    sentences that may be quoted, most probable first, at least one.
    """
    best, claim = ranked[0], claim_of(question)
    asked = ranges_in(_TO_REACH.sub("at least ", claim))
    reaches = bool(_TO_REACH.search(claim))

    def says(candidate: Candidate) -> Stance | None:
        if not _speaks_to(question, candidate) or (reaches and _is_but_a_goal(candidate.sentence)):
            return None
        if reaches and (beside := _BESIDE_A_GOAL.search(candidate.sentence.text)):
            return "yes" if beside["above"] else "no"
        if not asked:
            return _by_words(question, candidate, supports)
        by_figures = _by_figures(asked, claim, candidate)
        return None if by_figures == "yes" and _without_exception(question, candidate) else by_figures

    near = [c for c in ranked[:MOST_WITNESSES] if c.probability >= WITNESS * best.probability]
    told = [(found, candidate) for candidate in near if (found := says(candidate))]
    if len({found for found, _ in told}) > 1:
        newest = max(told, key=lambda one: _period(one[1]))
        return (None, best) if question.years else newest
    return told[0] if told else (None, best)


# Who asks whether 44% was reached is told yes by 45%, and no by 43.6%.
_TO_REACH = re.compile(r"(?<=\breach )(?=\d|[$€£¥]|US\$)|(?<=\bhit )(?=\d|[$€£¥]|US\$)|(?<=\battain )(?=\d)|(?<=达到)(?=\d)")
_BESIDE_A_GOAL = re.compile(
    r"\b(?:below|short of|missing|missed|(?P<above>above|beyond|ahead of)) (?:the|its|that) (?:goal|target|aim)\b|低于目标|未达",
    re.IGNORECASE,
)


def _is_but_a_goal(sentence: Sentence) -> bool:
    """Whether it tells what was aimed at, and nothing of what came."""
    return bool(sentence.says.concepts & PLANS) and is_ahead(sentence.text) and not _BESIDE_A_GOAL.search(sentence.text)


def _period(candidate: Candidate) -> tuple[int, str]:
    return max(candidate.sentence.says.years, default=0), candidate.sentence.evidence.published or ""


def _by_words(question: Question, candidate: Candidate, supports: Supports) -> Stance | None:
    """By what share of a target was reached, by rise or fall, by opposite words, by the question's own words, by the reader."""
    if (reached := attains(question, candidate)) is not None:
        return "yes" if reached else "no"
    if candidate.match.direction < 0 or opposes(question, candidate):
        return "no"
    if (
        candidate.match.own >= IN_FULL
        and not _without_exception(question, candidate)
        and not _NOT.search(question.text)
        and not _NOT.search(candidate.sentence.text)
    ):
        return "yes"
    if (of_all := _of_all(question, candidate)) is not None:
        return of_all
    if candidate.match.own < MOST_OF_IT or candidate.match.concept < MOST_OF_IT:
        return None  # the reader takes what is near for what is asked
    support = supports(candidate)
    if support.supported >= SURE_YES and not _without_exception(question, candidate):
        return "yes"
    return "no" if support.contradicted >= SURE_NO and candidate.match.concept >= 1 else None


_WHOLLY = re.compile(
    r"\b(?:wholly|entirely|fully|completely|solely|exclusively|100%|all of)\b|全资|完全|全部|独资", re.IGNORECASE
)
# What makes a statement one without exception, or of a first or last place: who says less has not said it.
_ONLY = re.compile(
    r"\b(?:wholly|entirely|fully|completely|solely|exclusively|only|all|every|always|first|last|largest|biggest|smallest|highest|"
    r"lowest|most|record|compulsory|mandatory|binding)\b|全资|完全|全部|唯一|首|最|强制",
    re.IGNORECASE,
)


def _of_all(question: Question, candidate: Candidate) -> Stance | None:
    """ "Is it wholly owned by SAIC?": no where SAIC has 54%."""
    if not _WHOLLY.search(question.text) or _WHOLLY.search(candidate.sentence.text):
        return None
    shares = [figure.value for figure in figures_in(candidate.sentence.text) if figure.kind == "percent"]
    return "no" if shares and max(shares) < 100 and candidate.match.concept >= 1 else None


def _without_exception(question: Question, candidate: Candidate) -> bool:
    """Whether the question has a word of this kind that the sentence has not."""
    said = {word.lower() for word in _ONLY.findall(candidate.sentence.text)}
    return any(word.lower() not in said for word in _ONLY.findall(claim_of(question)))


def _speaks_to(question: Question, candidate: Candidate) -> bool:
    found = candidate.match
    same = (found.entity == 0 or found.entity >= 0.6) and found.year >= 0 and found.part >= 0
    whole = not (found.narrower or found.limited or found.of_one or found.lacks_metric or found.mood)
    open_yet = _NOT_YET.search(candidate.sentence.text) and not _NOT_YET.search(question.text)
    told_plan = bool(candidate.sentence.says.concepts & PLANS) and not _BESIDE_A_GOAL.search(candidate.sentence.text)
    goal_alone = told_plan and takes_as_reached(question) and attains(question, candidate) is None
    return same and whole and not open_yet and not goal_alone and not _of_a_part(question, candidate.sentence)


def _of_a_part(question: Question, sentence: Sentence) -> bool:
    """Whether a figure is of one place though the question asks for no place: of China, when all of Tesla was meant."""
    told = {entity.name for entity in sentence.says.entities if entity.kind == "place"}
    asked = {entity.name for entity in question.entities if entity.kind == "place"}
    sites = {group.name for entity in question.entities for group in groups_of(entity)}
    return bool(told) and not told & (asked | sites) and bool(question.concepts & METRICS) and bool(figures_in(question.text))


def _by_figures(asked: Sequence[Range], claim: str, candidate: Candidate) -> Stance | None:
    """Yes when the sentence's figures allow nothing else, no when they leave no room for it."""
    text, years = plain(candidate.sentence.text), years_in(claim)
    told = [(figure, years_in(clause_around(text, figure))) for figure in figures_in(text)]
    held = [_range(text, figure) for figure, its in told if not (years and its and not its & years)]  # not of another year
    named = things_in(candidate.sentence.text)
    rivals = [[one for one in held if same_thing(want.quantity, one.quantity, named)] for want in asked]
    if not all(rivals):
        return None
    if all(any(one.within(want) for one in found) for want, found in zip(asked, rivals, strict=True)):
        return "yes" if dates_supported(claim, candidate.sentence.text) or candidate.match.year > 0 else None
    alone = all(len(found) == 1 for found in rivals)
    disjoint = any(found[0].apart(want) for want, found in zip(asked, rivals, strict=True))
    return "no" if alone and disjoint and candidate.match.concept >= 1 else None


def ranges_in(text: str) -> list[Range]:
    """What each figure of the text allows, in order; a round number allows what rounds to it."""
    text = plain(text)
    return [_range(text, figure) for figure in figures_in(text)]


def _range(text: str, figure: Figure) -> Range:
    first = re.search(r"\d|US\$|HK\$|[$€£¥]", text[figure.start : figure.end])
    before = text[: figure.start + (first.start() if first else 0)]
    behind, quantity, value = text[figure.end :], quantity_of(text, figure), figure.value
    number = re.search(r"[\d,.]*\d", figure.text)
    after_number = figure.text[number.end() :] if number else ""
    if _LESS.search(before) or _OR_LESS.match(behind):
        return Range(quantity, -math.inf, value)
    if _MORE.search(before) or _OR_MORE.match(behind) or _OR_MORE.match(after_number):
        return Range(quantity, value, math.inf)
    if _ABOUT.search(before):
        return Range(quantity, value * (1 - ABOUT), value * (1 + ABOUT))
    half = 0.49 * _last_place(number[0] if number else "", value)  # not a half: neighbours are apart
    return Range(quantity, value - half, value + half)


def _last_place(printed: str, value: float) -> float:
    """What one step in the last printed digit is worth: 100,000 for "1.3 million", 1 for "947,742", 10,000 for "950,000"."""
    digits = printed.replace(",", "")
    bare = float(digits) if digits else 0.0
    scale = value / bare if bare else 1.0
    if "." in digits:
        return float(10 ** -len(digits.split(".")[1])) * scale
    zeros = len(digits) - len(digits.rstrip("0")) if bare else 0
    return float(10**zeros) * scale if len(digits) > 3 or scale > 1 else scale


def lead(question: Question, found: Stance | None) -> str:
    """What stands before the claims of a yes/no question, in its language."""
    return _LEADS["zh" if question.language == "zh" else "en", found]
