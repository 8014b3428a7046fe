"""Sources that give different values for one thing are shown side by side, never blended."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.candidates import Candidate
from assistant.disagreements import disagreement, rival_values, same_value
from assistant.matching import keys_of, match
from assistant.question import read_question
from assistant.reader import Reading, open_reader
from assistant.records import Disagreement
from assistant.windows import window_of
from assistant.wiring import open_assistant
from tests.assistant.making import sentence

QUESTION = "How many vehicles did SAIC sell in 2023?"


def shown(*texts: str, question: str = QUESTION, doubted: bool = False) -> Disagreement | None:
    """What is made of these sentences, each of a document of its own, in the order of their certainty.

    `doubted`: the reader takes none of them for an answer.
    """
    asked = read_question(question)
    keys = keys_of(asked, lambda word: 1.0)
    ranked = []
    for n, text in enumerate(texts):
        one = sentence(text, document_id=f"report-{n}")
        (reading,) = [Reading(0.0, 0, 0, 0.0)] if doubted else open_reader().score(question, [window_of(one)])
        ranked.append(Candidate(one, match(asked, keys, one, 1.0, 1.0), 0.9 - n / 100, reading))
    rivals = rival_values(asked, ranked)
    return disagreement(asked, rivals, ranked)


def test_two_values_for_one_thing_are_both_shown_with_their_citations():
    found = shown("SAIC sold 5,020,865 vehicles in 2023.", "SAIC sold 4,900,000 vehicles in 2023.")

    assert found is not None
    assert [(value.value, value.citation) for value in found.values] == [("5,020,865 vehicles", 1), ("4,900,000 vehicles", 2)]
    assert (found.entity, found.period) == ("SAIC Motor", "2023")


def test_a_rival_that_names_as_much_of_the_question_is_a_witness_whatever_the_reader_makes_of_it():
    told = ("SAIC sold 5,020,865 vehicles in 2023.", "SAIC sold 4,900,000 vehicles in 2023.")
    less = ("SAIC sold 5,020,865 vehicles in 2023.", "SAIC had 4,900,000 vehicles in 2023.")

    assert shown(*told, doubted=True) is not None
    assert shown(*less, doubted=True) is None


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("SAIC sold 5.0 million vehicles in 2023.", id="the same value to its last digit"),
        pytest.param("SAIC sold about 5.02 million vehicles in 2023.", id="the same value, rounded"),
        pytest.param("Tesla sold 947,742 vehicles in 2023.", id="another company"),
        pytest.param("SAIC sold 4,013,023 vehicles in 2024.", id="another year"),
        pytest.param("SAIC sold 420,000 vehicles in March 2023.", id="a month"),
        pytest.param("SAIC's sales fell 5.31% in 2023.", id="another kind of figure"),
        pytest.param("SAIC had 100,000 employees in 2023.", id="another thing"),
    ],
)
def test_what_is_not_the_same_thing_is_no_disagreement(other: str):
    assert shown("SAIC sold 5,020,865 vehicles in 2023.", other) is None


def test_figures_that_count_different_things_say_so(shipped_index: Path):
    desk: Assistant = open_assistant(shipped_index)

    answer = desk.ask("What is Shanghai's robot density?")

    assert answer.verdict == "disagreement"
    (found,) = answer.disagreements
    assert ["383" in found.values[0].value, "260" in found.values[1].value] == [True, True]
    assert found.why is not None
    assert "key industries" in found.why
    cited = {citation.n: citation.quote for citation in answer.citations}
    assert all(value.value.split()[0] in cited[value.citation] for value in found.values)


@pytest.mark.parametrize(
    ("bound", "value"),
    [("over 1 million", "1,071,000"), ("more than 1 million", "1,150,000"), ("nearly 1.2 million", "1,180,000")],
)
def test_a_bound_and_a_value_that_keeps_it_do_not_differ(bound: str, value: str):
    texts = [f"SAIC sold {bound} vehicles in 2023.", f"SAIC sold {value} vehicles in 2023."]

    assert shown(*texts) is None
    assert shown(*reversed(texts)) is None


def test_a_bound_and_a_value_far_beyond_it_differ():
    assert shown("SAIC sold over 1 million vehicles in 2023.", "SAIC sold 1,900,000 vehicles in 2023.") is not None


def test_the_goal_of_a_year_and_that_of_three_years_do_not_differ():
    question = "How many smart factories does Shanghai plan to build in 2024?"

    assert (
        shown(
            "Shanghai plans to build 70 smart factories in 2024.",
            "Shanghai plans to build 200 smart factories in 2023-2025.",
            question=question,
        )
        is None
    )


def test_another_figure_beside_it_does_not_make_a_figure_one_of_another_kind():
    texts = ("SAIC sold 5,020,865 vehicles and 46,000 hybrids in 2023.", "SAIC sold 4,900,000 vehicles in 2023.")

    assert shown(*texts) is not None


@pytest.mark.parametrize(("year", "differ"), [("2022", True), ("2012", False)])
def test_values_of_years_far_apart_are_a_course_and_no_disagreement(year: str, differ: bool):
    found = shown(
        "Shanghai's robot density was 383 in 2023.",
        f"Shanghai's robot density was 260 in {year}.",
        question="What is Shanghai's robot density?",
    )

    assert (found is not None) == differ


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Shanghai Electric", "Shanghai Electric Group", True),
        ("March 2024", "3 March 2024", True),
        ("Shanghai Electric", "China Mobile", False),
        ("—", "Shanghai Electric", False),
    ],
)
def test_what_is_told_more_fully_is_the_same_value(one: str, other: str, same: bool):
    assert same_value(one, other) == same


@pytest.mark.parametrize(
    "other",
    [
        "SAIC's profit excluding one-off items was 5.4 billion yuan in the first half of 2025.",
        "SAIC's adjusted profit was 5.4 billion yuan in the first half of 2025.",
    ],
)
def test_a_profit_without_what_came_once_does_not_differ_from_the_profit(other: str):
    question = "What was SAIC's profit in the first half of 2025?"

    assert shown("SAIC's profit was 6.02 billion yuan in the first half of 2025.", other, question=question) is None


def test_a_forecast_of_others_does_not_differ_from_a_target():
    question = "What is BYD's sales target for 2025?"
    told = (
        "BYD's sales target for 2025 is 4.6 million vehicles.",
        "Analysts projected that BYD would sell 5.24 million vehicles in 2025.",
    )

    assert shown(*told, question=question) is None
