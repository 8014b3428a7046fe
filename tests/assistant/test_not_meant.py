"""What a question sets aside is not looked for."""

import pytest

from assistant.not_meant import without_what_is_not_meant


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("SAIC's retail sales in 2024, not wholesale?", "SAIC's retail sales in 2024?"),
        ("SAIC's retail sales in 2024 (not wholesale)", "SAIC's retail sales in 2024"),
        ("上汽2024年零售销量，不是批发销量？", "上汽2024年零售销量？"),
    ],
)
def test_what_is_set_aside_behind_a_comma_is_left_out(question: str, meant: str):
    assert without_what_is_not_meant(question) == meant


@pytest.mark.parametrize(
    "question", ["Which plants are not smart factories?", "Was it 2024, not 2023?", "Which sales were not exports?"]
)
def test_what_is_asked_about_is_kept(question: str):
    assert without_what_is_not_meant(question) == question
