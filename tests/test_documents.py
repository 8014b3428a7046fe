"""The shipped documents hold every figure of their facts, and no other."""

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.places import shipped_documents
from tests.figures import SCALES, figures, figures_in_words

COUNT = 542
FOUNDING = "bnn-2024-shanghai-smart"
KINDS = {"news", "report", "policy", "statistics", "filing", "speech"}
PRECISION = {"day": 10, "month": 7, "year": 4}  # characters of an ISO date
FIELDS = {
    "id": str, "title": str, "publisher": str, "published": str, "date_precision": str, "date_basis": str, "url": str,
    "language": str, "kind": str, "place": str, "companies": list, "reliability": str, "wording": str,
}  # fmt: skip

NO_URL = {"xinhua-2025-tesla-657k"}  # the source's own address is not known

# Values that a sentence gives in words that are no number, each read by hand: fact -> the value, and what says it.
IN_OTHER_WORDS: dict[str, tuple[tuple[int, str], ...]] = {
    "zoonop-2023-us#3": ((2, "aimed to double"),),
    "qstheory-2023-robot-plus#1": ((2, "aims to double"),),
    "people-2026-15fyp-sh#2": ((2, "aims to double"),),
    "devere-2021-14fyp#1": ((2, "more than double"),),
    "xinhua-2024-tesla-947k#2": ((50, "More than half"),),
    "krasia-2025-4m#2": ((50, "nearly half"),),
    "technode-2025-huawei#2": ((50, "fell by more than half"),),
    "cns-2022-25redline#3": ((50, "about half"), (50, "约占全国产出的一半")),
    "luosi-2024-3m#3": ((50, "nearly half"), (50, "近一半")),
    "chezhans-2025-tesla#1": ((50, "half of Tesla's total"), (50, "总量的一半")),
    "justauto-2025-4m#6": ((50, "almost half"),),
    "policycn-2021-14fyp#2": ((100, "of all large enterprises by 2035"),),
    "people-2021-smart-plan#1": ((100, "all of them by 2035"),),
    "sheitc-2023-gongfu#2": ((100, "full digital diagnosis"),),
    "shobserver-2025-songjiang#2": ((100, "All above-scale manufacturers in Songjiang had completed"),),
    "strive-2025-acc#2": ((0, "No ACC incentive had been paid"),),
    "xinhua-2024-gradient#1": ((6, "MIIT and five other departments"),),
    "qstheory-2023-robot-plus#2": ((17, "MIIT and 16 other Chinese departments"),),
    "gt-2025-steady#1": ((8, "MIIT and seven departments"),),
    "cnstock-2022-10030#1": ((6, "Shanghai's commission and five departments"),),
    "cnevpost-2024-saic-overseas#5": (
        (3, "R&D centres in Silicon Valley, London and Tel Aviv"),
        (4, "plants in Thailand, Indonesia, India and Pakistan"),
    ),
    "automotiveworld-2025-shenyang#2": ((3, "complexes in Shanghai, Yantai and Wuhan"),),
    "swissinfo-2024-vote#4": ((5, "Germany, Hungary, Malta, Slovenia and Slovakia voted against"),),
}

_SCALED_UNIT = re.compile(r"(?<![\d-])\b(million|billion|trillion)\b(?!-)|\$(bn)")
_HAN = re.compile(r"[\u4e00-\u9fff]")

Fact = dict[str, Any]


@cache
def texts() -> dict[str, str]:
    """The documents as they lie in the folder, by file name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in paths()}


def paths() -> list[Path]:
    return sorted(path for path in shipped_documents().glob("*.md") if path.name != "README.md")


@cache
def bodies() -> dict[str, str]:
    return {name: text.split("\n---\n", 1)[1] for name, text in texts().items()}


@cache
def front_matters() -> dict[str, dict[str, Any]]:
    return {name: yaml.safe_load(text.split("\n---\n", 1)[0].removeprefix("---\n")) for name, text in texts().items()}


@cache
def facts() -> dict[str, list[Fact]]:
    """The typed facts by document."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for line in (shipped_documents() / "facts.jsonl").read_text(encoding="utf-8").splitlines():
        fact = json.loads(line)
        found[fact["fid"].split("#")[0]].append(fact)
    return dict(found)


