"""The page in a real browser, over one server: ask, prove, keep, add, and stay safe from what a document holds."""

import re
import shutil
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.pdfs import write_pdf
from tests.ui.serving import serving

pytestmark = pytest.mark.browser

QUESTION = "How many smart factories will Shanghai build by 2025?"
PARKS = "How many charging parks did Fengxian have at the end of 2031?"
DEPOTS = "How many hydrogen depots did Lingang open in May 2024?"
PATIENCE = 30_000  # milliseconds
WIDE = {"width": 1280, "height": 860}


@pytest.fixture(scope="module")
def folder(tmp_path_factory, small_index):
    """A copy of the index, to which a test adds, and the readers' data."""
    made = tmp_path_factory.mktemp("page")
    shutil.copytree(small_index, made / "index")
    return made


@pytest.fixture(scope="module")
def page_address(browser, folder):
    with serving(folder / "index", folder / "data", folder / "log.txt") as (address, _):
        yield address


@pytest.fixture
def opened(browser, page_address):
    """Opens the page in a context of its own, and keeps what it requests."""
    contexts = []

    def open_page(path="", address=page_address, **context):
        contexts.append(browser.new_context(**{"viewport": WIDE, "locale": "en-GB", **context}))
        contexts[-1].set_default_timeout(PATIENCE)
        page = contexts[-1].new_page()
        page.requested = []
        page.on("request", lambda request: page.requested.append(request.url))
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(opened):
    page = opened()
    page.wait_for_selector(".st-key-first_6 button")
    return page


def ask(page, question):
    """Type a question, and wait until its answer stands below the others."""
    answered = page.locator(".made").count()
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")
    finished(page, answered)


def finished(page, answered=0):
    page.locator(".made").nth(answered).wait_for()
    page.locator("[class*=st-key-actions_]").nth(answered).wait_for()


def open_first_source(page):
    page.get_by_role("button", name="[1]", exact=True).first.click()
    page.wait_for_selector("#cited-quote")


def test_a_citation_opens_its_document_with_the_quote_highlighted(page):
    ask(page, QUESTION)
    claim = page.locator(".claim-text").first.inner_text()
    assert "200" in claim

    page.locator(".mark").first.hover()
    assert claim in page.locator(".quote-card").inner_text()

    page.locator(".mark").first.click()
    page.wait_for_selector("#cited-quote")

    assert page.locator("mark.quote").all_inner_texts() == [claim]
    assert "This is our digest of the article, not its wording." in page.locator(".particulars").inner_text()
    assert "Digest of" in page.locator(".source-line").first.inner_text()
    page.wait_for_timeout(500)
    assert _is_in_view(page, "#cited-quote")

    page.keyboard.press("Escape")
    page.locator(".st-key-source_panel").wait_for(state="detached")


def test_a_follow_up_is_asked_with_what_came_before_and_filters_are_in_the_link(opened):
    page = opened("/?publisher=Shine&since=2024")
    page.wait_for_selector(".chips")
    assert page.locator(".chips li").all_inner_texts() == ["Publisher: Shine", "since 1 January 2024"]

    ask(page, QUESTION)
    assert "Digest of Shine" in page.locator(".source-line").first.inner_text()
    page.keyboard.press("/")
    ask(page, "And how many of them this year?")

    assert page.locator(".question").all_inner_texts() == [QUESTION, "And how many of them this year?"]
    assert "Shanghai" in page.locator(".answer-head").last.inner_text()

    page.get_by_role("button", name="Clear filters").click()
    page.locator(".chips").wait_for(state="detached")
    assert "publisher" not in page.url


def test_stop_ends_a_question_and_another_can_be_asked(page):
    page.evaluate(_STOP_WHEN_IT_CAN_BE)
    page.get_by_test_id("stChatInputTextArea").fill(PARKS)
    page.keyboard.press("Enter")

    page.get_by_text("Stopped. Ask again, or ask something else.").wait_for()
    assert page.locator(".made").count() == 0

    page.keyboard.press("/")
    ask(page, DEPOTS)
    assert page.locator(".question").all_inner_texts() == [DEPOTS]


