"""Dates of publication in texts: only those that stand where a publisher puts one."""

from datetime import date

import pytest

from corpus.published import date_in, published_in

TODAY = date(2024, 6, 30)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Title\n\nPublished: May 12, 2024\n\nIn 2021 it was 3 June 2021.", "2024-05-12"),
        ("By Jane Roe | Published on 12 May 2024 at 10:00 | Updated 13 May 2024", "2024-05-12"),
        ("Report\n\nOctober 2023\n\nText.", "2023-10"),
        ("BRUSSELS, 8 February 2022 - The Commission adopted the act. " + "It has many parts. " * 20, "2022-02-08"),
        ("SHANGHAI, May 12, 2024 /PRNewswire/ -- The company said so.", "2024-05-12"),
        ("Monday, April 15, 2024\n\nText.", "2024-04-15"),
        ("**Date:** 12 May 2024", "2024-05-12"),
        ("标题\n发布时间：2024-05-12 10:00　来源：新华社\n正文2023年1月1日", "2024-05-12"),
        ("标题\n2024年5月12日 08:30 来源：新华社\n2023年1月1日", "2024-05-12"),
        ("成文日期：2024年5月1日\n发布日期：2024年5月12日\n", "2024-05-12"),
        ("新华社北京2022年2月8日电　国务院决定。", "2022-02-08"),
        ("——2024年3月5日在第十四届全国人民代表大会第二次会议上", "2024-03-05"),
        ("通知\n\n" + "正文。" * 1500 + "\n\n国务院\n\n2024年5月12日\n\n（此件公开发布）", "2024-05-12"),
        ("通知\n\n国务院\n二〇二四年五月二十二日\n", "2024-05-22"),
    ],
)
def test_a_date_where_a_publisher_puts_one_is_found_and_inferred(text: str, published: str) -> None:
    assert published_in(text, "Title", TODAY) == (published, True)


@pytest.mark.parametrize(
    "text",
    [
        "Data released on 12 May 2024 show growth.",
        "Closing date: 12 May 2024",
        "Last updated: 12 May 2024",
        "For the fiscal year ended December 31, 2023",
        "The Act of 8 February 2022 applies.\n\nDone at Brussels, 8 February 2022.",
        "施行日期：2024-05-12",
        "下次发布时间：2024-06-12",
        "到2025年12月31日，建成200家。",
        "Published: 1 July 2024",  # tomorrow
        "Published: 2024-02-30",
        "Posted 1 May 2020\nPosted 2 May 2020",
        "1 May 2021\nmenu\n2 May 2021",
        "",
    ],
)
def test_any_other_date_and_one_to_come_is_not_taken(text: str) -> None:
    assert published_in(text, "", TODAY) is None


def test_the_title_is_no_dateline() -> None:
    assert published_in("12 May 2024\n\nText.", "12 May 2024", TODAY) is None


@pytest.mark.parametrize(
    ("field", "day"),
    [("2024-05-12T23:30:00+08:00", "2024-05-12"), ("20240512", "2024-05-12"), ("2024-05", "2024-05"),
     ("2024年5月12日", "2024-05-12"),
     ("2999-01-01", None), ("20241399", None), ("yesterday", None)],
)  # fmt: skip
def test_a_field_for_the_date_is_read(field: str, day: str | None) -> None:
    assert date_in(field, TODAY) == day
