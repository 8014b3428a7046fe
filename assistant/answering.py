"""Evidence becomes an answer, offline: the sentences that answer the question, quoted exactly, or an honest silence."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from assistant.candidates import OWN, READ_CLOSELY, Candidate, Near, Weights, candidates, contradicts
from assistant.course import course
from assistant.disagreements import disagreement, rival_values
from assistant.figures import dates_in, figures_in
from assistant.likeness import Measure, likeness, measure_of
from assistant.limits import is_provisional, limits
from assistant.matching import Key, Rarity, held, keys_of
from assistant.metrics import METRICS, PLANS
from assistant.premises import DENIED, NO_RESULT, agrees, denial, is_ahead, shortfall
from assistant.question import Question, asks_over_time
from assistant.reader import Reader, Support
from assistant.records import Answer, Citation, Claim, Evidence, Verdict
from assistant.sentences import Sentence
from assistant.short_answers import short_answer
from assistant.stance import claim_of, lead, stance
from assistant.subjects import subjects
from assistant.which_ones import left_out
from assistant.windows import window_of
from assistant.witnesses import Value, told, values_of

MOST_YEARS = 5  # asked about one by one
THRESHOLD_OF_A_PART = 0.35  # of a question that asks several things: what is missing beside the others shows
THRESHOLD_OVER_TIME = 0.2  # no one sentence answers a question about many years


@dataclass(frozen=True, slots=True)
class Judged:
    """What the evidence has for a question, and what the question names."""

    evidence: Sequence[Evidence]
    keys: Sequence[Key]
    ranked: Sequence[Candidate]  # its sentences, most probable first


def judge(
    question: Question,
    evidence: Sequence[Evidence],
    rarity: Rarity,
    near: Near,
    reader: Reader,
    weights: Weights = OWN,
) -> Judged:
    """Compare every sentence of the evidence with a standalone question: most of an answer's time.

    `near` tells how near texts are to the question.
    """
    keys = keys_of(question, rarity)
    return Judged(evidence, keys, candidates(question, keys, evidence, near, reader, weights))


def answer(
    question: Question,
    judged: Judged,
    reader: Reader,
    threshold: float | None = None,
    without: Collection[str] = (),
    weights: Weights = OWN,
    like: Measure | None = None,
) -> Answer:
    """Answer a standalone question from the evidence alone, or abstain; claims and citations are not yet checked.

    `threshold` is the probability in [0, 1] below which it is silent; sentences in `without` are said elsewhere; a figure that
    can stand beside one of the measure `like` is preferred.
    """
    evidence, keys, ranked = judged.evidence, judged.keys, judged.ranked
    usable = [c for c in ranked if not contradicts(c.match, weights) and c.sentence.text not in without]
    in_order = _newest_first(question, _of_the_whole_first(_agreeing_first(question, usable)))
    usable = _like_first(question, like, _of_its_mood_first(question, in_order))
    opposed = denial(question, usable)
    if opposed is not None:
        return _assembled(question, [opposed], [], opposed.probability, None, None, DENIED)
    probability = max(usable[0].probability, in_order[0].probability) if usable else 0.0
    if threshold is None:
        threshold = THRESHOLD_OVER_TIME if asks_over_time(question) else weights.threshold
    if probability < threshold:
        return _silence(question, keys, ranked, evidence, probability, weights)
    if question.kind == "yes-no":
        found, witness = stance(question, usable, _supports(question, reader))
        if found:
            return _assembled(question, [witness], [], witness.probability, lead(question, found), None, None)
        if weights.known and witness.match.own < SPEAKS_OF_IT and witness.probability < IN_OTHER_WORDS:
            return _silence(question, keys, ranked, evidence, min(probability, weights.threshold / 2), weights)
    values = [] if weights.known else values_of(usable)
    if values:
        return _told(question, values, probability)
    chosen = choose(question, keys, usable, weights)
    lacking = None if asks_over_time(question) else shortfall(question, chosen[0])
    rivals = [] if lacking == NO_RESULT else rival_values(question, usable)
    chosen += [rival for rival in rivals if rival not in chosen]
    short = None if lacking == NO_RESULT else _short(question, chosen[0], weights)
    leading = lead(question, None) if question.kind == "yes-no" else None
    return _assembled(question, chosen, rivals, probability, leading, short, lacking)


def _agreeing_first(question: Question, ranked: list[Candidate]) -> list[Candidate]:
    """The best sentence that goes the asked way before one that goes the other: a quota was raised, while a rate was cut."""
    if not ranked or not ranked[0].match.direction:
        return ranked
    near = (c for c in ranked if c.probability >= LIKE * ranked[0].probability and not c.match.direction)
    best = next((c for c in near if agrees(question, c)), None)
    return [best, *(c for c in ranked if c is not best)] if best else ranked


def _of_the_whole_first(ranked: list[Candidate]) -> list[Candidate]:
    """The best sentence on the asked year before one on a month of it, and the final before a draft, if nearly as probable."""
    if not ranked:
        return ranked
    best = ranked[0]
    drafted = best.match.limited and is_provisional(best.sentence)
    if not (best.match.narrower or drafted):
        return ranked
    near = (c for c in ranked if not c.match.narrower and c.probability >= WHOLE * best.probability)
    if drafted:
        near = (
            c for c in near if not c.match.limited and _about_the_same(c, best) and c.match.concept >= best.match.concept - 0.25
        )
    whole = next(near, None)
    return [whole, *(c for c in ranked if c is not whole)] if whole else ranked


def _of_its_mood_first(question: Question, ranked: list[Candidate]) -> list[Candidate]:
    """A target before a forecast where a target is asked for, and what came before what was planned where that is."""
    if not ranked or question.kind != "figure":
        return ranked
    if "target" in question.concepts and not question.concepts & (PLANS - {"target"}):

        def fits(candidate: Candidate) -> bool:
            return "target" in candidate.sentence.says.concepts
    elif not question.concepts & PLANS and question.years and question.concepts & METRICS:

        def fits(candidate: Candidate) -> bool:
            return candidate.match.mood == 0 and not is_ahead(candidate.sentence.text)
    else:
        return ranked
    best = ranked[0]
    if fits(best) or ("target" not in question.concepts and best.match.mood == 0):
        return ranked
    measure = measure_of(question, best.sentence)
    near = (c for c in ranked if c.probability >= OF_ITS_MOOD * best.probability and fits(c) and _about_the_same(c, best))
    found = next((c for c in near if likeness(measure, measure_of(question, c.sentence))), None)
    return [found, *(c for c in ranked if c is not found)] if found else ranked


def _about_the_same(candidate: Candidate, best: Candidate) -> bool:
    """Whether it is as much of the asked company and period, and of no less than the whole."""
    mine, its = candidate.match, best.match
    return (
        mine.entity >= its.entity
        and mine.year >= its.year
        and mine.part >= its.part
        and mine.narrower >= its.narrower
        and (mine.limited >= its.limited)
    )


OF_ITS_MOOD = 0.35


def _like_first(question: Question, like: Measure | None, ranked: list[Candidate]) -> list[Candidate]:
    """The best sentence whose figure can stand beside those of the measure `like`, where it is nearly as probable."""
    if like is None or not ranked:
        return ranked
    near = [c for c in ranked[:READ_CLOSELY] if c.probability >= LIKE * ranked[0].probability and _no_worse(c, ranked[0])]
    best = max(near, key=lambda c: likeness(like, measure_of(question, c.sentence)))
    return [best, *(c for c in ranked if c is not best)]


def _no_worse(candidate: Candidate, best: Candidate) -> bool:
    """Whether it is as much of the asked company, period and mood."""
    mine, its = candidate.match, best.match
    return (mine.entity, mine.year, mine.part, mine.narrower, mine.mood, mine.of_one) == (
        its.entity, its.year, its.part, its.narrower, its.mood, its.of_one,
    ) or candidate is best  # fmt: skip


def _newest_first(question: Question, ranked: list[Candidate]) -> list[Candidate]:
    """Where a question asks how many there are, and of no time, the newest of the sentences that fit as well as the best."""
    if not ranked or question.kind != "figure" or question.years or question.parts or not _IS_NOW.search(question.text):
        return ranked
    best = ranked[0]
    alike = [c for c in ranked if c.probability >= NEARLY * best.probability and _says_the_same_of_another_time(c, best)]
    newest = max(alike, key=lambda c: (c.match.counts, c.sentence.evidence.published or ""))
    return [newest, *(c for c in ranked if c is not newest)]


def _says_the_same_of_another_time(candidate: Candidate, best: Candidate) -> bool:
    """Whether the two name the same things, but for their figures and years, and are both of plans or both of results."""
    same_things = candidate.match.concept >= best.match.concept and candidate.match.counts >= best.match.counts
    ahead = _AHEAD.search(candidate.sentence.text) and not _AHEAD.search(best.sentence.text)
    same_mood = candidate.match.mood == best.match.mood and not ahead
    return candidate is best or (same_things and same_mood and _as_fitting(candidate, best))


_IS_NOW = re.compile(r"\b(?:is|are|does|do|has|have)\b|现在|目前|有多少|是多少", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:to be|will|would|by (?:the end of )?20\d\d)\b|将|到20\d\d年")
SPEAKS_OF_IT = 0.5  # of a yes/no question, by rarity, that a sentence names which says neither
IN_OTHER_WORDS = 0.45  # probability from which it may say so in words of its own
NEARLY = 0.8
LIKE = 0.5
WHOLE = 0.6


def choose(question: Question, keys: Sequence[Key], ranked: Sequence[Candidate], weights: Weights) -> list[Candidate]:
    """The sentences to quote: the best, what it leaves of the question to others, and near rivals from other documents."""
    if asks_over_time(question):
        return course(question, ranked)
    best = ranked[0]
    chosen = [best]
    for fits in _parts(question):
        found = next((c for c in ranked if fits(c.sentence)), None)
        if found is not None and found not in chosen and found.probability > PART * best.probability:
            chosen.append(found)
    chosen += _completing(keys, chosen, ranked)
    most = MOST_OF_SEVERAL if len(chosen) > 1 else weights.most
    bar = weights.beside * best.probability
    for candidate in ranked:
        if len(chosen) >= most or candidate.probability < bar:
            break
        alike = not weights.known or _as_fitting(candidate, best)
        if candidate not in chosen and alike and not _repeats(candidate, chosen):
            chosen.append(candidate)
    return chosen[:most]


# Shares of the best sentence's probability that others need: to stand for a company or year that it leaves out, to name
# what it leaves out, to be set beside it.
PART = 0.5
COMPLETING = 0.5
MOST_OF_SEVERAL = 5
WORTH_COMPLETING = 0.15  # of the question, by rarity


def _completing(keys: Sequence[Key], chosen: Sequence[Candidate], ranked: Sequence[Candidate]) -> list[Candidate]:
    """The one sentence that names most of what the chosen ones do not, if that is worth a quote."""
    total = sum(key.weight for key in keys)
    open_keys = [key for key in keys if max(held(key, c.sentence.says) for c in chosen) == 0]
    if not total or not open_keys:
        return []

    def gain(candidate: Candidate) -> float:
        return sum(key.weight * held(key, candidate.sentence.says) for key in open_keys) / total

    able = [c for c in ranked if c not in chosen and c.probability > COMPLETING * chosen[0].probability]
    able = [c for c in able if gain(c) >= WORTH_COMPLETING and c.match.counts >= chosen[0].match.counts]
    able = [c for c in able if not _repeats(c, chosen)]
    return [max(able, key=lambda c: (gain(c) * c.probability, -c.sentence.start))] if able else []


def _parts(question: Question) -> list[Callable[[Sentence], bool]]:
    """What must each be spoken of: every company asked about, every year asked about."""
    names = [entity.name for entity in subjects(question.entities)]
    tests: list[Callable[[Sentence], bool]] = []
    if len(names) > 1:
        tests += [lambda s, name=name: any(e.name == name for e in s.says.entities) for name in names]  # type: ignore[misc]
    if 1 < len(question.years) <= MOST_YEARS:
        tests += [lambda s, year=year: year in s.says.years for year in sorted(question.years)]  # type: ignore[misc]
    return tests


def _as_fitting(candidate: Candidate, best: Candidate) -> bool:
    """Whether it is about the same company, period and kind of thing as the best one."""
    mine, its = candidate.match, best.match
    return (
        mine.counts >= its.counts
        and mine.kind >= its.kind
        and mine.narrower >= its.narrower
        and (not mine.limited or limits(candidate.sentence) <= limits(best.sentence))
        and mine.of_one >= its.of_one
        and mine.entity >= its.entity
        and mine.year >= min(its.year, 0.3)
    )


def _repeats(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether a chosen sentence says the same in nearly the same words."""
    mine = candidate.sentence.says.words
    return any(len(mine & other.sentence.says.words) > 0.8 * min(len(mine), len(other.sentence.says.words)) for other in chosen)


