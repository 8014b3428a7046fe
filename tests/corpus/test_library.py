"""The library: staged is invisible, published is visible at once, replaced is gone without a trace."""

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexDamaged, IndexMismatch, IndexMissing, PolicyError
from corpus.identity import content_hash
from corpus.library import FILE, VERSION, Change, WritableLibrary, check_fit, create_library, open_library
from corpus.library import files as library_module
from corpus.library.reading import TITLE_WEIGHT
from corpus.passages import split
from corpus.records import Document, Page, Passage, Section
from tests.fakes import DIMENSIONS, WordHashEmbeddings


@pytest.fixture
def library(tmp_path: Path) -> WritableLibrary:
    return create_library(tmp_path, "word-hash")


def stage(library: WritableLibrary, document: Document, sha256: str = "") -> None:
    passages = split(document)
    vectors = np.array(WordHashEmbeddings().embed_documents([p.text for p in passages]), np.float32).reshape(-1, DIMENSIONS)
    library.stage(document, sha256 or "ab" * 32, content_hash(document), passages, vectors)


def hits(library: WritableLibrary, *words: str) -> list[str]:
    """Ids of the documents that the lexical index finds, best first."""
    rows = [row for row, _ in library.lexical(words, 10)]
    found = library.passages(rows)
    return [found[row][1].id for row in rows]


PLAN = Document(
    id="plan",
    title="Robot plan",
    text="Seventy plants were built.\n\nTwo hundred robots came. 上海🚗建成工厂。",
    publisher="Shine",
    published="2024-01",
    date_inferred=True,
    url="https://example.org",
    kind="news",
    place="China/Shanghai",
    language="en",
    companies=("Tesla", "上汽"),
    reliability="B",
    wording="digest",
    pages=(Page(1, 0), Page(2, 28)),
    sections=(Section(0, 28, "Plants (thousands)"),),
)


def test_a_staged_document_is_invisible(library: WritableLibrary) -> None:
    stage(library, PLAN)

    assert library.documents() == []
    assert library.document("plan") is None
    assert library.counts() == (0, 0)
    assert library.vectors()[0].size == 0
    assert library.passage_columns().documents.size == 0
    assert library.document_rows() == []
    assert hits(library, "plant") == []
    assert library.known("plan") is None
    assert library.staged("plan", content_hash(PLAN))


def test_publishing_makes_everything_staged_visible_at_once(library: WritableLibrary, tmp_path: Path) -> None:
    reader = open_library(tmp_path)
    stage(library, PLAN)
    stage(library, Document("act", "Act", "Forty plants were closed."))
    before = reader.counts(), reader.generation

    library.publish("chroma-1")

    assert before == ((0, 0), 0)
    assert (reader.counts(), reader.generation) == ((2, 3), 1)
    assert sorted(hits(reader, "plant")) == ["act", "plan"]
    assert reader.setting("vector_folder") == "chroma-1"


def test_a_document_comes_back_as_it_was_put_in(library: WritableLibrary) -> None:
    stage(library, PLAN)
    library.publish("chroma-1")

    assert library.document("plan") == PLAN


def test_the_text_of_a_passage_comes_back_by_its_characters(library: WritableLibrary) -> None:
    stage(library, PLAN)
    library.publish("chroma-1")

    rows, _ = library.vectors()
    passages = [library.passages(rows.tolist())[row][0] for row in rows]

    assert [passage.text for passage in passages] == ["Seventy plants were built.", "Two hundred robots came. 上海🚗建成工厂。"]
    assert passages == split(PLAN)


def test_vectors_come_back_in_the_order_of_the_passages(library: WritableLibrary) -> None:
    stage(library, PLAN)
    library.publish("chroma-1")

    _, vectors = library.vectors()

    expected = WordHashEmbeddings().embed_documents([passage.text for passage in split(PLAN)])
    np.testing.assert_allclose(vectors, expected, atol=1e-6)


