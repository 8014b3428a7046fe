"""Near-copies: the same article of other publishers, and nothing else that looks alike."""

from dataclasses import replace

import numpy as np
import pytest

from corpus import copies
from corpus.copies import body_of, pairs_to_compare, sketch
from corpus.records import Document

ENGLISH = """Shanghai will build seventy smart factories by the end of 2025, the city's economy commission said on Tuesday.
The plants will make cars, ships and medicines, and each of them has to connect nine tenths of its machines. Companies that
meet the standard get up to 10 million yuan from the city, half of it when the work begins and half when it is inspected.
The commission counts 19 such plants today, most of them in Pudong and Jiading. Robot density is to rise to 360 for every
ten thousand workers, from 260 last year. Analysts at a bank said the aim was within reach, but that small suppliers would
need cheaper credit than they get now. The district governments have until March to name the first candidates."""

CHINESE = """上海市经济信息化委周二表示，到2025年底全市将建成七十家示范性智能工厂，重点行业规模以上企业数字化转型基本完成。
这些工厂将生产汽车、船舶和医药产品，每家企业的关键设备联网率须达到百分之九十以上。达到标准的企业最高可获得1000万元奖励，
开工时拨付一半，验收后拨付另一半。目前全市已有19家示范工厂，大多位于浦东和嘉定。机器人密度将由去年的每万人260台提高到360台。
银行分析人士认为目标可以实现，但中小供应商需要更低成本的贷款。各区政府须在三月底前提出首批候选名单。"""


def article(text: str, name: str = "one", **facts: str) -> Document:
    return Document(id=name, title=facts.pop("title", "Seventy plants"), text=text, **facts)  # type: ignore[arg-type]


def is_copy(one: Document, other: Document) -> bool:
    return copies.is_copy(body_of(one), body_of(other))


def compared(*documents: Document) -> list[tuple[int, int]]:
    rows = list(range(len(documents)))
    return pairs_to_compare(rows, [sketch(document) for document in documents], rows)


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        (
            ENGLISH,
            ENGLISH.replace("on Tuesday", "in a note").replace("cheaper credit", "easier loans") + "\n\nReporting by A. Writer.",
        ),
        (ENGLISH, "SHANGHAI, March 6 (Wire) - " + ENGLISH.rpartition(" Analysts")[0]),
        (CHINESE, "（记者 张三）" + CHINESE.replace("周二", "3月6日").replace("分析人士", "分析师")),
    ],
)
def test_the_same_article_with_small_edits_is_a_copy(text: str, edited: str) -> None:
    one, other = article(text), article(f"# Another headline\n\n{edited}", "other", title="Another headline", publisher="Wire")

    assert compared(one, other) == [(0, 1)]
    assert is_copy(one, other)
    assert is_copy(other, one)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [(ENGLISH, "seventy", "70"), (ENGLISH, "to 360 for", "to 390 for"), (CHINESE, "提高到360台", "提高到390台")],
)
def test_an_article_with_another_figure_is_no_copy_but_another_statement(text: str, old: str, new: str) -> None:
    changed = article(text.replace(old, new), "other")

    assert is_copy(article(text), changed) is (old == "seventy")  # the same figure in digits changes nothing


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_an_article_quoted_whole_in_a_much_longer_report_is_no_copy_of_it(text: str) -> None:
    report = text + " ".join(f"Word{n} then follows word{n + 1} of the report." for n in range(400))

    assert not is_copy(article(text), article(report, "other"))


def test_texts_about_one_thing_in_other_words_are_no_copies() -> None:
    told = ENGLISH.replace("will build", "plans").replace("The plants will make", "They are to produce")
    sentences = told.split(". ")

    other = article(
        ". ".join(f"{part} as {n} officials put it" for n, part in enumerate(sentences[::2])) + " and more" * 30, "other"
    )

    assert not is_copy(article(ENGLISH), other)


def test_a_short_text_and_one_without_a_title_have_no_sketch() -> None:
    assert sketch(article("Seventy plants were built in Shanghai.")).size == 0
    assert sketch(replace(article(ENGLISH), title="")).size == 0
    assert sketch(article(ENGLISH)).size == copies.SKETCH


def test_only_pairs_with_a_fresh_document_are_compared() -> None:
    sketches = [sketch(article(ENGLISH, str(n))) for n in range(3)]

    assert pairs_to_compare([1, 2, 3], sketches, [3]) == [(1, 3), (2, 3)]
    assert pairs_to_compare([1, 2, 3], sketches, []) == []
    assert pairs_to_compare([], [], []) == []


def test_boilerplate_in_a_thousand_documents_does_not_make_a_pair_of_every_two() -> None:
    chance = np.random.default_rng(3)
    shared = np.arange(copies.SHARED, dtype=np.uint64)
    sketches = [np.concatenate([shared, chance.integers(2**40, 2**60, 28, dtype=np.uint64)]) for _ in range(1_000)]

    assert len(pairs_to_compare(range(1_000), sketches, range(1_000))) <= copies.NEIGHBOURS * 1_000
