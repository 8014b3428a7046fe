"""What a reader does at the page, in a browser."""

from collections.abc import Iterator
from contextlib import contextmanager

WIDE = {"width": 1280, "height": 860}
PATIENCE = 60_000  # milliseconds
QUESTION = "How many smart factories will Shanghai build by 2025?"
PARKS = "How many charging parks did Fengxian have at the end of 2031?"
DEPOTS = "How many hydrogen depots did Lingang open in May 2024?"
READY = ".st-key-first_6 button"


@contextmanager
def open_page(browser, address: str, **context) -> Iterator:
    """A page in a context of its own."""
    with open_context(browser, **context) as opened:
        yield open_tab(opened, address)


@contextmanager
def open_context(browser, **context) -> Iterator:
    """A browser of somebody's own: what it has loaded once it does not load again."""
    opened = browser.new_context(**{"viewport": WIDE, "locale": "en-GB", **context})
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


def open_tab(context, address: str):
    """A page that keeps what it requests."""
    page = context.new_page()
    page.requested = []
    page.on("request", lambda request: page.requested.append(request.url))
    page.goto(address)
    return page


def settled(page) -> None:
    """Wait until the page is drawn to its end, nothing of an earlier drawing is left, and its script listens."""
    page.wait_for_function(
        "window.policyDesk && document.querySelector('.stApp[data-test-script-state=notRunning]')"
        " && !document.querySelector('[data-stale=true]')"
    )


@contextmanager
def seen(page, selector: str) -> Iterator[None]:
    """What is done inside brings this about, however briefly it stands there."""
    page.evaluate(_WATCH, selector)
    yield
    page.wait_for_function("window.seen")


@contextmanager
def redrawn(page) -> Iterator[None]:
    """What is done inside has the server draw the page again."""
    with seen(page, ".stApp[data-test-script-state=running]"):
        yield
    settled(page)


def gone(locator) -> None:
    """Wait until nothing of it is there: what a drawing leaves out stays to its end."""
    locator.first.wait_for(state="detached")


def ask(page, question: str) -> None:
    """Type a question, and wait until its answer stands below the others."""
    settled(page)
    answered = page.locator(".made").count()
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")
    finished(page, answered)


def reach_question_by_key(page) -> None:
    """Press the key that leads to the question, again where a drawing takes its place just then, as a reader does."""
    for _ in range(5):
        page.keyboard.press("/")
        if page.evaluate(_IN_QUESTION):
            return
    raise AssertionError("the key does not lead to the question")


def finished(page, answered: int = 0) -> None:
    """Wait until more answers than these stand there, whole."""
    page.locator(".made").nth(answered).wait_for()
    page.locator("[class*=st-key-actions_]").nth(answered).wait_for()
    settled(page)


def open_first_source(page, waiting_for: str = "#cited-quote") -> None:
    """Click the first citation."""
    page.get_by_role("button", name="[1]", exact=True).first.click()
    page.wait_for_selector(waiting_for)
    settled(page)


def select_first_row(page) -> None:
    """Tick the first row of the page's table, which is a picture: its box is found by where it stands."""
    settled(page)
    table = page.get_by_test_id("stDataFrame")
    table.locator("tbody tr").first.wait_for(state="attached")  # what it tells those who cannot see the picture
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    page.mouse.click(box["x"] + 18, box["y"] + 54)
    table.locator("tbody tr[aria-selected=true]").first.wait_for(state="attached")
    settled(page)


_WATCH = """selector => {
  window.seen = false;
  new MutationObserver(() => { window.seen ||= Boolean(document.querySelector(selector)); })
    .observe(document.body, { childList: true, subtree: true, attributes: true });
}"""


# Whether the question has the keyboard within five seconds.
_IN_QUESTION = """() => new Promise((tell) => {
  const began = performance.now();
  const look = () => {
    const there = document.activeElement.dataset.testid === "stChatInputTextArea";
    if (there || performance.now() - began > 5000) tell(there); else setTimeout(look, 50);
  };
  look();
})"""
