"""Signing in at a real OpenID provider, in a real browser: who reads, who may change the library, and who is refused."""

import shutil

import pytest
from joserfc.jwk import RSAKey

from tests.ui.browsing import DEPOTS, ask, gone, open_page, settled
from tests.ui.provider import CLIENT, SECRET, providing
from tests.ui.serving import free_port, serving

pytestmark = pytest.mark.browser

PEOPLE = {
    "Rosa": {"sub": "1", "name": "Rosa", "email": "rosa@example.org", "email_verified": True},
    "Carl": {"sub": "2", "name": "Carl", "email": "Carl@example.org", "email_verified": True},
    "Petra": {"sub": "3", "name": "Petra", "email": "petra@press.example", "email_verified": True},
    "Mallory": {"sub": "4", "name": "Mallory", "email": "carl@example.org", "email_verified": False},
}
SECRETS = """[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "long, random and only for this test"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""
KNOWN = {"POLICY_CURATORS": "carl@example.org", "POLICY_READERS": "rosa@example.org, @press.example"}


@pytest.fixture(scope="module")
def provider():
    with providing(PEOPLE) as running:
        yield running


@pytest.fixture(scope="module")
def desk_address(browser, provider, small_index, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sign-in")
    shutil.copytree(small_index, folder / "index")
    port = free_port()
    secrets = SECRETS.format(address=f"http://127.0.0.1:{port}", provider=provider.address, client=CLIENT, secret=SECRET)
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "secrets.toml").write_text(secrets, encoding="utf-8")
    with serving(folder / "index", folder / "data", folder / "log.txt", port, **KNOWN) as (address, _):
        yield address


@pytest.fixture
def page(browser, desk_address):
    with open_page(browser, desk_address) as page:
        yield page


def sign_in(page, name):
    page.get_by_role("button", name="Sign in").wait_for()
    settled(page)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=name, exact=True).click()


def test_nobody_reads_a_word_before_signing_in(page):
    page.get_by_role("button", name="Sign in").wait_for()

    assert "This desk is for people who are known here." in page.locator(".stMain").inner_text()
    assert page.get_by_test_id("stChatInputTextArea").count() == 0
    assert page.get_by_role("link", name="Library").count() == 0


def test_a_reader_asks_and_cannot_change_the_library_and_leaves_nothing_behind(page):
    sign_in(page, "Rosa")
    page.get_by_text("Signed in: Rosa, reader").wait_for()

    ask(page, DEPOTS)
    assert "17" in page.locator(".claim-text").first.inner_text()

    page.get_by_role("link", name="Library").click()
    page.get_by_test_id("stDataFrame").wait_for()
    settled(page)
    assert page.get_by_text("Add documents").count() == 0

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in").wait_for()
    gone(page.locator(".claim-text"))


def test_a_curator_may_change_the_library_and_does_not_see_the_conversations_of_others(page):
    sign_in(page, "Carl")
    page.get_by_text("Signed in: Carl, curator").wait_for()

    settled(page)
    assert page.locator(".st-key-conversations button").count() == 0
    page.get_by_role("link", name="Library").click()
    page.get_by_text("Add documents").wait_for()


def test_everybody_at_a_place_that_is_listed_is_a_reader(page):
    sign_in(page, "Petra")

    page.get_by_text("Signed in: Petra, reader").wait_for()


def test_an_address_that_the_provider_did_not_verify_lets_nobody_in(page):
    sign_in(page, "Mallory")

    page.get_by_text("You are signed in as carl@example.org, who is not known here.").wait_for()
    assert page.get_by_test_id("stChatInputTextArea").count() == 0

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in").wait_for()


def test_a_token_that_another_key_signed_lets_nobody_in(page, provider):
    provider.forged = RSAKey.generate_key(2048, {"kid": "one"})

    sign_in(page, "Carl")

    page.get_by_role("button", name="Sign in").wait_for()
    provider.forged = None
    assert page.get_by_text("Signed in").count() == 0
