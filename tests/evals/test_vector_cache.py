from pathlib import Path

import pytest

from evals.vector_cache import VectorCache


class Lengths:
    """Embeds a text as its length and its number of spaces, and counts what it is asked for."""

    fingerprint = "lengths:1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.asked += texts
        return [[float(len(text)), float(text.count(" "))] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def test_a_text_is_embedded_once_in_all_runs(tmp_path: Path) -> None:
    first, second = Lengths(), Lengths()
    VectorCache(first, tmp_path).embed_documents(["a b", "cd", "a b"])

    vectors = VectorCache(second, tmp_path).embed_documents(["cd", "new one", "a b"])

    assert first.asked == ["a b", "cd"]
    assert second.asked == ["new one"]
    assert vectors == [[2, 0], [7, 1], [3, 1]]


def test_another_embedder_has_vectors_of_its_own(tmp_path: Path) -> None:
    VectorCache(Lengths(), tmp_path).embed_documents(["a"])
    other = Lengths()
    other.fingerprint = "lengths:2"

    VectorCache(other, tmp_path).embed_documents(["a"])

    assert other.asked == ["a"]


def test_what_a_killed_run_was_writing_does_no_harm(tmp_path: Path) -> None:
    VectorCache(Lengths(), tmp_path).embed_documents(["a"])
    (folder,) = tmp_path.iterdir()
    (folder / "half.17.part").write_bytes(b"\x93NUMPY")

    assert VectorCache(Lengths(), tmp_path).embed_documents(["a"]) == [[1, 0]]


def test_it_stands_for_its_embedder(tmp_path: Path) -> None:
    cached = VectorCache(Lengths(), tmp_path)

    assert (cached.fingerprint, cached.embed_query("a b"), list(tmp_path.iterdir())) == ("lengths:1", [3, 1], [])


def test_nothing_to_embed_is_nothing(tmp_path: Path) -> None:
    assert VectorCache(Lengths(), tmp_path).embed_documents([]) == []


@pytest.mark.parametrize("texts", [["x"], ["x", "y"]])
def test_vectors_come_back_to_the_bit(tmp_path: Path, texts: list[str]) -> None:
    made = VectorCache(Lengths(), tmp_path).embed_documents(texts)

    assert VectorCache(Lengths(), tmp_path).embed_documents(texts) == made
