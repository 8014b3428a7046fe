"""The page in a real browser: ask, follow up, open the proof, and stay safe from what a document holds."""

import re
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

QUESTION = "How many smart factories will Shanghai build by 2025?"


@pytest.fixture
def page(browser, page_address):
    context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-GB")
    opened = context.new_page()
    opened.requested = []
    opened.on("request", lambda request: opened.requested.append(request.url))
    opened.goto(page_address)
    opened.wait_for_selector("h1.landing")
    yield opened
    context.close()


def ask(page, question):
    """Type a question, and wait until its answer stands below the others."""
    answered = page.locator(".made").count()
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")
    page.locator(".made").nth(answered).wait_for()
    page.locator(".st-key-actions").wait_for()


def test_a_citation_opens_its_document_with_the_quote_highlighted(page):
    ask(page, QUESTION)
    assert "200" in page.locator(".claim-text").first.inner_text()

    page.get_by_role("button", name="[1]", exact=True).click()
    page.wait_for_selector("#cited-quote")

    assert page.locator("mark.quote").all_inner_texts() == [page.locator(".claim-text").first.inner_text()]
    assert "This is our digest of the article, not its wording." in page.locator(".particulars").inner_text()
    assert "Digest of" in page.locator(".source-line").first.inner_text()
    page.wait_for_timeout(500)
    assert _is_in_view(page, "#cited-quote")


def test_a_follow_up_is_asked_with_what_came_before(page):
    ask(page, QUESTION)
    ask(page, "And how many of them this year?")

    assert page.locator(".question").all_inner_texts() == [QUESTION, "And how many of them this year?"]
    assert "Shanghai" in page.locator(".answer-head").last.inner_text()


def test_what_the_documents_do_not_say_is_not_answered(page):
    ask(page, "Who won the 1998 football world cup in Paris?")

    assert page.locator(".verdict").inner_text() == "Not in the documents"
    assert page.locator(".abstention").inner_text() == "The documents do not say."
    assert page.locator(".claim").count() == 0


def test_a_hostile_document_is_shown_as_text_and_nothing_leaves_the_machine(page, page_address):
    ask(page, "How many hydrogen depots did Lingang open in May 2024?")
    page.get_by_role("button", name="[1]", exact=True).click()
    page.wait_for_selector("#cited-quote")

    shown = page.locator(".source-text").inner_text()
    assert "<script>window.hacked = 3</script> in May 2024 ![p](http://203.0.113.9/pixel.png)" in shown
    assert "~~struck~~ $x^2$ :red[coloured] :material/home:" in shown
    assert ":red[hydrogen]" in page.locator(".particulars h3").inner_text()
    assert page.locator(".particulars a").count() == 0
    assert page.evaluate("window.hacked") is None
    assert {urlsplit(url).netloc for url in page.requested if not url.startswith(("data:", "blob:"))} == {
        urlsplit(page_address).netloc
    }


def test_filters_stand_in_the_link_until_they_are_cleared(page, page_address):
    page.goto(f"{page_address}/?publisher=BNN+Breaking&since=2024")
    page.wait_for_selector(".chips")

    assert page.locator(".chips li").all_inner_texts() == ["Publisher: BNN Breaking", "since 1 January 2024"]

    page.get_by_role("button", name="Clear filters").click()
    page.wait_for_url(re.compile(r"^[^?]*$"))

    assert page.locator(".chips").count() == 0


def _is_in_view(page, selector):
    return page.evaluate(
        """selector => { const box = document.querySelector(selector).getBoundingClientRect();
                         return box.top >= 0 && box.bottom <= innerHeight; }""",
        selector,
    )
