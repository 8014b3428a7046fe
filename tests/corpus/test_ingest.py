"""Ingest: incremental, all or nothing for readers, one line for what goes wrong, whole again after a kill."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexBusy, IndexMismatch, IndexMissing, PolicyError
from corpus.ingest import ingest, ingest_documents, rebuild, remove
from corpus.library import open_library
from corpus.places import shipped_documents
from corpus.records import Document, IngestReport
from corpus.tokens import words
from corpus.vector_index import VectorIndex, check_files
from tests.fakes import WordHashEmbeddings

ROOT = Path(__file__).parent.parent.parent
ALL = 500  # more passages than any index here holds
QUESTIONS = ("seventy plants", "two hundred robots", "duties on cars", "Ninety mills")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three documents in a folder."""
    place = tmp_path / "documents"
    write(place / "plan.md", "# Plan\n\nSeventy plants were built.\n")
    write(place / "robots.txt", "Robots\n\nTwo hundred robots came to Lin-gang.\n")
    write(place / "deep" / "duties.md", "# Duties\n\nDuties on cars rose to 35.3%.\n\n## China\n\nBYD pays 17%.\n")
    return place


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def take(*sources: Path, index: Path) -> IngestReport:
    return ingest(list(sources), index, WordHashEmbeddings())


def counts(report: IngestReport) -> tuple[int, int, int]:
    """(added, replaced, unchanged)."""
    return report.added, report.replaced, report.unchanged


def ids(index: Path) -> list[str]:
    library = open_library(index)
    try:
        return [entry.document.id for entry in library.documents()]
    finally:
        library.close()


def texts(index: Path) -> list[str]:
    """The texts of all documents, in the order of their ids."""
    library = open_library(index)
    try:
        return [library.document(entry.document.id).text for entry in library.documents()]  # type: ignore[union-attr]
    finally:
        library.close()


def answers(index: Path) -> list[list[tuple[str, float]]]:
    """What the words and the vectors of the index give for the questions: passages with scores, in one order."""
    library = open_library(index)
    vectors = VectorIndex(library.folder / (library.setting("vector_folder") or ""))
    found = []
    for question in QUESTIONS:
        for ranking in (library.lexical(words(question), ALL), vectors.search(WordHashEmbeddings().embed_query(question), ALL)):
            passages = library.passages([row for row, _ in ranking])
            found.append(sorted((passages[row][0].id, round(score, 4)) for row, score in ranking))
    vectors.close()
    library.close()
    return found


def assert_sound(index: Path) -> None:
    """The library and Chroma hold the same passages, none twice, none left from before."""
    library = open_library(index)
    rows, matrix = library.vectors()
    folder = library.folder / (library.setting("vector_folder") or "")
    check_files(folder)
    vectors = VectorIndex(folder)
    try:
        documents, passages = library.counts()
        assert len(set(rows.tolist())) == passages == vectors.count() == library.passage_count()
        assert len({entry.document.id for entry in library.documents()}) == documents
        assert sorted(row for row, _ in vectors.search(matrix[0].tolist(), passages)) == sorted(rows.tolist())
        np.testing.assert_allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-5)
    finally:
        vectors.close()
        library.close()


# what is read ---------------------------------------------------------------------------------


def test_a_folder_is_read_with_the_folders_in_it(folder: Path, index: Path) -> None:
    report = take(folder, index=index)

    assert counts(report) == (3, 0, 0)
    assert report.passages == 4
    assert report.failed == ()
    assert ids(index) == ["duties", "plan", "robots"]
    assert_sound(index)


def test_a_file_is_read_alone(folder: Path, index: Path) -> None:
    take(folder / "plan.md", index=index)

    assert ids(index) == ["plan"]


def test_a_file_named_twice_is_read_once(folder: Path, index: Path) -> None:
    assert counts(take(folder / "plan.md", folder, index=index)) == (3, 0, 0)


