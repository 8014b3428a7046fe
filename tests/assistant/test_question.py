"""A question is read: the kind of answer, periods, what is counted; what cannot be asked is refused in one line."""

import pytest

from assistant.errors import UnusableQuestion
from assistant.question import LONGEST_QUESTION, counted_phrase, parts_of_year, read_question, runs_of_years, years_in


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("figure", "How many smart factories does Shanghai plan by 2025?"),
        ("figure", "What is the robot density of Shanghai?"),
        ("figure", "What share of Tesla's deliveries came from Shanghai?"),
        ("figure", "上海计划建设多少家智能工厂？"),
        ("figure", "新能源汽车占比是几成？"),
        ("figure", "What EU duty does the Cupra Tavascan still pay?"),
        ("figure", "SAIC overseas sales, first quarter of 2026"),
        ("other", "Trace the EU duty on Tesla."),
        ("other", "BYD lowered its sales target: from what to what?"),
        ("other", "What lifted sales above the year-earlier level?"),
        ("other", "What does the scheme give somebody who scraps a car?"),
        ("date", "When was the partnership formed?"),
        ("date", "By what year should robot density double?"),
        ("date", "Which year did Tesla start?"),
        ("date", "上汽什么时候公布销量？"),
        ("name", "Who runs Tesla?"),
        ("name", "Which companies are partners?"),
        ("name", "哪些公司加入了联合体？"),
        ("name", "谁是特斯拉的副总裁？"),
        ("reason", "Why did SAIC's sales fall 20% in 2024?"),
        ("reason", "为什么上汽销量下降？"),
        ("yes-no", "Did Germany vote against the duties?"),
        ("yes-no", "德国是否投了反对票？"),
        ("yes-no", "特斯拉在上海有工厂吗？"),
        ("other", "Tell me about the Shanghai Format"),
        ("other", "介绍一下上海的智能工厂"),
    ],
)
def test_the_kind_of_answer_is_read_from_the_words_in_both_languages(kind, text):
    assert read_question(text).kind == kind


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("in 2023, sales rose", {2023}),
        ("sales of 2024 and 2022", {2022, 2024}),
        ("the plan for 2023-2025", {2023, 2024, 2025}),
        ("2023—2025年行动计划", {2023, 2024, 2025}),
        ("2023至2025年", {2023, 2024, 2025}),
        ("2023年销量", {2023}),
        ("published 2025-01-03", {2025}),
    ],
)
def test_years_are_found_with_those_inside_a_span(text, years):
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("the plan for 2023-2025", [(2023, 2025)]),
        ("from 2021 to 2024, and 2019~2020", [(2021, 2024), (2019, 2020)]),
        ("2021年至2024年累计投入", [(2021, 2024)]),
        ("in 2023 and 2025", []),
    ],
)
def test_a_run_of_years_is_one_in_words_too(text, runs):
    assert runs_of_years(text) == runs


@pytest.mark.parametrize("text", ["in 2,023 cars", "2023.5 points", "2023% more", "part 20230", "part 12023", "in the year 2100"])
def test_a_number_that_is_no_year_is_none(text):
    assert years_in(text) == set()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("in Q1 2024", {"q1"}),
        ("the third-quarter profit", {"q3"}),
        ("第三季度", {"q3"}),
        ("一季度", {"q1"}),
        ("H1 2024", {"h1"}),
        ("the second half", {"h2"}),
        ("上半年", {"h1"}),
        ("下半年", {"h2"}),
        ("in January and Sept.", {"m01", "m09"}),
        ("In May 2024", {"m05"}),
        ("2024年11月3日", {"m11"}),
        ("12月", {"m12"}),
        ("in the last three months of 2025", {"q4"}),
        ("2025年最后三个月", {"q4"}),
    ],
)
def test_quarters_halves_and_months_are_parts_of_a_year(text, parts):
    assert parts_of_year(text) == parts


@pytest.mark.parametrize("text", ["sales may rise", "marching on", "3个月", "one quarter of all robots"])
def test_words_that_only_look_like_a_period_are_no_part_of_a_year(text):
    assert parts_of_year(text) == set()


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("How many new smart factories will Shanghai build?", "new smart factories"),
        ("How many robots per 10,000 people?", "robots"),
        ("how many cars did Tesla deliver", "cars"),
        ("What is robot density?", ""),
        ("How many of them?", ""),
    ],
)
def test_what_is_counted_ends_where_the_verb_or_preposition_begins(text, phrase):
    assert counted_phrase(text) == phrase


def test_names_are_read_once_whatever_the_form():
    read = read_question("Did SAIC, 上汽 or SAIC Motor sell more than Tesla?")

    assert [entity.name for entity in read.entities] == ["SAIC Motor", "Tesla"]


def test_the_year_is_a_period_and_no_word():
    read = read_question("How many cars in 2023?")

    assert read.years == {2023}
    assert "2023" not in read.words


@pytest.mark.parametrize(("text", "language"), [("Robot density of 上海?", "en"), ("上汽SAIC的销量？", "zh"), ("تسلا؟", "en")])
def test_the_language_is_that_of_most_letters(text, language):
    assert read_question(text).language == language


@pytest.mark.parametrize("text", ["", "   \n", "?!…", "？。", "🤖🏭"])
def test_a_question_without_letters_is_refused_with_what_to_do(text):
    with pytest.raises(UnusableQuestion, match="empty: ask something in words"):
        read_question(text)


def test_a_pasted_page_is_refused_with_its_length_and_the_limit():
    with pytest.raises(UnusableQuestion, match=r"50,000 characters, the limit is 2,000"):
        read_question("robots? " * 6_250)


def test_the_longest_question_is_read():
    assert read_question("x" * LONGEST_QUESTION).kind == "other"


def test_of_who_and_when_the_first_is_asked_for():
    assert read_question("Who took over at SAIC when Chen Hong retired?").kind == "name"
    assert read_question("When did SAIC say who took over?").kind == "date"
