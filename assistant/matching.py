"""How well a sentence answers a question, in features between -1 and 1."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from assistant.figures import figures_in
from assistant.limits import limited
from assistant.metrics import METRICS, MONTHLY, PLANS, as_good_as, of_another
from assistant.question import Question, asks_over_time, concepts_asked
from assistant.sentences import Reading, Sentence, read_text
from assistant.short_answers import asked_figure, counts, wanted_figure
from assistant.subjects import companies, places, subjects
from assistant.which_ones import left_out
from corpus.concepts import with_broader
from corpus.entities import Entity, Mention, entities, groups_of, mentions
from corpus.tokens import entity_word, words

Rarity = Callable[[str], float]  # a token's inverse document frequency, above 0

NARROWER = 0.8  # a sentence about benchmark factories when factories were asked for
RELATED = 0.6  # a sentence about the group when the member was asked for, or the reverse
# Words of another language cannot match: they count this much of what they would.
FOREIGN_WORD = 0.25


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that the question names, and how rare it is."""

    kind: str  # entity, concept, word
    name: str
    weight: float
    printed: str  # as the question has it


@dataclass(frozen=True, slots=True)
class Match:
    """What was compared. Each field is in [0, 1] unless it says so."""

    own: float  # share of the question, by rarity, that the sentence itself names
    whole: float  # the same with its title and headings
    entity: float  # of the asked companies, agencies and people: how far the sentence is about them, in [-1, 1]
    place: float  # -1 when it tells of another place than the asked one, else 0
    year: float  # in [-1, 1]: 1 named, 0 nothing asked, -1 another year
    part: float  # in [-1, 1]: the same for quarter, half and month
    narrower: float  # -1 when a year is asked for and it tells of a quarter, half or month of one
    kind: float  # in [-1, 1]: 1 when it holds the kind of thing asked for
    concept: float  # of the concepts asked for, the share named by the sentence
    passage: float  # how high its passage was ranked
    near: float  # cosine to the question, brought to [0, 1]
    foreign: float  # 1 when it is in another language than the question
    lacks_entity: float  # the rarest asked entity, places too, that neither it nor its title names; 1 is very rare
    lacks_concept: float  # the same for what is asked about
    reason: float  # in [-1, 1]: when a reason is asked for, whether it gives one
    direction: float  # -1 when one of the two speaks of a rise and the other of a fall
    counts: float  # in [-1, 1]: for "how many ...", whether a figure counts that thing
    reader: float  # in [-1, 1]: how sure the trained reader is that it answers; 0 where it was not read
    mood: float  # -1 when a figure or date is asked for that happened and it tells of a plan, or the reverse
    limited: float  # -1 when it tells of one market, kind of vehicle or channel, and the question of no such, else 0
    lacks_name: float  # the rarest asked name, of no list, that its passage, title and publisher do not have; 1 is very rare
    lacks_place: float  # the rarest asked place that neither it, its title nor its document's place names; 1 is very rare
    lacks_metric: float  # when one of sales, output, profit ... is asked for: 1 when it tells of others, OPEN of none, else 0
    of_one: float  # -1 when a figure of a place or of all is asked for and it tells of one company's, else 0
    figure: float  # the share of the question's own figures that it has; 0 without any

    def values(self) -> tuple[float, ...]:
        """The features in the order of the fields."""
        values: tuple[float, ...] = _values(self)
        return values


_values = attrgetter(*(field.name for field in fields(Match)))


