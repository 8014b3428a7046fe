"""Rows of the public sets as examples."""

import random
from pathlib import Path

import pytest

from training.examples import may_train
from training.public_sets import reading_examples, relevance_examples, rows, support_examples
from training.swaps import changed, moved_year, opposite, other_name, other_word

PASSAGE = "Rollo was the first ruler of Normandy. He was a Viking chief. He signed a treaty in 911 with King Charles of France."


def row(**more: object) -> dict[str, object]:
    base = {"source": "squad2_train10", "question": "When did Rollo sign a treaty?", "passage": PASSAGE, "answers": ["911"]}
    return base | {"answer_starts": [PASSAGE.index("911")], "answerable": True} | more


@pytest.mark.parametrize("more", [{"nc": True}, {"source": "subjqa"}, {"source": "zh_utterance_rewriter"}])
def test_a_row_without_a_free_licence_is_not_trained_on(more: dict[str, object]) -> None:
    assert not may_train({"source": "squad2_train10"} | more)


def test_rows_without_a_free_licence_are_left_out_when_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "support.jsonl"
    file.write_text('{"source": "fm2"}\n{"source": "ocnli", "nc": true}\n{"source": "subjqa"}\n', encoding="utf-8")

    assert rows(file) == [{"source": "fm2"}]


def test_the_sentence_with_the_answer_is_right_and_the_others_of_its_passage_are_wrong() -> None:
    found = list(reading_examples([row()], random.Random(1)))

    asked = [example for example in found if example.source == "squad2_train10"]
    assert {example.window.sentence: example.answers for example in asked} == {
        "He signed a treaty in 911 with King Charles of France.": True,
        "Rollo was the first ruler of Normandy.": False,
        "He was a Viking chief.": False,
    }


def test_a_span_counts_from_the_beginning_of_its_sentence() -> None:
    found = list(reading_examples([row()], random.Random(1)))

    (right,) = [example for example in found if example.answers]
    assert right.span is not None
    assert right.window.sentence[slice(*right.span)] == "911"
    assert right.window.before == "He was a Viking chief."


def test_no_sentence_answers_an_unanswerable_question() -> None:
    found = list(reading_examples([row(answerable=False, answers=[], answer_starts=[])], random.Random(1)))

    assert found
    assert not any(example.answers for example in found)


def test_a_question_that_a_person_made_unanswerable_is_read_more_often_than_one_made_by_rule() -> None:
    unanswerable = row(answerable=False, answers=[], answer_starts=[])

    people = list(reading_examples([unanswerable], random.Random(1)))
    rule = list(reading_examples([unanswerable | {"synthetic": True}], random.Random(1)))

    nearest = "He signed a treaty in 911 with King Charles of France."
    assert [example.window.sentence for example in people].count(nearest) == 3
    assert [example.window.sentence for example in rule].count(nearest) == 1


def test_relevant_sentences_are_right_and_claims_are_not_asked() -> None:
    question = {"source": "selqa", "question": "Who was Rollo?", "sentences": ["He was a Viking.", "It rained."], "relevant": [0]}

    found = list(relevance_examples([question, question | {"query": "claim"}], random.Random(1)))

    assert [(example.window.sentence, example.answers) for example in found] == [
        ("He was a Viking.", True),
        ("It rained.", False),
    ]


def test_partly_supported_claims_and_long_evidence_are_left_out() -> None:
    claim = {"source": "fm2", "lang": "en", "claim": "Rollo was a king.", "evidence": "Rollo was a Viking chief."}

    found = list(
        support_examples(
            [
                claim | {"label": "contradicted"},
                claim | {"label": "partly"},
                claim | {"label": "supported", "evidence": "x" * 999},
            ]
        )
    )

    assert [example.support for example in found] == [1]


def test_a_year_is_moved_to_one_that_the_text_does_not_name() -> None:
    moved = moved_year("What happened in 1066?", "1065 1067 1068", random.Random(3))

    assert moved is not None
    assert moved != "What happened in 1066?"
    assert not any(year in moved for year in ("1065", "1067", "1068"))


def test_an_opposite_keeps_the_rest_of_the_question() -> None:
    assert opposite("Which is the largest city?", random.Random(1)) == "Which is the smallest city?"
    assert opposite("哪座城市最大？", random.Random(1)) == "哪座城市最小？"


def test_a_question_with_nothing_to_change_is_left_alone() -> None:
    assert changed("why?", "because", "because", random.Random(1)) is None


def test_a_name_may_be_replaced_by_one_that_is_read_so_that_its_presence_tells_nothing() -> None:
    read, names = "Rollo met King Charles in France.", ["Charles", "Normandy"]
    found = {other_name("When was the treaty of Rollo signed?", read, names, random.Random(seed)) for seed in range(20)}

    assert found == {"When was the treaty of Charles signed?", "When was the treaty of Normandy signed?"}


def test_a_plain_word_that_is_read_is_replaced_by_one_of_the_passage_with_the_same_ending() -> None:
    read = "He signed a treaty in 911."
    passage = f"{read} He founded a village and was baptised."

    found = {other_word("Who signed it in 911?", read, passage, random.Random(seed)) for seed in range(20)}

    assert found == {"Who founded it in 911?", "Who baptised it in 911?"}
