"""Examples from the shipped documents: questions with their sentence, and near sentences that do not answer.

A sentence is taken for wrong only where a type tells: another company, another year, or without the metric
asked for. What cannot be told is left out.
"""

import math
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus.concepts import concepts_in, with_broader
from corpus.entities import Entity, entities, groups_of, mentions
from corpus.tokens import words
from training.examples import SUPPORT, Example
from training.metrics import METRICS, SIBLINGS
from training.questions import Asked, called, questions
from training.shipped import Said, read_shipped
from training.swaps import moved_year

NEAR = 12  # sentences by shared rare words among which the wrong ones are sought
QUESTIONS = 4  # of one sentence
SOURCE = "shipped"


class Shelf:
    """The sentences of the shipped documents, found by words."""

    def __init__(self, said: Sequence[Said]) -> None:
        self.said = said
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for i, one in enumerate(said):
            for word in one.words:
                self._by_word[word].append(i)

    def near(self, question: str) -> list[Said]:
        """The sentences that share the rarest words with the question, best first."""
        scores: dict[int, float] = defaultdict(float)
        for word in sorted(set(words(question))):
            places = self._by_word.get(word, [])
            for i in places:
                scores[i] += math.log(1 + len(self.said) / len(places)) / (8 + len(self.said[i].words)) ** 0.3
        return [self.said[i] for i in sorted(scores, key=lambda i: (-scores[i], i))[:NEAR]]


def subjects(found: Sequence[Entity]) -> set[str]:
    """Companies, brands, agencies, people and places, each with its groups."""
    return {name for entity in found for name in (entity.name, *(group.name for group in groups_of(entity)))}


