"""Answers to the parts of a question become one, with citations numbered anew."""

from dataclasses import replace

from assistant.question import read_question
from assistant.records import Answer
from assistant.several.merging import merged
from tests.assistant.making import answer_of

QUESTION = read_question("How many vehicles did SAIC and Tesla each sell in 2023?")
SAIC = answer_of(["SAIC sold 5.02 million vehicles in 2023.", "SAIC is in Shanghai."])
TESLA = answer_of(["Tesla sold 1.81 million vehicles in 2023."])
SILENCE = Answer("Toyota's sales in 2023?", "Toyota's sales in 2023?", "not_in_documents")


def test_each_part_gives_its_first_claim_with_a_number_of_its_own():
    answer = merged(QUESTION, [SAIC, TESLA])

    assert [(claim.text, claim.citations) for claim in answer.claims] == [
        ("SAIC sold 5.02 million vehicles in 2023.", (1,)),
        ("Tesla sold 1.81 million vehicles in 2023.", (2,)),
    ]
    assert [(one.n, one.quote) for one in answer.citations] == [
        (1, "SAIC sold 5.02 million vehicles in 2023."),
        (2, "Tesla sold 1.81 million vehicles in 2023."),
    ]
    assert (answer.verdict, answer.short_answer) == ("answered", None)


def test_a_sentence_that_answers_two_parts_is_said_and_cited_once():
    answer = merged(QUESTION, [TESLA, TESLA])

    assert len(answer.claims) == len(answer.citations) == 1


def test_a_part_without_an_answer_is_named_and_the_rest_is_partial():
    answer = merged(QUESTION, [SAIC, SILENCE])

    assert (answer.verdict, answer.missing) == ("partial", "Toyota's sales in 2023")


def test_how_sure_the_whole_is_is_the_mean_of_its_parts():
    answer = merged(QUESTION, [replace(SAIC, answerable=0.9), replace(TESLA, answerable=0.5)])

    assert answer.answerable == 0.7
