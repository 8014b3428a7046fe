import json
from pathlib import Path

import pytest
from langchain_core.embeddings import Embeddings

from assistant.settings import Settings
from assistant.wiring import open_assistant
from corpus.errors import PolicyError
from evals.retrieval import indexed
from evals.run import run, searching
from evals.sets import open_set

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
    assert sorted(read) == ["cars", "rice"]

    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"_id": "more", "text": "More of it."}')

    assert once() != first


def test_a_row_without_text_field_is_named(folder: Path, embedder: Embeddings) -> None:
    (folder / "corpus.jsonl").write_text('{"_id": "a", "text": "b"}\n{"_id": "c"}\n', encoding="utf-8")

    with pytest.raises(PolicyError, match=r'line 2 of .*corpus.jsonl has no "text"'):
        indexed(folder, embedder, lambda done, total, name: None, folder / "cache")
