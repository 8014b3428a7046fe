"""Passages: exact spans, whole sentences, the headings above them, one page each."""

import random

from corpus.passages import LONGEST_SENTENCE, TARGET_CHARACTERS, split
from corpus.places import shipped_documents
from corpus.records import Document, Page, Section
from corpus.sentences import sentence_spans


def document(text: str, **fields: object) -> Document:
    return Document(id="plan", title="Plan", text=text, **fields)  # type: ignore[arg-type]


def test_the_text_of_a_passage_is_its_span_of_the_document() -> None:
    plan = document("# Plan\n\nSeventy were built. \n\n## Money 🚗\n\n上海建成70家。 It cost 3.5 million.\n")

    passages = split(plan)

    assert [passage.text for passage in passages] == ["Seventy were built.", "上海建成70家。 It cost 3.5 million."]
    assert [plan.text[passage.start : passage.end] for passage in passages] == [passage.text for passage in passages]


def test_an_id_names_the_document_and_the_span() -> None:
    (passage,) = split(document("Seventy were built."))

    assert passage.id == "plan:0-19"


def test_the_headings_above_are_joined_from_the_outermost_without_the_title() -> None:
    text = "# Plan\n\nOne.\n\n## Cars\n\nTwo.\n\n### Tesla ###\n\nThree.\n\n## Robots\n\nFour.\n"

    assert [(passage.text, passage.heading) for passage in split(document(text))] == [
        ("One.", ""),
        ("Two.", "Cars"),
        ("Three.", "Cars > Tesla"),
        ("Four.", "Robots"),
    ]


def test_headings_of_a_file_with_windows_line_ends_carry_no_carriage_return() -> None:
    text = "# Plan\r\n\r\n## Cars\r\n\r\nTwo were built.\r\n"

    assert [(passage.text, passage.heading) for passage in split(document(text))] == [("Two were built.", "Cars")]


def test_a_heading_is_in_no_passage() -> None:
    passages = split(document("# Plan\n\n## Cars\n\nTwo.\n"))

    assert [passage.text for passage in passages] == ["Two."]


def test_front_matter_is_in_no_passage() -> None:
    text = "---\ntitle: Plan\nurl: https://example.org\n---\n\nSeventy were built.\n"

    (passage,) = split(document(text))

    assert passage.text == "Seventy were built."
    assert passage.start == text.index("Seventy")


def test_a_line_of_dashes_in_the_text_is_no_front_matter() -> None:
    text = "Before.\n\n---\nkept: yes\n---\n\nAfter.\n"

    assert "kept: yes" in " ".join(passage.text for passage in split(document(text)))


def test_a_passage_never_crosses_a_page() -> None:
    text = "The first page ends in the middle of a\n\nsentence that the second page ends.\n\n"
    pages = (Page(1, 0), Page(2, text.index("sentence")))

    passages = split(document(text, pages=pages))

    assert [(passage.text, passage.page) for passage in passages] == [
        ("The first page ends in the middle of a", 1),
        ("sentence that the second page ends.", 2),
    ]


def test_a_number_sign_on_a_page_is_no_heading() -> None:
    text = "# 70 plants were built.\n"

    (passage,) = split(document(text, pages=(Page(1, 0),)))

    assert (passage.text, passage.heading) == ("# 70 plants were built.", "")


def test_a_passage_of_a_section_has_its_heading_under_those_above_it() -> None:
    text = "# Plan\n\n## Cars\n\nBefore.\n\nTesla: 7\n\nSAIC: 8\n\nAfter.\n"
    rows = Section(text.index("Tesla"), text.index("After"), "Cars built (thousands)")

    passages = split(document(text, sections=(rows,)))

    assert [(passage.text, passage.heading) for passage in passages] == [
        ("Before.", "Cars"),
        ("Tesla: 7\n\nSAIC: 8", "Cars > Cars built (thousands)"),
        ("After.", "Cars"),
    ]


def test_a_section_that_goes_on_over_a_page_keeps_its_heading_there() -> None:
    text = "Before.\n\nTesla 7\n\nSAIC 8\n\nAfter.\n"
    rows = Section(text.index("Tesla"), text.index("After"), "Cars built")

    passages = split(document(text, pages=(Page(1, 0), Page(2, text.index("SAIC"))), sections=(rows,)))

    assert [(passage.text, passage.heading, passage.page) for passage in passages] == [
        ("Before.", "", 1),
        ("Tesla 7", "Cars built", 1),
        ("SAIC 8", "Cars built", 2),
        ("After.", "", 2),
    ]


