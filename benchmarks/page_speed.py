"""How fast the page is: `python -m benchmarks.page_speed [--index FOLDER] [--visits N]`, in Chromium, offline, warm.

Every visit is a browser context of its own with an empty cache: it opens the page, asks one question, and leaves. Measured
from the browser's side: the first paint, a page that can be used, the first claim (or the abstention), the whole answer.
"""

import argparse
import json
import os
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, sync_playwright

from benchmarks.twenty_people import QUESTIONS
from corpus.places import default_index
from tests.ui.serving import ARGUMENTS, CHROMIUM, serving

PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
# The moment at which a selector first matches something that is drawn, in milliseconds since the page was asked for.
WATCHED = """() => {
  window.seen = {};
  const wanted = {claim: ".claim, .abstention", answer: "[class*=st-key-actions_]", usable: ".st-key-first_6 button"};
  const look = () => {
    for (const [name, selector] of Object.entries(wanted))
      if (!(name in window.seen) && document.querySelector(selector)?.offsetParent) window.seen[name] = performance.now();
    requestAnimationFrame(look);
  };
  look();
  document.addEventListener("keydown", (event) => { if (event.key === "Enter") window.seen.asked = performance.now(); }, true);
}"""


def visit(browser: Browser, address: str, question: str) -> dict[str, float]:
    """Seconds of one visit, by what was waited for."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-GB")
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.add_init_script(f"({WATCHED})()")
    page.goto(address)
    page.wait_for_function("'usable' in window.seen")
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")
    page.wait_for_function("'answer' in window.seen")
    seen = page.evaluate("window.seen")
    painted = page.evaluate(PAINTED)
    context.close()
    return {
        "first_paint": painted / 1000,
        "usable": seen["usable"] / 1000,
        "first_claim": (seen["claim"] - seen["asked"]) / 1000,
        "answer": (seen["answer"] - seen["asked"]) / 1000,
    }


def main() -> None:
    """Visit the page again and again; print the medians and 95th percentiles as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, default=default_index())
    parser.add_argument("--visits", type=int, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        shutil.copytree(given.index, folder / "index")
        began = time.perf_counter()
        with serving(folder / "index", folder / "data", folder / "log.txt") as (address, _):
            ready = time.perf_counter() - began
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            first = visit(browser, address, QUESTIONS[0])
            for question in QUESTIONS[1:4]:
                visit(browser, address, question)
            load = os.getloadavg()[0]
            visits = [visit(browser, address, QUESTIONS[n % len(QUESTIONS)]) for n in range(given.visits)]
            browser.close()
    told = {
        name: {"p50": round(float(np.percentile(values, 50)), 2), "p95": round(float(np.percentile(values, 95)), 2)}
        for name in visits[0]
        for values in [[one[name] for one in visits]]
    }
    print(json.dumps({
        "cores": len(os.sched_getaffinity(0)), "load": [round(load, 1), round(os.getloadavg()[0], 1)],
        "visits": len(visits), "server_ready": round(ready, 2), "very_first_visit": {k: round(v, 2) for k, v in first.items()},
        "seconds": told,
    }, indent=1))  # fmt: skip


if __name__ == "__main__":
    main()