def test_hidden_files_and_folders_are_not_read(folder: Path, index: Path) -> None:
    write(folder / ".hidden.md", "# Hidden\n\nSecret.\n")
    write(folder / ".git" / "notes.md", "# Notes\n\nSecret.\n")

    take(folder, index=index)

    assert ids(index) == ["duties", "plan", "robots"]


def test_files_of_other_formats_in_a_folder_are_named_and_not_read(folder: Path, index: Path) -> None:
    write(folder / "table.xyz", "1,2")

    report = take(folder, index=index)

    assert report.added == 3
    assert [(Path(failure.source).name, ".xyz" in failure.reason) for failure in report.failed] == [("table.xyz", True)]


def test_a_folder_without_documents_is_one_line_that_lists_the_formats(tmp_path: Path, index: Path) -> None:
    write(tmp_path / "empty" / "table.xyz", "1,2")

    with pytest.raises(PolicyError, match=r"holds no documents \(.*\.md.*\.pdf.*\)"):
        take(tmp_path / "empty", index=index)
    assert not index.exists()


def test_a_missing_path_is_one_line_and_nothing_is_made(tmp_path: Path, index: Path) -> None:
    with pytest.raises(PolicyError, match=r"gone: there is no file or folder"):
        take(tmp_path / "gone", index=index)
    assert not index.exists()


def test_a_document_gets_the_companies_it_names(folder: Path, index: Path) -> None:
    take(folder, index=index)

    library = open_library(index)
    companies = {entry.document.id: entry.document.companies for entry in library.documents()}
    library.close()

    assert companies == {"duties": ("BYD",), "plan": (), "robots": ()}


def test_progress_counts_the_files_up_to_the_last(folder: Path, index: Path) -> None:
    seen: list[tuple[int, int]] = []

    ingest([folder], index, WordHashEmbeddings(), lambda done, total, name, passages: seen.append((done, total)))

    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]


# documents in memory --------------------------------------------------------------------------

IN_MEMORY = [Document("plan", "Plan", "Seventy plants were built."), Document("act", "Act", "Duties on cars rose.")]


def test_documents_in_memory_are_taken_like_files(index: Path) -> None:
    report = ingest_documents(IN_MEMORY, index, WordHashEmbeddings())

    assert counts(report) == (2, 0, 0)
    assert ids(index) == ["act", "plan"]
    assert_sound(index)


def test_documents_in_memory_are_taken_once(index: Path) -> None:
    ingest_documents(IN_MEMORY, index, WordHashEmbeddings())

    assert counts(ingest_documents(IN_MEMORY, index, WordHashEmbeddings())) == (0, 0, 2)


def test_a_changed_document_in_memory_is_replaced(index: Path) -> None:
    ingest_documents(IN_MEMORY, index, WordHashEmbeddings())

    report = ingest_documents([Document("plan", "Plan", "Ninety mills were sold.")], index, WordHashEmbeddings())

    assert counts(report) == (0, 1, 0)
    assert texts(index) == ["Duties on cars rose.", "Ninety mills were sold."]


def test_a_document_in_memory_without_text_is_named_as_failed(index: Path) -> None:
    report = ingest_documents([Document("empty", "Empty", " \n"), *IN_MEMORY], index, WordHashEmbeddings())

    assert [failure.source for failure in report.failed] == ["empty"]
    assert ids(index) == ["act", "plan"]


# a second time --------------------------------------------------------------------------------


def test_a_second_ingest_of_the_same_changes_nothing(folder: Path, index: Path) -> None:
    take(folder, index=index)
    before = answers(index), open_library(index).generation

    report = take(folder, index=index)

    assert counts(report) == (0, 0, 3)
    assert (answers(index), open_library(index).generation) == before


