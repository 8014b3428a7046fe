"""A follow-up about what the desk knows no names for is searched in several forms, and says so."""

import pytest

from assistant.assistant import Assistant
from assistant.conversation.searching import ALONE, AS_TYPED, WITH_FIRST, WITH_PREVIOUS, Form, forms
from assistant.evidence import find_evidence
from assistant.question import read_question
from assistant.reading_room import ReadingRoom
from assistant.records import Turn
from corpus.records import NO_FILTERS

HISTORY = [
    Turn("What is the Penobscot River known for?", "It is known for its salmon. Many fish there."),
    Turn("Where does it start?", "In a lake."),
]
WHOLE = Turn("Which town does the east branch of the Penobscot River in Maine start from, and which lake the west branch?", "")


def test_a_follow_up_is_searched_as_typed_as_rewritten_and_with_the_turns_before_it():
    found = forms("And where does it end?", "And where does the Penobscot River end?", HISTORY)

    assert [form.text for form in found] == [
        "And where does it end?",
        "And where does the Penobscot River end?",
        "And where does the Penobscot River end? Where does it start?",
        "And where does the Penobscot River end? What is the Penobscot River known for?",
        "And where does the Penobscot River end? In a lake.",
    ]
    assert sum(form.weight for form in found) == pytest.approx(1)


def test_a_question_left_as_it_is_counts_once_with_both_weights():
    found = forms("And where does it end?", "And where does it end?", [Turn("Where does the Penobscot River start?", "")])

    assert len(found) == 2
    assert found[0].weight == pytest.approx((AS_TYPED + ALONE) / (AS_TYPED + ALONE + WITH_PREVIOUS + WITH_FIRST))


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("Where does it end?", []),
        ("New question: where does it end?", HISTORY),
        ("它在哪里结束？", HISTORY),
        ("And in 2024?", [Turn("How many vehicles did SAIC sell in 2023?", "5.02 million.")]),
        ("Which lake does the west branch of the Penobscot River in Maine start from?", [WHOLE]),
    ],
)
def test_a_first_question_another_subject_and_what_the_desk_completes_by_rule_are_searched_alone(
    question: str, history: list[Turn]
):
    assert forms(question, question, history) == []


def test_another_subject_forgets_what_was_asked_before_it():
    history = [*HISTORY, Turn("New question: how do I file an order?", "At the court.")]

    found = forms("How is it done?", "How is it done?", history)

    assert all("Penobscot" not in form.text for form in found)


def test_passages_that_several_forms_find_come_first_and_their_scores_are_the_weighted_sum(room: ReadingRoom):
    texts = ("robots in Shanghai", "cars sold in 2023")
    one, other = (find_evidence(room, [read_question(text)], 120, NO_FILTERS).evidence for text in texts)
    put = [Form(texts[0], 0.75), Form(texts[1], 0.25)]

    summed = find_evidence(room, [read_question(texts[0])], 5, NO_FILTERS, forms=put).evidence

    scores = {e.passage_id: 0.75 * e.score for e in one}
    for e in other:
        scores[e.passage_id] = scores.get(e.passage_id, 0.0) + 0.25 * e.score
    assert [e.passage_id for e in summed] == sorted(scores, key=lambda passage: -scores[passage])[:5]
    assert [e.score for e in summed] == pytest.approx(sorted(scores.values(), reverse=True)[:5])


def test_what_was_searched_for_besides_the_question_is_told(desk: Assistant):
    found = desk.search("And where does it end?", 3, HISTORY)

    assert found.scope
    assert "Where does it start?" in found.scope
    assert "What is the Penobscot River known for?" in found.scope