def test_sections_that_touch_each_other_and_the_ends_of_the_text_lose_nothing() -> None:
    text = "Tesla 7\n\nSAIC 8"
    sections = (Section(0, 9, "Tesla"), Section(9, len(text), "SAIC"))

    assert [(passage.text, passage.heading) for passage in split(document(text, sections=sections))] == [
        ("Tesla 7", "Tesla"),
        ("SAIC 8", "SAIC"),
    ]


def test_a_page_without_text_has_no_passage() -> None:
    text = "Seventy were built.\n\n\n\nTwo hundred will be.\n"
    pages = (Page(1, 0), Page(2, 21), Page(3, 23))

    assert [passage.page for passage in split(document(text, pages=pages))] == [1, 3]


def test_a_document_without_pages_has_no_page_numbers() -> None:
    (passage,) = split(document("Seventy were built."))

    assert passage.page is None


def test_sentences_fill_a_passage_up_to_its_target_and_the_next_begins_a_new_one() -> None:
    sentence = "X" * 99 + "."  # with the target of 700 characters, seven of 100 fit and the eighth does not
    text = " ".join([sentence] * 8)

    passages = split(document(text))

    assert [len(list(sentence_spans(passage.text))) for passage in passages] == [TARGET_CHARACTERS // 100, 1]


def test_a_chinese_character_counts_as_two() -> None:
    text = ("汉" * 99 + "。") * 4  # a full stop is narrow: 199 a sentence, so that three fit into 700 and the fourth does not

    assert [len(passage.text) for passage in split(document(text))] == [300, 100]


def test_a_passage_names_its_own_language() -> None:
    passages = split(document("## 中文\n\n上海建成70家智能工厂。\n\n## English\n\nShanghai built 70 smart factories.\n"))

    assert [passage.language for passage in passages] == ["zh", "en"]


def test_a_sentence_above_the_target_stays_whole() -> None:
    sentence = "word " * 250 + "end."  # 1,254 characters

    (passage,) = split(document(sentence))

    assert passage.text == sentence


def test_a_sentence_of_a_hundred_thousand_characters_is_cut_and_nothing_is_lost() -> None:
    text = "word " * 20_000

    passages = split(document(text))

    assert max(len(passage.text) for passage in passages) <= LONGEST_SENTENCE
    assert "".join("".join(passage.text.split()) for passage in passages) == "word" * 20_000
    assert all("wordword" not in passage.text for passage in passages)


def test_a_hundred_thousand_characters_without_a_space_are_cut_and_nothing_is_lost() -> None:
    text = "汉" * 100_000

    passages = split(document(text))

    assert max(len(passage.text) for passage in passages) <= LONGEST_SENTENCE
    assert "".join(passage.text for passage in passages) == text


def test_a_document_of_headings_only_has_no_passages() -> None:
    assert split(document("# Plan\n\n## Cars\n")) == []


def check_cover(plan: Document) -> None:
    """Spans are exact, in order, and hold every sentence between the headings whole and once."""
    passages = split(plan)
    last = 0
    for passage in passages:
        assert last <= passage.start < passage.end
        assert plan.text[passage.start : passage.end] == passage.text
        last = passage.end


def test_passages_are_exact_and_in_order_in_random_documents() -> None:
    chance = random.Random(11)
    pieces = [
        "# Head\n",
        "## Cars\r\n",
        "\n\n",
        "Seventy were built. ",
        "上海建成70家。",
        "No. 8 ",
        "word " * 150,
        "汉" * 400,
        "\n",
        "🚗",
    ]
    for _ in range(300):
        text = "".join(chance.choice(pieces) for _ in range(chance.randint(0, 30)))
        check_cover(document(text))


def test_every_character_of_the_shipped_bodies_but_headings_is_in_exactly_one_passage() -> None:
    for path in sorted(shipped_documents().glob("*.md"))[:200]:
        text = path.read_text(encoding="utf-8")
        if path.name == "README.md":
            continue
        body = text.split("\n---\n", 1)[1]
        expected = "".join("".join(line.split()) for line in body.splitlines() if not line.startswith("#"))

        found = "".join("".join(passage.text.split()) for passage in split(document(text)))

        assert found == expected, path.name


def test_the_same_text_gets_the_same_ids() -> None:
    text = "# Plan\n\n" + "Seventy were built. " * 100

    assert [passage.id for passage in split(document(text))] == [passage.id for passage in split(document(text))]
