"""The library and the evaluation page in a real browser."""

import pytest

from tests.pdfs import write_pdf
from tests.ui.browsing import PATIENCE, ask, open_first_source, select_first_row, settled

pytestmark = pytest.mark.browser


def test_an_uploaded_pdf_is_read_asked_about_and_shown_with_its_quote_marked(opened, tmp_path):
    lines = ["The harbour of Zhuhai counted 61 loading robots in 2030.", "They work by night."]
    file = write_pdf(tmp_path / "harbour.pdf", [["Harbours of the south"], lines], "Harbours")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    page = opened("/library", ready=None)
    page.get_by_text("Add documents").click()
    page.locator("[data-testid=stFileUploaderDropzoneInput], input[type=file]").first.set_input_files(
        [file, tmp_path / "broken.pdf"]
    )
    for name in ("harbour.pdf", "broken.pdf"):
        page.get_by_text(name).wait_for()
    settled(page)
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


def test_the_evaluation_page_sets_the_last_run_beside_the_one_before(opened):
    page = opened("/evaluation", ready="table.scores")

    assert "3 questions" in page.locator(".holds").inner_text()
    heads = page.locator("table.scores").first.locator("th").all_inner_texts()
    assert heads == ["Metric", "Score", "95% interval", "Turns", "Change [95% interval]"]
    assert page.locator("table.scores td:last-child").filter(has_text="[").count() > 3  # changes with their intervals
    page.get_by_test_id("stVegaLiteChart").wait_for()

    select_first_row(page)
    page.locator("h3.question").wait_for()
    assert page.locator("table.scores").count() == 2
