import pytest

from evals.accepted import normalised, says


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("It delivered 947,742 vehicles.", "947742"),
        ("It delivered 947742 vehicles.", "947,742"),
        ("Seventy: 70.", "70"),
        ("In 2023, 70 were built", "70"),
        ("a cut of 13.8 per cent", "13.8%"),
        ("a cut of 13.8 percent", "13.8%"),
        ("US$24.901bn", "24.901 billion"),
        ("规模达到4354.92亿元", "4354.92亿"),
        ("出口９７１８２辆", "97182"),
        ("the “Shanghai  Format”", "shanghai format"),
        ("Xi’an", "Xi'an"),
        ("2020–2023", "2020-2023"),
    ],
)
def test_spelling_is_forgiven(text: str, accepted: str) -> None:
    assert says(text, accepted)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("170 factories", "70"),
        ("70% of factories", "70"),
        ("70 per cent", "70"),
        ("70.5 points", "70"),
        ("1.70 points", "70"),
        ("70,000 factories", "70"),
        ("701 factories", "70"),
        ("70 million cars", "70"),
        ("70bn yuan", "70"),
        ("70万辆", "70"),
        ("5万亿元", "5万"),
        ("110.5万辆", "10.5万"),
        ("GMs", "GM"),
        ("1,000,500 cars", "500"),
        ("", "70"),
    ],
)
def test_a_part_of_a_number_or_word_is_not_it(text: str, accepted: str) -> None:
    assert not says(text, accepted)


def test_a_chinese_comma_between_numbers_does_not_join_them() -> None:
    assert normalised("2家，100家") == "2家, 100家"
    assert says("到2025，100家", "100家")