def test_replacing_a_document_leaves_no_old_passage_behind(library: WritableLibrary) -> None:
    stage(library, PLAN)
    library.publish("chroma-1")
    stage(library, Document("plan", "Robot plan", "Ninety mills were sold."))

    before = hits(library, "plant"), hits(library, "mill")
    library.publish("chroma-2")

    assert before == (["plan"], [])
    assert (hits(library, "plant"), hits(library, "mill")) == ([], ["plan"])
    assert library.counts() == (1, 1)
    assert library.postings("plant")[0].size == 0


def test_scores_after_many_replacements_are_those_of_a_fresh_library(library: WritableLibrary, tmp_path: Path) -> None:
    documents = [Document(f"d{n}", "Title", f"Seventy plants. {'Robots came. ' * n}") for n in range(6)]
    for round_ in range(3):
        for document in documents:
            stage(library, Document(document.id, "Old", f"Old words of round {round_}."))
        library.publish(f"chroma-{round_}")
    for document in documents:
        stage(library, document)
    library.publish("chroma-9")
    fresh = create_library(tmp_path / "fresh", "word-hash")
    for document in documents:
        stage(fresh, document)
    fresh.publish("chroma-1")

    assert hits(library, "robot") == hits(fresh, "robot")
    assert [round(score, 9) for _, score in library.lexical(["robot"], 10)] == [
        round(score, 9) for _, score in fresh.lexical(["robot"], 10)
    ]


def test_a_later_staging_of_an_id_takes_the_place_of_the_earlier(library: WritableLibrary) -> None:
    stage(library, PLAN)
    stage(library, Document("plan", "Robot plan", "Ninety mills were sold."))

    library.publish("chroma-1")

    assert library.counts() == (1, 1)
    assert hits(library, "mill") == ["plan"]


def test_a_removed_document_is_gone_from_every_answer(library: WritableLibrary) -> None:
    stage(library, PLAN)
    stage(library, Document("act", "Act", "Forty plants were closed."))
    library.publish("chroma-1")

    library.publish("chroma-2", Change(removed=("plan",)))

    assert [entry.document.id for entry in library.documents()] == ["act"]
    assert hits(library, "plant") == ["act"]
    assert library.vectors()[0].size == 1
    assert library.known("plan") is None


def test_the_list_of_documents_gives_passages_and_source_but_no_text(library: WritableLibrary) -> None:
    stage(library, PLAN)
    library.publish("chroma-1", Change(sources={"/folder/plan.md": ["plan"]}))

    (entry,) = library.documents()

    assert (entry.document.id, entry.passages, entry.source, entry.document.text) == ("plan", 2, "/folder/plan.md", "")


def test_lexical_search_keeps_to_the_documents_and_language_asked_for(library: WritableLibrary) -> None:
    stage(library, Document("act", "Act", "Forty plants were closed."))
    stage(library, Document("plan", "Plan", "Seventy plants were built."))
    stage(library, Document("zh", "计划", "上海建成plants工厂，共七十家智能工厂。"))
    library.publish("chroma-1")
    row = {document.id: number for number, document in library.document_rows()}

    def found(**limits: object) -> list[str]:
        rows = [row for row, _ in library.lexical(["plant"], 10, **limits)]  # type: ignore[arg-type]
        return sorted(library.passages(rows)[row][1].id for row in rows)

    assert found() == ["act", "plan", "zh"]
    assert found(allowed=[row["act"]]) == ["act"]
    assert found(allowed=[]) == []
    assert found(language="zh") == ["zh"]


@pytest.mark.parametrize("word", ['"', "a OR b", "NEAR(", "*", "e_tesla", "col:x", "-"])
def test_no_word_of_a_question_is_read_as_query_syntax(library: WritableLibrary, word: str) -> None:
    stage(library, PLAN)
    library.publish("chroma-1")

    assert library.lexical([word], 5) == []


def test_no_words_find_nothing(library: WritableLibrary) -> None:
    assert library.lexical([], 5) == []