def _supports(question: Question, reader: Reader) -> Callable[[Candidate], Support]:
    """What the reader makes of the question as a claim, asked for only where nothing else tells."""
    return lambda candidate: reader.support(claim_of(question), [window_of(candidate.sentence)])[0]


SURE_SPAN = 0.5  # of the reader's sureness in [0, 1]
LONGEST_SPAN = 60  # characters; a longer one is a clause, not a short answer


def _short(question: Question, best: Candidate, weights: Weights) -> str | None:
    """The span asked for: by rule over the desk's own documents, by the reader where the rules know no names, or find none."""
    if question.kind in ("yes-no", "reason") or asks_over_time(question):
        return None
    by_rule = short_answer(question, best.sentence)
    if weights.known and by_rule:
        return by_rule
    sure = best.reading is not None and best.reading.sureness >= SURE_SPAN and len(best.span) <= LONGEST_SPAN
    sure = sure and not (weights.known and question.kind == "figure" and dates_in(best.span))
    return (_with_unit(best) or by_rule) if sure or not weights.known else by_rule


def _with_unit(best: Candidate) -> str:
    """The reader's span; a bare number with what it counts."""
    if best.reading is None or not re.fullmatch(r"[\d.,]+", best.span):
        return best.span
    at = best.sentence.text.find(best.span, best.reading.start)
    return next((figure.text for figure in figures_in(best.sentence.text) if figure.start <= at < figure.end), best.span)


