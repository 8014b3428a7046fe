"""What is asked about (sales, robot density, tariffs), by the words that say it in both languages; reads concepts.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.names import Names


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that can be asked about, and the wider things that it is a kind of."""

    name: str
    forms: tuple[str, ...]
    broader: tuple[str, ...]


@cache
def concepts() -> dict[str, Concept]:
    """All concepts by name."""
    rows = tomllib.loads((Path(__file__).parent / "concepts.toml").read_text(encoding="utf-8"))["concept"]
    return {row["name"]: Concept(row["name"], tuple(row["forms"]), tuple(row["broader"])) for row in rows}


@cache
def _names() -> Names[Concept]:
    return Names(((form, concept) for concept in concepts().values() for form in concept.forms), case_matters_up_to=0)


def concepts_in(text: str) -> list[tuple[Concept, int, int]]:
    """The concepts that the text speaks of, with their spans, in order."""
    return list(_names().find(text))


@cache
def with_broader(name: str) -> frozenset[str]:
    """The concept's name and those of everything that it is a kind of."""
    found = {name}
    for above in concepts()[name].broader:
        found |= with_broader(above)
    return frozenset(found)
