"""Replacing a document: the old version goes only when the new one is in."""

import pytest

from corpus.embedders import open_embedder
from corpus.embedding import DEFAULT
from corpus.ingest import ingest
from corpus.library import open_library
from ui.curating import replace
from ui.uploads import store

OLD = b"# Depots\n\nLingang opened 17 hydrogen depots in May 2024.\n"
NEW = b"# Depots\n\nLingang opened 19 hydrogen depots in May 2024.\n"


@pytest.fixture
def library(tmp_path, monkeypatch):
    monkeypatch.setenv("POLICY_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("POLICY_INDEX", str(tmp_path / "index"))
    embedder = open_embedder(DEFAULT)

    def read(sources):
        return ingest(sources, tmp_path / "index", embedder)

    def entries():
        opened = open_library(tmp_path / "index")
        try:
            return opened.documents()
        finally:
            opened.close()

    return tmp_path, read, entries


def test_an_upload_keeps_its_id_when_it_is_replaced(library):
    folder, read, entries = library
    read([store(OLD, "depots.md", folder / "data")])
    (before,) = entries()

    report = replace(before, NEW, "depots of june.md", read)

    (after,) = entries()
    assert report.replaced == 1
    assert after.document.id == before.document.id
    assert after.sha256 != before.sha256


def test_a_version_that_cannot_be_read_leaves_the_old_one(library):
    folder, read, entries = library
    file = store(OLD, "depots.md", folder / "data")
    read([file])
    before = entries()

    report = replace(before[0], b" \n", "depots.md", read)

    assert report.failed
    assert entries() == before
    assert file.read_bytes() == OLD


def test_a_document_from_elsewhere_is_replaced_and_its_file_left_alone(library):
    folder, read, entries = library
    mine = folder / "mine.md"
    mine.write_bytes(OLD)
    read([mine])

    replace(entries()[0], NEW, "mine.txt", read)

    assert [entry.source.endswith("mine.txt") for entry in entries()] == [True]
    assert mine.read_bytes() == OLD
