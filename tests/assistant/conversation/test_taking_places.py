"""Names that the desk does not know, and things behind a preposition, take the place of those before."""

import pytest

from assistant.assistant import Assistant
from assistant.conversation.taking_places import with_an_unknown_name
from assistant.question import read_question
from assistant.records import Turn
from assistant.rewriting import standalone

DELIVERED = "How many cars did Tesla deliver from Shanghai in 2023?"


def after(earlier, question):
    return standalone(question, [Turn(one, "") for one in earlier])


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        ([DELIVERED], "and Foxconn?", "How many cars did Foxconn deliver from Shanghai in 2023?"),
        ([DELIVERED], "What about Acme Motors?", "How many cars did Acme Motors deliver from Shanghai in 2023?"),
        ([DELIVERED, "and Foxconn?"], "and Rivian?", "How many cars did Rivian deliver from Shanghai in 2023?"),
        ([DELIVERED, "and Foxconn?"], "and SAIC?", "How many cars did SAIC deliver from Shanghai in 2023?"),
        ([DELIVERED], "no, I meant Foxconn", "How many cars did Foxconn deliver from Shanghai in 2023?"),
        (
            ["How many industrial robots did China install in 2022?", "And Utopia?"],
            "And Erewhon?",
            "How many industrial robots did Erewhon install in 2022?",
        ),
        (["特斯拉2023年交付了多少辆？"], "富士康呢？", "富士康2023年交付了多少辆？"),
        (["特斯拉2023年交付了多少辆？", "富士康呢？"], "那比亚迪呢？", "比亚迪2023年交付了多少辆？"),
        (["特斯拉2023年交付了多少辆？"], "不，我说的是富士康", "富士康2023年交付了多少辆？"),
    ],
)
def test_a_name_that_nobody_knows_takes_the_place_of_one_that_the_desk_knows(earlier, question, alone):
    assert after(earlier, question) == alone


@pytest.mark.parametrize("question", ["原因呢？", "时间呢？", "客户呢？"])
def test_a_chinese_noun_of_asking_is_no_name(question):
    assert "特斯拉" in after(["特斯拉2023年交付了多少辆？"], question)


def test_no_figure_of_one_company_is_shown_for_another_that_nobody_knows(desk: Assistant):
    asked = "How many vehicles did SAIC sell in 2023?"

    answer = desk.ask("and Foxconn?", [Turn(asked, desk.ask(asked))])

    assert answer.verdict == "not_in_documents"


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        (["What is the US tariff on Chinese EVs?"], "and on solar cells?", "What is the US tariff on solar cells?"),
        (
            ["What is the US tariff on Chinese EVs?", "since when?"],
            "and on solar cells?",
            "What is the US tariff on solar cells?",
        ),
        (
            ["What did Shanghai's 2020-2022 plan promise to build?"],
            "and the 2023-2025 plan?",
            "What did Shanghai's 2023-2025 plan promise to build?",
        ),
        (["宁德时代2025年四季度净利润多少？"], "全年呢？", "宁德时代2025年净利润多少？"),
        (["What was CATL's profit in the first half of 2025?"], "and the full year?", "What was CATL's profit in 2025?"),
        (["中国2025年10月新能源汽车销量多少？"], "前十个月呢？", "中国2025年前十个月新能源汽车销量多少？"),
        (
            ["How many NEVs were sold in China in October 2025?"],
            "and in the first ten months?",
            "How many NEVs were sold in China in the first ten months of 2025?",
        ),
        (
            ["Where does the US rank in robot density?"],
            "what about the world average?",
            "Where does the world average rank in robot density?",
        ),
        (["When did Tesla sue over the EU duties?"], "who else sued?", "Who else sued (EU, duties)?"),
        (["比亚迪2024年海外收入多少？"], "净利润呢？", "比亚迪2024年净利润多少？"),
        (["吉利2025年卖了多少辆车？"], "净利润呢？", "吉利2025年净利润多少？"),
    ],
)
def test_a_thing_takes_the_place_of_the_one_that_stood_there(earlier, question, alone):
    assert after(earlier, question) == alone


def test_that_is_what_the_question_before_asked_for():
    assert after(["What was Geely's sales target for 2025?"], "Was that met?") == "Was Geely's sales target for 2025 met?"


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        ("特斯拉上海储能工厂投资多少？", "面积多大？", "面积多大（特斯拉上海储能工厂）？"),
        ("比亚迪2024年研发投入多少？", "净利润呢？", "净利润呢（比亚迪，2024年）？"),
        ("What was BYD's R&D spending in 2024?", "And its profit?", "Its profit (BYD, 2024)?"),
    ],
)
def test_whoever_asks_for_another_figure_asks_no_more_for_the_one_before(earlier, question, alone):
    assert after([earlier], question) == alone


@pytest.mark.parametrize("question", ["And how big is the Megafactory?", "How many models does SAIC-GM build?"])
def test_a_question_about_a_company_that_points_at_nothing_is_left_alone(question):
    assert after(["How much did Tesla pay for the storage station in Lingang?", "When was it signed?"], question) == question


@pytest.mark.parametrize(
    ("earlier", "question", "said"),
    [
        ("How many EVs did Geely plan to sell in 2025?", "Was that reached?", ["Geely", "plan", "2025"]),
        ("What was GDP in Shanghai in 2025?", "And is that more than planned?", ["GDP", "Shanghai", "2025"]),
        ("What is Shanghai's GDP target for 2026?", "and for R&D?", ["R&D", "Shanghai", "target", "2026"]),
        ("How many jobs has India's PLI-Auto scheme created?", "how much has it paid out?", ["PLI-Auto", "India"]),
        ("Which districts have advanced smart factories?", "How many does Songjiang have?", ["smart factories"]),
        ("How many cars did SAIC export in 2024?", "Is that a record?", ["SAIC", "export", "2024"]),
        ("How many EV batteries does CATL supply?", "What share of China's market?", ["CATL"]),
        ("上海2025年的生产总值是多少？", "2026年的目标呢？", ["2026", "上海", "生产总值"]),
    ],
)
def test_what_came_of_it_is_asked_of_what_was_asked_about(earlier, question, said):
    alone = after([earlier], question)

    assert [one for one in said if one not in alone] == []
    assert not ("2026" in question and "2025" in alone)


def test_a_bare_question_word_is_nobodys_name():
    asked = [read_question("What did Intel agree with the US government in 2025?")]

    assert with_an_unknown_name(asked, "Why?") is None
    assert with_an_unknown_name(asked, "Foxconn?") == "What did Foxconn agree with the US government in 2025?"
