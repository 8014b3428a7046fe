"""Uploaded files: kept under harmless names, in the data folder and nowhere else."""

import hashlib

import pytest

from corpus.errors import PolicyError
from ui.uploads import discard, is_upload, overwrite, safe_name, store


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\report 2024 (final).PDF", "report 2024 (final).PDF"),
        ("规划.pdf", "规划.pdf"),
        (".hidden.md", "hidden.md"),
        ("a;rm -rf $HOME|x\n.txt", "a_rm -rf _HOME_x_.txt"),
        ("x" * 300 + ".docx", "x" * 100 + ".docx"),
    ],
)
def test_a_name_is_its_last_part_without_what_could_do_harm(given, kept):
    assert safe_name(given) == kept


@pytest.mark.parametrize("name", ["", "..", "/", "$$$.", "a/.."])
def test_a_name_of_nothing_is_refused(name):
    with pytest.raises(PolicyError, match="no name for a file"):
        safe_name(name)


def test_two_files_of_one_name_are_kept_apart_and_one_content_once(tmp_path):
    one, other = store(b"one", "report.pdf", tmp_path), store(b"two", "report.pdf", tmp_path)

    assert (one.read_bytes(), other.read_bytes()) == (b"one", b"two")
    assert store(b"one", "report.pdf", tmp_path) == one
    assert hashlib.sha256(b"one").hexdigest().startswith(one.parent.name)


def test_only_uploads_are_ever_deleted(tmp_path):
    own, upload = tmp_path / "mine.md", store(b"one", "report.pdf", tmp_path / "data")
    own.write_text("mine")

    discard(str(own), tmp_path / "data")
    discard(str(upload), tmp_path / "data")
    discard("https://example.org/report.pdf", tmp_path / "data")

    assert own.exists()
    assert not upload.exists()
    assert not is_upload(str(own), tmp_path / "data")


def test_a_version_takes_the_place_of_another_whole(tmp_path):
    file = store(b"one", "report.pdf", tmp_path)

    overwrite(file, b"two")

    assert file.read_bytes() == b"two"
    assert [other.name for other in file.parent.iterdir()] == ["report.pdf"]


def test_a_folder_that_cannot_be_written_is_one_line_with_its_remedy(tmp_path):
    (tmp_path / "uploads").write_text("a file")

    with pytest.raises(PolicyError, match="set POLICY_DATA"):
        store(b"one", "report.pdf", tmp_path)
