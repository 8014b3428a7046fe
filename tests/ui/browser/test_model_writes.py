"""A chat model writes, slowly, in a real browser: its claims come one by one, and what is stopped shows nothing of them."""

import shutil

import pytest

from tests.chat_server import Broken, chat_server
from tests.ui.browsing import PARKS, READY, finished, open_page, settled
from tests.ui.serving import serving

pytestmark = pytest.mark.browser

FIRST = "At the end of 2031, Fengxian district had 340 charging parks."


def in_haste_at_last():
    """A model that proves one claim and then takes long over another; when it is asked again it is brief."""
    before = []

    def reply(messages):
        asked = messages[-1]["content"]
        number = asked[: asked.index("340 charging parks")].rsplit("[", 1)[1].split("]")[0]
        before.append(asked)
        first = f"{FIRST} [{number}]"
        return Broken(sends=f"{first}\nIt had " + "never " * 800, silent=0.05) if len(before) == 1 else first

    return reply


@pytest.fixture
def page(browser, small_index, tmp_path):
    shutil.copytree(small_index, tmp_path / "index")
    with chat_server(in_haste_at_last()) as model:
        told = {"POLICY_CHAT_MODEL": "openai:test", "OPENAI_BASE_URL": model.address, "OPENAI_API_KEY": "sk-test"}
        with (
            serving(tmp_path / "index", tmp_path / "data", tmp_path / "log.txt", **told) as (address, _),
            open_page(browser, address) as opened,
        ):
            opened.wait_for_selector(READY)
            settled(opened)
            yield opened


def test_a_checked_claim_is_seen_while_the_next_is_written_and_not_once_the_question_is_stopped(page):
    assert page.locator(".privacy.hosted").count() == 0  # the model is on this machine

    page.get_by_test_id("stChatInputTextArea").fill(PARKS)
    page.keyboard.press("Enter")
    page.locator(".st-key-coming .claim").wait_for()
    assert FIRST in page.locator(".st-key-coming .claim-text").inner_text()
    assert page.locator(".st-key-stopping").is_hidden()

    page.get_by_test_id("stChatInputStopButton").click()
    page.get_by_role("button", name="Ask again").wait_for()
    assert [claim.is_visible() for claim in page.locator(".claim").all()] in ([], [False])
    assert page.locator(".verdict, .short-answer").count() == 0

    page.get_by_role("button", name="Ask again").click()
    finished(page)
    assert page.locator(".question").all_inner_texts() == [PARKS]
    assert FIRST in page.locator(".claim-text").first.inner_text()
    assert page.locator(".made").inner_text().startswith("Written by openai:test")