def _assembled(
    question: Question,
    chosen: Sequence[Candidate],
    rivals: Sequence[Candidate],
    probability: float,
    leading: str | None,
    short: str | None,
    shortfall: str | None,
) -> Answer:
    citations = tuple(
        Citation(n, c.sentence.text, c.sentence.start, c.sentence.end, c.sentence.evidence) for n, c in enumerate(chosen, start=1)
    )
    claims = tuple(Claim(citation.quote, (citation.n,), "verbatim") for citation in citations)
    missing = shortfall or _missing(question, chosen)
    shown = disagreement(question, rivals, chosen)
    verdict: Verdict = "disagreement" if shown else "partial" if missing else "answered"
    return Answer(
        question=question.text,
        standalone_question=question.text,
        verdict=verdict,
        claims=claims,
        citations=citations,
        disagreements=(shown,) if shown else (),
        missing=missing,
        short_answer=short,
        lead=leading,
        answerable=round(probability, 3),
    )


def _told(question: Question, values: Sequence[Value], probability: float) -> Answer:
    """What each document says. A value that nothing speaks against but copies of it with another in its place is the answer."""
    claims, citations, shown = told(question, values)
    return Answer(
        question=question.text,
        standalone_question=question.text,
        verdict="disagreement" if shown else "answered",
        claims=tuple(claims),
        citations=tuple(citations),
        disagreements=tuple(shown),
        short_answer=next((value.text for value in values if not value.outvoted), None) if len(claims) == 1 else None,
        answerable=round(probability, 3),
    )