def all_facts() -> list[Fact]:
    return [fact for of_one in facts().values() for fact in of_one]


def is_chinese(text: str) -> bool:
    return len(_HAN.findall(text)) > len(text) / 5


def sides(fact: Fact) -> Iterator[str]:
    """A fact's English sentences as one text, then its Chinese ones, where it has them."""
    for chinese in (False, True):
        text = " ".join(sentence for sentence in fact["sentences"] if is_chinese(sentence) == chinese)
        if text:
            yield text


def values(fact: Fact) -> Iterator[tuple[str, str]]:
    """(value, unit) of a fact, one pair for each of several values: "20; 10m" with "%; yuan cap" are two."""
    for row in fact.get("components") or [fact]:
        if row["value"] is not None:
            parts, units = row["value"].split(";"), (row["unit"] or "").split(";")
            units = units if len(units) == len(parts) else [row["unit"] or ""] * len(parts)
            yield from zip(parts, units, strict=True)


def wanted(fact: Fact) -> set[Decimal]:
    """Every figure of the fact, in the scale of its unit."""
    found = set()
    for value, unit in values(fact):
        scaled = _SCALED_UNIT.search(unit)
        scale = SCALES[scaled[1] or scaled[2]] if scaled else Decimal(1)
        found |= {figure * scale for figure in figures(value)}
    return found


def lost(fact: Fact, text: str) -> set[Decimal]:
    """Figures of the fact that the text does not give, in digits or in words."""
    said = {Decimal(value) for value, words in IN_OTHER_WORDS.get(fact["fid"], ()) if words in text}
    return wanted(fact) - figures(text) - figures_in_words(text) - said


def added(body: str, of_document: list[Fact]) -> list[str]:
    """Numbers of a body that stand neither inside a sentence of a fact nor, in a heading, among the facts' figures."""
    sentences = sorted({sentence for fact in of_document for sentence in fact["sentences"]}, key=len, reverse=True)
    covered = [False] * len(body)
    for sentence in sentences:
        for match in re.finditer(re.escape(sentence), body):
            covered[match.start() : match.end()] = [True] * len(sentence)
    known = {number for sentence in sentences for number in numbers(sentence)}
    found = []
    for match in re.finditer(r"\d[\d,.]*", body):
        line = body[body.rfind("\n", 0, match.start()) + 1 :]
        if not covered[match.start()] and not (line.startswith("#") and match[0].rstrip(",.") in known):
            found.append(match[0])
    return found


def numbers(text: str) -> list[str]:
    """Numbers as written."""
    return [number.rstrip(",.") for number in re.findall(r"\d[\d,.]*", text)]


def without_title(body: str) -> str:
    """The body after its first line, which repeats the title of the source."""
    return body.lstrip("\n").split("\n", 1)[1]


def test_there_is_one_document_for_each_source() -> None:
    assert len(texts()) == COUNT
    assert set(facts()) == set(texts())


def test_an_id_is_the_name_of_its_file() -> None:
    assert {name: matter["id"] for name, matter in front_matters().items() if matter["id"] != name} == {}


def test_front_matter_has_every_field_with_its_type() -> None:
    undated = {name for name, matter in front_matters().items() if matter["date_precision"] == "none"}
    unknown = {(name, "published") for name in undated} | {(name, "url") for name in NO_URL}
    wrong = {
        (name, field): matter.get(field)
        for name, matter in front_matters().items()
        for field, kind in FIELDS.items()
        if not isinstance(matter.get(field), kind) and (name, field) not in unknown
    }

    assert wrong == {}


