"""How near a sentence is to a question: by the model for English where both are English."""

import numpy as np

from assistant.sentence_vectors import SentenceVectors
from corpus.embedders import open_embedder

ASKED = "How much did the dealers' lobby say the price war cost?"
TEXTS = [
    "The dealers' association put losses from the price war at 471 billion yuan.",
    "上海计划建设70家智能工厂。",
    "It rained.",
]


def test_english_is_compared_by_the_model_for_english_and_the_rest_by_the_other():
    embedder = open_embedder("e5-minilm")
    both = SentenceVectors(lambda: embedder, in_english=True).near_to(ASKED)(TEXTS)
    one = SentenceVectors(lambda: embedder).near_to(ASKED)(TEXTS)

    assert both[1] == one[1]
    assert both[0] != one[0]
    assert both[0] > both[2]
    assert np.all((both >= 0) & (both <= 1))


def test_an_embedder_without_a_model_for_english_compares_all_by_itself():
    embedder = open_embedder("e5-small")
    near = SentenceVectors(lambda: embedder, in_english=True).near_to(ASKED)(TEXTS)

    assert np.array_equal(near, SentenceVectors(lambda: embedder).near_to(ASKED)(TEXTS))


def test_the_same_sentences_get_the_same_values_again():
    vectors = SentenceVectors(lambda: open_embedder("e5-minilm"), in_english=True)
    near = vectors.near_to(ASKED)

    assert np.array_equal(near(TEXTS), near(TEXTS[::-1])[::-1])
