"""Planted faults: whatever is changed in a sentence that is quoted, the checks no longer call it proved."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from assistant.checks.claims import state_of
from assistant.figures import figures_in
from corpus.languages import language_of
from corpus.places import shipped_documents
from corpus.tokens import words

UNITS = (
    ("percentage points", "%"), ("%", " percentage points"), ("yuan", "dollars"), ("US$", "€"), ("workers", "people"),
    ("vehicles", "robots"), ("robots", "factories"), ("factories", "robots"), ("亿元", "亿美元"), ("万辆", "万台机器人"),
    ("家", "台机器人"),
    ("million", "billion"), ("billion", "million"), ("万", "亿"), ("GWh", "GW"),
)  # fmt: skip


def sentences() -> list[str]:
    """One sentence a fact, English and Chinese, each with a figure."""
    facts = (shipped_documents() / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    found = [sentence for line in facts for sentence in json.loads(line)["sentences"] if figures_in(sentence)]
    return sorted(set(found))


SENTENCES = sentences()
ENGLISH = [sentence for sentence in SENTENCES if language_of(sentence) == "en"][::5]
CHINESE = [sentence for sentence in SENTENCES if language_of(sentence) == "zh"]
SAMPLE = ENGLISH + CHINESE


def other_digit(sentence: str) -> Iterator[str]:
    for figure in figures_in(sentence):
        place = next((i for i in range(figure.start, figure.end) if sentence[i].isdigit()), None)
        if place is None:
            continue  # spelled out
        yield sentence[:place] + str(int(sentence[place]) % 9 + 1) + sentence[place + 1 :]


def other_unit(sentence: str) -> Iterator[str]:
    for figure in figures_in(sentence):
        for old, new in UNITS:
            if old in sentence[figure.start : figure.end]:
                yield sentence[: figure.start] + sentence[figure.start : figure.end].replace(old, new, 1) + sentence[figure.end :]
                break


def other_year(sentence: str) -> Iterator[str]:
    for match in re.finditer(r"(?<![\d,.])20[12]\d(?!\d|,\d)", sentence):
        yield f"{sentence[: match.start()]}{int(match.group()) + 1}{sentence[match.end() :]}"


def test_there_is_enough_to_plant_faults_in() -> None:
    assert len(ENGLISH) > 150
    assert len(CHINESE) > 50


def test_the_sentences_themselves_are_proved() -> None:
    assert [sentence for sentence in SAMPLE if state_of(sentence, [sentence]) != "verbatim"] == []


def test_white_space_and_width_are_no_fault() -> None:
    assert state_of("Shanghai  has\n７0 smart factories.", ["Shanghai has 70 smart factories."]) == "verbatim"


@pytest.mark.parametrize("fault", [other_digit, other_unit, other_year], ids=lambda fault: fault.__name__)
def test_a_changed_figure_unit_or_year_is_caught(fault) -> None:  # type: ignore[no-untyped-def]
    planted = [(sentence, changed) for sentence in SAMPLE for changed in fault(sentence) if changed != sentence]

    missed = [changed for sentence, changed in planted if state_of(changed, [sentence]) != "unverified"]

    assert len(planted) > 100
    assert missed == []


@pytest.mark.parametrize("held", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_a_claim_that_cites_another_document_is_caught(held: list[str]) -> None:
    assert [one for one, other in pairwise(held) if state_of(one, [other]) != "unverified"] == []


@pytest.mark.parametrize("held", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_what_one_sentence_says_with_the_figure_of_another_is_caught(held: list[str]) -> None:
    missed = []
    for one, other in pairwise(held):
        mine, its = figures_in(one)[-1], figures_in(other)[-1]
        head = one[: mine.start]
        spliced = head + other[its.start :]
        own = set(words(head)) - set(words(other))  # else it is the other sentence, shortened
        if own and mine.value != its.value and state_of(spliced, [one, other]) != "unverified":
            missed.append(spliced)

    assert missed == []


def test_halves_of_two_sentences_are_caught() -> None:
    spliced = [(one[: len(one) // 2] + other[len(other) // 2 :], one, other) for one, other in pairwise(ENGLISH)]

    assert [text for text, one, other in spliced if state_of(text, [one, other]) != "unverified"] == []


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        (
            "Shanghai's robot density was 383 per 10,000 workers.",
            "Shanghai had a robot density of 383 robots per 10,000 workers.",
        ),
        ("SAIC sold 5.02 million vehicles in 2023.", "In 2023, SAIC sold 5,020,000 vehicles."),
        ("Twelve member states abstained.", "12 member states abstained."),
        ("2023年上汽销量为502万辆。", "2023年，上汽销量502万辆，同比下降。"),
    ],
)
def test_another_wording_of_the_same_figures_is_verified(claim: str, quote: str) -> None:
    assert state_of(claim, [quote]) == "verified"
