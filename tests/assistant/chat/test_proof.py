"""What a model may say of a passage, and what it may not."""

import pytest

from assistant.chat.proof import Proved, prove
from assistant.chat.replies import read_line
from assistant.reader import open_reader
from tests.assistant.making import evidence

TEXT = (
    "Shanghai plans to build 200 smart factories by 2025. "
    "Tesla's Shanghai plant delivered 947,742 vehicles in 2023, up 33 percent. "
    "The robot density rose from 392 in 2022 to 470 in 2023. "
    "SAIC sold 4.01 million vehicles in 2024, while BYD sold 4.27 million. "
    "More than 60 percent of large firms are digital. "
    "The council did not approve the tariff. "
    "It runs 12 plants. "
    "Giga Shanghai had a capacity of 250,000 vehicles a year at the end of 2020. "
    "In October 2018 Tesla was approved to use 864,885 square metres of land in Lingang. "
    "Beijing planned 40 new parks by the end of 2026, Xinhua said, citing China Daily."
)
PASSAGES = [evidence(TEXT, title="Carmakers in Shanghai"), evidence("Berlin has 3 ports.", document_id="other")]


def proved(line: str) -> Proved | str:
    read = read_line(line)
    assert read is not None
    return prove(read, PASSAGES, open_reader())


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("Shanghai aims to have 200 smart factories by 2025. [1]", "Shanghai plans to build 200 smart factories by 2025."),
        (
            "Shanghai plans to build two hundred smart factories by 2025. [1]",
            "Shanghai plans to build 200 smart factories by 2025.",
        ),
        (
            "In 2023, Tesla's Shanghai plant delivered 947,742 vehicles. [1]",
            "Tesla's Shanghai plant delivered 947,742 vehicles in 2023, up 33 percent.",
        ),
        ("The robot density rose to 470 in 2023. [1]", "The robot density rose from 392 in 2022 to 470 in 2023."),
        ("Berlin has 3 ports. [2]", "Berlin has 3 ports."),
        (
            "Giga Shanghai's capacity was 250,000 vehicles a year at the end of 2020. [1]",
            "Giga Shanghai had a capacity of 250,000 vehicles a year at the end of 2020.",
        ),
        (
            "Beijing planned 40 new parks by the end of 2026. [1]",  # who tells of it is in the quote
            "Beijing planned 40 new parks by the end of 2026, Xinhua said, citing China Daily.",
        ),
    ],
)
def test_a_claim_in_other_words_rests_on_the_sentence_that_proves_it(line: str, quote: str):
    found = proved(line)

    assert isinstance(found, Proved), found
    assert [one.text for one in found.quotes] == [quote]
    assert all(TEXT[one.start : one.end] == one.text for one in found.quotes if one.evidence.document_id == "report")


def test_the_words_of_the_source_are_verbatim_and_others_verified():
    states = [found.state for line in ("Berlin has 3 ports. [2]", "The robot density rose to 470 in 2023. [1]")
              if isinstance(found := proved(line), Proved)]  # fmt: skip

    assert states == ["verbatim", "verified"]


@pytest.mark.parametrize(
    "line",
    [
        "Shanghai plans to build 300 smart factories by 2025. [1]",  # another number
        "Shanghai plans to build 200 smart factories by 2026. [1]",  # another date
        "Beijing plans to build 200 smart factories by 2025. [1]",  # another place
        "SAIC delivered 947,742 vehicles in 2023. [1]",  # another company
        "Elon Musk said Tesla's Shanghai plant delivered 947,742 vehicles in 2023. [1]",  # a name brought in
        "Tesla's Shanghai plant delivered 947,742 vehicles in Hubertusburg in 2023. [1]",  # one that no list knows
        "The robot density was 470 in 2022. [1]",  # the number of another year
        "The robot density was 392 in 2023. [1]",
        "SAIC sold 4.27 million vehicles in 2024. [1]",  # the number of another company
        "Shanghai has 200 smart factories. [1]",  # a plan told as done
        "60 percent of large firms are digital. [1]",  # "more than" lost, though the words stand in the source
        "More than 947,742 vehicles were delivered by Tesla's Shanghai plant in 2023. [1]",  # "more than" brought in
        "The council approved the tariff. [1]",  # "not" lost
        "Tesla's Shanghai plant did not deliver 947,742 vehicles in 2023. [1]",  # "not" brought in
        "Twelve plants are run. [1]",  # without whose
        "Tesla's Shanghai plant delivered most of its 947,742 vehicles in 2023. [1]",  # a share brought in
        "Giga Shanghai's production was 250,000 vehicles a year at the end of 2020. [1]",  # capacity told as production
        "Giga Shanghai's sales were 250,000 vehicles a year at the end of 2020. [1]",
        "Giga Shanghai had 250,000 vehicles a year at the end of 2020. [1]",  # without what was measured
        "Tesla's Shanghai plant sold 947,742 vehicles in 2023. [1]",  # deliveries told as sales
        "Tesla was forbidden to use 864,885 square metres of land in Lingang in October 2018. [1]",
        "Tesla's Shanghai plant delivered 947.742 vehicles in 2023. [1]",  # a number written otherwise
        "Tesla's Shanghai plant delivered 947,742 Model 3 in 2023. [1]",  # a name with a digit brought in
        "Shanghai plans to build 200 smart factories by 2025 and SAIC sold 4.01 million vehicles in 2024. [1]",  # two spliced
    ],
)  # fmt: skip
def test_a_claim_that_says_something_else_is_not_shown(line: str):
    assert isinstance(proved(line), str)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Berlin has 3 ports.", "does not end with the number"),
        ("Berlin has 3 ports. [3]", "no passage [3]"),
        ("Berlin has 3 ports. [0]", "no passage [0]"),
        ("<b>Berlin</b> has 3 ports. [2]", "markup"),
        ("Berlin has 3 ports ![x](http://203.0.113.9/a). [2]", "markup"),
        ("Berlin has 3 p\u200borts. [2]", "markup"),
        ("Berlin has 3 ports" + " and ports" * 80 + ". [2]", "longer than a sentence"),
        ("Berlin has 3 ports. [1]", "numbers"),  # the right words, the wrong passage
    ],
)
def test_a_claim_of_the_wrong_form_is_not_shown(line: str, why: str):
    assert why in str(proved(line))


def test_of_two_passages_named_the_one_that_proves_it_is_cited():
    found = proved("Berlin has 3 ports. [1][2]")

    assert isinstance(found, Proved)
    assert [one.evidence.document_id for one in found.quotes] == ["other"]