def keys_of(question: Question, rarity: Rarity) -> list[Key]:
    """What the question names: entities, concepts, and the words outside of both."""
    spans = [(m.start, m.end) for m in mentions(question.text)]
    spans += [match.span() for match in _ASIDE.finditer(question.text)] if asks_over_time(question) else []
    found = [
        Key("entity", m.entity.name, rarity(entity_word(m.entity.name)), question.text[m.start : m.end])
        for m in _first_mentions(question)
    ]
    for concept, start, end in concepts_asked(question.text):
        which = concept.name in _TYPES and _ASKS_WHICH.search(question.text[:start])
        if which or concept.name in _FRAMES:
            spans.append((start, end))  # "which companies": the answer is one; of "2023" a year's sales need not say "annual"
        elif not any(start < stop and begin < end for begin, stop in spans):
            spans.append((start, end))
            key = Key("concept", concept.name, rarity(f"c_{concept.name}"), question.text[start:end])
            if key.name not in {other.name for other in found}:
                found.append(key)
    rest = "".join(" " if any(a <= i < b for a, b in spans) else c for i, c in enumerate(question.text))
    plain = dict.fromkeys(word for word in words(rest) if not word.isdigit() or int(word) not in question.years)
    plain = dict.fromkeys(word for word in plain if word not in _OF_THE_ANSWER) or plain
    return found + [Key("word", word, rarity(word), word) for word in plain]


# Words for how the answer should look: no document need have them.
_OF_THE_ANSWER = frozenset(
    words(
        "trace history timeline chronology overview milestones story list show give including exactly please date by date steps"
    )
)


def _first_mentions(question: Question) -> list[Mention]:
    return list({m.entity.name: m for m in reversed(mentions(question.text))}.values())[::-1]


_TYPES = frozenset(
    {"company", "automaker", "brand", "supplier", "official", "member", "person", "agency", "bank", "city", "country", "partner"}
)
_FRAMES = frozenset({"full_year", "project"})
_ASIDE = re.compile(r",? (?:including|and any)\b.*$", re.IGNORECASE)  # of a history: what it may hold, too
_ASKS_WHICH = re.compile(r"\b(?:which|what|who)\b(?: [\w-]+){0,2} ?$|哪[些个家几]?$", re.IGNORECASE)


def match(question: Question, keys: Sequence[Key], sentence: Sentence, passage: float, near: float, reader: float = 0.0) -> Match:
    """Compare one sentence with the question."""
    foreign = sentence.language != question.language
    own = [held(key, sentence.says) for key in keys]
    whole = [max(o, RELATED * held(key, sentence.above)) for o, key in zip(own, keys, strict=True)]
    weights = [key.weight * (FOREIGN_WORD if foreign and key.kind == "word" else 1.0) for key in keys]
    concepts = [o for o, key in zip(own, keys, strict=True) if key.kind == "concept"]
    kind = _kind(question, sentence)
    if question.kind == "name" and kind > 0:
        concepts.append(1.0)  # it names one of what "which companies" asks for
    return Match(
        own=_mean(own, weights),
        whole=_mean(whole, weights),
        entity=_entity(question, sentence),
        place=_place(question, sentence),
        year=_year(question, sentence),
        part=_part(question, sentence),
        narrower=narrower(question, sentence),
        kind=kind,
        concept=sum(concepts) / len(concepts) if concepts else 0.5,
        passage=passage,
        near=near,
        foreign=float(foreign),
        lacks_entity=_rarest_lacking(keys, whole, "entity"),
        lacks_concept=0.0 if asks_over_time(question) else _rarest_lacking(keys, whole, "concept"),
        reason=_reason(question, sentence),
        direction=_direction(question, sentence),
        counts=counts(question, sentence),
        reader=reader,
        mood=_mood(question, sentence),
        limited=limited(question, sentence),
        lacks_name=_lacks_name(question, keys, sentence),
        lacks_place=_lacks_place(keys, sentence),
        lacks_metric=_lacks_metric(question, sentence),
        of_one=_of_one(question, sentence),
        figure=_figure(question, sentence),
    )


VERY_RARE = 7.0  # the rarity of a name that one passage in a thousand has


def _rarest_lacking(keys: Sequence[Key], values: Sequence[float], kind: str) -> float:
    lacking = [key.weight * (1 - value) for key, value in zip(keys, values, strict=True) if key.kind == kind]
    return min(1.0, max(lacking, default=0.0) / VERY_RARE)


_CAUSE = re.compile(
    r"\b(?:"
    r"because|due to|owing to|as a result|driven by|thanks to|caused|blamed|attributed|reasons?|in order to|so that|"
    r"after|amid|led to|prompted|to (?:avoid|ease|meet|cut|support|encourage|protect|curb|boost))\b|"
    r"由于|因为|因此|导致|原因|受.{0,12}影响|旨在|为了",
    re.IGNORECASE,
)


