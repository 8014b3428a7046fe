"""Figures as printed and as values; dates and numbers in names are none."""

import pytest

from assistant.figures import dates_in, figures_in, is_place_in_a_row


def printed(text):
    return [figure.text for figure in figures_in(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 plants", 12),
        ("5,020,865 vehicles", 5_020_865),
        ("1.2 million vehicles", 1_200_000),
        ("100 billion yuan", 100_000_000_000),
        ("2 trillion yuan", 2_000_000_000_000),
        ("$12.3m", 12_300_000),
        ("HK$1.5bn", 1_500_000_000),
        ("1.2亿元", 120_000_000),
        ("100万辆", 1_000_000),
        ("1.3万亿元", 1_300_000_000_000),
        ("5千台", 5_000),
    ],
)
def test_a_scale_multiplies_in_both_languages(text, value):
    (figure,) = figures_in(text)

    assert figure.value == pytest.approx(value)
    assert figure.text == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("13.8%", "percent"),
        ("10 per cent", "percent"),
        ("5 percentage points", "percent"),
        ("2个百分点", "percent"),
        ("US$14.1 billion", "money"),
        ("€45,000", "money"),
        ("RMB 200 million", "money"),
        ("500,000 yuan", "money"),
        ("1000亿元", "money"),
        ("70 new smart factories", "count"),
        ("70家", "count"),
        ("40 seconds", "count"),
        ("10 GWh", "count"),
    ],
)
def test_the_unit_tells_the_kind_and_is_part_of_the_figure(text, kind):
    (figure,) = figures_in(f"{text}, they said")

    assert (figure.text, figure.kind) == (text, kind)


@pytest.mark.parametrize(
    "text", ["over 30%", "more than 50%", "nearly 10,000 more robots", "at least 70%", "up to 7.8%", "约1000亿元", "不低于25%"]
)
def test_the_qualifier_is_part_of_the_figure(text):
    assert printed(f"It was {text}.") == [text]


@pytest.mark.parametrize(
    ("text", "figure"),
    [("占生产总值的比重不低于25%。", "不低于25%"), ("工业投资年均增长5%。", "5%"), ("上海将建设70家市级智能工厂", "70家")],
)
def test_a_figure_that_follows_a_chinese_character_is_found(text, figure):
    assert printed(text) == [figure]


def test_the_span_of_a_figure_is_its_place_in_the_text():
    text = "SAIC sold 5,020,865 vehicles in 2023, down 5.31%."

    assert [text[figure.start : figure.end] for figure in figures_in(text)] == ["5,020,865 vehicles", "5.31%"]


@pytest.mark.parametrize(
    "text",
    [
        "in 2023",
        "by 2025",
        "2023-2025",
        "3 January 2024",
        "January 3, 2024",
        "Q1 2024",
        "2024年1月3日",
        "1月3日",
        "到2025年",
        "截至3月，",
        "2023年12月",
        "第3季度",
    ],
)
def test_dates_are_no_figures(text):
    assert figures_in(text) == []


@pytest.mark.parametrize("text", ["Model 3", "Industry 4.0", "Level 4", "L4", "document No. 8", "Gigafactory 3", "ID. 3", "G20"])
def test_a_number_in_a_name_is_no_figure(text):
    assert figures_in(text) == []


@pytest.mark.parametrize(
    "text", ["383 robots per 10,000 people", "383 robots per 10,000", "392 per 10,000 workers", "150台/万人"]
)
def test_the_denominator_belongs_to_the_figure_and_is_none_itself(text):
    assert printed(f"It is {text}.") == [text]


def test_a_denominator_alone_is_no_figure():
    assert figures_in("How many robots per 10,000 people?") == []


def test_a_sentence_may_hold_a_count_a_share_and_a_year():
    assert printed("Sales in 2024 rose from 17.0% to 35.3%, or 1.2 million cars") == ["17.0%", "35.3%", "1.2 million cars"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 11 October 2024", ["11 October 2024"]),
        ("in October 2024", ["October 2024"]),
        ("by 2025", ["by 2025"]),
        ("at the end of 2024", ["the end of 2024"]),
        ("in Q3 2025", ["Q3 2025"]),
        ("2023年5月18日印发", ["2023年5月18日"]),
        ("到2025年", ["2025年"]),
        ("2024-01-31", ["2024-01-31"]),
        ("2,023 cars", []),
    ],
)
def test_dates_are_found_as_printed(text, dates):
    assert [found for found, _, _ in dates_in(text)] == dates


def test_the_span_of_a_date_is_its_place_in_the_text():
    text = "The plan of 19 January 2023 ends in 2025."

    assert [text[start:end] for _, start, end in dates_in(text)] == ["19 January 2023", "2025"]


def test_a_spelled_out_number_counts_where_it_stands_before_what_it_counts_and_is_not_part_of_a_larger_one():
    assert [figure.value for figure in figures_in("Twelve EU member states and two new factories")] == [12, 2]
    assert figures_in("two hundred factories and two million cars") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("SAIC built its one millionth car", 1_000_000),
        ("the plant's five millionth vehicle", 5_000_000),
        ("the 2.5 millionth car", 2_500_000),
        ("第200万辆车下线", 2_000_000),
    ],
)
def test_a_place_in_a_row_is_a_figure_with_its_value(text, value):
    (figure,) = figures_in(text)

    assert figure.value == value
    assert is_place_in_a_row(figure)


def test_a_number_of_cars_is_no_place_in_a_row():
    (figure,) = figures_in("SAIC sold 2 million cars")

    assert not is_place_in_a_row(figure)