def test_a_second_ingest_embeds_only_what_is_new(folder: Path, index: Path) -> None:
    take(folder, index=index)
    write(folder / "new.md", "# New\n\nNinety mills were sold.\n")
    embedded: list[str] = []

    class Listening(WordHashEmbeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            embedded.extend(texts)
            return super().embed_documents(texts)

    ingest([folder], index, Listening())

    assert embedded == ["New\nNinety mills were sold."]


def test_added_replaced_and_unchanged_are_counted(folder: Path, index: Path) -> None:
    take(folder, index=index)
    write(folder / "plan.md", "# Plan\n\nNinety mills were sold.\n")
    write(folder / "new.md", "# New\n\nOne more.\n")

    report = take(folder, index=index)

    assert counts(report) == (1, 1, 2)
    assert_sound(index)


def test_a_replaced_document_leaves_nothing_of_its_old_words(folder: Path, index: Path) -> None:
    take(folder, index=index)
    write(folder / "plan.md", "# Plan\n\nNinety mills were sold.\n")

    take(folder, index=index)

    assert "Seventy" not in " ".join(texts(index))
    library = open_library(index)
    assert (library.lexical(words("seventy"), 5), len(library.lexical(words("ninety"), 5))) == ([], 1)
    library.close()
    assert_sound(index)


def test_search_after_changes_is_that_of_a_clean_build(folder: Path, index: Path, tmp_path: Path) -> None:
    take(folder, index=index)
    write(folder / "plan.md", "# Plan\n\nNinety mills were sold.\n")
    write(folder / "new.md", "# New\n\nSeventy robots. 特斯拉扩产。\n")
    take(folder, index=index)
    remove("robots", index)
    (folder / "robots.txt").unlink()

    take(folder, index=tmp_path / "clean")

    assert answers(index) == answers(tmp_path / "clean")


def test_a_file_changed_to_the_words_of_another_does_not_keep_its_old_words(folder: Path, index: Path) -> None:
    take(folder, index=index)
    shutil.copy(folder / "robots.txt", folder / "plan.md")

    take(folder, index=index)

    assert "Seventy" not in " ".join(texts(index))


# names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("together", [True, False])
def test_two_files_of_one_name_in_two_folders_are_two_documents(together: bool, tmp_path: Path, index: Path) -> None:
    write(tmp_path / "a" / "plan.md", "# A\n\nSeventy plants.\n")
    write(tmp_path / "b" / "plan.md", "# B\n\nNinety mills.\n")

    if together:
        reports = [take(tmp_path / "a", tmp_path / "b", index=index)]
    else:
        reports = [take(tmp_path / "a", index=index), take(tmp_path / "b", index=index)]

    assert sum(report.added for report in reports) == 2
    assert sorted(texts(index)) == ["# A\n\nSeventy plants.\n", "# B\n\nNinety mills.\n"]
    assert_sound(index)


def test_each_of_two_files_of_one_name_is_replaced_by_its_own_new_version(tmp_path: Path, index: Path) -> None:
    write(tmp_path / "a" / "plan.md", "# A\n\nSeventy plants.\n")
    write(tmp_path / "b" / "plan.md", "# B\n\nNinety mills.\n")
    take(tmp_path / "a", index=index)
    take(tmp_path / "b", index=index)
    write(tmp_path / "a" / "plan.md", "# A\n\nForty plants.\n")
    write(tmp_path / "b" / "plan.md", "# B\n\nFifty mills.\n")

    report = take(tmp_path / "a", tmp_path / "b", index=index)

    assert counts(report) == (0, 2, 0)
    assert sorted(texts(index)) == ["# A\n\nForty plants.\n", "# B\n\nFifty mills.\n"]


@pytest.mark.parametrize("together", [True, False])
def test_the_same_content_under_two_names_is_one_document(together: bool, tmp_path: Path, index: Path) -> None:
    write(tmp_path / "a.md", "# A\n\nSeventy plants.\n")
    write(tmp_path / "b.md", "# A\n\nSeventy plants.\n")

    if together:
        report = take(tmp_path / "a.md", tmp_path / "b.md", index=index)
        assert counts(report) == (1, 0, 1)
    else:
        take(tmp_path / "a.md", index=index)
        assert counts(take(tmp_path / "b.md", index=index)) == (0, 0, 1)

    assert ids(index) == ["a"]


def test_two_files_that_name_the_same_id_in_one_run_are_not_silently_one(tmp_path: Path, index: Path) -> None:
    write(tmp_path / "documents" / "a.md", "---\nid: same\n---\n\nSeventy plants.\n")
    write(tmp_path / "documents" / "b.md", "---\nid: same\n---\n\nNinety mills.\n")

    report = take(tmp_path / "documents", index=index)

    assert report.added == len(ids(index)) == 1
    assert [Path(failure.source).name for failure in report.failed] == ["b.md"]
    assert "same" in report.failed[0].reason


@pytest.mark.parametrize("name", ["a b.txt", "Plan (2024).txt", "计划.txt", "...txt", "--.txt"])
def test_any_file_name_makes_an_id_that_a_command_can_take(name: str, tmp_path: Path, index: Path) -> None:
    write(tmp_path / name, "Seventy plants were built.\n")

    take(tmp_path / name, index=index)

    (made,) = ids(index)
    assert made.strip() == made
    assert not set(made) & set(" ()/\\\n")
    remove(made, index)
    assert ids(index) == []


# what cannot be read --------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(folder: Path, index: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"no pdf")
    (folder / "binary.txt").write_bytes(b"a\x00b")
    write(folder / "bad.md", "---\ntitle: [\n---\n\nWords.\n")
    (folder / "empty.txt").touch()

    report = take(folder, index=index)

    assert counts(report) == (3, 0, 0)
    assert sorted(Path(failure.source).name for failure in report.failed) == ["bad.md", "binary.txt", "broken.pdf", "empty.txt"]
    assert ids(index) == ["duties", "plan", "robots"]


def test_a_new_version_that_cannot_be_read_keeps_the_old(folder: Path, index: Path) -> None:
    take(folder, index=index)
    (folder / "plan.md").write_bytes(b"\x00\x01")

    report = take(folder, index=index)

    assert [Path(failure.source).name for failure in report.failed] == ["plan.md"]
    assert counts(report) == (0, 0, 2)
    assert "# Plan\n\nSeventy plants were built.\n" in texts(index)


def test_files_that_all_fail_leave_an_empty_index(tmp_path: Path, index: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"a\x00b")

    report = take(tmp_path / "binary.txt", index=index)

    assert (counts(report), len(report.failed), report.passages) == ((0, 0, 0), 1, 0)
    assert ids(index) == []


def test_a_folder_that_cannot_hold_an_index_is_one_line(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(PolicyError, match="--index"):
            take(folder, index=place)


def test_another_embedder_is_refused_and_the_index_stays(folder: Path, index: Path) -> None:
    take(folder, index=index)

    with pytest.raises(IndexMismatch, match="word-hash, not another"):
        ingest([folder], index, WordHashEmbeddings("another"))

    assert ids(index) == ["duties", "plan", "robots"]


# remove and rebuild ---------------------------------------------------------------------------


def test_a_removed_document_is_in_no_answer(folder: Path, index: Path) -> None:
    take(folder, index=index)

    remove("plan", index)

    assert ids(index) == ["duties", "robots"]
    assert "plan" not in str(answers(index))
    assert_sound(index)


def test_a_removed_document_can_be_read_again(folder: Path, index: Path) -> None:
    take(folder, index=index)
    before = answers(index)
    remove("plan", index)

    report = take(folder, index=index)

    assert counts(report) == (1, 0, 2)
    assert answers(index) == before


def test_an_unknown_id_is_not_removed_but_answered(folder: Path, index: Path) -> None:
    take(folder, index=index)

    with pytest.raises(PolicyError, match="no document 'nobody'"):
        remove("nobody", index)
    assert len(ids(index)) == 3


@pytest.mark.parametrize("act", [lambda index: remove("plan", index), rebuild])
def test_an_index_that_is_not_there_is_missing_and_none_is_made(act: object, index: Path) -> None:
    with pytest.raises(IndexMissing):
        act(index)  # type: ignore[operator]

    assert not index.exists()


def test_a_rebuilt_folder_gives_the_same_answers(folder: Path, index: Path) -> None:
    take(folder, index=index)
    before = answers(index)
    library = open_library(index)
    shutil.rmtree(index / (library.setting("vector_folder") or ""))
    library.close()

    rebuild(index)

    assert answers(index) == before
    assert_sound(index)


def test_a_lost_vector_folder_is_made_again_by_the_next_ingest(folder: Path, index: Path) -> None:
    take(folder, index=index)
    before = answers(index)
    for chroma in index.glob("chroma-*"):
        shutil.rmtree(chroma)

    take(folder, index=index)

    assert answers(index) == before


def test_old_vector_folders_are_cleared_away_but_for_the_last(folder: Path, index: Path) -> None:
    for number in range(4):
        write(folder / "plan.md", f"# Plan\n\nVersion {number}.\n")
        take(folder, index=index)

    assert sorted(path.name for path in index.glob("chroma-*")) == ["chroma-3", "chroma-4"]


# two at once ----------------------------------------------------------------------------------


@pytest.fixture
def writer_elsewhere(index: Path) -> Iterator[None]:
    """Another process that holds the index for writing."""
    index.mkdir(parents=True, exist_ok=True)
    program = f"from filelock import FileLock\nwith FileLock({str(index / 'writer.lock')!r}): print('held', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        process.communicate("\n")


def test_a_second_ingest_at_the_same_time_is_refused_in_one_line(folder: Path, index: Path, writer_elsewhere: None) -> None:
    with pytest.raises(IndexBusy) as caught:
        take(folder, index=index)

    assert "another ingest is writing" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_lock_of_an_ingest_that_ended_is_free(folder: Path, index: Path) -> None:
    take(folder, index=index)

    assert counts(take(folder, index=index)) == (0, 0, 3)


def test_the_lock_of_an_ingest_that_failed_is_free(folder: Path, index: Path) -> None:
    def fail() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest([folder], index, WordHashEmbeddings(before=fail))

    assert counts(take(folder, index=index)) == (3, 0, 0)


def test_readers_are_answered_from_the_old_state_during_an_ingest(folder: Path, index: Path) -> None:
    take(folder, index=index)
    before = answers(index)
    during = []
    write(folder / "plan.md", "# Plan\n\nNinety mills were sold.\n")

    ingest([folder], index, WordHashEmbeddings(before=lambda: during.append(answers(index))))

    assert during == [before]
    assert answers(index) != before


def test_a_reader_that_stays_open_sees_the_new_state_after_it(folder: Path, index: Path) -> None:
    take(folder, index=index)
    reader = open_library(index)
    before = reader.generation, reader.counts()
    write(folder / "new.md", "# New\n\nOne more.\n")

    take(folder, index=index)

    assert (before, (reader.generation, reader.counts())) == ((1, (3, 4)), (2, (4, 5)))
    reader.close()


# a full disk ----------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 MB, which only root can make."""
    place = tmp_path / "disk"
    place.mkdir()
    made = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", place], capture_output=True, check=False
        ).returncode
    )
    if not made:
        pytest.skip("only root can mount a small disk; test_library.py has SQLite's own limit in its place")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.parametrize("free", [0, 150, 450, 700, 950, 1_050])  # KB: full at the lock, in the library, in Chroma
