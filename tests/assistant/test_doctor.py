"""The doctor says whether all is healthy, and what to do where it is not."""

import json
import shutil
from pathlib import Path

import pytest
from langchain_core.embeddings import Embeddings

from assistant.assistant import Assistant
from assistant.doctor import examine
from assistant.reader import open_reader
from assistant.reading_room import ReadingRoom
from assistant.settings import Settings
from corpus.embedding import fingerprint
from corpus.library import create_library
from tests.assistant.conftest import Policy


@pytest.fixture
def own_index(small_index: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_index, tmp_path / "own"))


def said(index: Path) -> dict[str, tuple[bool, str]]:
    return {finding.name: (finding.healthy, finding.says) for finding in examine(Settings(index))}


def test_chroma_gone_is_mended_by_the_command_that_is_named(own_index: Path, policy: Policy):
    for folder in own_index.glob("chroma-*"):
        shutil.rmtree(folder)

    broken = policy("doctor", "--index", own_index)
    mended = policy("ingest", "--rebuild", "--index", own_index)
    healthy = policy("doctor", "--index", own_index)

    assert broken.code == 1
    assert "BAD  chroma: " in broken.out
    assert "policy ingest --rebuild" in broken.out
    assert broken.err == "policy: something is not healthy: the lines marked BAD say what to do\n"
    assert (mended.code, healthy.code, healthy.err) == (0, 0, "")
    assert [line.split()[:2] for line in healthy.out.splitlines()] == [
        ["ok", "python:"], ["ok", "chat"], ["ok", "embedder:"], ["ok", "index:"], ["ok", "chroma:"],
    ]  # fmt: skip
    assert f"12 documents, 34 passages in {own_index}" in healthy.out


def test_a_desk_without_chroma_still_answers(own_index: Path, embedder: Embeddings):
    for folder in own_index.glob("chroma-*"):
        shutil.rmtree(folder)

    answer = Assistant(ReadingRoom(own_index, lambda: embedder), 10, open_reader()).ask(
        "How many vehicles did SAIC sell in 2023?"
    )

    assert answer.short_answer == "5,020,865 vehicles"


def test_no_index_is_a_finding_with_what_to_do(tmp_path: Path, policy: Policy):
    ran = policy("doctor", "--index", tmp_path / "none", "--json")

    form = json.loads(ran.out)
    assert ran.code == 1
    assert (form["healthy"], form["checks"][-1]["name"]) == (False, "index")
    assert "policy ingest" in form["checks"][-1]["says"]


def test_an_empty_index_is_a_finding_with_what_to_do(tmp_path: Path, embedder: Embeddings):
    create_library(tmp_path, fingerprint(embedder)).close()

    healthy, says = said(tmp_path)["index"]

    assert not healthy
    assert "is empty: run `policy ingest`" in says


def test_an_index_of_another_embedder_is_a_finding(twins: Path):
    healthy, says = said(twins)["index"]

    assert not healthy
    assert "made with the embedder word-hash" in says


def test_an_unknown_embedder_is_a_finding(small_index: Path):
    findings = examine(Settings(small_index, embedder="word2vec"))

    assert [(finding.name, finding.healthy) for finding in findings] == [
        ("python", True), ("chat model", True), ("embedder", False),
    ]  # fmt: skip
    assert "e5-small" in findings[-1].says