def _missing(question: Question, chosen: Sequence[Candidate]) -> str | None:
    """The asked companies and years that no quoted sentence speaks of."""
    texts = [c.sentence for c in chosen]
    absent = [
        entity.name
        for entity in subjects(question.entities)
        if not any(entity.name in {e.name for e in (*s.says.entities, *s.above.entities)} for s in texts)
    ]
    spoken = {year for s in texts for year in (*s.says.years, *s.above.years)}
    published = {int(s.evidence.published[:4]) for s in texts if s.evidence.published}
    absent += [str(year) for year in sorted(question.years - spoken - published)] if len(question.years) <= 3 else []
    if not absent or len(absent) == len(subjects(question.entities)) + len(question.years):
        return None
    return ", ".join(absent)


NEAREST = 3  # sentences that may speak of what is asked about and leave the asked thing out


def _silence(
    question: Question,
    keys: Sequence[Key],
    ranked: Sequence[Candidate],
    evidence: Sequence[Evidence],
    probability: float,
    weights: Weights,
) -> Answer:
    """An abstention that names what was not found and what was nearest."""
    seen = ranked[:5]
    best = next((c.sentence for c in ranked if not contradicts(c.match, weights)), ranked[0].sentence if ranked else None)
    lacking = [key.printed for key in keys if key.kind != "word" and not (best and _names(best, key))]
    lacking += [str(year) for year in sorted(question.years) if best and year not in best.says.years]
    spoken = {entity.name for c in seen for entity in c.sentence.says.entities if entity.kind == "place"}
    about = {key.printed for key in keys if key.name in spoken}  # nobody asks whether the documents know of China
    lacking = [printed for printed in lacking if printed not in about]
    closest = list({c.sentence.evidence.document_id: c.sentence.evidence for c in seen}.values())[:3]
    unnamed = next((left for c in ranked[:NEAREST] if (left := left_out(question, c.sentence))), None)
    missing = unnamed or ", ".join(lacking) or "a sentence that answers it"
    return Answer(
        question.text, question.text, "not_in_documents", missing=missing, answerable=round(probability, 3),
        closest=tuple(closest or evidence[:3]),
    )  # fmt: skip


def _names(sentence: Sentence, key: Key) -> bool:
    if key.kind == "entity":
        return any(entity.name == key.name for entity in sentence.says.entities)
    return key.name in sentence.says.concepts
