"""An answer on the page: whose words, from where, how sure."""

from dataclasses import replace

import pytest

from assistant.records import Claim, DisagreeingValue, Disagreement
from corpus.records import Document
from tests.ui.making import DIGEST, HOSTILE, SENTENCE, cited
from tests.ui.making import ORIGINAL as ACT
from ui.answer import claim_markup, disagreement_table, state_markup
from ui.citing import shown_quote, source_line
from ui.footnotes import Footnote
from ui.sources import particulars
from ui.texts import languages

ENGLISH, CHINESE = languages()["en"], languages()["zh"]
ORIGINAL = replace(ACT, title="City plans", publisher="Council", published="2024")


def test_a_digest_is_called_one_wherever_it_is_named():
    assert source_line(DIGEST, ENGLISH) == "Digest of Shine (Shanghai Daily), 3 January 2024"
    assert source_line(DIGEST, CHINESE) == "Shine (Shanghai Daily) 报道摘要，2024年1月3日，英文"


def test_an_original_is_named_with_its_page():
    assert source_line(ORIGINAL, ENGLISH, page=7) == "Council, 2024, page 7"


def test_a_source_without_publisher_is_named_by_its_title():
    assert source_line(replace(ORIGINAL, publisher=None), ENGLISH) == "City plans, 2024"


def test_only_a_publishers_own_words_stand_in_quotation_marks():
    assert shown_quote(cited(ORIGINAL), ENGLISH) == f"“{SENTENCE}”"
    assert shown_quote(cited(DIGEST), ENGLISH) == f"Our digest: {SENTENCE}"


@pytest.mark.parametrize(
    ("evidence", "state", "text", "words"),
    [
        (DIGEST, "verbatim", "Shanghai plans &lt;200&gt; factories.", "as our digest words it"),
        (ORIGINAL, "verbatim", "“Shanghai plans &lt;200&gt; factories.”", "quoted word for word"),
        (ORIGINAL, "verified", "Shanghai plans &lt;200&gt; factories.", "figures found in the source"),
        (DIGEST, "unverified", "Shanghai plans &lt;200&gt; factories.", "not verified"),
    ],
)
def test_a_claim_shows_whose_words_it_has_and_how_far_to_trust_it(evidence, state, text, words):
    claim = Claim(SENTENCE, (1,), state)

    drawn = claim_markup(claim, [Footnote(1, cited(evidence), None)], ENGLISH, "0_0", "copied <words>")

    assert f">{text}</span>" in drawn
    assert f">{words}</span>" in state_markup(claim, [cited(evidence)], ENGLISH)
    assert ">[1]<span" in drawn
    assert 'data-opens="open_0_0_1"' in drawn
    assert ">copied &lt;words&gt;</span>" in drawn


def test_a_disagreement_has_one_row_a_source():
    values = (DisagreeingValue("70", "factories", 1), DisagreeingValue("100", None, 2))
    disagreement = Disagreement("smart factories", "Shanghai", "2024", values, "different days")

    drawn = disagreement_table(disagreement, [cited(DIGEST), cited(ORIGINAL, 2)], ENGLISH)

    assert "<td>70</td><td>factories</td><td>2024</td><td>[1] Shine (Shanghai Daily)</td><td>3 January 2024</td>" in drawn
    assert "<td>100</td><td>–</td><td>2024</td><td>[2] Council</td><td>2024</td>" in drawn
    assert "Shanghai, smart factories, 2024" in drawn
    assert "different days" in drawn


def test_a_mark_has_its_source_and_quote_in_its_name():
    drawn = claim_markup(Claim(SENTENCE, (1,), "verbatim"), [Footnote(1, cited(ORIGINAL), None)], ENGLISH, "0", "")

    assert 'aria-label="Source 1: Council, 2024, page 7. “Shanghai plans &lt;200&gt; factories.”. Opens the document"' in drawn


def test_a_hostile_source_is_text_in_every_part_of_a_claim():
    drawn = claim_markup(Claim("x", (1,), "verified"), [Footnote(1, cited(HOSTILE), "ab")], ENGLISH, "0", HOSTILE.title)

    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "href" not in drawn


def test_a_documents_particulars_are_escaped_and_link_to_the_web_alone():
    document = Document(
        "d", "<script>x</script>", "", publisher="<b>", url="javascript:alert(1)", reliability="C", wording="digest"
    )

    drawn = particulars(document, ENGLISH)

    assert "<script>" not in drawn
    assert "<b>" not in drawn
    assert "href" not in drawn
    assert "C: secondary" in drawn
    assert "undated" in drawn
    assert "our digest" in drawn