def test_a_full_disk_is_one_line_and_loses_nothing(free: int, small_disk: Path, folder: Path) -> None:
    index = small_disk / "index"
    take(folder, index=index)
    before = answers(index)
    for number in range(20):
        write(folder / f"more{number}.txt", f"More {number}\n\n" + "Seventy plants were built. " * 60)
    space = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(bytes(max(0, space - free * 1024)))

    with pytest.raises(PolicyError) as caught:
        take(folder, index=index)

    assert "\n" not in str(caught.value)
    assert "full" in str(caught.value) or "space" in str(caught.value)
    (small_disk / "ballast").unlink()
    assert answers(index) == before
    take(folder, index=index)
    assert len(ids(index)) == 23
    assert_sound(index)


# killed ---------------------------------------------------------------------------------------

ROUNDS = 8


def many(folder: Path) -> None:
    for number in range(30):
        write(
            folder / f"d{number}.md", f"# D{number}\n\nSeventy plants of {number}.\n\n## Part\n\nTwo hundred robots {number}.\n"
        )


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[Path]]:
    """Documents, an index of their old state, and copies of it in which an ingest of the new state was killed."""
    place = tmp_path_factory.mktemp("killed")
    documents, old = place / "documents", place / "old"
    for number in range(5):
        write(documents / f"d{number}.md", f"# D{number}\n\nAn old version of {number}.\n")
    take(documents, index=old)
    many(documents)
    indexes = [place / f"index{number}" for number in range(ROUNDS)]
    chance = random.Random(5)
    rounds = []
    for index in indexes:
        shutil.copytree(old, index)
        rounds += [str(index), str(chance.uniform(0, 0.95))]
    command = [sys.executable, "-m", "tests.corpus.killed_ingest", str(documents), *rounds]
    subprocess.run(command, cwd=ROOT, check=True)
    return documents, old, indexes