def test_sources_that_disagree_are_rows_of_a_table(page):
    ask(page, PARKS)

    assert page.locator(".verdict").inner_text() == "Sources disagree"
    rows = [row.split("\t") for row in page.locator("table.disagreement tbody tr").all_inner_texts()]
    assert sorted(rows) == [
        ["340", "charging parks", "the end of 2031", "[1] The Fengxian Daily", "1 February 2032"],
        ["410", "charging parks", "the end of 2031", "[2] The Courier", "5 March 2032"],
    ] or sorted(row[0] for row in rows) == ["340", "410"]
    assert page.locator(".short-answer").count() == 0


def test_what_the_documents_do_not_say_is_not_answered(page):
    ask(page, "Who won the 1998 football world cup in Paris?")

    assert page.locator(".verdict").inner_text() == "Not in the documents"
    assert page.locator(".abstention").inner_text() == "The documents do not say."
    assert page.locator(".claim").count() == 0


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


def test_what_is_copied_and_exported_keeps_its_citations(opened, page_address, tmp_path):
    page = opened()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=page_address)
    page.wait_for_selector(".st-key-first_6 button")
    ask(page, PARKS)

    page.locator(".claim").first.hover()
    page.get_by_role("button", name="Copy this sentence with its footnote").first.click()
    page.get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "charging parks at the end of 2031.”[1]" in copied
    assert re.search(r"\n\[1\] The (Fengxian Daily|Courier), .* 2032\. .*SHA-256 [0-9a-f]{16}", copied)

    page.locator(".claim-text").first.select_text()
    page.evaluate(_SELECT_CLAIM)
    page.keyboard.press("Control+c")
    assert "[1] The" in page.evaluate("navigator.clipboard.readText()").split("\n\n")[1]

    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Markdown with footnotes").click()
    download.value.save_as(tmp_path / "talk.md")
    text = (tmp_path / "talk.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\[\^(\d)\]", text)) >= {"1", "2"}
    assert "[^1]: The" in text


def test_a_conversation_survives_a_restart_and_is_found_renamed_and_deleted(opened, folder):
    page = opened()
    page.wait_for_selector(".st-key-first_6 button")
    ask(page, QUESTION)
    claims = page.locator(".claim-text").all_inner_texts()
    link = parse_qs(urlsplit(page.url).query)["conversation"][0]

    with serving(folder / "index", folder / "data", folder / "log.txt") as (restarted, _):
        page = opened(f"/?conversation={link}", address=restarted)
        finished(page)
        assert page.locator(".claim-text").all_inner_texts() == claims

        page.get_by_role("button", name="Manage").click()
        page.get_by_label("Title of the conversation").fill("Factories to quote")
        page.get_by_role("button", name="Rename").click()
        page.get_by_role("button", name="Factories to quote").wait_for()
        page.keyboard.press("Escape")

        page.get_by_role("button", name="New conversation").click()
        page.wait_for_selector(".st-key-first_6 button")
        page.get_by_role("button", name="Factories to quote").click()
        finished(page)

        page.get_by_role("button", name="Manage").click()
        page.get_by_role("button", name="Delete conversation").click()
        page.wait_for_selector(".st-key-first_6 button")
        assert page.get_by_role("button", name="Factories to quote").count() == 0


