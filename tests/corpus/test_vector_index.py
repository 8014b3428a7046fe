"""Chroma's folder: counted and looked over before it is used, and never written to while it is in use."""

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import IndexDamaged
from corpus.vector_index import Record, VectorIndex, check_files, extend
from tests.fakes import WordHashEmbeddings

TEXTS = {1: "seventy plants", 2: "two hundred robots", 3: "duties on cars"}


def records(*rows: int) -> Iterator[Record]:
    embedder = WordHashEmbeddings()
    for row in rows:
        text = TEXTS.get(row, f"passage {row}")
        yield row, text, {"document_id": f"d{row}", "start": 0}, embedder.embed_query(text)


def nearest(folder: Path, text: str, k: int = 10) -> list[int]:
    index = VectorIndex(folder)
    try:
        return [row for row, _ in index.search(WordHashEmbeddings().embed_query(text), k)]
    finally:
        index.close()


def fingerprints(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vectors") / "chroma-1"
    extend(None, folder, records(1, 2, 3), [], 3)
    return folder


@pytest.fixture(scope="module")
def with_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder large enough for Chroma to have written its vector files, which it does every thousand records."""
    folder = tmp_path_factory.mktemp("vectors") / "chroma-1"
    extend(None, folder, records(*range(1, 1_101)), [], 1_100)
    assert list(folder.glob("*/header.bin"))
    return folder


@pytest.fixture
def segment(with_files: Path, tmp_path: Path) -> Path:
    """A copy of the vector files, to be torn."""
    (source,) = (header.parent for header in with_files.glob("*/header.bin"))
    target = tmp_path / "chroma-1" / source.name
    target.mkdir(parents=True)
    for path in source.iterdir():
        (target / path.name).write_bytes(path.read_bytes())
    return target


def test_the_nearest_passage_comes_first_with_its_cosine(three: Path) -> None:
    index = VectorIndex(three)

    found = index.search(WordHashEmbeddings().embed_query("two hundred robots"), 3)
    index.close()

    assert found[0] == (2, pytest.approx(1, abs=1e-5))
    assert sorted(row for row, _ in found) == [1, 2, 3]
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_more_asked_for_than_there_is_gives_what_there_is(three: Path) -> None:
    assert len(nearest(three, "plants", 50)) == 3


def test_equal_cosines_come_in_the_order_of_their_rows(tmp_path: Path) -> None:
    vector = WordHashEmbeddings().embed_query("same")
    extend(None, tmp_path / "chroma-1", [(row, "same", {"start": 0}, vector) for row in (9, 4, 7)], [], 3)

    assert nearest(tmp_path / "chroma-1", "same") == [4, 7, 9]


def test_an_extension_leaves_the_old_folder_as_it_was(three: Path, tmp_path: Path) -> None:
    before = fingerprints(three)

    extend(three, tmp_path / "chroma-2", records(4), [1], 3)

    assert fingerprints(three) == before
    assert sorted(nearest(tmp_path / "chroma-2", "plants")) == [2, 3, 4]


def test_an_extension_begins_anew_where_a_killed_one_left_a_folder(three: Path, tmp_path: Path) -> None:
    (tmp_path / "chroma-2").mkdir()
    (tmp_path / "chroma-2" / "chroma.sqlite3").write_bytes(b"half a file")

    extend(three, tmp_path / "chroma-2", records(4), [], 4)

    assert sorted(nearest(tmp_path / "chroma-2", "plants")) == [1, 2, 3, 4]


def test_an_index_that_lost_everything_holds_nothing(three: Path, tmp_path: Path) -> None:
    extend(three, tmp_path / "chroma-2", [], [1, 2, 3], 0)

    assert nearest(tmp_path / "chroma-2", "plants") == []


def test_a_folder_that_does_not_hold_what_it_should_is_damaged(three: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="holds 4 passages instead of 9"):
        extend(three, tmp_path / "chroma-2", records(4), [], 9)


def test_more_records_than_one_batch_are_all_added(with_files: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("corpus.vector_index.BATCH", 7)

    extend(None, tmp_path / "chroma-1", records(*range(1, 31)), [], 30)

    assert sorted(nearest(tmp_path / "chroma-1", "passage", 50)) == list(range(1, 31))


def test_sound_files_pass(with_files: Path, segment: Path) -> None:
    check_files(with_files)
    check_files(segment.parent)


def test_a_header_that_counts_other_than_the_lengths_is_torn(segment: Path) -> None:
    header = bytearray((segment / "header.bin").read_bytes())
    *before, count, size = struct.unpack_from("<QQQQ", header, 4)
    struct.pack_into("<QQQQ", header, 4, *before, count - 1, size)
    (segment / "header.bin").write_bytes(header)

    with pytest.raises(IndexDamaged, match=r"torn.*--rebuild"):
        check_files(segment.parent)


def test_a_link_file_that_became_a_hole_is_torn(segment: Path) -> None:
    with (segment / "link_lists.bin").open("r+b") as file:
        file.truncate(40 * 2**30)  # sparse: no bytes on disk

    with pytest.raises(IndexDamaged, match="torn"):
        check_files(segment.parent)


def test_vectors_that_are_cut_off_are_torn(segment: Path) -> None:
    with (segment / "data_level0.bin").open("r+b") as file:
        file.truncate(1_000)

    with pytest.raises(IndexDamaged, match="torn"):
        check_files(segment.parent)


@pytest.mark.parametrize("length", [0, 20])
def test_a_header_that_is_cut_off_is_torn(segment: Path, length: int) -> None:
    with (segment / "header.bin").open("r+b") as file:
        file.truncate(length)

    with pytest.raises(IndexDamaged, match="torn"):
        check_files(segment.parent)


@pytest.mark.parametrize("name", ["length.bin", "link_lists.bin", "data_level0.bin"])
def test_a_file_that_is_missing_beside_its_header_is_torn(segment: Path, name: str) -> None:
    (segment / name).unlink()

    with pytest.raises(IndexDamaged, match="torn"):
        check_files(segment.parent)


def test_a_folder_without_vector_files_is_sound(tmp_path: Path) -> None:
    check_files(tmp_path)