def _reason(question: Question, sentence: Sentence) -> float:
    if question.kind != "reason":
        return 0.0
    return 1.0 if _CAUSE.search(sentence.text) else -1.0


def _direction(question: Question, sentence: Sentence) -> float:
    asked, said = question.concepts & _DIRECTIONS, sentence.says.concepts & _DIRECTIONS
    return -1.0 if asked and said and not asked & said else 0.0


_DIRECTIONS = frozenset({"growth", "decline"})


_AHEAD = re.compile(r"\b(?:will|would|shall|going to|is to|are to)\b|将|会|要", re.IGNORECASE)


def _mood(question: Question, sentence: Sentence) -> float:
    asked, said = bool(question.concepts & PLANS), bool(sentence.says.concepts & PLANS)
    if question.kind == "yes-no":
        return -1.0 if said and not asked and not _AHEAD.search(question.text) else 0.0
    if not asked and _WILL.search(question.text):
        asked, said = True, said or bool(_WILL.search(sentence.text))
    return 0.0 if asked == said or question.kind not in ("figure", "date") else -1.0


_WILL = re.compile(r"\b(?:will|would|is to|are to|to be)\b|将|拟", re.IGNORECASE)


def _lacks_name(question: Question, keys: Sequence[Key], sentence: Sentence) -> float:
    if not question.names:
        return 0.0
    evidence = sentence.evidence
    around = read_text(evidence.text).words | sentence.above.words | set(words(evidence.publisher or ""))
    lacking = [key.weight for key in keys if key.kind == "word" and key.name in question.names - around]
    return min(1.0, max(lacking, default=0.0) / VERY_RARE)


def _lacks_place(keys: Sequence[Key], sentence: Sentence) -> float:
    named = places((*sentence.says.entities, *sentence.above.entities))
    around = {level.strip() for level in (sentence.evidence.place or "").split("/")}
    wider = {group.name for entity in (*sentence.says.entities, *sentence.above.entities) for group in groups_of(entity)}
    asked = {key.name: key.weight for key in keys if key.kind == "entity" and entities()[key.name].kind == "place"}
    lacking = [weight for name, weight in asked.items() if name not in named | around | wider]
    return min(1.0, max(lacking, default=0.0) / VERY_RARE)


def _lacks_metric(question: Question, sentence: Sentence) -> float:
    if question.kind not in ("figure", "yes-no"):
        return 0.0
    asked = question.concepts & METRICS
    said = sentence.says.concepts
    if not asked or as_good_as(asked) & said:
        return 0.0
    return 1.0 if sentence.says.exact & METRICS else OPEN


OPEN = 0.4


def _of_one(question: Question, sentence: Sentence) -> float:
    if question.kind not in ("figure", "yes-no") or subjects(question.entities) or not question.entities:
        return 0.0
    return -float(any(entity.kind in ("company", "brand") for entity in sentence.says.entities))


def _figure(question: Question, sentence: Sentence) -> float:
    asked = {figure.value for figure in figures_in(question.text)}
    return len(asked & {figure.value for figure in figures_in(sentence.text)}) / len(asked) if asked else 0.0


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else 0.0


def held(key: Key, reading: Reading) -> float:
    """How far the text names what the key stands for, in [0, 1]."""
    if key.kind == "word":
        return float(key.name in reading.words)
    if key.kind == "concept":
        if key.name in reading.exact:
            return 1.0
        if reading.concepts & as_good_as(frozenset({key.name})):
            return NARROWER
        return RELATED * float(bool(with_broader(key.name) & reading.concepts))
    return max((_kinship(key.name, entity) for entity in reading.entities), default=0.0)


def _kinship(asked: str, named: Entity) -> float:
    """1 for the entity itself, RELATED for its group or member, 0 for another."""
    if named.name == asked:
        return 1.0
    return RELATED * float(any(group.name == asked for group in groups_of(named)))


