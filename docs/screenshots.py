"""Make docs/screenshots/*.png anew: `python -m docs.screenshots`, with the shipped documents indexed and Chromium installed."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from assistant.settings import Settings
from corpus.places import default_index
from docs.specimen import QUESTION, statement
from evals.command import run_set
from tests.ui.browsing import WIDE, ask, open_first_source, select_first_row
from tests.ui.serving import ARGUMENTS, CHROMIUM, serving
from ui.history import FILE as CONVERSATIONS

FOLDER = Path(__file__).with_name("screenshots")
PATIENCE = 120_000  # milliseconds
DRAWN = 2_500  # milliseconds until fonts and scrolling have settled
ASKED = 40  # questions of each run on the evaluation page
FACTORIES = "How many smart factories will Shanghai build by 2025?"


def landing(page: Page) -> None:
    """Before the first question."""


def answer(page: Page) -> None:
    """An answer with its citations."""
    ask(page, FACTORIES)


def source(page: Page) -> None:
    """The cited document beside the answer."""
    ask(page, FACTORIES)
    open_first_source(page)


def follow_up(page: Page) -> None:
    """A question that leans on the one before."""
    ask(page, "What is Shanghai's robot density?")
    ask(page, "And by how much did operating costs fall in its smart factories?")


def disagreement(page: Page) -> None:
    """Sources that differ, side by side."""
    ask(page, "What is Shanghai's robot density?")


def abstention(page: Page) -> None:
    """What the documents do not say."""
    ask(page, "How many robots did Shanghai's shipyards buy in 1997?")


def chinese(page: Page) -> None:
    """A Chinese question on the Chinese page."""
    ask(page, "上海计划到2025年建设多少家智能工厂？")
    open_first_source(page)


def comparison(page: Page) -> None:
    """Two companies side by side."""
    ask(page, "Compare the sales of Tesla and BYD in 2024")
    page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for()


def timeline(page: Page) -> None:
    """Figures of several years, each with its citation."""
    ask(page, "How many smart factories did Shanghai have in 2022, 2023 and 2024?")
    page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for()


def quote(page: Page) -> None:
    """The quote at a number."""
    ask(page, FACTORIES)
    page.locator(".mark").nth(1).hover()


def export(page: Page) -> None:
    """What a conversation can be taken away as."""
    ask(page, FACTORIES)
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="BibTeX").wait_for()


def feedback(page: Page) -> None:
    """What is wrong with an answer."""
    ask(page, FACTORIES)
    page.locator("[data-testid=stFeedback] button").nth(1).click()
    page.get_by_text("It is outdated").wait_for()


def pdf(page: Page) -> None:
    """A PDF's page with the quote marked, added on the library page."""
    page.get_by_role("link", name="Library").click()
    page.get_by_text("Add documents").click()
    with tempfile.TemporaryDirectory() as folder:
        page.locator("input[type=file]").first.set_input_files(statement(Path(folder) / "linhai-2025.pdf"))
        page.get_by_text("linhai-2025.pdf").wait_for()
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_text("not read").wait_for()
    page.get_by_role("link", name="Chat").click()
    ask(page, QUESTION)
    open_first_source(page, waiting_for=".st-key-page_picture img")


def filters(page: Page) -> None:
    """A search that is kept to one company and to late news."""
    page.goto(f"{page.url}?company=Tesla&kind=news&since=2024")
    page.wait_for_selector(".chips")
    ask(page, "How many cars can Tesla's Shanghai factory make a year?")


def library(page: Page) -> None:
    """All documents."""
    page.get_by_role("link", name="Library").click()
    page.wait_for_selector("[data-testid=stDataFrame]")


def coverage(page: Page) -> None:
    """What the documents cover."""
    library(page)
    page.get_by_text("Coverage").scroll_into_view_if_needed()
    page.locator("[data-testid=stVegaLiteChart]").scroll_into_view_if_needed()