def test_an_uploaded_pdf_is_read_asked_about_and_shown_with_its_quote_marked(opened, tmp_path):
    lines = ["The harbour of Zhuhai counted 61 loading robots in 2030.", "They work by night."]
    file = write_pdf(tmp_path / "harbour.pdf", [["Harbours of the south"], lines], "Harbours")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    page = opened("/library")
    page.get_by_text("Add documents").click()
    page.locator("[data-testid=stFileUploaderDropzoneInput], input[type=file]").first.set_input_files(
        [file, tmp_path / "broken.pdf"]
    )
    page.get_by_text("harbour.pdf").wait_for()
    page.get_by_role("button", name="Add", exact=True).click()

    page.get_by_text("1 added, 0 replaced, 0 known already, 1 not read").wait_for(timeout=2 * PATIENCE)
    assert "broken.pdf" in page.locator("table.failed").inner_text()

    page.get_by_role("link", name="Chat").click()
    page.wait_for_selector(".st-key-first_6 button")
    ask(page, "How many loading robots did the harbour of Zhuhai count in 2030?")
    assert "61" in page.locator(".claim-text").first.inner_text()
    assert "page 2" in page.locator(".source-line").first.inner_text()
    page.get_by_role("button", name="[1]", exact=True).first.click()
    page.locator(".st-key-page_picture img").wait_for()

    assert page.locator(".note").count() == 0  # nothing hindered the mark
    assert "Page 2 of" in page.locator(".st-key-page_picture").inner_text()


def test_a_thumb_down_asks_why_and_is_kept(page, folder):
    ask(page, PARKS)

    page.locator("[data-testid=stFeedback] button").nth(1).click()
    page.get_by_text("It is outdated").click()
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("your judgement was kept").wait_for()

    row = (folder / "data" / "feedback.jsonl").read_text(encoding="utf-8")
    assert '"reason": "outdated"' in row


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_word_has_contrast_and_every_control_a_name(opened, colours):
    page = opened(color_scheme=colours)
    page.wait_for_selector(".st-key-first_6 button")
    ask(page, PARKS)
    open_first_source(page)
    page.wait_for_timeout(700)  # the claims have appeared

    assert page.evaluate(_FAINT) == []
    assert page.evaluate(_NAMELESS) == []


def test_a_narrow_window_and_a_doubled_size_need_no_sideways_scrolling(opened):
    for viewport in ({"width": 400, "height": 800}, {"width": 640, "height": 430}):  # the second is 1280 at 200%
        page = opened(viewport=viewport)
        page.wait_for_selector(".st-key-first_6 button")
        ask(page, PARKS)

        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        assert page.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth")


_STOP_WHEN_IT_CAN_BE = """() => new MutationObserver((_, observer) => {
    const stop = document.querySelector("[data-testid=stChatInputStopButton]");
    if (stop && document.querySelector(".st-key-working")) { observer.disconnect(); stop.click(); }
    }).observe(document.body, { childList: true, subtree: true })"""

_SELECT_CLAIM = """() => { const range = document.createRange(); range.selectNodeContents(document.querySelector(".claim"));
    const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range); }"""

# Texts of the page's own making whose contrast is below WCAG 2.2 AA: 4.5, or 3 for large letters.
_FAINT = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const linear = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map(linear);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const faint = [];
  const texts = "p, span, h1, h2, h3, button, a, td, th, caption, dt, dd, mark, sup, label";
  for (const element of document.querySelectorAll(`.stApp :is(${texts})`)) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const style = getComputedStyle(element);
    const hidden = !element.offsetParent || style.visibility === "hidden" || element.closest("[disabled], [aria-hidden=true]");
    if (!own || hidden) continue;
    const [one, two] = [light(rgb(style.color)), light(behind(element))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${element.className} ${element.textContent.slice(0, 40)}`);
  }
  return [...new Set(faint)];
}"""

_NAMELESS = """() => [...document.querySelectorAll(".stApp :is(button, a, input, textarea, [role=button])")]
  .filter((e) => e.offsetParent && !e.closest("[aria-hidden=true]"))
  .filter((e) => !(e.textContent.trim() || e.ariaLabel || e.title || e.getAttribute("aria-labelledby")
    || e.labels?.length || e.placeholder || e.querySelector("[aria-label], [alt]")))
  .map((e) => e.outerHTML.slice(0, 120))"""


def _is_in_view(page, selector):
    return page.evaluate(
        """selector => { const box = document.querySelector(selector).getBoundingClientRect();
                         return box.top >= 0 && box.bottom <= innerHeight; }""",
        selector,
    )
