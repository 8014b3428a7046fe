"""The doctor says whether all is healthy, and what to do where it is not."""

import json
import shutil
from pathlib import Path

import pytest

from assistant.doctor import examine
from assistant.settings import Settings
from corpus.ingest import remove
from tests.assistant.conftest import TWINS, Policy


@pytest.fixture
def own_index(small_index: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_index, tmp_path / "own"))


def said(index: Path) -> dict[str, tuple[bool, str]]:
    return {finding.name: (finding.healthy, finding.says) for finding in examine(Settings(index))}


def test_a_healthy_desk_has_nothing_to_mend(small_index: Path, policy: Policy):
    ran = policy("doctor", "--index", small_index)

    assert ran.code == 0
    assert [line.split()[:2] for line in ran.out.splitlines()] == [
        ["ok", "python:"], ["ok", "embedder:"], ["ok", "index:"], ["ok", "chroma:"],
    ]  # fmt: skip
    assert f"12 documents, 34 passages in {small_index}" in ran.out


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
    assert (mended.code, healthy.code) == (0, 0)


def test_a_desk_without_chroma_still_answers(own_index: Path, policy: Policy):
    for folder in own_index.glob("chroma-*"):
        shutil.rmtree(folder)

    ran = policy("ask", "How many vehicles did SAIC sell in 2023?", "--index", own_index)

    assert ran.code == 0
    assert "5,020,865 vehicles" in ran.out


def test_a_torn_vector_file_of_chroma_is_told(own_index: Path):
    (header,) = own_index.glob("chroma-*/*/header.bin")
    (header.parent / "length.bin").write_bytes(b"")

    healthy, says = said(own_index)["chroma"]

    assert not healthy
    assert "policy ingest --rebuild" in says


def test_no_index_is_a_finding_with_what_to_do(tmp_path: Path, policy: Policy):
    ran = policy("doctor", "--index", tmp_path / "none", "--json")

    form = json.loads(ran.out)
    assert ran.code == 1
    assert (form["healthy"], form["checks"][-1]["name"]) == (False, "index")
    assert "policy ingest" in form["checks"][-1]["says"]


def test_an_empty_index_is_a_finding_with_what_to_do(own_index: Path):
    for document in [path.stem for path in (own_index.parent / "none").glob("*")] or []:
        remove(document, own_index)
    from corpus.library import open_library

    for entry in open_library(own_index).documents():
        remove(entry.document.id, own_index)

    healthy, says = said(own_index)["index"]

    assert not healthy
    assert "is empty: run `policy ingest`" in says


def test_an_index_of_another_embedder_is_a_finding(twins: Path):
    assert len(TWINS) == 3

    healthy, says = said(twins)["index"]

    assert not healthy
    assert "made with the embedder word-hash" in says


def test_an_unknown_embedder_is_a_finding(small_index: Path):
    findings = examine(Settings(small_index, embedder="word2vec"))

    assert [(finding.name, finding.healthy) for finding in findings] == [("python", True), ("embedder", False)]
    assert "e5-small" in findings[-1].says
