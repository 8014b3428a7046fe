"""One text has one document with all its sources; versions and removals are on record; near-copies are linked."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from assistant.reading_room import ReadingRoom
from corpus import stamps
from corpus.errors import IndexBusy, PolicyError
from corpus.ingest import Removal, ingest, ingest_documents, remove
from corpus.library import DocumentEntry, open_library
from corpus.records import Document, IngestReport
from corpus.tokens import words
from tests.corpus.test_copies import CHINESE, ENGLISH
from tests.fakes import WordHashEmbeddings

ROOT = Path(__file__).parents[2]
SEVENTY, NINETY = "# A\n\nSeventy plants were built.\n", "# A\n\nNinety mills were sold.\n"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as unchanged from the first moment, as they do two seconds later."""
    monkeypatch.setattr(stamps, "SETTLED", -1.0)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def take(*sources: Path, index: Path) -> IngestReport:
    return ingest(list(sources), index, WordHashEmbeddings())


def entries(index: Path) -> dict[str, DocumentEntry]:
    library = open_library(index)
    try:
        return {entry.document.id: entry for entry in library.documents()}
    finally:
        library.close()


def sources(index: Path) -> dict[str, list[str]]:
    """The names of the files that hold each document."""
    return {name: [Path(source).name for source in entry.sources] for name, entry in entries(index).items()}


def text(index: Path, document_id: str) -> str:
    library = open_library(index)
    try:
        return library.document(document_id).text  # type: ignore[union-attr]
    finally:
        library.close()


def actions(index: Path, document_id: str | None = None) -> list[tuple[str, str]]:
    library = open_library(index)
    try:
        return [(event.action, event.document_id) for event in library.history(document_id)]
    finally:
        library.close()


# one text, several sources --------------------------------------------------------------------


@pytest.mark.parametrize("together", [True, False])
def test_the_same_text_under_two_names_is_one_document_with_two_sources(together: bool, tmp_path: Path, index: Path) -> None:
    a, b = write(tmp_path / "a.md", SEVENTY), write(tmp_path / "b.txt", SEVENTY)

    for batch in [[a, b]] if together else [[a], [b]]:
        take(*batch, index=index)

    assert sources(index) == {"a": ["a.md", "b.txt"]}


def test_the_same_text_of_two_publishers_is_two_documents(index: Path) -> None:
    one, other = (Document(name, "A", "Seventy plants.", publisher=name) for name in ("shine", "wire"))

    ingest_documents([one, other], index, WordHashEmbeddings())

    assert sorted(entries(index)) == ["shine", "wire"]


def test_a_source_that_changes_leaves_the_old_text_to_the_source_that_still_holds_it(tmp_path: Path, index: Path) -> None:
    a, b = write(tmp_path / "a.md", SEVENTY), write(tmp_path / "b.md", SEVENTY)
    take(a, b, index=index)
    write(a, NINETY)

    report = take(a, b, index=index)

    assert (report.added, report.replaced, report.unchanged, report.removed) == (1, 0, 1, 0)
    assert sorted(map(tuple, sources(index).values())) == [("a.md",), ("b.md",)]
    assert text(index, "a") == SEVENTY


def test_a_document_is_replaced_when_all_of_its_sources_have_changed(tmp_path: Path, index: Path, settled: None) -> None:
    a, b = write(tmp_path / "a.md", SEVENTY), write(tmp_path / "b.md", SEVENTY)
    take(a, b, index=index)
    write(a, NINETY)
    write(b, NINETY)

    take(a, b, index=index)

    assert sources(index) == {"a": ["a.md", "b.md"]}
    assert text(index, "a") == NINETY


def test_files_that_exchange_their_texts_lose_neither(tmp_path: Path, index: Path) -> None:
    a, b = write(tmp_path / "a.md", SEVENTY), write(tmp_path / "b.md", NINETY)
    take(a, b, index=index)
    write(a, NINETY)
    write(b, SEVENTY)

    take(a, b, index=index)

    assert sources(index) == {"a": ["b.md"], "b": ["a.md"]}
    assert (text(index, "a"), text(index, "b")) == (SEVENTY, NINETY)


