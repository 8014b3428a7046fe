"""The sentences of the evidence, each with what it says and what stands above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.addressed import speaks_to_a_model
from assistant.figures import dates_in, figures_in
from assistant.question import parts_of_year, years_in
from assistant.records import Citation, Evidence
from corpus.concepts import concepts_in, with_broader
from corpus.entities import Entity, mentions
from corpus.languages import language_of
from corpus.sentences import sentence_spans
from corpus.tokens import words


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stretch of text names."""

    words: frozenset[str]
    entities: tuple[Entity, ...]
    concepts: frozenset[str]  # with the wider ones that each is a kind of
    exact: frozenset[str]  # the concepts as said
    years: frozenset[int]
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one passage. `start` and `end` count in the document's text."""

    evidence: Evidence
    start: int
    end: int
    text: str
    language: str
    says: Reading
    above: Reading  # title and headings

    @property
    def figures(self) -> int:
        """How many figures it gives."""
        return len(figures_in(self.text))

    @property
    def dates(self) -> int:
        """How many dates it gives."""
        return len(dates_in(self.text))


_REPORT = re.compile(
    r"\b(?:19|20)\d\d (?:[\w-]+ ){0,2}?(?:report|edition|yearbook|survey|study|ranking|white paper|release)\b|"
    r"(?:19|20)\d\d(?:年)?版|(?:19|20)\d\d年?[\u4e00-\u9fff]{0,6}(?:报告|年鉴|蓝皮书|白皮书)"
)


@lru_cache(maxsize=4096)
def read_text(text: str) -> Reading:
    """What the text names."""
    found = {mention.entity.name: mention.entity for mention in mentions(text)}
    exact = frozenset(concept.name for concept, _, _ in concepts_in(text))
    concepts = frozenset(name for concept in exact for name in with_broader(concept))
    years = frozenset(years_in(_REPORT.sub(" ", text)) or years_in(text))  # who reports does not date what is reported
    parts = frozenset(parts_of_year(text))
    return Reading(frozenset(words(text)), tuple(found.values()), concepts, exact, years, parts)


def sentences_of(evidence: Sequence[Evidence]) -> list[Sentence]:
    """Every sentence of the evidence, in the order of the evidence; headings and table rules are none.

    A document that speaks to a language model in one of its passages has none either: nothing of it is quoted as an answer.
    """
    found = []
    steering = {one.document_id for one in evidence if speaks_to_a_model(f"{_last(one.heading)}\n{one.text}")}
    for one in evidence:
        if one.document_id in steering:
            continue
        above = read_text(f"{one.title}\n{one.heading}")
        for start, end in sentence_spans(one.text):
            text = one.text[start:end]
            if _is_prose(text):
                found.append(Sentence(one, one.start + start, one.start + end, text, language_of(text), read_text(text), above))
    return found


def sentence_quoted(citation: Citation) -> Sentence:
    """The sentence that a citation quotes."""
    evidence, text = citation.evidence, citation.quote
    above = read_text(f"{evidence.title}\n{evidence.heading}")
    return Sentence(evidence, citation.quote_start, citation.quote_end, text, language_of(text), read_text(text), above)


def _last(heading: str) -> str:
    """The heading that stands right above, as it stands there."""
    return f"## {re.split(r' [>|] ', heading)[-1]}" if heading else ""


def _is_prose(text: str) -> bool:
    return sum(character.isalpha() for character in text) >= 4 and not text.startswith("#")