def test_every_document_says_that_its_words_are_a_digest() -> None:
    assert {matter["wording"] for matter in front_matters().values()} == {"digest"}


def test_kind_and_reliability_are_among_the_known() -> None:
    assert {matter["kind"] for matter in front_matters().values()} == KINDS
    assert {matter["reliability"] for matter in front_matters().values()} == {"A", "B", "C", "D"}


def test_a_language_is_one_code_of_two_letters() -> None:
    wrong = {
        name: matter["language"] for name, matter in front_matters().items() if not re.fullmatch("[a-z]{2}", matter["language"])
    }

    assert wrong == {}


def test_every_url_is_an_address() -> None:
    urls = {name: matter["url"] for name, matter in front_matters().items() if name not in NO_URL}

    assert [name for name, url in urls.items() if not re.fullmatch(r"https?://\S+", url)] == []


def test_a_date_is_as_fine_as_its_precision_says() -> None:
    wrong = {
        name: (matter["published"], matter["date_precision"])
        for name, matter in front_matters().items()
        if matter["published"] is not None
        and not (
            re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", matter["published"])
            and len(matter["published"]) == PRECISION[matter["date_precision"]]
        )
    }

    assert wrong == {}


def test_an_inferred_date_never_has_a_day() -> None:
    inferred = [matter for matter in front_matters().values() if matter["date_basis"] == "inferred"]

    assert len(inferred) > 200
    assert [matter["id"] for matter in inferred if matter["date_precision"] == "day"] == []


def test_every_sentence_of_a_fact_stands_verbatim_in_its_document() -> None:
    missing = [
        (fact["fid"], sentence)
        for name, of_document in facts().items()
        for fact in of_document
        for sentence in fact["sentences"]
        if sentence not in bodies()[name]
    ]

    assert missing == []


def test_every_fact_is_said_in_at_least_one_sentence() -> None:
    assert [fact["fid"] for fact in all_facts() if not any(sentence.strip() for sentence in fact["sentences"])] == []


def test_no_figure_of_a_fact_is_lost() -> None:
    missing = [(fact["fid"], figure) for fact in all_facts() for text in sides(fact) for figure in lost(fact, text)]

    assert missing == []


def test_the_proof_that_no_figure_is_lost_looks_at_two_thousand_figures() -> None:
    assert sum(len(wanted(fact)) for fact in all_facts() for _ in sides(fact)) > 2_000


def test_a_figure_changed_in_its_last_digit_counts_as_lost() -> None:
    in_digits = [
        (fact, text)
        for fact in all_facts()
        for text in sides(fact)
        if wanted(fact) & figures(text) and not wanted(fact) & figures_in_words(text)
    ]
    sample = random.Random(2).sample(in_digits, 300)

    unseen = [fact["fid"] for fact, text in sample if not lost(fact, with_other_last_digits(text))]

    assert unseen == []


def with_other_last_digits(text: str) -> str:
    """The text with the last digit of every number one higher."""
    return re.sub(r"\d(?![\d,.]*\d)", lambda digit: str((int(digit[0]) + 1) % 10), text)


def test_the_words_listed_as_standing_for_a_value_are_all_needed() -> None:
    by_id = {fact["fid"]: fact for fact in all_facts()}
    needless = [
        (fid, words)
        for fid, said in IN_OTHER_WORDS.items()
        for value, words in said
        if not any(words in text and Decimal(value) in wanted(by_id[fid]) for text in sides(by_id[fid]))
    ]

    assert needless == []


def test_no_number_was_added_to_a_document() -> None:
    extra = {name: found for name, body in bodies().items() if (found := added(without_title(body), facts()[name]))}

    assert extra == {}


def test_the_proof_that_no_number_was_added_looks_at_three_thousand_numbers() -> None:
    assert sum(len(numbers(without_title(body))) for body in bodies().values()) > 3_000


