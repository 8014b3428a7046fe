import pytest

from evals.dates import dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 2 December 2022", {"2022-12-02"}),
        ("December 13, 2024", {"2024-12-13"}),
        ("2024-12-13", {"2024-12-13"}),
        ("2025年7月11日", {"2025-07-11"}),
        ("by December 2025", {"2025-12"}),
        ("2025年7月", {"2025-07"}),
        ("end of 2020, not 2021", {"2020", "2021"}),
        ("2020–2023", {"2020", "2023"}),
        ("12025 robots, 383 of them", set()),
        ("", set()),
    ],
)
def test_a_date_is_read_as_finely_as_it_is_printed(text: str, expected: set[str]) -> None:
    assert dates(text) == expected
