"""Which ones, and how many of them are so: a sentence that leaves the asked thing out is no answer."""

import pytest

from assistant.answering import OWN, contradicts
from assistant.assistant import Assistant
from assistant.which_ones import NO_NAMES, ONLY_ALL
from tests.assistant.making import compared

HALTED = "Which provinces halted their trade-in subsidies in June 2025?"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (HALTED, "Trade-in subsidies were suspended in several Chinese provinces in June 2025."),
        (
            "Which five countries were left for MG's factory in March 2026?",
            "In March 2026 MG had narrowed its search to five countries.",
        ),
        ("2022年特斯拉出口的车运到最多的是哪个国家？", "2022年，特斯拉出口97182辆。"),
        ("Who took over as chairman of SAIC from Chen Hong?", "Chairman Chen Hong of SAIC resigned on 10 July 2024."),
        ("Which investors put money into Shanghai's fund?", "Shanghai set up a US$1.4 billion fund with banks from China."),
        ("建造安吉诚信号的是哪家船厂？", "The SAIC Anji Sincerity left Shanghai for Europe on 17 January 2024."),
        ("How many of the vehicles NIO delivered in 2025 went to buyers in Germany?", "NIO delivered 326,028 vehicles in 2025."),
        ("How many of Shanghai's smart factories were run by foreign-owned companies?", "Shanghai had 100 smart factories."),
    ],
)
def test_a_sentence_without_the_asked_ones_contradicts(question, text):
    assert contradicts(compared(question, text), OWN)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (HALTED, "Trade-in subsidies were suspended in Henan and Liaoning in June 2025."),
        ("2022年特斯拉出口的车运到最多的是哪个国家？", "2022年，特斯拉出口最多的是“比利时”。"),
        (
            "Who took over as chairman of SAIC from Chen Hong?",
            "Wang Xiaoqiu followed Chen Hong as chairman of SAIC in July 2024.",
        ),
        ("Which investors put money into Shanghai's fund?", "In Shanghai the fund has Lingang Capital as an investor."),
        ("Who gets the subsidy?", "Buyers of new cars get the subsidy."),
        ("Which firms can apply for the grant?", "The grant is open to manufacturers above scale."),
        (
            "How many of the vehicles NIO delivered in 2025 went to buyers in Germany?",
            "NIO delivered 300 vehicles in Germany in 2025.",
        ),
        ("How many of the lighthouse factories were Chinese?", "Of 22 lighthouse factories 13 are in China."),
    ],
)
def test_a_sentence_that_names_them_does_not(question, text):
    assert not contradicts(compared(question, text), OWN)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Which 25 cities are pilots for new-energy public vehicles under China's 2025-2026 auto plan?", NO_NAMES),
        ("How many of the vehicles NIO delivered in 2025 went to customers outside China?", ONLY_ALL),
    ],
)
def test_what_is_left_out_is_said_to_be_missing(shipped_desk: Assistant, question: str, missing: str):
    answer = shipped_desk.ask(question)

    assert (answer.verdict, answer.missing) == ("not_in_documents", missing)
