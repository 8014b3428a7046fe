import pytest

from evals.gold import holds, measures
from evals.quantities import Quantity, quantities, units
from evals.records import Accepted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US$24.9 billion", Quantity(24.9e9, "USD")),
        ("24.9 billion US dollars", Quantity(24.9e9, "USD")),
        ("249亿美元", Quantity(24.9e9, "USD")),
        ("13,000 yuan", Quantity(13000, "CNY")),
        ("1.3万元", Quantity(13000, "CNY")),
        ("RMB 4.0 trillion", Quantity(4e12, "CNY")),
        ("HK$263", Quantity(263, "HKD")),
        ("500 million euros", Quantity(5e8, "EUR")),
        ("330亿日元", Quantity(3.3e10, "JPY")),
        ("Rs. 2,322 crore", Quantity(2322, "INR")),
        ("13.8 per cent", Quantity(13.8, "%")),
        ("70 cars", Quantity(70, "")),
        ("cars 70", Quantity(70, "")),
        ("70 wonders", Quantity(70, "")),
    ],
)
def test_a_figure_is_read_with_its_unit(text: str, expected: Quantity) -> None:
    assert quantities(text) == {expected}


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("yuan", {"CNY"}),
        ("yuan or US dollars", {"CNY", "USD"}),
        ("billion US dollars", {"USD"}),
        ("元", {"CNY"}),
        ("日元", {"JPY"}),
        ("US$", {"USD"}),
        ("percent of target", {"%"}),
        ("share of scenes", {"%"}),
        ("shares", {""}),
        ("vehicles a year", {""}),
    ],
)
def test_a_unit_of_the_set_allows_what_it_says(named: str, expected: set[str]) -> None:
    assert units(named) == expected


def test_the_same_value_in_another_unit_is_not_it() -> None:
    item = Accepted("figure", ("70 million",), "yuan")

    assert measures("It cost 70 million yuan.", item)
    assert measures("It cost 70 million and 80 million yuan.", item)
    assert not measures("It cost US$70 million.", item)
    assert not measures("It grew 70%.", Accepted("figure", ("70",), "vehicles"))


def test_without_a_unit_in_the_set_that_of_the_spelling_counts() -> None:
    assert measures("It grew 70%.", Accepted("figure", ("70%",)))
    assert not measures("There are 70.", Accepted("figure", ("70%",)))


def test_a_tolerance_is_a_share_of_the_value() -> None:
    item = Accepted("figure", ("947,742",), "vehicles", tolerance=0.001)

    assert holds("about 947,000 vehicles", item)  # 742 / 947,742 = 0.00078
    assert not holds("about 946,000 vehicles", item)
    assert not holds("about 947,000 vehicles", Accepted("figure", ("947,742",), "vehicles"))
