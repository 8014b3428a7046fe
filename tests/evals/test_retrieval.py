import json
from pathlib import Path

import pytest
from langchain_core.embeddings import Embeddings

from assistant.settings import Settings
from assistant.wiring import open_assistant
from corpus.errors import PolicyError
from corpus.library import open_library
from evals import retrieval
from evals.baselines import baselines
from evals.records import ExampleTurn
from evals.retrieval import indexed
from evals.run import run, searching
from evals.sets import open_set
from tests.pdfs import write_pdf

CORPUS = [
    {"_id": "rice", "title": "Rice", "text": "Rice grows in flooded fields.", "year": 1},
    {"_id": "cars", "title": "", "text": "Electric cars need batteries made of lithium."},
    {"_id": "none", "title": "Empty", "text": " "},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus.jsonl").write_text("\n".join(json.dumps(row) for row in CORPUS), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "What do electric cars need?"}', encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\tcars\t1\n", encoding="utf-8")
    return tmp_path


def test_a_retrieval_set_is_indexed_searched_and_scored(folder: Path, embedder: Embeddings) -> None:
    index, empty = indexed(folder, embedder, lambda done, total, name: None, folder / "cache")

    (result,) = run(open_set(str(folder)).examples, searching(open_assistant(Settings(index))))

    assert empty == 1
    assert result.ranking[0] == "cars"
    assert result.scores["map@10"] is not None
    assert result.scores["map@10"].value == 1


def test_the_index_is_made_once_for_each_content(folder: Path, embedder: Embeddings) -> None:
    read: list[str] = []

    def once() -> Path:
        return indexed(folder, embedder, lambda done, total, name: read.append(name), folder / "cache")[0]

    first, second = once(), once()
    assert first == second
    assert read == ["rice", "cars", "publishing"]

    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"_id": "more", "text": "More of it."}')

    assert once() != first


def test_two_rows_of_one_text_are_both_found(folder: Path, embedder: Embeddings) -> None:
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps(CORPUS[1] | {"_id": "twin"}))

    index, _ = indexed(folder, embedder, lambda done, total, name: None, folder / "cache")

    (result,) = run(open_set(str(folder)).examples, searching(open_assistant(Settings(index))))
    assert set(result.ranking[:2]) == {"cars", "twin"}


def test_the_index_is_made_anew_when_the_code_that_cuts_changes_but_nothing_is_embedded_again(
    folder: Path, embedder: Embeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = indexed(folder, embedder, lambda done, total, name: None, folder / "cache")
    monkeypatch.setattr(retrieval, "code_fingerprint", lambda packages: "another")
    vectors = sorted((first.parent.parent / "vectors").rglob("*.npy"))

    second, _ = indexed(folder, embedder, lambda done, total, name: None, folder / "cache")

    assert second != first
    assert second.parent == first.parent
    assert sorted((first.parent.parent / "vectors").rglob("*.npy")) == vectors != []


def test_indexes_of_code_that_is_gone_do_not_pile_up(folder: Path, embedder: Embeddings, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in range(5):
        monkeypatch.setattr(retrieval, "code_fingerprint", lambda packages, version=version: str(version))
        index, _ = indexed(folder, embedder, lambda done, total, name: None, folder / "cache")

    assert len(list(index.parent.iterdir())) == retrieval.KEPT
    assert index.exists()


def test_files_are_searched_by_page(tmp_path: Path, embedder: Embeddings) -> None:
    (tmp_path / "documents").mkdir()
    write_pdf(tmp_path / "documents" / "mills.pdf", [["Rice grows in flooded fields."], ["Electric cars need lithium."]])
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "What do electric cars need?"}', encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\tmills|2\t1\n", encoding="utf-8")
    set_ = open_set(str(tmp_path))
    index, left_out = indexed(tmp_path, embedder, lambda done, total, name: None, tmp_path / "cache")

    (result,) = run(set_.examples, searching(open_assistant(Settings(index)), set_.by_page))

    assert (left_out, result.ranking[0]) == (0, "mills|2")


def test_each_simple_way_finds_what_shares_words_and_meaning(folder: Path, embedder: Embeddings) -> None:
    index, _ = indexed(folder, embedder, lambda done, total, name: None, folder / "cache")
    examples = open_set(str(folder)).examples

    ways = baselines(open_library(index), embedder)

    first = {name: run(examples, way)[0].ranking[0] for name, way in ways.items()}
    assert first == {"BM25": "cars", "dense": "cars", "RRF": "cars"}


def test_reciprocal_ranks_prefer_what_both_ways_find(folder: Path, embedder: Embeddings) -> None:
    rows = [{"_id": "both", "text": "Batteries of electric cars."}, {"_id": "word", "text": "Electric Avenue is a song."}]
    (folder / "corpus.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    index, _ = indexed(folder, embedder, lambda done, total, name: None, folder / "cache")
    turn = ExampleTurn("electric cars")

    way = baselines(open_library(index), embedder)["RRF"]

    assert way(turn, ()).ranking == ("both", "word")


def test_a_row_without_text_field_is_named(folder: Path, embedder: Embeddings) -> None:
    (folder / "corpus.jsonl").write_text('{"_id": "a", "text": "b"}\n{"_id": "c"}\n', encoding="utf-8")

    with pytest.raises(PolicyError, match=r'line 2 of .*corpus.jsonl has no "text"'):
        indexed(folder, embedder, lambda done, total, name: None, folder / "cache")
