"""What leaves the page in a real browser, and what stays: copies, exports, shared links, conversations after a restart."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.ui.browsing import DEPOTS, PARKS, QUESTION, ask, finished, gone, redrawn, seen, settled
from tests.ui.serving import serving

pytestmark = pytest.mark.browser


def test_what_is_copied_and_exported_keeps_its_citations(opened, page_address, tmp_path):
    page = opened()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=page_address)
    ask(page, PARKS)

    page.locator(".claim").first.hover()
    with seen(page, "button.copy[role=status]"):  # which says for a moment that it is copied
        page.get_by_role("button", name="Copy this sentence with its footnote").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "charging parks at the end of 2031.”[1]" in copied
    assert re.search(r"\n\[1\] The (Fengxian Daily|Courier), .* 2032\. .*SHA-256 [0-9a-f]{16}", copied)

    page.evaluate("navigator.clipboard.writeText('')")
    page.evaluate(_SELECT_CLAIM)
    page.keyboard.press("Control+c")
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.split('\\n\\n')[1]?.startsWith('[1] The'))")

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
    with redrawn(page):  # until then the button gives the whole
        page.locator(".st-key-export_parts").get_by_text(PARKS).click()
    assert page.locator(".st-key-export_parts input:checked").count() == 1
    with page.expect_download() as download:
        page.get_by_role("button", name="Markdown with footnotes").click()
    download.value.save_as(tmp_path / "talk.md")

    assert re.findall("^## .*", (tmp_path / "talk.md").read_text(encoding="utf-8"), re.MULTILINE) == [f"## {DEPOTS}"]


def test_a_shared_link_shows_the_conversation_and_what_is_asked_there_goes_into_a_copy(opened, page):
    ask(page, DEPOTS)
    page.get_by_role("button", name="Share").click()
    link = page.locator(".address").inner_text()

    other = opened(link.removeprefix(page.evaluate("location.origin")), ready=None)
    finished(other)

    assert other.locator(".claim-text").all_inner_texts() == page.locator(".claim-text").all_inner_texts()


def test_a_conversation_survives_a_restart_and_is_found_renamed_and_deleted(opened, page, folder):
    ask(page, QUESTION)
    claims = page.locator(".claim-text").all_inner_texts()
    page.wait_for_url(lambda address: "conversation" in parse_qs(urlsplit(address).query))
    link = parse_qs(urlsplit(page.url).query)["conversation"][0]

    with serving(folder / "index", folder / "data", folder / "log.txt") as (restarted, _):
        page = opened(f"/?conversation={link}", address=restarted, ready=None)
        finished(page)
        assert page.locator(".claim-text").all_inner_texts() == claims

        page.get_by_role("button", name="Manage").click()
        page.get_by_label("Title of the conversation").fill("Factories to quote")
        page.get_by_role("button", name="Rename").click()
        page.get_by_role("button", name="Factories to quote").wait_for()
        settled(page)
        page.keyboard.press("Escape")

        page.get_by_role("button", name="New conversation").click()
        page.wait_for_selector(".st-key-first_6 button")
        settled(page)
        page.get_by_role("button", name="Factories to quote").click()
        finished(page)

        page.get_by_role("button", name="Manage").click()
        page.get_by_role("button", name="Delete conversation").click()
        page.wait_for_selector(".st-key-first_6 button")
        gone(page.get_by_role("button", name="Factories to quote"))


_SELECT_CLAIM = """() => { const range = document.createRange(); range.selectNodeContents(document.querySelector(".claim"));
    const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range); }"""