def _entity(question: Question, sentence: Sentence) -> float:
    asked = subjects(question.entities)
    if not asked:
        return 0.0
    if question.kind == "figure" and _of_another(question, asked, sentence):
        return -1.0
    says, above = subjects(sentence.says.entities), subjects(sentence.above.entities)
    scores = []
    for entity in asked:
        own = max((_speaks_for(entity, named) for named in says), default=0.0)
        # the group's figure is not the venture's; but what is said of a company may be of its plant or brand
        group = (
            0.0 if entity.kind == "company" else max((RELATED * float(named in groups_of(entity)) for named in says), default=0.0)
        )
        title = max((_kinship(entity.name, named) for named in above), default=0.0)
        if max(own, group) > 0:
            scores.append(max(own, group))
        elif says:
            scores.append(-1.0)  # it is about somebody else
        else:
            restated = sentence.evidence.wording == "digest"  # whose sentences name what they are about
            scores.append((IN_DIGEST if restated else RELATED) * title if title else -0.5)
    return max(scores) if len(scores) > 1 else scores[0]


def _of_another(question: Question, asked: Sequence[Entity], sentence: Sentence) -> bool:
    """Whether only others are named before its figure: "BYD sold 4.27 million, ending SAIC's lead" is no figure of SAIC."""
    if len(companies(sentence.says.entities)) < 2 or not (figure := asked_figure(question, sentence)):
        return False
    found = mentions(sentence.text)
    before = companies([mention.entity for mention in found if mention.start < figure.start])
    return bool(before) and not any(_kinship(a.name, b) or _kinship(b.name, a) for a in asked for b in before)


def _place(question: Question, sentence: Sentence) -> float:
    asked, said = places(question.entities), places(sentence.says.entities)
    if question.kind == "figure" and not asked and "global" in question.concepts:
        return -float(bool(said) and "global" not in sentence.says.concepts)  # China's is not the world's
    if question.kind == "figure" and asked and not said and "global" not in question.concepts:
        return -float(bool(_WORLDWIDE.search(sentence.text)))
    if question.kind != "figure" or not asked or not said or asked & said:
        return 0.0
    if any(_siblings(one, other) for one in asked for other in said):
        return -1.0  # of Shenzhen, whatever the title says of Shanghai
    if _NATIONWIDE.search(sentence.text) and not _NATIONWIDE.search(question.text):
        return -1.0  # nor the country's
    return 0.0 if asked & places(sentence.above.entities) else -1.0


_WORLDWIDE = re.compile(
    r"\b(?:worldwide|globally|around the (?:globe|world)|in the world|(?:the )?world(?:['’]s)? average)\b|全球|全世界|世界平均",
    re.IGNORECASE,
)
_NATIONWIDE = re.compile(r"\b(?:nationwide|nationally|across (?:the country|China))\b|全国", re.IGNORECASE)


def _siblings(one: str, other: str) -> bool:
    """Whether both places are of one larger one, and neither is of the other."""
    mine, its = ({group.name for group in groups_of(entities()[name])} for name in (one, other))
    return bool(mine & its) and one not in its and other not in mine


IN_DIGEST = 0.2
MEMBER_COMPANY = 0.2  # a venture's figure is named as the venture's, but it is not the group's


def _speaks_for(asked: Entity, named: Entity) -> float:
    """How far a sentence about the one is about the other."""
    kinship = _kinship(asked.name, named)
    return MEMBER_COMPANY if 0 < kinship < 1 and named.kind == "company" else kinship


def _year(question: Question, sentence: Sentence) -> float:
    if not question.years:
        return _within_a_year(sentence.text) if _THIS_YEAR.search(question.text) else 0.0
    if question.years & sentence.says.years:
        of_a_part = "full_year" in question.concepts and narrower(question, sentence) < 0
        return -1.0 if of_a_part else 1.0
    if sentence.says.years:
        return -1.0  # whatever the title says: "by 2025" above does not make a figure of 2022 one of 2025
    if question.years & sentence.above.years:
        return 0.5
    published = sentence.evidence.published
    return 0.3 if published and int(published[:4]) in question.years else -0.5


