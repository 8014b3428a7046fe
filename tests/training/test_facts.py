"""Examples from typed facts: right ones are right, wrong ones are wrong for a reason that can be named."""

import random

import pytest

from corpus.places import shipped_documents
from training.facts import other_entity, other_metric, other_mood, other_year, surely_wrong
from training.metrics import METRICS, SIBLINGS
from training.periods import period
from training.questions import questions
from training.shipped import Said, read_shipped

FACT = {"fid": "a#1", "kind": "figure", "entity": "SAIC", "value": "5.811", "unit": "million vehicles retail", "period": "2021"}


def said(text: str, title: str = "", document: str = "a", fact: str | None = None) -> Said:
    return Said(document, text, "", title, fact)


RETAIL = said("At retail, SAIC's sales in 2021 were 5.811 million vehicles.", fact="a#1")


def test_a_question_from_a_fact_names_its_company_and_year_and_is_answered_by_its_figure() -> None:
    asked = [one for seed in range(5) for one in questions(RETAIL, FACT, random.Random(seed))]

    assert {one.language for one in asked} == {"en", "zh"}
    assert all("2021" in one.text for one in asked)
    assert all("5.811" in RETAIL.text[slice(*one.span)] for one in asked)


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        ("In 2024 Tesla said little.", None, None),
        (
            "Tesla exported 259,485 EVs from China in 2024, down 24.6%.",
            "How many EVs did Tesla export from China in 2024?",
            "259,485 EVs",
        ),
        ("Robot density in Japan was 419 robots per 10,000 workers in 2023.", "What was Robot density in Japan in 2023?", "419"),
        ("Tesla sold 26,777 vehicles in February 2025.", "Which company sold 26,777 vehicles in February 2025?", "Tesla"),
        ("2024年，特斯拉出口25.9万辆汽车。", "2024年，特斯拉出口多少辆汽车？", "25.9万辆"),
        ("2019年12月，特斯拉上海超级工厂开始交付。", "什么时候特斯拉上海超级工厂开始交付？", "2019年12月"),
    ],
)
def test_a_sentence_is_turned_into_a_question_by_its_own_words(sentence: str, question: str | None, answer: str | None) -> None:
    one = said(sentence)

    asked = {found.text: sentence[slice(*found.span)] for seed in range(8) for found in questions(one, None, random.Random(seed))}

    if question is None:
        assert asked == {}
    else:
        assert answer is not None
        assert answer in asked[question]


QUESTION = "What was SAIC's retail sales in 2021?"


@pytest.mark.parametrize(
    ("other", "wrong"),
    [
        (said("At retail, Geely's sales in 2021 were 1.3 million vehicles."), True),  # another company
        (said("At retail, SAIC's sales in 2022 were 5.2 million vehicles."), True),  # another year
        (said("SAIC made a profit of 24 billion yuan in 2021."), True),  # another metric
        (said("SAIC sold 5.811 million vehicles to end customers in 2021."), False),  # the same in other words
        (said("At retail, SAIC's sales in 2021 were some 5.8 million vehicles."), False),  # cannot be told
        (said("SAIC's retail sales, all told.", fact="a#1"), False),  # the same fact
    ],
)
def test_a_sentence_is_wrong_only_where_a_type_tells(other: Said, wrong: bool) -> None:
    assert surely_wrong(QUESTION, RETAIL, other, "5.811 million vehicles") is wrong


def test_another_company_is_one_that_neither_sentence_nor_title_names() -> None:
    here = said(RETAIL.text, title="Geely and SAIC")

    found = {other_entity(QUESTION, here, random.Random(seed)) for seed in range(30)}

    assert None not in found
    assert not any(name in str(question) for question in found for name in ("SAIC's", "Geely"))


def test_another_year_is_asked_for_only_where_the_sentence_names_its_own() -> None:
    moved = other_year(QUESTION, RETAIL, random.Random(1))

    assert moved is not None
    assert "2021" not in moved
    assert other_year(QUESTION, said("SAIC sold 5.8 million cars."), random.Random(1)) is None


def test_another_metric_is_one_that_the_sentence_does_not_speak_of() -> None:
    found = {other_metric("上汽2021年的产能是多少？", RETAIL, random.Random(seed)) for seed in range(30)}

    assert None not in found
    assert not any(word in str(question) for question in found for word in ("产能", "零售", "终端"))


def test_asked_for_the_result_a_plan_is_no_answer_and_the_reverse() -> None:
    plan = said("Shanghai's target for smart factories is 200 by 2025.")

    assert (
        other_mood("What is Shanghai's target for smart factories by 2025?", plan)
        == "What is Shanghai's actual smart factories by 2025?"
    )
    assert other_mood("上汽2021年的销量是多少？", RETAIL) == "上汽2021年的销量目标是多少？"


@pytest.mark.parametrize(
    ("written", "english", "chinese"),
    [
        ("2024", "in 2024", "2024年"),
        ("by 2025", "by 2025", "到2025年"),
        ("H1 2025", "in the first half of 2025", "2025年上半年"),
        ("Q3 2025", "in the third quarter of 2025", "2025年第三季度"),
        ("2024-12", "in December 2024", "2024年12月"),
        ("unspecified", "", ""),
    ],
)
def test_a_period_is_said_in_both_languages(written: str, english: str, chinese: str) -> None:
    assert period(written, "en") == english
    assert period(written, "zh") == chinese


def test_every_metric_that_is_mistaken_for_another_has_names() -> None:
    assert {name for group in SIBLINGS for name in group} <= METRICS.keys()


def test_nearly_every_fact_of_the_shipped_documents_is_found_as_a_sentence_of_its_document() -> None:
    found, facts = read_shipped(shipped_documents())

    told = {one.fact for one in found if one.fact}
    assert told <= facts.keys()
    assert len(told) >= 0.99 * len(facts)  # a few are cut as one sentence with their neighbour