def surely_wrong(question: str, right: Said, other: Said, answer: str) -> bool:
    """Whether a type tells that `other` does not answer what `right` answers with `answer`."""
    digits = re.sub(r"[^\d]", "", answer)
    if other.text == right.text or answer in other.text or (digits and digits in re.sub(r"[,.\s]", "", other.text)):
        return False
    if right.fact and right.fact == other.fact:
        return False
    asked = {m.entity for m in mentions(question) if m.entity.kind != "place"} or {m.entity for m in mentions(question)}
    named = subjects(other.entities + other.title_entities)
    if asked and not any({e.name} & named for e in asked) and other.entities:
        return True
    years = {int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", question)}
    if years and other.years and not years & other.years:
        return True
    metrics = {c.name for c, _, _ in concepts_in(question)} & METRICS.keys()
    if metrics and not any({m} & other.concepts or with_broader(m) & other.concepts for m in metrics):
        return True
    return bool(digits) and not other.figures


def fact_examples(folder: Path, rng: random.Random) -> Iterator[Example]:
    """Right and wrong pairs of the folder's documents, in both languages and across them."""
    said, facts = read_shipped(folder)
    shelf = Shelf(said)
    twins = defaultdict(list)
    for one in said:
        if one.fact:
            twins[one.fact].append(one)
    for one in said:
        fact = facts.get(one.fact or "")
        asked = questions(one, fact, rng)
        for question in rng.sample(asked, min(QUESTIONS, len(asked))):
            yield from _of_question(question, one, twins.get(one.fact or "", []), shelf, rng)
        if fact:
            yield from _claims(one, twins[one.fact or ""], shelf, rng)


def _of_question(asked: Asked, one: Said, twins: Sequence[Said], shelf: Shelf, rng: random.Random) -> Iterator[Example]:
    text = respelt(asked.text, rng)
    yield Example(text, one.window, True, asked.span, one.document, SOURCE)
    answer = one.text[slice(*asked.span)]
    for twin in twins:  # the same fact in the other language
        if twin.language != one.language and rng.random() < 0.7:
            yield Example(text, twin.window, True, _same_figure(one, twin, asked.span), one.document, SOURCE + ":across")
    wrong = [other for other in shelf.near(asked.text) if surely_wrong(asked.text, one, other, answer)]
    for other in rng.sample(wrong[:6], min(2, len(wrong))):
        yield Example(text, other.window, False, None, one.document, SOURCE + ":near")
    other_question = twisted(asked.text, one, rng)
    if other_question and rng.random() < 0.85:
        yield Example(respelt(other_question, rng), one.window, False, None, one.document, SOURCE + ":twisted")


def _same_figure(one: Said, twin: Said, span: tuple[int, int]) -> tuple[int, int] | None:
    value = next((f.value for f in one.figures if (f.start, f.end) == span or f.start == span[0]), None)
    found = next((f for f in twin.figures if value and abs(f.value - value) < 1e-3 * value), None)
    return (found.start, found.end) if found else None


def respelt(question: str, rng: random.Random) -> str:
    """The question as hurried people type it, now and then: no capitals, no question mark."""
    if rng.random() < 0.15:
        question = question.rstrip("?？")
    return question.lower() if rng.random() < 0.08 else question


def twisted(question: str, said: Said, rng: random.Random) -> str | None:
    """The question about another company, year or metric, or for the plan instead of the fact."""
    ways: list[Callable[[], str | None]] = [
        lambda: other_entity(question, said, rng),
        lambda: other_year(question, said, rng),
        lambda: other_metric(question, said, rng),
        lambda: other_mood(question, said),
    ]
    rng.shuffle(ways)
    return next((found for way in ways if (found := way()) and found != question), None)


def other_entity(question: str, said: Said, rng: random.Random) -> str | None:
    """With another company, person or place of the same kind, which neither the sentence nor its title names."""
    found = mentions(question)
    if not found:
        return None
    mention = rng.choice(found)
    here = subjects(said.entities + said.title_entities)
    others = [
        entity
        for entity in entities().values()
        if entity.kind == mention.entity.kind and entity.name not in here and mention.entity not in groups_of(entity)
    ]
    chinese = bool(re.search(r"[\u4e00-\u9fff]", question))
    if chinese:
        others = [e for e in others if any(re.search(r"[\u4e00-\u9fff]", alias) for alias in e.aliases)]
    if not others:
        return None
    name = called(rng.choice(others), "zh" if chinese else "en", rng)
    return question[: mention.start] + name + question[mention.end :]


def other_year(question: str, said: Said, rng: random.Random) -> str | None:
    """With the year moved; only where the sentence itself says which year it tells of."""
    return moved_year(question, said.text + said.title, rng) if said.years else None


def other_metric(question: str, said: Said, rng: random.Random) -> str | None:
    """With a metric that is mistaken for the one asked for, and of which the sentence does not speak."""
    found = [(c, start, end) for c, start, end in concepts_in(question) if c.name in METRICS]
    if not found:
        return None
    concept, start, end = rng.choice(found)
    others = [
        name for group in SIBLINGS if concept.name in group for name in group
        if name not in said.concepts and name not in with_broader(concept.name) and concept.name not in with_broader(name)
    ]  # fmt: skip
    if not others:
        return None
    english, chinese = METRICS[rng.choice(others)]
    word = rng.choice(chinese if re.search(r"[\u4e00-\u9fff]", question) else english)
    if question[start:end] in ("sold", "sell", "exported", "export", "deliver", "delivered", "produce", "made", "build", "built"):
        return None
    return question[:start] + word + question[end:]


def other_mood(question: str, said: Said) -> str | None:
    """Asks for the fact where the sentence has a plan, or for a plan where it has the fact."""
    planned = bool(said.concepts & {"target", "plan", "forecast", "deadline"})
    if planned:
        turned = re.sub(r"'s target for (.+?)( (?:in|by) |\?)", r"'s actual \1\2", question)
        turned = turned.replace("目标是多少", "实际是多少").replace("计划达到的", "实际达到的")
        return turned if turned != question else None
    turned = re.sub(r"^What was (.+?)('s) ", r"What target was set for \1\2 ", question)
    turned = re.sub(r"(的[\w]{2,8})(是|有)多少", r"\1目标\2多少", turned)
    return turned if turned != question else None


def _claims(one: Said, twins: Sequence[Said], shelf: Shelf, rng: random.Random) -> Iterator[Example]:
    """The fact in other words as a claim; with a figure changed; and beside a sentence that does not tell."""
    others = [twin for twin in twins if twin.text != one.text]
    claim = rng.choice(others).text if others else _turned(one.text)
    figures = re.findall(r"\d[\d,.]*\d|\d", claim)
    if claim and rng.random() < 0.6:
        yield Example(claim, one.window, True, None, one.document, SOURCE + ":claim", SUPPORT.index("supported"))
    if claim and figures and rng.random() < 0.6:
        old = rng.choice(figures)
        new = _other_digits(old, rng)
        if new not in one.text:
            wrong = claim.replace(old, new, 1)
            yield Example(wrong, one.window, False, None, one.document, SOURCE + ":claim", SUPPORT.index("contradicted"))
    near = [other for other in shelf.near(one.text) if surely_wrong(one.text, one, other, one.text)]
    if near and claim and rng.random() < 0.5:
        window = rng.choice(near[:4]).window
        yield Example(claim, window, False, None, one.document, SOURCE + ":claim", SUPPORT.index("not_enough"))


def _turned(text: str) -> str:
    """ "In 2024, X sold ..." as "X sold ... in 2024." """
    found = re.match(r"^((?:In|By|At|For|On|As of) [^,]{3,30}), (.+?)\.?$", text)
    return f"{found[2]} {found[1][0].lower()}{found[1][1:]}." if found else text


def _other_digits(printed: str, rng: random.Random) -> str:
    places = [i for i, c in enumerate(printed) if c.isdigit()]
    at = rng.choice(places[:2])
    return printed[:at] + rng.choice([d for d in "123456789" if d != printed[at]]) + printed[at + 1 :]
