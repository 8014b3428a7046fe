"""What was cited before stays a candidate for a follow-up; it is never forced."""

from dataclasses import replace

from assistant.assistant import Assistant
from assistant.conversation.earlier import cited_before, with_earlier
from assistant.records import Turn
from corpus.records import NO_FILTERS, Filters

ASKED = "How many vehicles did SAIC sell in 2023?"


def conversation(desk: Assistant) -> list[Turn]:
    return [Turn(ASKED, desk.ask(ASKED))]


def test_a_passage_that_was_cited_and_is_not_found_again_is_added_behind_the_best(desk: Assistant):
    cited = cited_before(conversation(desk))
    found = desk.search("Who opened a robot factory?", 3).evidence
    fresh = [evidence for evidence in found if evidence.passage_id not in {one.passage_id for one in cited}]

    merged = with_earlier(fresh, cited, desk.document, NO_FILTERS)

    assert {one.passage_id for one in merged} == {one.passage_id for one in (*fresh, *cited)}
    assert merged[0].passage_id == fresh[0].passage_id
    assert [one.rank for one in merged] == list(range(1, len(merged) + 1))
    assert [one.score for one in merged] == sorted((one.score for one in merged), reverse=True)


def test_a_passage_that_was_cited_and_is_found_again_gains_a_little(desk: Assistant):
    found = desk.search(ASKED, 5).evidence
    last = found[-1]

    merged = with_earlier(found, [last], desk.document, NO_FILTERS)

    raised = next(one for one in merged if one.passage_id == last.passage_id)
    assert last.score < raised.score <= found[0].score
    assert len(merged) == len(found)


def test_what_no_longer_stands_in_its_document_or_passes_no_filter_is_left_out(desk: Assistant):
    cited = cited_before(conversation(desk))
    found = list(desk.search("Who opened a robot factory?", 2).evidence)
    found = [one for one in found if one.passage_id not in {c.passage_id for c in cited}]
    changed = [replace(one, text=one.text + " More.") for one in cited]

    assert with_earlier(found, changed, desk.document, NO_FILTERS) == found
    assert with_earlier(found, cited, lambda id_: None, NO_FILTERS) == found
    assert with_earlier(found, cited, desk.document, Filters(kind=("nothing of the kind",))) == found


def test_a_conversation_of_strings_has_cited_nothing(desk: Assistant):
    assert cited_before([Turn(ASKED, "5,020,865.")]) == []


def test_asked_for_more_the_desk_does_not_say_the_same_again(desk: Assistant):
    turns = conversation(desk)
    first = turns[0].answer
    assert not isinstance(first, str)

    more = desk.ask("Tell me more", turns)

    assert more.standalone_question == ASKED
    assert {claim.text for claim in more.claims}.isdisjoint(claim.text for claim in first.claims)