def test_a_killed_ingest_leaves_readers_the_old_state_or_the_new(killed: tuple[Path, Path, list[Path]], tmp_path: Path) -> None:
    documents, old, indexes = killed
    take(documents, index=tmp_path / "clean")
    states = [answers(old), answers(tmp_path / "clean")]

    for index in indexes:
        shutil.copytree(index, tmp_path / index.name)
        assert answers(tmp_path / index.name) in states


def test_the_run_after_a_killed_one_completes_it(killed: tuple[Path, Path, list[Path]], tmp_path: Path) -> None:
    documents, _, indexes = killed
    take(documents, index=tmp_path / "clean")
    expected = answers(tmp_path / "clean")

    for number, index in enumerate(indexes):
        shutil.copytree(index, tmp_path / f"again{number}")
        take(documents, index=tmp_path / f"again{number}")
        assert answers(tmp_path / f"again{number}") == expected
        assert_sound(tmp_path / f"again{number}")


def interrupted(folder: Path, index: Path) -> None:
    """An ingest that stages the folder's files and ends before it publishes."""

    def stop(done: int, total: int, name: str, passages: int) -> None:
        if name == "publishing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest([folder], index, WordHashEmbeddings(), stop)


def test_what_an_interrupted_run_had_embedded_is_not_embedded_again(folder: Path, index: Path) -> None:
    interrupted(folder, index)
    calls: list[int] = []

    report = ingest([folder], index, WordHashEmbeddings(before=lambda: calls.append(1)))

    assert counts(report) == (3, 0, 0)
    assert calls == []


