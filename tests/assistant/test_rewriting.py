"""Follow-ups become questions that stand alone; questions that do are left as they are."""

import pytest

from assistant.assistant import Assistant
from assistant.records import Answer, Claim, Turn
from assistant.rewriting import standalone

SOLD = "How many vehicles did SAIC sell in 2023?"
SOLD_ZH = "上汽2023年销量是多少？"
PLANNED = "How many smart factories does Shanghai plan by 2025?"


def after(earlier, question):
    return standalone(question, [Turn(earlier, "An answer.")])


@pytest.mark.parametrize(
    "question",
    [
        "How many smart factories does Shanghai plan by 2025?",
        "  What is robot density in Shanghai ? ",
        "Who is the vice director of the Shanghai Commission of Economy and Informatization",
        "Did Germany vote against the EU duties on Chinese EVs?",
        "上海计划到2025年建设多少家智能工厂？",
        "No doubt Tesla delivered vehicles in 2023 — how many vehicles did Tesla deliver?",
    ],
)
def test_a_question_that_stands_alone_is_kept_to_the_character(question):
    assert after(SOLD, question) == question


@pytest.mark.parametrize("question", ["and in 2023?", "What about it?", "呢？"])
def test_without_a_conversation_a_question_is_kept_to_the_character(question):
    assert standalone(question, ()) == question


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        (SOLD, "and in 2024?", "How many vehicles did SAIC sell in 2024?"),
        (SOLD, "And in Q1 2024?", "How many vehicles did SAIC sell in Q1 2024?"),
        (SOLD_ZH, "2024年呢？", "上汽2024年销量是多少？"),
        (SOLD_ZH, "那2024年呢？", "上汽2024年销量是多少？"),
    ],
)
def test_a_new_period_takes_the_place_of_the_old_one(earlier, question, alone):
    assert after(earlier, question) == alone


def test_a_period_is_added_where_there_was_none():
    assert after("How many vehicles did SAIC sell?", "and in 2023?") == "How many vehicles did SAIC sell in 2023?"


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        (SOLD, "what about Tesla?", "How many vehicles did Tesla sell in 2023?"),
        (SOLD, "Tesla?", "How many vehicles did Tesla sell in 2023?"),
        ("How many vehicles did Tesla sell in 2023?", "What about SAIC?", "How many vehicles did SAIC sell in 2023?"),
        (PLANNED, "  How about Beijing?  ", "How many smart factories does Beijing plan by 2025?"),
        (SOLD_ZH, "那特斯拉呢？", "特斯拉2023年销量是多少？"),
        (SOLD_ZH, "比亚迪呢？", "比亚迪2023年销量是多少？"),
    ],
)
def test_a_new_name_takes_the_place_of_the_old_one_of_its_kind(earlier, question, alone):
    assert after(earlier, question) == alone


def test_a_new_name_and_period_take_both_places():
    assert after(SOLD, "What about Tesla in 2024?") == "How many vehicles did Tesla sell in 2024?"


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        ("How many vehicles did Tesla sell in 2023?", "no, I meant SAIC", "How many vehicles did SAIC sell in 2023?"),
        ("How many vehicles did Tesla sell in 2023?", "Not Tesla, I meant SAIC.", "How many vehicles did SAIC sell in 2023?"),
        ("How many vehicles did Tesla sell in 2023?", "Sorry, I mean in 2022", "How many vehicles did Tesla sell in 2022?"),
        (SOLD_ZH, "不是，我是说特斯拉", "特斯拉2023年销量是多少？"),
    ],
)
def test_a_correction_takes_the_place_of_what_it_corrects(earlier, question, alone):
    assert after(earlier, question) == alone


@pytest.mark.parametrize(
    ("earlier", "question", "names"),
    [
        (SOLD, "Why did it fall?", ["SAIC", "2023"]),
        (SOLD, "And its exports?", ["exports", "SAIC", "2023"]),
        (PLANNED, "And robot density?", ["robot density", "Shanghai"]),
        (SOLD_ZH, "出口呢？", ["出口", "上汽", "2023"]),
    ],
)
def test_what_a_follow_up_leaves_out_is_named_with_it(earlier, question, names):
    alone = after(earlier, question)

    assert [name for name in names if name.casefold() not in alone.casefold()] == []


def test_a_question_about_when_takes_no_year_from_before():
    assert "2023" not in after(SOLD, "When did it start?")


def test_the_conversation_is_followed_through_rewritten_questions():
    answered = Answer("and in 2024?", "How many vehicles did SAIC sell in 2024?", "answered")

    alone = standalone("what about Tesla?", [Turn(SOLD, "5,020,865."), Turn("and in 2024?", answered)])

    assert alone == "How many vehicles did Tesla sell in 2024?"


def test_only_questions_are_read_never_answers():
    assert after("How many vehicles were sold?", "and in 2023?") == "How many vehicles were sold in 2023?"
    assert standalone("and in 2023?", [Turn("How many vehicles were sold?", "BYD sold them in 1999.")]) == (
        "How many vehicles were sold in 2023?"
    )


@pytest.mark.parametrize("earlier", ["", "?!", "robots " * 400])
def test_an_earlier_question_that_cannot_be_read_is_passed_over(earlier):
    assert after(earlier, PLANNED) == PLANNED
    assert standalone("and in 2024?", [Turn(SOLD, ""), Turn(earlier, "")]) == "How many vehicles did SAIC sell in 2024?"


def test_an_answer_carries_the_question_as_typed_and_as_understood(desk: Assistant):
    answer = desk.ask("and in 2023?", [Turn("How many vehicles did SAIC sell in 2024?", "About 4 million.")])

    assert (answer.question, answer.standalone_question) == ("and in 2023?", SOLD)
    assert any("5,020,865" in citation.quote for citation in answer.citations)


