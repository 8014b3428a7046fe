"""One server over one index for all that a browser tests, and the ways to open its pages."""

import shutil
from contextlib import ExitStack

import pytest

from assistant.settings import Settings
from evals.command import run_set
from tests.ui.browsing import READY, open_context, open_tab, settled
from tests.ui.serving import serving


@pytest.fixture(scope="package")
def folder(tmp_path_factory, small_index):
    """A copy of the index, to which a test adds, and the readers' data."""
    made = tmp_path_factory.mktemp("page")
    shutil.copytree(small_index, made / "index")
    return made


@pytest.fixture(scope="package")
def page_address(browser, folder):
    with pytest.MonkeyPatch.context() as set_:
        set_.setenv("POLICY_RUNS", str(folder / "runs"))
        for k in (1, 10):  # two runs, of three questions each
            run_set(None, compare=None, split="dev", limit=3, floors=False, settings=Settings(index=folder / "index", k=k))
    with serving(folder / "index", folder / "data", folder / "log.txt", POLICY_RUNS=str(folder / "runs")) as (address, _):
        yield address


@pytest.fixture(scope="package")
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
                settled(page)
            return page

        yield open_


@pytest.fixture
def page(opened):
    return opened()
