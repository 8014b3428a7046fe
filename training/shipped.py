"""The sentences of the shipped documents, those of the typed facts with their facts."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.figures import Figure, figures_in
from assistant.question import years_in
from assistant.windows import Window
from corpus.concepts import concepts_in, with_broader
from corpus.entities import Entity, mentions
from corpus.languages import language_of
from corpus.parsers import parse_here
from corpus.passages import body_start
from corpus.sentences import sentence_spans
from corpus.tokens import words


@dataclass(frozen=True)
class Said:
    """One sentence of one document, with what it names."""

    document: str
    text: str
    before: str
    title: str
    fact: str | None  # fid of the typed fact that it tells

    @cached_property
    def window(self) -> Window:
        """As the desk shows it to the reader."""
        return Window(self.text, self.before, self.title)

    @cached_property
    def language(self) -> str:
        """en or zh."""
        return language_of(self.text)

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """Whom and what places it names."""
        return tuple(mention.entity for mention in mentions(self.text))

    @cached_property
    def title_entities(self) -> tuple[Entity, ...]:
        """Whom its title names."""
        return tuple(mention.entity for mention in mentions(self.title))

    @cached_property
    def concepts(self) -> frozenset[str]:
        """What it speaks of, with the wider concepts."""
        return frozenset(name for concept, _, _ in concepts_in(self.text) for name in with_broader(concept.name))

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that it names."""
        return frozenset(years_in(self.text))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures."""
        return tuple(figures_in(self.text))

    @cached_property
    def words(self) -> frozenset[str]:
        """Its tokens."""
        return frozenset(words(self.text))


def read_shipped(folder: Path) -> tuple[list[Said], dict[str, dict[str, Any]]]:
    """Every sentence of the folder's documents, and the typed facts by fid."""
    with (folder / "facts.jsonl").open(encoding="utf-8") as lines:
        facts = {row["fid"]: row for row in map(json.loads, lines)}
    told = {(fid.split("#")[0], sentence): fid for fid, row in facts.items() for sentence in row["sentences"]}
    said = []
    for path in sorted(folder.glob("*.md")):
        (document,) = parse_here(path, path.read_bytes()).documents
        title = " | ".join(filter(None, (document.title, document.published)))
        before = ""
        for start, end in sentence_spans(document.text, body_start(document.text)):
            text = document.text[start:end]
            if text.startswith("#") or not re.search(r"\w{2}", text):
                before = ""
                continue
            said.append(Said(document.id, text, before, title, told.get((document.id, text))))
            before = text
    return said, facts
