from evals.numbers import numbers_in


def test_the_same_value_in_other_words_is_the_same_number() -> None:
    assert numbers_in("120 million") == numbers_in("1.2亿") == numbers_in("120,000,000") == {(120_000_000.0, False)}
    assert numbers_in("1.5bn") == numbers_in("15亿") == {(1_500_000_000.0, False)}


def test_a_percentage_is_not_a_count() -> None:
    assert numbers_in("70% of 70") == {(70.0, True), (70.0, False)}


def test_dates_count_as_numbers() -> None:
    assert numbers_in("on 3 January 2024") == {(3.0, False), (2024.0, False)}
