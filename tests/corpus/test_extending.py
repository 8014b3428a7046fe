"""docs/extending.md, followed to the letter in a copy of the code: one file is a format, one file is a source."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus.web.serving import page, serving

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
READ = """
import json, sys
from corpus.parsers import parse
from corpus.sources import Source, open_sources
from corpus.web import Limits, Web

for found in open_sources(sys.argv[1:], Web(Limits(delay=0), frozenset({"127.0.0.1"}))):
    if isinstance(found, Source):
        content = found.read()
        (document,) = parse(content.path, content.data).documents
        print(json.dumps([found.name, document.title, document.text]))
    else:
        print(json.dumps([found.source, found.reason]))
"""
SUBTITLES = """1
00:00:01,000 --> 00:00:04,000
Seventy plants
were built.

2
00:00:05,500 --> 00:00:09,000
九十家工厂投产。
"""


def block(place: str) -> str:
    """The code that the page says to put into that file."""
    after = PAGE.split(f"`{place}`", 1)[1]
    found = re.search(r"```python\n(.*?)```", after, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A copy of the code without the shipped documents."""
    shutil.copytree(ROOT / "corpus", tmp_path / "code" / "corpus", ignore=shutil.ignore_patterns("documents", "__pycache__"))
    return tmp_path / "code"


def read(code: Path, *names: object) -> list[list[str]]:
    """What the copy reads under the names."""
    ran = subprocess.run([sys.executable, "-c", READ, *map(str, names)], cwd=code, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def add(code: Path, place: str) -> None:
    (code / place).write_text(block(place), encoding="utf-8")


def test_the_format_of_the_page_is_one_file(code: Path, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "speech.srt").write_text(SUBTITLES, encoding="utf-8")
    before = read(code, documents)

    add(code, "corpus/parsers/subtitles.py")

    assert any("nothing reads files of the form .srt" in line[1] for line in before)
    assert read(code, documents) == [
        [str(documents / "speech.srt"), "speech", "Seventy plants were built.\n\n九十家工厂投产。"]
    ]  # fmt: skip


def test_the_format_of_the_page_is_told_by_content(code: Path, tmp_path: Path) -> None:
    add(code, "corpus/parsers/subtitles.py")
    (tmp_path / "speech.dat").write_bytes(SUBTITLES.replace("\n", "\r\n").encode("utf-8-sig"))

    ((_, title, text),) = read(code, tmp_path / "speech.dat")

    assert (title, text.count("-->")) == ("speech", 0)


def test_the_source_of_the_page_is_one_file(code: Path) -> None:
    add(code, "corpus/sources/opml.py")
    with serving() as site:
        site.pages = {
            "/feeds.opml": page(f'<opml version="2.0"><body><outline text="x" xmlUrl="{site.url("/feed")}"/></body></opml>'),
            "/feed": page(f"<rss><channel><item><link>{site.url('/plan.txt')}</link></item></channel></rss>"),
            "/plan.txt": page("Seventy plants were built.", Content_Type="text/plain"),
        }

        found = read(code, site.url("/feeds.opml"))

    assert found == [[site.url("/plan.txt"), "Seventy plants were built.", "Seventy plants were built."]]
