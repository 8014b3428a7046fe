"""Is a line that a model wrote proved by the passages that it names? If so, by which of their sentences, to the character."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.chat.replies import LONGEST_LINE, Line
from assistant.checks.bindings import bound_as_in
from assistant.checks.claims import state_of
from assistant.checks.numbers import numbers_supported, plain, quantities_in
from assistant.figures import dates_in, figures_in
from assistant.reader import Reader
from assistant.records import ClaimState, Evidence
from assistant.sentences import Sentence, sentences_of
from assistant.subjects import subjects
from assistant.windows import window_of
from corpus.concepts import concepts_in
from corpus.entities import Entity, mentions
from corpus.invisible import INVISIBLE
from corpus.tokens import words

SURE = 0.75  # of the trained reader that a sentence supports a claim, in [0, 1]
_TELLER = re.compile(
    r", (?:\w+ ){1,4}(?:said|says|reported|wrote)\b(?:, citing [^,.]+)?\.?$"
)  # stands in the quote that is shown
NEAREST = 3  # sentences of a passage that are tried as the proof
NEW_WORDS = 0.5  # share of a claim's words that its source may not have, where the reader is sure

_MARKUP = re.compile(r"[<>`\[\]{}|\\]|https?:|javascript:|data:|www\.|\*\*|__|~~", re.IGNORECASE)
_CODE = re.compile(r"(?<![\w.])[A-Za-z]*\d[\w-]*")  # numbers, and names that hold one: 70, L4, 3M
_CAPITAL = re.compile(r"(?<=[\w,;)] )[A-Z][\w’'-]*")  # not the first word of a sentence
_NEGATION = re.compile(
    r"\b(?:not?|never|none|nor|neither|without|cannot|fail\w*|deni\w+|deny|reject\w*|refus\w+|cancel\w*|unlikely|"
    r"forb\w+|bans?|banned|prohibit\w*|prevent\w*|block(?:s|ed)|halt\w*|suspend\w*|stop(?:s|ped)|withdr\w+|scrap\w*)\b|n[’']t\b|"
    r"不|没|未|无|否|非(?!常)|拒",
    re.IGNORECASE,
)
_QUALIFIER = {
    "above": r"\b(?:more than|over|above|exceed\w*|at least|surpass\w*|no (?:less|fewer) than|higher than)\b|"
    r"超过|超|不低于|不少于|至少|以上|逾",
    "below": r"\b(?:less than|under|below|fewer than|up to|at most|no more than|lower than)\b|不足|低于|不超过|以下|至多|最多",
    "about": r"\b(?:about|around|roughly|nearly|almost|approximately|some|close to)\b|约|近|左右|将近",
}
_QUALIFIERS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _QUALIFIER.items()}
# Words that count or compare without a figure: a claim has them only from its source.
_COUNTING = re.compile(
    r"\b(?:hal(?:f|ve[ds]?)|doubl\w+|twice|tripl\w+|quadrupl\w+|tenfold|thrice|dozens?|hundreds|thousands|millions|billions|"
    r"most|majority|minority|all|every|only|first|second|third|largest|biggest|smallest|highest|lowest|record|leading|"
    r"more|less|fewer|higher|lower|greater|rank\w*|total)\b|翻番|翻倍|一半|大多数|全部|首|最[大高低小多少]|第[一二三四五]|仅|只",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"\W*(?:it|its|they|their|he|his|she|her|this|these|that|those|"
    r"the (?:company|firm|carmaker|maker|group|plant|city|official))\b|"
    r"[其它该他她这]",
    re.IGNORECASE,
)
_PLANS = frozenset({"target", "forecast", "plan", "draft"})
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|aim(?:s|ed|ing)?|target(?:s|ed)?|goals?|intend\w*|will|would|expect\w*|forecast\w*|"
    r"project(?:s|ed)|predict\w*|estimat\w+|propos\w+|hopes?|may|might|could|should|draft\w*)\b|"
    r"计划|目标|预计|预期|预测|力争|将|拟|规划|草案",
)
_DIRECTIONS = frozenset({"growth", "decline"})
# What is measured: capacity is not production, deliveries are not sales. A figure keeps the measure of its source.
_MEASURES = frozenset(
    "sales wholesale retail deliveries shipments exports imports registrations orders inventory production output_value "  # noqa: SIM905
    "value_added capacity utilisation revenue profit net_profit attributable_profit loss margin stock investment price cost "
    "energy_use productivity robot_density robot_installations operational_stock share market_share penetration dividend "
    "subsidy tariff duty stake".split()
)
_TELLING = frozenset({"result", "announce", "statistics"})  # concepts of words like "reached", which measure nothing
_AMOUNTS = re.compile(r"\b(?:reached|totalled|totaled|amounted to|came to|stood at)\b")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a passage. `start` and `end` count in the document's text."""

    evidence: Evidence
    start: int
    end: int

    @property
    def text(self) -> str:
        """The stretch itself."""
        return self.evidence.text[self.start - self.evidence.start : self.end - self.evidence.start]


