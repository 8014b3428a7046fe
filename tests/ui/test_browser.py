"""The page in a real browser, over one server: ask, prove, keep, add, and stay safe from what a document holds."""

import re
import shutil
from contextlib import ExitStack
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant.settings import Settings
from evals.command import run_set
from tests.pdfs import write_pdf
from tests.ui.browsing import PATIENCE, READY, ask, finished, open_context, open_first_source, open_tab, select_first_row
from tests.ui.serving import serving

pytestmark = pytest.mark.browser

QUESTION = "How many smart factories will Shanghai build by 2025?"
PARKS = "How many charging parks did Fengxian have at the end of 2031?"
DEPOTS = "How many hydrogen depots did Lingang open in May 2024?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory, small_index):
    """A copy of the index, to which a test adds, and the readers' data."""
    made = tmp_path_factory.mktemp("page")
    shutil.copytree(small_index, made / "index")
    return made


@pytest.fixture(scope="module")
def page_address(browser, folder):
    with pytest.MonkeyPatch.context() as set_:
        set_.setenv("POLICY_RUNS", str(folder / "runs"))
        for k in (1, 10):  # two runs, of three questions each
            run_set(None, compare=None, split="dev", limit=3, floors=False, settings=Settings(index=folder / "index", k=k))
    with serving(folder / "index", folder / "data", folder / "log.txt", POLICY_RUNS=str(folder / "runs")) as (address, _):
        yield address


@pytest.fixture(scope="module")
def usual(browser):
    """The browser of most tests: tabs of one context load the page's scripts once."""
    with open_context(browser) as context:
        yield context


@pytest.fixture
def opened(browser, usual, page_address):
    """Opens the page, ready to be asked: in a new tab, or in a context of its own kind."""
    with ExitStack() as left:

        def open_(path="", address=page_address, ready=READY, **context):
            page = open_tab(left.enter_context(open_context(browser, **context)) if context else usual, address + path)
            left.callback(page.close)
            if ready:
                page.wait_for_selector(ready)
            return page

        yield open_


@pytest.fixture
def page(opened):
    return opened()


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
    page.wait_for_function(_IN_VIEW, arg="#cited-quote")
    assert page.get_by_role("link", name="Read the original").get_attribute("href").startswith("https://")

    page.keyboard.press("Escape")
    page.locator(".st-key-source_panel").wait_for(state="detached")


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
    page.locator(".chips").wait_for(state="detached")
    assert "publisher" not in page.url


def test_stop_ends_a_question_and_another_can_be_asked(page):
    page.evaluate(_STOP_WHEN_IT_CAN_BE)
    page.get_by_test_id("stChatInputTextArea").fill(PARKS)
    page.keyboard.press("Enter")

    page.get_by_text("Stopped. Ask again, or ask something else.").wait_for()
    assert page.locator(".made").count() == 0

    assert page.locator(".claim, .short-answer, .verdict").count() == 0  # nothing half proved
    page.get_by_role("button", name="Ask again").click()
    finished(page)
    assert page.locator(".question").all_inner_texts() == [PARKS]


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


def test_what_is_copied_and_exported_keeps_its_citations(opened, page_address, tmp_path):
    page = opened()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=page_address)
    ask(page, PARKS)

    page.locator(".claim").first.hover()
    page.get_by_role("button", name="Copy this sentence with its footnote").first.click()
    page.get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "charging parks at the end of 2031.”[1]" in copied
    assert re.search(r"\n\[1\] The (Fengxian Daily|Courier), .* 2032\. .*SHA-256 [0-9a-f]{16}", copied)

    page.evaluate(_SELECT_CLAIM)
    page.keyboard.press("Control+c")
    assert "[1] The" in page.evaluate("navigator.clipboard.readText()").split("\n\n")[1]

    page.get_by_role("button", name="Copy the whole answer with its footnotes").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('[2] The'))")

    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Markdown with footnotes").click()
    download.value.save_as(tmp_path / "talk.md")
    text = (tmp_path / "talk.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\[\^(\d)\]", text)) >= {"1", "2"}
    assert "[^1]: The" in text


def test_chosen_questions_are_exported_alone(page, tmp_path):
    ask(page, PARKS)
    ask(page, DEPOTS)

    page.get_by_role("button", name="Export").click()
    page.get_by_text(PARKS).last.click()
    page.wait_for_function("document.querySelectorAll('.st-key-export_parts input:checked').length === 1")
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    with page.expect_download() as download:
        page.get_by_role("button", name="Markdown with footnotes").click()
    download.value.save_as(tmp_path / "talk.md")

    assert re.findall("^## .*", (tmp_path / "talk.md").read_text(encoding="utf-8"), re.MULTILINE) == [f"## {DEPOTS}"]


def test_a_conversation_survives_a_restart_and_is_found_renamed_and_deleted(opened, page, folder):
    ask(page, QUESTION)
    claims = page.locator(".claim-text").all_inner_texts()
    link = parse_qs(urlsplit(page.url).query)["conversation"][0]

    with serving(folder / "index", folder / "data", folder / "log.txt") as (restarted, _):
        page = opened(f"/?conversation={link}", address=restarted, ready=None)
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
    page = opened("/library", ready=None)
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
    open_first_source(page, waiting_for=".st-key-page_picture img")

    assert page.locator(".note").count() == 0  # nothing hindered the mark
    assert "Page 2 of" in page.locator(".st-key-page_picture").inner_text()

    page.get_by_role("link", name="Library").click()
    page.get_by_role("searchbox", name="Search titles").fill("Harbours")
    page.get_by_text("1 of 6 documents shown").wait_for()
    select_first_row(page)
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_role("button", name="Remove it").click()
    page.get_by_text("0 of 5 documents shown").wait_for()


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
    page = opened(color_scheme=colours, reduced_motion="reduce")  # else claims appear while they are measured
    ask(page, PARKS)
    open_first_source(page)

    assert page.evaluate(_FAINT) == []
    assert page.evaluate(_NAMELESS) == []