_THIS_YEAR = re.compile(r"\bthis year\b|今年|本年", re.IGNORECASE)
_WITHIN = re.compile(r"\bwithin the year\b|\bthis year\b|今年|\b(?:in|for|during) (?:19|20)\d\d\b", re.IGNORECASE)
_LATER = re.compile(r"\bby (?:the end of )?(?:19|20)\d\d\b|到(?:19|20)\d\d年", re.IGNORECASE)


def _within_a_year(text: str) -> float:
    """0.5 for what is told of one year, -0.5 for a goal some years ahead: "this year" leaves the year to the document."""
    return 0.5 * bool(_WITHIN.search(text)) - 0.5 * bool(_LATER.search(text))


def _part(question: Question, sentence: Sentence) -> float:
    if not question.parts:
        return 0.0
    if question.parts & sentence.says.parts:
        return 1.0
    if question.parts & sentence.above.parts:
        return 0.3
    of_the_year = bool(question.concepts & MONTHLY and question.years & sentence.says.years and not sentence.says.parts)
    of_another = bool(sentence.says.parts) and not _AS_OF.search(question.text)
    return -1.0 if of_another or (of_the_year and question.kind in ("figure", "yes-no")) else UNSAID


UNSAID = -0.9  # it names no part of a year: less than another one


_AS_OF = re.compile(
    r"\b(?:by|at|as of|until|before) (?:the )?(?:end of |late |early |mid-)?(?:19|20)\d\d\b|年底|年末|截至",
    re.IGNORECASE,
)
_OF_A_MONTH = re.compile(
    r"\b(?i:in|for|during|from|(?<!as )of) "
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"\b(?:January|February)[-–](?:\w+)\b|\d{1,2}\s?[-–—至]\s?\d{1,2}月|前\w+季度|"
    r"(?<!截至)(?<!据)20\d\d年(?:1[0-2]|[1-9])月(?!\d|底|末|以[来后]|的[^，。]{0,6}(?:报告|公告|文件|会议|计划)|[^，。]{0,8}(?:报道|消息|发布|公布|称|表示|说))"
)


_AT_THE_END = re.compile(r"\bend[- ](?:of )?(?:the year )?(?:19|20)\d\d\b|年底|年末", re.IGNORECASE)


_EARLIER_PARTS = frozenset({f"m{n:02d}" for n in range(1, 11)} | {"q1", "q2", "q3", "h1"})


def narrower(question: Question, sentence: Sentence) -> float:
    """The figure of a month is not that of its year."""
    of_a_day = _AS_OF.search(question.text)  # "by the end of 2022": a stock, counted on some day of some month
    if question.kind == "figure" and _AT_THE_END.search(question.text) and not _AT_THE_END.search(sentence.text):
        return -float(bool(question.years & sentence.says.years and _EARLIER_PARTS & sentence.says.parts))
    if len(question.years) != 1 or question.parts or of_a_day or question.kind not in ("figure", "yes-no"):
        return 0.0
    quarters = {part for part in sentence.says.parts if not re.fullmatch(r"m\d\d", part)}
    return -1.0 if quarters or _OF_A_MONTH.search(sentence.text) else 0.0


def _kind(question: Question, sentence: Sentence) -> float:
    if left_out(question, sentence):
        return -1.0
    if question.kind == "figure":
        if "density" in question.concepts and "density" not in sentence.says.concepts:
            return -1.0  # so many of something, but against nothing
        if of_another(question.concepts & METRICS, sentence.says.concepts | sentence.above.concepts):
            return -1.0
        return wanted_figure(question, sentence)
    if question.kind == "date":
        return 1.0 if sentence.dates else -1.0
    if question.kind == "name":
        asked = {entity.name for entity in question.entities}
        new = {entity.kind for entity in sentence.says.entities if entity.name not in asked}
        return 1.0 if new - {"place"} else 0.5 * bool(new)
    return 0.0


def rarity_of(frequency: int, passages: int) -> float:
    """Inverse document frequency as in BM25: Robertson and Zaragoza, 2009, doi:10.1561/1500000019."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
