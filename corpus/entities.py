"""Companies, agencies, places and people by all their names; the one file that reads entities.toml."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.names import Names


@dataclass(frozen=True, slots=True)
class Entity:
    """One named thing: its canonical English name, its other names, and what it belongs to."""

    name: str
    kind: str  # company, brand, agency, institution, place, person, law
    aliases: tuple[str, ...]
    part_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text."""

    entity: Entity
    start: int
    end: int


@cache
def entities() -> dict[str, Entity]:
    """All entities by canonical name."""
    rows = tomllib.loads((Path(__file__).parent / "entities.toml").read_text(encoding="utf-8"))["entity"]
    return {row["name"]: Entity(row["name"], row["kind"], tuple(row["aliases"]), tuple(row["part_of"])) for row in rows}


@cache
def _names() -> Names[Entity]:
    return Names((name, entity) for entity in entities().values() for name in (entity.name, *entity.aliases))


def mentions(text: str) -> list[Mention]:
    """The entities named in the text, in order."""
    return [Mention(entity, start, end) for entity, start, end in _names().find(text)]


def named(name: str) -> Entity | None:
    """The entity of that name or alias, whatever its case; None if there is none."""
    return _names()[name.strip()]


def companies_named(text: str) -> list[str]:
    """Canonical names of the companies and brands in the text and of the groups they belong to, in order of mention."""
    found: dict[str, None] = {}
    for mention in mentions(text):
        for entity in (mention.entity, *groups_of(mention.entity)):
            if entity.kind in ("company", "brand"):
                found.setdefault(entity.name)
    return list(found)


@cache
def groups_of(entity: Entity) -> tuple[Entity, ...]:
    """What the entity belongs to, directly or through another, nearest first."""
    above: dict[str, Entity] = {}
    waiting = list(entity.part_of)
    while waiting:
        name = waiting.pop(0)
        if name in entities() and name not in above:
            above[name] = entities()[name]
            waiting.extend(above[name].part_of)
    return tuple(above.values())


def members_of(names: Iterable[str]) -> set[str]:
    """The canonical names given and those of everything that belongs to them."""
    wanted = set(names)
    return wanted | {e.name for e in entities().values() if wanted & {group.name for group in groups_of(e)}}
