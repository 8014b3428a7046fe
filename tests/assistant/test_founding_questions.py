"""What the founding article answers, asked of all shipped documents in a person's words."""

import re

import pytest

from assistant.assistant import Assistant
from assistant.records import Answer

PARTNERS = ("Shanghai Electric", "China Mobile", "Bank of Shanghai")
MAKERS = ("SAIC", "GM", "Tesla")


def led_by(answer: Answer) -> str:
    """The sentence that answers first: the one of the short answer."""
    assert answer.claims, f"an abstention: {answer.missing} not found"
    first = next(citation for citation in answer.citations if citation.n == answer.claims[0].citations[0])
    assert first.evidence.url
    return first.quote


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("How many new smart factories will Shanghai build this year?", "70"),
        ("How many smart factories does Shanghai plan to set up in 2024?", "70"),
        ("How many smart factories does Shanghai plan by 2025?", "200"),
        ("What is Shanghai's goal for the number of smart factories by 2025?", "200"),
        ("By how much did productivity rise in Shanghai's smart factories?", "50%"),
        ("How much has productivity grown in Shanghai's smart factories?", "50%"),
        ("How much did operating costs fall in Shanghai's smart factories?", "30%"),
        ("By how much have smart factories in Shanghai reduced operating costs?", "30%"),
        ("How much has energy consumption per unit of added value fallen in Shanghai's smart factories?", "13.8%"),
        ("By how much did Shanghai's smart factories cut energy use per unit of added value?", "13.8%"),
        ("What is Shanghai's robot density?", "383"),
        ("How many robots per 10,000 people does Shanghai have?", "383"),
        ("How many more robots will Shanghai employ?", "10,000"),
        ("How many additional robots are expected to be employed in Shanghai?", "10,000"),
    ],
)
def test_a_figure_of_the_founding_article_is_given_and_cited(shipped_desk: Assistant, question: str, figure: str):
    answer = shipped_desk.ask(question)

    assert figure in led_by(answer)
    assert re.findall(r"\d[\d.,]*%?", answer.short_answer or "")[:1] == [figure]


@pytest.mark.parametrize(
    ("question", "qualifier"),
    [
        ("By how much did productivity rise in Shanghai's smart factories, said the city's commission?", ("over 50%",)),
        ("How many more robots will Shanghai employ?", ("nearly 10,000", "almost 10,000")),
    ],
)
def test_more_than_and_nearly_stay_with_the_figure(shipped_desk: Assistant, question: str, qualifier: tuple[str, ...]):
    short = (shipped_desk.ask(question).short_answer or "").lower()

    assert short.startswith(qualifier)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Which companies are in the smart manufacturing partnership group?", PARTNERS),
        ("Who are the partners in Shanghai's smart manufacturing partnership group?", PARTNERS),
        ("Which car makers are named as the example of the Shanghai Format?", MAKERS),
        ("Which automotive companies are a model of the Shanghai Format?", MAKERS),
    ],
)
def test_all_names_of_the_founding_article_are_given_and_cited(shipped_desk: Assistant, question: str, names: tuple[str, ...]):
    answer = shipped_desk.ask(question)

    assert [name for name in names if name not in led_by(answer)] == []
    assert [name for name in names if name not in (answer.short_answer or "")] == []


@pytest.mark.parametrize(
    "question",
    ["What does Tesla's expansion in Shanghai depend on?", "What is Tesla's plan to expand EV capacity in Shanghai subject to?"],
)
def test_teslas_expansion_depends_on_regulatory_approval(shipped_desk: Assistant, question: str):
    answer = shipped_desk.ask(question)

    assert "approval" in led_by(answer)
    assert any("conditional on Chinese regulatory approval" in claim.text for claim in answer.claims)


@pytest.mark.parametrize(
    "question", ["How many robots work in Tesla's Shanghai plant?", "What is the number of robots at Tesla's Shanghai factory?"]
)
def test_what_no_document_says_is_not_in_the_documents(shipped_desk: Assistant, question: str):
    answer = shipped_desk.ask(question)

    assert (answer.verdict, answer.claims, answer.short_answer) == ("not_in_documents", (), None)


def test_the_founding_article_is_cited_as_a_digest_of_its_publisher(shipped_desk: Assistant):
    answer = shipped_desk.ask("Which automotive companies are a model of the Shanghai Format?")

    cited = {citation.evidence.document_id: citation.evidence for citation in answer.citations}["bnn-2024-shanghai-smart"]
    assert (cited.publisher, cited.published, cited.date_inferred, cited.wording) == ("BNN Breaking", "2024-01", True, "digest")
