"""Several given documents: what each answers, and what is shown where they differ."""

import pytest
from langchain_core.embeddings import Embeddings

from assistant.disagreements import same_value
from assistant.given import GivenPassage, PassageReader
from assistant.reader import open_reader
from assistant.records import Answer

QUESTION = "When was the Altrincham works opened?"
FULL = "The Altrincham works was opened in {}. It stands beside the canal and makes gearboxes for trams, buses and lifts."
OTHER = "Visitors often ask about the Altrincham works, which was opened in {} by the mayor and had forty looms."


@pytest.fixture(scope="module")
def reader(embedder: Embeddings) -> PassageReader:
    return PassageReader(lambda: embedder, open_reader())


def read(reader: PassageReader, *texts: str) -> Answer:
    return reader.read(QUESTION, [GivenPassage(f"d{i}", text) for i, text in enumerate(texts, start=1)])


def documents(answer: Answer, claim: int) -> list[str]:
    cited = {citation.n: citation.evidence.document_id for citation in answer.citations}
    return [cited[n] for n in answer.claims[claim].citations]


def test_documents_that_agree_stand_behind_one_claim(reader: PassageReader) -> None:
    answer = read(reader, FULL.format(1912), OTHER.format(1912))

    assert (answer.verdict, answer.short_answer, len(answer.claims)) == ("answered", "1912", 1)
    assert sorted(documents(answer, 0)) == ["d1", "d2"]


def test_documents_that_differ_are_each_told_and_named(reader: PassageReader) -> None:
    answer = read(reader, FULL.format(1912), OTHER.format(1850))

    assert (answer.verdict, answer.short_answer) == ("disagreement", None)
    assert sorted(value.value for value in answer.disagreements[0].values) == ["1850", "1912"]
    assert sorted(documents(answer, 0) + documents(answer, 1)) == ["d1", "d2"]


def test_a_copy_with_the_year_changed_against_two_others_is_no_claim_but_is_named_with_its_document(
    reader: PassageReader,
) -> None:
    answer = read(reader, FULL.format(1912), FULL.format(1850), OTHER.format(1912))

    assert (answer.verdict, answer.short_answer) == ("disagreement", "1912")
    assert "1850" not in answer.text
    cited = {citation.n: citation.evidence.document_id for citation in answer.citations}
    assert {(value.value, cited[value.citation]) for value in answer.disagreements[0].values} == {
        ("1912", "d1"), ("1912", "d3"), ("1850", "d2"),
    }  # fmt: skip
    assert "1850" in str(answer.disagreements[0].why)


def test_a_copy_and_its_original_are_one_voice_each_and_neither_is_put_behind_the_other(reader: PassageReader) -> None:
    answer = read(reader, FULL.format(1912), FULL.format(1850))

    assert answer.verdict == "disagreement"
    assert "1850" in answer.text
    assert "1912" in answer.text


def test_many_copies_are_one_voice(reader: PassageReader) -> None:
    answer = read(reader, FULL.format(1850), FULL.format(1850), FULL.format(1850), FULL.format(1912))

    assert "1912" in answer.text


def test_an_outvoted_value_keeps_its_document_in_an_answer_of_several_parts(reader: PassageReader) -> None:
    texts = (FULL.format(1912), FULL.format(1850), OTHER.format(1912), "The Bradford mill was opened in 1930.")
    passages = [GivenPassage(f"d{i}", text) for i, text in enumerate(texts, start=1)]

    answer = reader.read("When was the Altrincham works opened and when was the Bradford mill opened?", passages)

    cited = {citation.n: citation.evidence.document_id for citation in answer.citations}
    said = {(value.value, cited[value.citation]) for shown in answer.disagreements for value in shown.values}
    assert ("1850", "d2") in said


def test_a_document_that_does_not_answer_has_no_voice(reader: PassageReader) -> None:
    answer = read(reader, FULL.format(1912), OTHER.format(1912), "Gearboxes are made of steel. Looms are made of wood.")

    assert sorted(documents(answer, 0)) == ["d1", "d2"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1891", "13 January 1891", True),
        ("6 May 1892", "13 January 1891", False),
        ("about 50,000 people", "50,200", True),
        ("50,000", "10,000", False),
        ("Punjabi-language", "Punjabi language", True),
        ("Howard Morris", "Woody Allen", False),
    ],
)
def test_two_short_answers_are_one_when_one_of_them_is_the_other_more_fully(one: str, other: str, same: bool) -> None:
    assert same_value(one, other) is same
