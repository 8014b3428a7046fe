"""What two quoted figures or dates come to is computed only where it is asked for and they are of one measure."""

import pytest

from assistant.question import read_question
from assistant.several.computing import computed
from tests.assistant.making import answer_of

MORE = "How many more vehicles did NIO deliver in 2025 than in 2024?"
IN_2025 = ("How many vehicles did NIO deliver in 2025?", "NIO delivered 326,028 vehicles in 2025, up 46.9%.")
IN_2024 = ("How many vehicles did NIO deliver in 2024?", "In 2024 NIO delivered 221,970 vehicles.")


def told(question: str, *parts: tuple[str, str]) -> str | None:
    """The line computed from parts that were asked, and the sentence that answers each."""
    asked = [(read_question(part), answer_of([text])) for part, text in parts]
    return computed(read_question(question), asked)


def test_a_difference_is_told_as_computed_from_the_two_figures():
    expected = "Computed from the two figures quoted: 326,028 vehicles − 221,970 vehicles = 104,058 vehicles."

    assert told(MORE, IN_2025, IN_2024) == expected


def test_a_difference_is_told_in_the_language_of_the_question():
    line = told("蔚来2025年比2024年多交付了多少辆？", IN_2025, IN_2024)

    assert line == "由所引的两个数字算出：326,028 vehicles − 221,970 vehicles = 104,058。"


def test_a_difference_is_no_finer_than_the_coarser_of_its_figures():
    line = told(
        "How many more vehicles did SAIC sell in 2022 than in 2023?",
        ("How many vehicles did SAIC sell in 2022?", "SAIC sold 5.30 million vehicles in 2022."),
        ("How many vehicles did SAIC sell in 2023?", "SAIC sold 5,020,865 vehicles in 2023."),
    )

    assert line == "Computed from the two figures quoted: 5.30 million vehicles − 5,020,865 vehicles = 280,000 vehicles."


def test_what_is_missing_of_a_goal_is_counted_to_the_vehicle():
    line = told(
        "By how many vehicles did SAIC miss its sales target for 2023?",
        ("SAIC's sales target for 2023", "SAIC set its sales target for 2023 at 6 million vehicles."),
        ("SAIC's sales in 2023", "SAIC sold 5,020,865 vehicles in 2023."),
    )

    assert line == "Computed from the two figures quoted: 6 million vehicles − 5,020,865 vehicles = 979,135 vehicles."


def test_a_ratio_is_computed_where_times_are_asked_for():
    line = told("How many times NIO's deliveries of 2024 were those of 2025?", IN_2025, IN_2024)

    assert line == "Computed from the two figures quoted: 326,028 vehicles / 221,970 vehicles = 1.47."


def test_the_time_between_two_dates_is_computed_in_days():
    line = told(
        "How long was it between the EU opening its probe and the final regulation?",
        ("When was the EU opening its probe", "The EU opened its probe on 4 October 2023."),
        ("When was the final regulation", "The regulation with definitive duties is dated 29 October 2024."),
    )

    assert line == ("Computed from the two dates quoted: from 4 October 2023 to 29 October 2024 it is 391 days, about 13 months.")


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("How many vehicles did NIO deliver in 2025 and in 2024?", IN_2024),  # no difference is asked for
        (MORE, ("How many vehicles did NIO deliver in 2024?", "In 2024 NIO delivered about 222,000 vehicles.")),  # not exactly
        (MORE, ("How many vehicles did NIO deliver in 2024?", "NIO delivered over 220,000 vehicles in 2024.")),  # a bound
        (MORE, ("What was NIO's revenue in 2024?", "NIO's revenue was 65 billion yuan in 2024.")),
        (MORE, ("How many vehicles did NIO deliver in 2024?", "NIO exported 3,000 vehicles in 2024.")),
        (MORE, ("How many vehicles did BYD deliver in 2024?", "In 2024 NIO delivered 221,970 vehicles.")),
        (MORE, IN_2025),
        ("By how many percent did NIO's deliveries of 2025 exceed those of 2024?", IN_2024),
    ],
)
def test_nothing_is_computed_where_the_two_cannot_be_taken_from_each_other(question: str, other: tuple[str, str]):
    assert told(question, IN_2025, other) is None


def test_nothing_is_computed_from_one_figure_alone():
    assert told(MORE, IN_2025) is None