def test_archives_of_one_name_with_one_member_of_one_name_are_two_documents(tmp_path: Path, index: Path) -> None:
    for folder, told in (("x", SEVENTY), ("y", NINETY)):
        (tmp_path / folder).mkdir()
        with zipfile.ZipFile(tmp_path / folder / "bundle.zip", "w") as archive:
            archive.writestr("plan.md", told)

    for folder in ("x", "y"):
        take(tmp_path / folder / "bundle.zip", index=index)

    assert sorted(text(index, name) for name in entries(index)) == sorted([SEVENTY, NINETY])


def test_a_file_that_names_another_id_takes_its_document_with_it(tmp_path: Path, index: Path) -> None:
    file = write(tmp_path / "a.md", "---\nid: first\n---\n\nSeventy plants.\n")
    take(file, index=index)
    write(file, "---\nid: second\n---\n\nSeventy plants.\n")

    report = take(file, index=index)

    assert (report.added, report.removed) == (1, 1)
    assert sources(index) == {"second": ["a.md"]}


def test_removing_one_source_keeps_the_document_until_the_last_is_gone(tmp_path: Path, index: Path) -> None:
    a, b = write(tmp_path / "a.md", SEVENTY), write(tmp_path / "b.md", SEVENTY)
    take(a, b, index=index)

    first = remove(str(a), index)
    between = sources(index)
    second = remove(str(b), index)

    assert (first, second) == (Removal((), ("a",)), Removal(("a",)))
    assert (between, sources(index)) == ({"a": ["b.md"]}, {})


def test_removing_a_document_removes_it_whatever_sources_it_has(tmp_path: Path, index: Path, settled: None) -> None:
    a, b = write(tmp_path / "a.md", SEVENTY), write(tmp_path / "b.md", SEVENTY)
    take(a, b, index=index)

    removal = remove("a", index)
    gone = entries(index)

    assert (removal, gone) == (Removal(("a",)), {})
    assert take(a, b, index=index).added == 1


def test_a_name_that_is_neither_document_nor_source_is_answered(tmp_path: Path, index: Path) -> None:
    take(write(tmp_path / "a.md", SEVENTY), index=index)

    with pytest.raises(PolicyError, match=r"no document 'nobody', and no source of that name"):
        remove("nobody", index)


# versions and the log -------------------------------------------------------------------------


def test_a_replaced_document_keeps_a_record_of_its_earlier_version(tmp_path: Path, index: Path) -> None:
    file = write(tmp_path / "a.md", SEVENTY)
    take(file, index=index)
    before = entries(index)["a"]
    write(file, NINETY)

    take(file, index=index)

    library = open_library(index)
    first, second = library.history("a")
    library.close()
    after = entries(index)["a"]
    assert (first.action, first.sha256, first.source) == ("added", before.sha256, str(file.resolve()))
    assert before.added <= first.at <= second.at
    assert (second.action, second.sha256) == ("replaced", after.sha256)
    assert before.sha256 != after.sha256
    assert (before.version, after.version) == (1, 2)


def test_every_change_is_on_record_with_who_made_it(tmp_path: Path, index: Path) -> None:
    a, b = write(tmp_path / "a.md", SEVENTY), write(tmp_path / "b.md", SEVENTY)
    take(a, index=index)
    take(a, b, index=index)
    remove(str(b), index)
    remove("a", index)

    library = open_library(index)
    people = {event.who for event in library.history()}
    library.close()

    assert actions(index) == [("added", "a"), ("source added", "a"), ("source removed", "a"), ("removed", "a")]
    assert len(people) == 1
    assert people != {""}


def test_what_changes_nothing_is_not_on_record(tmp_path: Path, index: Path) -> None:
    file = write(tmp_path / "a.md", SEVENTY)
    take(file, index=index)

    take(file, index=index)

    assert actions(index) == [("added", "a")]


# what need not be read again ------------------------------------------------------------------


def test_a_file_as_it_was_is_not_opened_again(
    tmp_path: Path, index: Path, settled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(write(tmp_path / "a.md", SEVENTY), index=index)
    monkeypatch.setattr("corpus.ingest.parse", None)  # would be called

    report = take(tmp_path / "a.md", index=index)

    assert (report.unchanged, report.failed) == (1, ())


def test_a_file_of_the_same_size_and_date_but_other_words_is_read(tmp_path: Path, index: Path, settled: None) -> None:
    file = write(tmp_path / "a.md", SEVENTY)
    take(file, index=index)
    seen = file.stat()
    write(file, SEVENTY.replace("Seventy", "Fifteen"))
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))

    report = take(file, index=index)

    assert file.stat().st_size == seen.st_size
    assert report.replaced == 1