@dataclass(frozen=True, slots=True)
class Proved:
    """A claim that may be shown, and what proves it: one quote a passage, in the order of its marks."""

    text: str
    quotes: tuple[Quote, ...]
    state: ClaimState


def prove(line: Line, evidence: Sequence[Evidence], reader: Reader) -> Proved | str:
    """The proof of a line, or in a few words why there is none. `evidence` is in the order of its numbers."""
    if objection := _form(line, len(evidence)):
        return objection
    cited = [evidence[n - 1] for n in line.marks]
    told: list[tuple[Quote, ClaimState]] = []
    objections = []
    for one in cited:
        found = _proved_by(line.text, one, reader)
        if isinstance(found, str):
            objections.append(found)
        else:
            told.append(found)
    if not told:
        return objections[0]
    state: ClaimState = "verbatim" if any(state == "verbatim" for _, state in told) else "verified"
    return Proved(line.text, tuple(quote for quote, _ in told), state)


def _form(line: Line, passages: int) -> str | None:
    """What is wrong with the line before anything is looked up."""
    if not line.marks:
        return "it does not end with the number of a passage"
    if absent := [n for n in line.marks if not 1 <= n <= passages]:
        return f"there is no passage [{absent[0]}]"
    if len(line.text) > LONGEST_LINE:
        return "it is longer than a sentence"
    if _MARKUP.search(line.text) or INVISIBLE.search(line.text):
        return "it holds marks, links or markup"
    return None


def _proved_by(claim: str, evidence: Evidence, reader: Reader) -> tuple[Quote, ClaimState] | str:
    """The sentence of the passage that proves the claim, or two that stand together; else what the nearest one lacks."""
    sentences = sentences_of([evidence])
    if not sentences:
        return "its passage has no sentence"
    nearest = sorted(sentences, key=lambda one: (-_likeness(claim, one), one.start))
    for one in nearest:  # a whole sentence of the source needs no other proof
        if _bare(claim) == _bare(one.text):
            return Quote(evidence, one.start, one.end), "verbatim"
    objections = []
    for one in nearest[:NEAREST]:
        for quote in _with_the_one_before(one, sentences):
            objection = _objection(claim, quote, one, reader)
            if objection is None:
                return quote, "verbatim" if _bare(claim) in _bare(quote.text) else "verified"
            objections.append(objection)
    return objections[0]


def _bare(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).rstrip(".。 ")


def _likeness(claim: str, sentence: Sentence) -> float:
    """Shared words and figures: in the range 0 to 2."""
    mine = set(words(claim))
    values = {quantity.value for quantity in quantities_in(claim)}
    held = {quantity.value for quantity in quantities_in(sentence.text)}
    share = len(mine & sentence.says.words) / len(mine) if mine else 0.0
    return share + (len(values & held) / len(values) if values else 0.0)


def _with_the_one_before(one: Sentence, sentences: Sequence[Sentence]) -> Iterator[Quote]:
    yield Quote(one.evidence, one.start, one.end)
    before = [other for other in sentences if other.end <= one.start]
    if before:
        yield Quote(one.evidence, before[-1].start, one.end)


def _objection(claim: str, quote: Quote, sentence: Sentence, reader: Reader) -> str | None:
    """What the quote does not hold of the claim; None when it proves it."""
    text = quote.text
    if not numbers_supported(claim, text) or not _codes(claim) <= _codes(text):
        return "its numbers and dates are not in the passage as written"
    if objection := _names_objection(claim, text, sentence):
        return objection
    if not bound_as_in(claim, text):
        return "its numbers belong to other names or dates in the passage"
    if objection := _sense_objection(claim, text):
        return objection
    return _words_objection(claim, text, sentence, reader)


