"""Whom a text is about: companies, agencies and people. And where: its places."""

from collections.abc import Sequence

from corpus.entities import Entity, groups_of


def subjects(entities: Sequence[Entity]) -> list[Entity]:
    """The entities that a statement can be about and be wrong about: not places."""
    return [entity for entity in entities if entity.kind in ("company", "brand", "agency", "institution", "person")]


def companies(entities: Sequence[Entity]) -> list[Entity]:
    """Those of them that make and sell."""
    return [entity for entity in entities if entity.kind in ("company", "brand")]


def places(entities: Sequence[Entity]) -> set[str]:
    """The names of the places among them."""
    found = {entity.name for entity in entities if entity.kind == "place"}
    return found | {"Europe"} if "EU" in found else found  # who says Europe of policy means the Union


def is_somewhere(entity: Entity) -> bool:
    """Whether it is a place, or belongs to one: the city government of Shanghai."""
    return entity.kind == "place" or any(group.kind == "place" for group in groups_of(entity))