def history(page: Page) -> None:
    """Conversations of before, and those with a word in them."""
    for question in (FACTORIES, "How many cars did Tesla's Shanghai plant deliver in 2023?", "2024年上汽海外销量是多少？"):
        ask(page, question)
        page.get_by_role("button", name="New conversation").click()
        page.wait_for_selector(".st-key-first_6 button")
    page.get_by_role("searchbox", name="Search conversations").fill("Tesla")
    page.wait_for_function("document.querySelectorAll('.st-key-conversations button').length === 1")
    page.locator(".st-key-conversations button").first.click()
    page.locator("[class*=st-key-actions_]").wait_for()


def drill_down(page: Page) -> None:
    """What changed between two runs, and one question of the last."""
    evaluation(page)
    select_first_row(page)
    page.locator("h3.question").wait_for()
    page.locator(".st-key-became_right summary, .st-key-became_wrong summary").first.click()
    page.locator(".flip").first.wait_for()
    page.get_by_text("What changed").evaluate("heading => heading.scrollIntoView()")


def evaluation(page: Page) -> None:
    """The last run, beside the one before."""
    page.get_by_role("link", name="Evaluation").click()
    page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for()
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")


TALL = {"viewport": {"width": 1280, "height": 1400}}
STATES: dict[str, tuple[Callable[[Page], None], dict[str, object]]] = {
    "landing": (landing, {}),
    "answer": (answer, {}),
    "source": (source, {}),
    "follow-up": (follow_up, {}),
    "disagreement": (disagreement, TALL),
    "abstention": (abstention, {}),
    "quote": (quote, {}),
    "timeline": (timeline, TALL),
    "comparison": (comparison, TALL),
    "export": (export, {}),
    "feedback": (feedback, {"viewport": {"width": 1280, "height": 1060}}),
    "history": (history, {}),
    "filters": (filters, {}),
    "library": (library, {}),
    "coverage": (coverage, {}),
    "evaluation": (evaluation, TALL),
    "drill-down": (drill_down, TALL),
    "chinese": (chinese, {"locale": "zh-CN"}),
    "dark": (source, {"color_scheme": "dark"}),
    "dark-landing": (landing, {"color_scheme": "dark"}),
    "narrow": (answer, {"viewport": {"width": 420, "height": 860}}),
    "narrow-source": (source, {"viewport": {"width": 420, "height": 860}}),
    "doubled": (answer, {"viewport": {"width": 640, "height": 430}, "device_scale_factor": 2}),
    "pdf": (pdf, {}),  # last: it adds a document
}


def picture(browser: Browser, address: str, name: str) -> None:
    """Bring the page into one state and keep a picture of it."""
    bring, context = STATES[name]
    opened = browser.new_context(**{"viewport": WIDE, "locale": "en-GB", **context})  # type: ignore[arg-type]
    opened.set_default_timeout(PATIENCE)
    page = opened.new_page()
    page.goto(address)
    page.wait_for_selector(".st-key-first_6 button")
    bring(page)
    if name != "quote":  # its card shows while the mouse is there
        page.mouse.move(640, 2)
    page.wait_for_timeout(DRAWN)
    page.screenshot(path=FOLDER / f"{name}.png")
    opened.close()


def runs_to_compare(folder: Path) -> None:
    """Two runs of the project's own set over the index: with three passages read a question, then with the usual number."""
    os.environ["POLICY_RUNS"] = str(folder / "runs")
    for passages in (3, Settings().k):
        settings = replace(Settings(index=folder / "index"), k=passages)
        made, _ = run_set(None, compare=None, split="dev", limit=ASKED, floors=False, settings=settings)
        Path(made["run"]).rename(folder / "runs" / f"{passages}-passages.json")


def main() -> None:
    """Make all pictures, or those named on the command line."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        shutil.copytree(default_index(), folder / "index")
        names = sys.argv[1:] or list(STATES)
        if "evaluation" in names:
            runs_to_compare(folder)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with serving(folder / "index", folder / "data", folder / "log.txt", POLICY_RUNS=str(folder / "runs")) as (address, _):
            for name in names:
                for file in (folder / "data").glob(f"{CONVERSATIONS}*"):
                    file.unlink()  # a picture has its own conversations
                picture(browser, address, name)
        browser.close()


if __name__ == "__main__":
    main()