def _codes(text: str) -> set[str]:
    """What has a digit in it and is neither a figure nor a date: "L4", "3M", "Model 3"."""
    text = plain(text)
    spans = [(start, end) for _, start, end in dates_in(text)] + [(one.start, one.end) for one in figures_in(text)]
    return {
        match.group().casefold()
        for match in _CODE.finditer(text)
        if not any(start <= match.start() < end for start, end in spans)
    }


def _names_objection(claim: str, text: str, sentence: Sentence) -> str | None:
    """Names that the quote has not; for a sentence without any, its title and headings may tell of whom it is."""
    mine, held = _entities(claim), _entities(text)
    above = [] if subjects(held) else list(sentence.above.entities)
    printed = {one.entity.name for one in mentions(claim) if claim[one.start : one.end].casefold() in text.casefold()}
    if absent := _named(mine) - _named(held) - _named(above) - printed:
        return f"{min(absent)} is not in the sentence that it is told of"
    if (_makers(held) and not _makers(mine)) or (not mine and (held or _LEANS.match(claim) or _LEANS.match(text))):
        return "it does not say of whom or where"
    known = f"{text} {sentence.evidence.title} {sentence.evidence.heading}".casefold()
    for mention in sorted(mentions(claim), key=lambda one: -one.start):
        claim = f"{claim[: mention.start]}{claim[mention.end :]}"
    other = [word for word in _CAPITAL.findall(claim) if word.rstrip("’'s").casefold() not in known]
    return f"{other[0]} is not in the passage" if other else None


def _makers(found: Sequence[Entity]) -> set[str]:
    return {entity.name for entity in found if entity.kind in ("company", "brand")}


def _entities(text: str) -> list[Entity]:
    return [mention.entity for mention in mentions(text)]


def _named(found: Sequence[Entity]) -> set[str]:
    """Companies, agencies, people and places."""
    about = subjects(found)
    return {entity.name for entity in found if entity.kind == "place" or entity in about}


def _sense_objection(claim: str, text: str) -> str | None:
    """What turns a true number into a false statement: a lost "not", "planned", "more than", or one that was added."""
    if bool(_NEGATION.search(claim)) != bool(_NEGATION.search(text)):
        return "it denies what the passage says, or the reverse"
    if _planned(claim) != _planned(text):
        return "the passage speaks of a plan or a forecast and the line does not, or the reverse"
    mine, its = _concepts(claim), _concepts(text)
    if mine - its - _PLANS - _DIRECTIONS - _TELLING or (its & _MEASURES and figures_in(claim) and not mine & _MEASURES):
        return "it measures another thing than the passage, or does not say which"
    if not mine & _DIRECTIONS <= its:
        return "it tells of a rise or a fall that the passage does not have"
    for pattern in _QUALIFIERS.values():
        if len(pattern.findall(claim)) > len(pattern.findall(text)) or (pattern.search(text) and not pattern.search(claim)):
            return "the passage says more than, less than or about, and the line does not, or the reverse"
    if not _folded(_COUNTING.findall(claim)) <= _folded(_COUNTING.findall(text)):
        return "it counts or compares what the passage does not"
    return None


def _planned(text: str) -> bool:
    return bool(_PLANNED.search(text) or _concepts(text) & _PLANS)


def _concepts(text: str) -> frozenset[str]:
    return frozenset(concept.name for concept, _, _ in concepts_in(text))


def _folded(found: Collection[str]) -> set[str]:
    return {word.casefold() for word in found}


def _words_objection(claim: str, text: str, sentence: Sentence, reader: Reader) -> str | None:
    """Its words are the source's; or at least half are, and the trained reader finds the claim supported."""
    if state_of(_AMOUNTS.sub("was", claim), [text, _TELLER.sub("", text)]) == "verified":
        return None
    mine = set(words(claim))
    if mine and len(mine - set(words(text))) > NEW_WORDS * len(mine):
        return "its words are not those of the passage"
    (support,) = reader.support(claim, [window_of(sentence)])
    return None if support.supported >= SURE else "the passage does not say this"