def test_one_changed_digit_in_a_document_is_seen() -> None:
    chance = random.Random(1)
    unseen = []
    for name in chance.sample(sorted(bodies()), 300):
        body = without_title(bodies()[name])
        places = [match.start() for match in re.finditer(r"\d", body)]
        if places:
            place = chance.choice(places)
            digit = str((int(body[place]) + chance.randint(1, 9)) % 10)
            if not added(body[:place] + digit + body[place + 1 :], facts()[name]):
                unseen.append((name, place))

    assert unseen == []


def test_a_body_is_headings_and_sentences_of_facts_and_nothing_else() -> None:
    left_over = {}
    for name, body in bodies().items():
        for sentence in sorted({s for fact in facts()[name] for s in fact["sentences"]}, key=len, reverse=True):
            body = body.replace(sentence, "")
        if rest := [line for line in body.splitlines() if line.strip() and not line.startswith("#")]:
            left_over[name] = rest

    assert left_over == {}


def test_a_negative_change_is_said_with_a_word_of_falling() -> None:
    falling = re.compile(
        r"\b(?:down|f[ae]ll\w*|declin\w+|drop\w*|los[st]\w*|losing|cut|lower|less|decreas\w+|reduc\w+|shrank|slump\w*|slid|minus|"
        r"negative|below|contract\w*|plung\w+|outflow|discount|cheaper|deficit|behind|sav\w+)\b|降|减|跌|亏|负|下滑|低|缩",
        re.IGNORECASE,
    )
    negative = [fact for fact in all_facts() if re.search(r"(?:^|[;\s(~>])[-−]\s?\d", fact["value"] or "")]

    assert len(negative) > 40
    assert [(fact["fid"], text) for fact in negative for text in sides(fact) if not falling.search(text)] == []


@pytest.mark.parametrize(
    "statement",
    [
        ("70 new smart factories", "within the year"),
        ("2025", "200 smart factories"),
        ("Productivity gains", "above 50%"),
        ("Operating costs", "cut by more than 30%"),
        ("energy used per unit of added value", "fallen 13.8%"),
        ("Shanghai Electric", "China Mobile's Shanghai office", "Bank of Shanghai"),
        ("robot density", "383 robots per 10,000 people"),
        ("additional 10,000 robots",),
        ("SAIC, GM and Tesla", "exemplary model", '"Shanghai Format"'),
        ("Tesla planned to expand EV capacity in Shanghai", "conditional on Chinese regulatory approval"),
    ],
)
def test_the_founding_article_makes_its_ten_statements(statement: tuple[str, ...]) -> None:
    sentences = [sentence for fact in facts()[FOUNDING] for sentence in fact["sentences"]]

    assert any(all(part in sentence for part in statement) for sentence in sentences)


def chinese_sources() -> list[str]:
    return [name for name, matter in front_matters().items() if "zh" in matter["language"] or "中文摘要" in bodies()[name]]


def test_a_chinese_source_has_a_chinese_part_followed_by_an_english_one() -> None:
    assert len(chinese_sources()) == 70
    for name in chinese_sources():
        before, heading, english = bodies()[name].partition("\n## English digest\n")
        _, chinese_heading, chinese = before.partition("\n## 中文摘要\n")
        assert heading, name
        assert chinese_heading, name
        assert is_chinese(chinese), name
        assert english.strip(), name
        assert not is_chinese(english), name


def test_every_fact_of_a_chinese_source_is_said_in_both_languages() -> None:
    assert [fact["fid"] for name in chinese_sources() for fact in facts()[name] if len(list(sides(fact))) != 2] == []


def test_the_only_link_of_a_document_is_its_url() -> None:
    assert [name for name, body in bodies().items() if re.search(r"https?://|www\.", body)] == []


def test_no_document_holds_html() -> None:
    assert [name for name, body in bodies().items() if re.search(r"</?[a-zA-Z][^>]*>|&[a-z]+;|&#\d+;", body)] == []