def test_equal_scores_come_in_the_order_of_their_rows(library: WritableLibrary) -> None:
    for name in ("b", "a", "c"):
        stage(library, Document(name, "Title", "Seventy plants."))
    library.publish("chroma-1")

    rows = [row for row, _ in library.lexical(["plant"], 10)]

    assert rows == sorted(rows)


def test_a_setting_that_was_never_set_is_none(library: WritableLibrary) -> None:
    assert library.setting("colour") is None
    assert library.setting("embedder") == "word-hash"


def test_a_folder_without_a_library_is_missing_an_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="policy ingest"):
        open_library(tmp_path)


def test_a_library_of_another_version_is_refused(
    library: WritableLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.close()
    monkeypatch.setattr(library_module, "VERSION", "999")

    with pytest.raises(IndexMismatch, match=rf"has version {VERSION}, this program reads 999"):
        open_library(tmp_path)
    with pytest.raises(IndexMismatch, match=r"move the folder away"):
        create_library(tmp_path, "word-hash")


def test_a_library_of_another_embedder_is_refused_and_both_are_named(library: WritableLibrary, tmp_path: Path) -> None:
    with pytest.raises(IndexMismatch, match="made with the embedder word-hash, not e5") as caught:
        create_library(tmp_path, "e5")
    with pytest.raises(IndexMismatch):
        check_fit(library, "e5")

    assert "--index" in str(caught.value)


def test_a_file_that_is_no_library_is_damaged(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"this is no database at all, " * 100)

    with pytest.raises(IndexDamaged, match="cannot be read"):
        open_library(tmp_path)


def test_an_empty_file_is_no_library(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()

    with pytest.raises(PolicyError) as caught:
        open_library(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_full_disk_is_one_line_and_nothing_of_the_document_stays(library: WritableLibrary, tmp_path: Path) -> None:
    stage(library, PLAN)
    library.publish("chroma-1")
    (pages,) = library._db.execute("PRAGMA page_count").fetchone()
    library._db.execute(f"PRAGMA max_page_count = {pages + 5}")  # SQLite's own limit raises what a full disk raises

    with pytest.raises(PolicyError, match=r"the disk of .* is full: free some space"):
        stage(library, Document("big", "Big", "Seventy plants were built here. " * 20_000))

    assert not library.staged("big", "")
    assert library.passage_count() == 2
    assert hits(library, "plant") == ["plan"]


def test_a_reader_keeps_its_answers_while_a_writer_is_in_the_middle(library: WritableLibrary, tmp_path: Path) -> None:
    stage(library, PLAN)
    library.publish("chroma-1")
    reader = open_library(tmp_path)

    library._db.execute("BEGIN IMMEDIATE")
    library._db.execute("DELETE FROM document")
    during = hits(reader, "plant"), reader.counts()
    library._db.execute("ROLLBACK")

    assert during == (["plan"], (1, 2))


def test_postings_weigh_the_field_of_every_occurrence(library: WritableLibrary) -> None:
    stage(library, Document("plan", "Plants", "Seventy plants. Another plant."))
    stage(library, Document("act", "Act", "Forty mills."))
    library.publish("chroma-1")

    rows, weights = library.postings("plant")

    assert (rows.tolist(), weights.tolist()) == ([1], pytest.approx([TITLE_WEIGHT + 2]))


@pytest.mark.parametrize("length", [1, 127, 128, 300, 20_000])
def test_lengths_count_every_word_however_many(library: WritableLibrary, length: int) -> None:
    for name, text in (("long", "quux " * length), ("short", "Quux xyzzy.")):
        document = Document(name, "Plugh", text)
        whole = Passage(name, 0, len(text), text, "", None, "en")
        library.stage(document, "ab" * 32, content_hash(document), [whole], np.zeros((1, DIMENSIONS), np.float32))
    library.publish("chroma-1")

    assert library.lengths().tolist() == [length + 1, 3]