def test_a_change_that_was_taken_back_after_an_interrupted_run_is_not_published(folder: Path, index: Path) -> None:
    take(folder, index=index)
    before = answers(index)
    write(folder / "plan.md", "# Plan\n\nNinety mills were sold.\n")
    interrupted(folder, index)
    write(folder / "plan.md", "# Plan\n\nSeventy plants were built.\n")

    take(folder, index=index)

    assert answers(index) == before


def test_removing_a_document_does_not_publish_what_an_interrupted_run_left(folder: Path, index: Path, tmp_path: Path) -> None:
    take(folder, index=index)
    write(tmp_path / "other" / "half.md", "# Half\n\nHalf of a folder.\n")
    interrupted(tmp_path / "other", index)

    remove("plan", index)

    assert ids(index) == ["duties", "robots"]


# the shipped documents ------------------------------------------------------------------------


def test_the_shipped_documents_are_read_without_a_failure(shipped_index: Path) -> None:
    files = [path for path in shipped_documents().glob("*.md") if path.name != "README.md"]

    assert ids(shipped_index) == sorted(path.stem for path in files)
    assert_sound(shipped_index)


def test_a_small_index_holds_its_twelve_documents(small_index: Path) -> None:
    assert len(ids(small_index)) == 12
    assert_sound(small_index)


def test_a_readme_of_the_users_own_is_a_document_like_any_other(tmp_path: Path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "README.md").write_text("# About these papers\n\nSeventy mills were built.\n", encoding="utf-8")

    report = ingest([folder], tmp_path / "index", WordHashEmbeddings())

    assert counts(report) == (1, 0, 0)