def test_a_file_that_changed_a_moment_ago_is_read_whatever_it_looks_like(tmp_path: Path) -> None:
    file = write(tmp_path / "a.md", SEVENTY)

    assert stamps.stamp(file) is None
    assert stamps.stamp(tmp_path / "gone.md") is None


def test_what_could_not_be_read_is_named_every_time(tmp_path: Path, index: Path, settled: None) -> None:
    write(tmp_path / "docs" / "a.md", SEVENTY)
    (tmp_path / "docs" / "bad.txt").write_bytes(b"a\x00b")

    reports = [take(tmp_path / "docs", index=index) for _ in range(2)]

    assert [len(report.failed) for report in reports] == [1, 1]


# near-copies ----------------------------------------------------------------------------------


def published(name: str, words: str, date: str | None, publisher: str) -> Document:
    return Document(name, f"Title of {name}", words, publisher=publisher, published=date)


@pytest.mark.parametrize("words", [ENGLISH, CHINESE])
def test_near_copies_are_kept_and_linked_to_the_earliest(words: str, index: Path) -> None:
    wire = published("wire", words, "2024-03-05", "Wire")
    daily = published("daily", words + " (Wire)", "2024-03-06", "Daily")
    undated = published("blog", "Found today: " + words, None, "Blog")
    ingest_documents([daily, undated], index, WordHashEmbeddings())

    ingest_documents([wire], index, WordHashEmbeddings())

    assert {name: entry.copy_of for name, entry in entries(index).items()} == {"wire": None, "daily": "wire", "blog": "wire"}


def test_a_copy_that_is_replaced_by_another_text_is_linked_no_more(index: Path) -> None:
    ingest_documents([published("a", ENGLISH, "2024", "A"), published("b", ENGLISH, "2025", "B")], index, WordHashEmbeddings())
    before = entries(index)["b"].copy_of

    ingest_documents([published("b", CHINESE, "2025", "B")], index, WordHashEmbeddings())

    assert (before, entries(index)["b"].copy_of) == ("a", None)


def test_copies_stay_together_when_the_one_between_them_goes(index: Path) -> None:
    documents = [published(name, ENGLISH, date, name) for name, date in (("a", "2021"), ("b", "2022"), ("c", "2023"))]
    ingest_documents(documents, index, WordHashEmbeddings())

    remove("b", index)

    assert entries(index)["c"].copy_of == "a"


# a reader beside the writer -------------------------------------------------------------------

WRITER = """
import sys
import zipfile
from pathlib import Path
from corpus.ingest import ingest
from tests.fakes import WordHashEmbeddings

def wait():
    print("embedding", flush=True)
    input()

ingest([Path(sys.argv[1])], Path(sys.argv[2]), WordHashEmbeddings(before=wait))
"""


def test_another_process_reads_the_old_state_while_one_ingests(tmp_path: Path, index: Path) -> None:
    file = write(tmp_path / "a.md", SEVENTY)
    take(file, index=index)
    room = ReadingRoom(index, WordHashEmbeddings)
    write(file, NINETY)
    command = [sys.executable, "-c", WRITER, str(file), str(index)]

    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "embedding\n"
        during = (text(index, "a"), found(room, "seventy"), found(room, "ninety"))
        with pytest.raises(IndexBusy):
            take(file, index=index)
        writer.communicate("\n")
    room.refresh()
    after = (text(index, "a"), found(room, "seventy"), found(room, "ninety"))

    assert during == (SEVENTY, [SEVENTY.rpartition("\n\n")[2].strip()], [])
    assert after == (NINETY, [], [NINETY.rpartition("\n\n")[2].strip()])


def found(room: ReadingRoom, question: str) -> list[str]:
    """The texts that the words find, and that Chroma holds as well."""
    rows = [row for row, _ in room.library.lexical(words(question), 10)]
    near = {row for row, _ in room.vector_index().search(room.embed(question).tolist(), 10)}
    return [room.library.passages([row])[row][0].text for row in rows if row in near]