def test_a_narrow_window_and_a_doubled_size_need_no_sideways_scrolling(opened):
    for viewport in ({"width": 400, "height": 800}, {"width": 640, "height": 430}):  # the second is 1280 at 200%
        page = opened(viewport=viewport)
        ask(page, PARKS)
        assert page.evaluate(_SIDEWAYS) == []

        open_first_source(page)
        page.wait_for_function(_IN_VIEW, arg="#cited-quote")
        page.wait_for_function(_IN_VIEW, arg='[class*="st-key-row_"] button[kind="primary"]')  # what opened it stays in sight
        assert page.evaluate(_SIDEWAYS) == []


def test_the_page_can_be_used_without_a_mouse(page):
    page.keyboard.press("/")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    finished(page)

    page.locator(".mark").first.focus()
    assert "200" in page.locator(".quote-card").inner_text()
    order = [page.evaluate(_FOCUSED)]
    for _ in range(2):
        page.keyboard.press("Tab")
        order.append(page.evaluate(_FOCUSED))
    assert [name.split(":")[0] for name in order] == ["Source 1", "Copy this sentence with its footnote", "[1]"]

    page.keyboard.press("Enter")
    page.wait_for_selector("#cited-quote")
    page.keyboard.press("Escape")
    page.locator("#cited-quote").wait_for(state="detached")
    assert page.evaluate("[...document.querySelectorAll('[tabindex]')].filter((e) => e.tabIndex > 0).length") == 0


def test_on_a_phone_the_first_tap_on_a_number_shows_its_quote_and_the_second_opens_it(opened):
    page = opened(viewport={"width": 400, "height": 800}, has_touch=True, is_mobile=True)
    ask(page, DEPOTS)

    page.locator(".mark").first.tap()
    assert "17 hydrogen depots" in page.locator(".quote-card").inner_text()
    assert page.locator("#cited-quote").count() == 0

    page.locator(".mark").first.tap()
    page.wait_for_selector("#cited-quote")


def test_a_question_is_asked_again_and_an_edited_one_takes_the_place_of_all_that_followed(page):
    ask(page, QUESTION)
    ask(page, DEPOTS)
    page.get_by_role("button", name="Ask again").click()
    page.wait_for_function("document.querySelectorAll('.made').length === 2 && !document.querySelector('.st-key-working')")

    page.evaluate(_COUNT_GHOSTS)
    page.get_by_role("button", name="Edit question").first.click()
    page.get_by_label("Your question").fill(PARKS)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.wait_for_function("document.querySelectorAll('.made').length === 1 && !document.querySelector('.st-key-working')")

    assert page.locator(".question").all_inner_texts() == [PARKS]
    assert page.evaluate("[window.worked, window.ghosts]") == [True, 0]  # the old answers were not seen while it was asked


def test_a_shared_link_shows_the_conversation_and_what_is_asked_there_goes_into_a_copy(opened, page):
    ask(page, DEPOTS)
    page.get_by_role("button", name="Share").click()
    link = page.locator(".address").inner_text()

    other = opened(link.removeprefix(page.evaluate("location.origin")), ready=None)
    finished(other)

    assert other.locator(".claim-text").all_inner_texts() == page.locator(".claim-text").all_inner_texts()


def test_the_evaluation_page_sets_the_last_run_beside_the_one_before(opened):
    page = opened("/evaluation", ready="table.scores")

    assert "3 questions" in page.locator(".holds").inner_text()
    heads = page.locator("table.scores").first.locator("th").all_inner_texts()
    assert heads == ["Metric", "Score", "95% interval", "Turns", "Change [95% interval]"]
    assert page.locator("table.scores td:last-child").filter(has_text="[").count() > 3  # changes with their intervals
    assert page.get_by_test_id("stVegaLiteChart").count() == 1

    select_first_row(page)
    page.locator("h3.question").wait_for()
    assert page.locator("table.scores").count() == 2


_STOP_WHEN_IT_CAN_BE = """() => new MutationObserver((_, observer) => {
    const stop = document.querySelector("[data-testid=stChatInputStopButton]");
    if (stop && document.querySelector(".st-key-working")) { observer.disconnect(); stop.click(); }
    }).observe(document.body, { childList: true, subtree: true })"""

# Claims that can be seen and are of an earlier drawing, while a question is being answered.
_COUNT_GHOSTS = """() => { window.ghosts = 0; window.worked = false; new MutationObserver(() => {
    if (!document.querySelector('.st-key-working [data-stale="false"]')) return;
    window.worked = true;
    window.ghosts += [...document.querySelectorAll('[data-stale="true"] .claim')].filter((e) => e.offsetParent).length;
    }).observe(document.body, { childList: true, subtree: true, attributes: true }) }"""

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

_IN_VIEW = """selector => { const box = document.querySelector(selector)?.getBoundingClientRect();
                           return box && box.top >= 0 && box.bottom <= innerHeight; }"""

# What can be scrolled sideways and is not meant to be, as a table in its frame is.
_SIDEWAYS = """() => [document.scrollingElement, document.querySelector(".stMain"), document.querySelector(".stColumn")]
  .filter((e) => e && (e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth + 1))
  .map((e) => `${e.tagName} ${e.className} ${e.scrollWidth}`)"""

_FOCUSED = "document.activeElement.ariaLabel || document.activeElement.textContent.trim()"
