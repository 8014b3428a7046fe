"""What an answer says of itself, in the language of the page: checked against what the assistant really says."""

import re

import pytest

from assistant.coverage import searched
from assistant.premises import DENIED, NO_REASON
from assistant.question import read_question
from corpus.records import Document
from ui.said import said
from ui.texts import languages

ENGLISH, CHINESE = languages()["en"], languages()["zh"]


def held(id_, published, *companies, inferred=False):
    return Document(id_, id_, "", published=published, date_inferred=inferred, companies=companies)


DATED = [held("a", "2024-01-03", "SAIC Motor"), held("b", "2025-03", "Tesla", inferred=True), held("c", "2023")]


@pytest.mark.parametrize(
    ("question", "documents", "chinese"),
    [
        ("How many robots are there?", DATED, "共检索 3 篇文献；其中最新一篇发表于2025年3月（日期为推定）"),
        ("How many robots are there?", [held("c", "2023")], "共检索 1 篇文献；其中最新一篇发表于2023年"),
        ("How many cars did SAIC sell?", DATED, "共检索 3 篇文献；关于上汽的最新一篇发表于2024年1月3日"),
        ("How many cars did BYD sell?", DATED, "共检索 3 篇文献；没有一篇关于比亚迪"),
        ("How many cars did Tesla sell?", [held("d", None, "Tesla")], "共检索 1 篇文献；1 篇关于特斯拉，均无日期"),
    ],
)
def test_where_it_was_searched_is_said_in_the_pages_language(question, documents, chinese):
    told = searched(read_question(question), documents)

    assert said(told, ENGLISH) == told
    assert said(told, CHINESE) == chinese


@pytest.mark.parametrize("missing", [DENIED, NO_REASON])
def test_what_is_missing_has_no_english_words_on_the_chinese_page(missing):
    assert said(missing, ENGLISH) == missing
    assert not re.search("[a-z]", said(missing, CHINESE))


def test_days_of_publication_are_printed_as_everywhere_on_the_page():
    told = "published at different times: 2025-03-26, 2025-03"

    assert said(told, ENGLISH) == "published at different times: 26 March 2025, March 2025"
    assert said(told, CHINESE) == "发表时间不同：2025年3月26日、2025年3月"


def test_words_that_are_not_known_here_are_shown_as_they_were_said():
    assert said("1997; the wage of <b>gardeners</b>", CHINESE) == "1997；the wage of <b>gardeners</b>"
