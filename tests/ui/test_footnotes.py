"""What is copied: the words, their marks, and footnotes that stand on their own."""

from dataclasses import replace

from tests.ui.making import CHINESE, DIGEST, DISAGREEMENT, ORIGINAL, asked
from ui.footnotes import copied_answer, copied_claim
from ui.texts import languages

ENGLISH, ZH = languages()["en"], languages()["zh"]


def test_a_copied_claim_brings_its_own_footnote_numbered_from_one():
    exchange = asked("How many?", DIGEST, ORIGINAL)

    plain = copied_claim(exchange.answer.claims[1], exchange, ENGLISH)

    assert plain == (
        "“Shanghai plans <200> factories.”[1]\n\n"
        "[1] Council_of Europe, May 2024, page 7. “Chips & the {Act} 50%” https://example.org/act_1?a=1&b=2 "
        "“Shanghai plans <200> factories.” SHA-256 abababababababab."
    )


def test_a_copied_answer_brings_all_footnotes():
    plain = copied_answer(asked("How many?", DIGEST, ORIGINAL), ENGLISH)

    assert plain.startswith("Shanghai plans <200> factories.[1]\n\n“Shanghai plans <200> factories.”[2]\n\n[1] Digest of Shine")
    assert "\n[2] Council_of Europe" in plain


def test_a_copied_digest_is_called_one_in_both_languages():
    exchange = asked("多少？", CHINESE)

    assert "Digest of 新华社, 2 January 2024" in copied_answer(exchange, ENGLISH)
    assert "新华社 报道摘要，2024年1月2日。《上海将新建70家智能工厂》 本台摘要：" in copied_answer(exchange, ZH)


def test_a_copied_disagreement_names_both_values_with_their_sources():
    plain = copied_answer(asked("How many?", DIGEST, ORIGINAL, disagreements=[DISAGREEMENT]), ENGLISH)

    assert "Shanghai, smart factories, 2024: 70 factories [1]; 100 [2]" in plain


def test_what_the_documents_do_not_say_is_copied_as_that():
    assert copied_answer(asked("On Mars?", missing="Mars"), ENGLISH) == "The documents do not say.\n\nNot found: Mars."


def test_a_footnote_without_a_known_hash_leaves_it_out():
    exchange = replace(asked("How many?", ORIGINAL), hashes={})

    assert "SHA-256" not in copied_answer(exchange, ENGLISH)
