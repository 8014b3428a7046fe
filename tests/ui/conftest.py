"""A small index of real documents and one hostile one, a running page over it, and a browser."""

from pathlib import Path

import pytest

from corpus.ingest import ingest
from corpus.places import shipped_documents
from tests.ui.serving import ARGUMENTS, CHROMIUM

UI = Path(__file__).parents[2] / "ui"
SHIPPED = ("bnn-2024-shanghai-smart", "shine-2024-70-factories")
COUNTED = """---
id: {id}
title: {title}
publisher: {publisher}
published: '{published}'
---

Fengxian district had {value} charging parks at the end of 2031.
"""
HOSTILE = """---
id: hostile
title: 'Lingang <script>window.hacked = "title"</script> :red[hydrogen] ![x](http://203.0.113.9/title.png)'
publisher: 'Evil <img src=x onerror="window.hacked = 1"> :material/home:'
published: '2024-05-06'
url: javascript:window.hacked=2
wording: original
---

# Hydrogen depots

Lingang opened 17 hydrogen depots <script>window.hacked = 3</script> in May 2024 ![p](http://203.0.113.9/pixel.png).

<img src="http://203.0.113.9/leak.png" onerror="window.hacked = 4"> ~~struck~~ $x^2$ :red[coloured] :material/home:
"""


@pytest.fixture(scope="session")
def ui_sources():
    return [path.read_text(encoding="utf-8") for path in UI.rglob("*.py")]


@pytest.fixture(scope="session")
def small_index(made_once, tmp_path_factory, embedder):
    return made_once("page", lambda index: _make(tmp_path_factory.mktemp("documents"), index, embedder))


def _make(folder, index, embedder):
    hostile = folder / "hostile.md"
    hostile.write_text(HOSTILE, encoding="utf-8")
    for id_, title, publisher, published, value in (
        ("daily", "Fengxian counts its charging parks", "The Fengxian Daily", "2032-02-01", 340),
        ("courier", "Charging parks in Fengxian", "The Courier", "2032-03-05", 410),
    ):
        text = COUNTED.format(id=id_, title=title, publisher=publisher, published=published, value=value)
        (folder / f"{id_}.md").write_text(text, encoding="utf-8")
    shipped = [shipped_documents() / f"{name}.md" for name in SHIPPED]
    report = ingest([*shipped, hostile, folder / "daily.md", folder / "courier.md"], index, embedder)
    assert report.failed == ()


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}: apt-get install chromium, or set CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()
