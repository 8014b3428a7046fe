"""The gazetteer: every name means one thing, and a member belongs to its groups."""

import re

from corpus.concepts import concepts, with_broader
from corpus.entities import companies_named, entities, groups_of, members_of, mentions, named


def test_gm_is_not_its_chinese_venture() -> None:
    assert [mention.entity.name for mention in mentions("GM and SAIC-GM")] == ["General Motors", "SAIC-GM"]


def test_wuling_is_found_by_its_longest_chinese_name() -> None:
    text = "上汽通用五菱销量增长"

    (mention,) = mentions(text)

    assert mention.entity.name == "SAIC-GM-Wuling"
    assert text[mention.start : mention.end] == "上汽通用五菱"


def test_a_name_or_alias_in_any_case_names_its_entity() -> None:
    canonical = {name: (entity.name if (entity := named(name)) else None) for name in ("tesla", " 特斯拉 ", "TSLA", "saic", "gm")}

    assert canonical == {"tesla": "Tesla", " 特斯拉 ": "Tesla", "TSLA": "Tesla", "saic": "SAIC Motor", "gm": "General Motors"}


def test_an_unknown_name_names_nothing() -> None:
    assert named("Nobody Motors") is None


def test_a_venture_belongs_to_both_its_parents() -> None:
    assert [group.name for group in groups_of(entities()["SAIC-GM"])] == ["SAIC Motor", "General Motors"]


def test_companies_of_a_text_include_the_groups_of_those_named() -> None:
    assert companies_named("SAIC-GM sold more, Tesla less.") == ["SAIC-GM", "SAIC Motor", "General Motors", "Tesla"]


def test_a_place_or_agency_is_no_company() -> None:
    assert companies_named("MIIT and the European Commission met in Shanghai.") == []


def test_a_person_stands_for_the_company_that_he_or_she_belongs_to() -> None:
    assert companies_named("Elon Musk went to Shanghai.") == ["Tesla"]


def test_members_of_a_group_are_what_belongs_to_it_directly_or_through_another() -> None:
    members = members_of(["SAIC Motor"])

    assert {"SAIC Motor", "SAIC-GM", "SAIC-GM-Wuling", "IM Motors"} <= members
    assert "Tesla" not in members
    assert "General Motors" not in members


def test_every_group_named_in_the_file_is_an_entity_of_it() -> None:
    assert {group for entity in entities().values() for group in entity.part_of} - set(entities()) == set()


def test_nothing_belongs_to_itself() -> None:
    assert [entity.name for entity in entities().values() if entity in groups_of(entity)] == []


def test_no_name_means_two_entities() -> None:
    owners: dict[str, set[str]] = {}
    for entity in entities().values():
        for name in (entity.name, *entity.aliases):
            key = name if len(name) <= 3 else name.casefold()
            owners.setdefault(key, set()).add(entity.name)

    assert {name: who for name, who in owners.items() if len(who) > 1} == {}


def test_every_name_has_a_letter_to_find_it_by() -> None:
    names = [name for entity in entities().values() for name in (entity.name, *entity.aliases)]

    assert [name for name in names if not re.search(r"\w", name) or name != name.strip()] == []


def test_every_wider_concept_is_a_concept() -> None:
    assert {wider for concept in concepts().values() for wider in concept.broader} - set(concepts()) == set()


def test_a_concept_is_among_its_own_wider_ones() -> None:
    assert [name for name in concepts() if name not in with_broader(name)] == []


def test_a_capital_stands_for_the_government_that_sits_in_it() -> None:
    assert [mention.entity.name for mention in mentions("Brussels, Washington and Seoul answered Tokyo.")] == [
        "EU",
        "US",
        "South Korea",
        "Japan",
    ]
    assert [mention.entity.name for mention in mentions("Beijing has plans of its own.")] == ["Beijing"]