def test_a_history_of_answers_and_one_of_strings_give_the_same_answer(desk: Assistant):
    first = desk.ask("How many vehicles did SAIC sell in 2024?")

    by_answer = desk.ask("and in 2023?", [Turn(first.question, first)])
    by_string = desk.ask("and in 2023?", [Turn(first.question, first.text)])

    assert by_answer.standalone_question == by_string.standalone_question == SOLD
    assert by_answer.citations == by_string.citations


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        ("How many vehicles did SAIC wholesale in 2024?", "and retail?", "How many vehicles did SAIC retail in 2024?"),
        ("上汽集团2025年前三季度营收多少？", "归母净利呢？", "上汽集团2025年前三季度归母净利多少？"),
    ],
)
def test_another_thing_of_its_kind_takes_the_place_of_what_was_asked_about(earlier, question, alone):
    assert after(earlier, question) == alone


def test_several_names_and_periods_are_those_of_the_last_two_turns():
    earlier = [Turn("How many NEVs did SAIC make in 2021?", ""), Turn("and BYD in 2022?", "")]

    alone = standalone("How much did each of the two earn in both years?", earlier)

    assert all(name in alone for name in ("SAIC", "BYD", "2021", "2022"))


def test_the_end_of_that_year_takes_the_place_of_the_whole_period():
    asked = "How many Megapacks had Tesla's plant built by the end of March 2025?"

    assert after(asked, "And by the end of that year?") == "How many Megapacks had Tesla's plant built by the end of 2025?"


def test_a_yearly_figure_takes_no_year_from_before():
    assert "2023" not in after("How many vehicles did SAIC sell in 2023?", "And how many can its plants make a year?")


@pytest.mark.parametrize("turn", ["yes", "go on", "继续", "tell me more"])
def test_going_on_asks_the_question_before_again(turn):
    assert after(SOLD, turn) == SOLD


def test_after_another_subject_nothing_of_before_is_carried():
    history = [Turn(SOLD, ""), Turn("New question: what is robot density?", "")]

    assert "SAIC" not in standalone("And in Shanghai?", history)
    assert after(SOLD, "New topic: why did it fall?") == "New topic: why did it fall?"


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (("How many robots were installed worldwide in 2024?", "And China?"), "How many robots were installed in China in 2024?"),
        (("2024年全球安装了多少台工业机器人？", "中国呢？"), "2024年中国安装了多少台工业机器人？"),
        (
            ("What was China's robot density in 2022?", "the world average?"),
            "What was the world average's robot density in 2022?",
        ),
    ],
)
def test_the_whole_world_and_a_place_take_each_others_place(turns, alone):
    earlier, question = turns

    assert after(earlier, question) == alone


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        ("How many vehicles did NIO deliver in Q4 2025?", "and in Q3?", "How many vehicles did NIO deliver in Q3 2025?"),
        ("蔚来2025年四季度交付多少辆？", "三季度呢？", "蔚来2025年三季度交付多少辆？"),
        ("How large is SAIC's 2024-2025 budget?", "and for 2026-2027?", "How large is SAIC's 2026-2027 budget?"),
    ],
)
def test_a_part_of_a_year_keeps_its_year_and_a_span_of_years_is_one_period(earlier, question, alone):
    assert after(earlier, question) == alone


def test_a_part_of_them_is_of_all_that_was_asked_about():
    alone = after("What sales target did Geely set itself for 2026?", "How many of them are NEVs?")

    assert all(said in alone for said in ("Geely", "sales", "target", "2026"))


def test_another_measure_takes_the_place_of_the_one_before():
    assert after(SOLD, "what about exports?") == "Exports (SAIC, vehicles, 2023)?"


def test_how_things_are_now_is_asked_without_the_plan_and_its_year():
    alone = after("What did Shanghai plan for smart factories by 2025?", "How many does it have now?")

    assert alone == "How many does it have now (Shanghai, smart factories)?"


@pytest.mark.parametrize(
    ("question", "name"), [("What did he say about exports?", "Wang Xiaoqiu"), ("他说了什么？", "Wang Xiaoqiu")]
)
def test_he_is_the_person_that_was_asked_for_and_found(question, name):
    text = "Wang Xiaoqiu became chairman of SAIC and Jia Jianxu became president in July 2024."
    answer = Answer(
        "Who became chairman of SAIC in July 2024?", "Who became chairman of SAIC in July 2024?", "answered",
        (Claim(text, (1,), "verbatim"),), short_answer="Wang Xiaoqiu, Jia Jianxu",
    )  # fmt: skip

    assert name in standalone(question, [Turn(answer.question, answer)])
    assert name not in standalone("And who was chairman before him?", [Turn(answer.question, answer)])


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        ("智元机器人到2024年12月生产了多少台？", "创始人是谁？", "创始人是谁（智元机器人，2024年12月）？"),
        ("上海到2025年要建多少家智能工厂？", "现在有多少家？", "现在有多少家（上海，智能工厂）？"),
        ("谁在2024年7月成为上汽董事长？", "他之前是谁？", "他之前是谁（上汽，董事长）？"),
        ("欧盟对中国电动车加征多少关税？", "中国怎么回应？", "中国怎么回应（电动车，加征，关税）？"),
        ("巴黎有多少座桥？", "它们有多长？", "它们有多长（巴黎有多少座桥）？"),
    ],
)
def test_a_chinese_follow_up_that_says_little_leans_on_the_question_before(earlier, question, alone):
    assert after(earlier, question) == alone


def test_a_correction_of_what_is_measured_keeps_the_name_and_the_period():
    assert after("How many vehicles did BYD sell in 2024?", "no, I meant exports") == "Exports (BYD, vehicles, 2024)?"
