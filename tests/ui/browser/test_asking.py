"""Asking in a real browser: cited answers, follow-ups, filters, disagreement, abstention, stop, edit, a hostile document."""

from urllib.parse import urlsplit

import pytest

from tests.ui.browsing import DEPOTS, PARKS, QUESTION, ask, finished, gone, open_first_source, seen

pytestmark = pytest.mark.browser


def test_a_citation_opens_its_document_with_the_quote_highlighted(page):
    ask(page, QUESTION)
    claim = page.locator(".claim-text").first.inner_text()
    assert "200" in claim

    page.keyboard.press("Shift")  # a reader who moves: else the page goes on scrolling to its new answer
    page.locator(".mark").first.hover()
    assert claim in page.locator(".quote-card").inner_text()

    page.locator(".mark").first.click()
    page.wait_for_selector("#cited-quote")

    assert page.locator("mark.quote").all_inner_texts() == [claim]
    assert "This is our digest of the article, not its wording." in page.locator(".particulars").inner_text()
    assert "Digest of" in page.locator(".source-line").first.inner_text()
    page.wait_for_function(_IN_VIEW, arg="#cited-quote")
    assert page.get_by_role("link", name="Read the original").get_attribute("href").startswith("https://")

    page.keyboard.press("Escape")
    gone(page.locator(".st-key-source_panel"))


def test_a_follow_up_is_asked_with_what_came_before_and_filters_are_in_the_link(opened):
    page = opened("/?publisher=Shine&since=2024", ready=".chips")
    assert page.locator(".chips li").all_inner_texts() == ["Publisher: Shine", "since 1 January 2024"]

    ask(page, QUESTION)
    assert "Digest of Shine" in page.locator(".source-line").first.inner_text()
    page.keyboard.press("/")
    ask(page, "And how many of them this year?")

    assert page.locator(".question").all_inner_texts() == [QUESTION, "And how many of them this year?"]
    assert "Shanghai" in page.locator(".answer-head").last.inner_text()

    page.get_by_role("button", name="Clear filters").click()
    gone(page.locator(".chips"))
    page.wait_for_url(lambda address: "publisher" not in address)


def test_sources_that_disagree_are_rows_of_a_table(page):
    ask(page, PARKS)

    assert page.locator(".verdict").inner_text() == "Sources disagree"
    rows = [row.split("\t") for row in page.locator("table.disagreement tbody tr").all_inner_texts()]
    assert sorted((row[0], row[1], row[2], row[3][4:], row[4]) for row in rows) == [
        ("340", "charging parks", "the end of 2031", "The Fengxian Daily", "1 February 2032"),
        ("410", "charging parks", "the end of 2031", "The Courier", "5 March 2032"),
    ]
    assert page.locator(".short-answer").count() == 0


def test_what_the_documents_do_not_say_is_not_answered(page):
    ask(page, "Who won the 1998 football world cup in Paris?")

    assert page.locator(".verdict").inner_text() == "Not in the documents"
    assert page.locator(".abstention").inner_text() == "The documents do not say."
    assert page.locator(".claim").count() == 0
    assert "documents were searched" in page.locator(".searched").inner_text()


def test_a_hostile_document_is_shown_as_text_and_nothing_leaves_the_machine(page, page_address):
    ask(page, DEPOTS)
    open_first_source(page)

    shown = page.locator(".source-text").inner_text()
    assert "<script>window.hacked = 3</script> in May 2024 ![p](http://203.0.113.9/pixel.png)" in shown
    assert "~~struck~~ $x^2$ :red[coloured] :material/home:" in shown
    assert ":red[hydrogen]" in page.locator(".particulars h3").inner_text()
    assert page.locator(".particulars a").count() == 0
    assert page.evaluate("window.hacked") is None
    assert {urlsplit(url).netloc for url in page.requested if not url.startswith(("data:", "blob:"))} == {
        urlsplit(page_address).netloc
    }


def test_a_question_is_asked_again_and_an_edited_one_takes_the_place_of_all_that_followed(page):
    ask(page, QUESTION)
    ask(page, DEPOTS)
    with seen(page, ".st-key-working"):
        page.get_by_role("button", name="Ask again").click()
    gone(page.locator(".st-key-working"))
    finished(page, 1)

    page.evaluate(_COUNT_GHOSTS)
    page.get_by_role("button", name="Edit question").first.click()
    page.get_by_label("Your question").fill(PARKS)
    with seen(page, ".st-key-working"):
        page.get_by_role("button", name="Ask", exact=True).click()
    gone(page.locator(".st-key-working"))
    finished(page)

    assert page.locator(".question").all_inner_texts() == [PARKS]
    assert page.evaluate("[window.worked, window.ghosts]") == [True, 0]  # the old answers were not seen while it was asked


def test_a_thumb_down_asks_why_and_is_kept(page, folder):
    ask(page, PARKS)

    page.locator("[data-testid=stFeedback] button").nth(1).click()
    page.get_by_text("It is outdated").click()
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("your judgement was kept").wait_for()

    row = (folder / "data" / "feedback.jsonl").read_text(encoding="utf-8")
    assert '"reason": "outdated"' in row


# Claims that can be seen and are of an earlier drawing, while a question is being answered.
_COUNT_GHOSTS = """() => { window.ghosts = 0; window.worked = false; new MutationObserver(() => {
    if (!document.querySelector('.st-key-working [data-stale="false"]')) return;
    window.worked = true;
    window.ghosts += [...document.querySelectorAll('[data-stale="true"] .claim')].filter((e) => e.offsetParent).length;
    }).observe(document.body, { childList: true, subtree: true, attributes: true }) }"""


_IN_VIEW = """selector => { const box = document.querySelector(selector)?.getBoundingClientRect();
                           return box && box.top >= 0 && box.bottom <= innerHeight; }"""
