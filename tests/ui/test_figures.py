"""The figures of an answer: read, told apart, and set side by side only where they are of one kind."""

from dataclasses import replace
from datetime import date

import pytest

from tests.ui.making import DIGEST, answered
from ui.charts import bars, figures_table, timeline
from ui.figures import _day, figures_of, period_of, split_value
from ui.texts import languages

ENGLISH = languages()["en"]


def saying(*sentences):
    return [replace(DIGEST, document_id=f"d{n}", text=text) for n, text in enumerate(sentences)]


GROWTH = saying(
    "Shanghai had 100 smart factories at the end of 2022.",
    "Shanghai rated 77 smart factories in 2023.",
    "The city would create 70 factories in 2024.",
)


@pytest.mark.parametrize(
    ("printed", "number", "unit"),
    [
        ("383 robots per 10,000 workers", "383", "robots per 10,000 workers"),
        ("about 1.2 million vehicles", "about 1.2 million", "vehicles"),
        ("70家", "70", "家"),
        ("5.5%", "5.5%", ""),
        ("none", "none", ""),
    ],
)
def test_a_printed_value_is_split_into_number_and_unit(printed, number, unit):
    assert split_value(printed) == (number, unit)


def test_the_period_of_a_figure_is_the_nearest_date():
    quote = "Deliveries were 916,660 vehicles in 2024, after 947,742 vehicles in 2023."

    assert period_of(quote, "916,660 vehicles") == "2024"
    assert period_of(quote, "947,742 vehicles") == "2023"
    assert period_of("No date, 5 cars.", "5 cars") is None


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2024", date(2024, 7, 1)),
        ("the end of 2022", date(2022, 12, 31)),
        ("September 2024", date(2024, 9, 15)),
        ("2024年9月", date(2024, 9, 15)),
        ("2024-03", date(2024, 3, 15)),
        ("Q2 2024", date(2024, 5, 15)),
        ("H2 2024", date(2024, 10, 15)),
        ("5 March", None),
    ],
)
def test_a_period_has_its_place_in_time(period, day):
    assert _day(period) == day


def test_three_periods_of_one_unit_are_a_timeline_in_their_order():
    shown = figures_of(answered("How many factories?", *reversed(GROWTH)))

    assert (shown.form, shown.unit) == ("timeline", "factories")
    assert [(figure.value, figure.citation.n) for figure in shown.figures] == [(100, 3), (77, 2), (70, 1)]


def test_figures_of_two_periods_or_of_different_units_are_no_picture():
    assert figures_of(answered("How many?", *GROWTH[:2])) is None
    assert figures_of(answered("How many?", *GROWTH[:2], *saying("It sold 5 cars in 2019."))) is None


def test_companies_that_were_asked_about_are_compared_in_bars():
    sold = saying("Tesla sold 500 cars in 2024.", "BYD sold 800 cars in 2024.", "NIO sold 3 cars in 2024.")

    shown = figures_of(answered("Compare the sales of Tesla and BYD", *sold))

    assert shown.form == "bars"
    assert {(figure.company, figure.value) for figure in shown.figures} == {("Tesla", 500), ("BYD", 800)}


def test_every_point_names_its_citation_and_the_table_says_the_same():
    shown = figures_of(answered("How many factories?", *GROWTH))

    rows = timeline(shown, ENGLISH, "light").to_dict()["data"]["values"]
    table = figures_table(shown, ENGLISH)

    assert [row["mark"] for row in rows] == ["100 [1]", "77 [2]", "70 [3]"]
    assert "<td>100 smart factories</td><td>the end of 2022</td>" in table
    assert table.count("<tr>") == 4


def test_figures_that_fall_on_one_point_share_it_and_are_rows_of_the_table_each():
    shown = figures_of(answered("How many factories?", *GROWTH, *saying("It was 77 smart factories in 2023.")))

    rows = timeline(shown, ENGLISH, "light").to_dict()["data"]["values"]

    assert [row["mark"] for row in rows if row["value"] == 77] == ["77 [2] [4]"]
    assert figures_table(shown, ENGLISH).count("<tr>") == 5


def test_bars_carry_their_companies_and_printed_figures():
    shown = figures_of(answered("Tesla or BYD?", *saying("Tesla sold 500 cars in 2024.", "BYD sold 800 cars in 2024.")))

    rows = bars(shown, ENGLISH, "dark").to_dict()["data"]["values"]

    assert [(row["name"], row["printed"]) for row in rows] == [("Tesla 2024 [1]", "500 cars"), ("BYD 2024 [2]", "800 cars")]
