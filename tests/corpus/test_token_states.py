"""The states of tokens come out of the file that embeds, with the span of text that each stands for."""

import numpy as np
import pytest

from corpus.embedders.token_states import MOST_TOKENS, TokenStates
from corpus.embedding import token_states
from tests.fakes import WordHashEmbeddings

TEXT = "query: How do you treat it? \n What is Lyme disease?"


@pytest.fixture(scope="module")
def states(embedder) -> TokenStates:
    found = token_states(embedder)
    assert found
    return found


def test_each_token_has_a_state_and_its_place_in_the_text(states: TokenStates):
    spans, vectors = states.of(TEXT)

    assert vectors.shape == (len(spans), 384)
    assert "".join(TEXT[start:end] for start, end in spans).replace(" ", "") == TEXT.replace(" ", "").replace("\n", "")


def test_the_state_of_a_word_depends_on_what_is_asked(states: TokenStates):
    spans, one = states.of(TEXT)
    others, other = states.of(TEXT.replace("How do you treat it?", "How old is Boston?"))

    of_lyme = one[[TEXT[a:b].strip() for a, b in spans].index("Ly")]
    of_same = other[[TEXT.replace("How do you treat it?", "How old is Boston?")[a:b].strip() for a, b in others].index("Ly")]

    assert np.linalg.norm(of_lyme - of_same) > 0.05 * np.linalg.norm(of_lyme)


def test_a_long_text_is_read_as_far_as_it_goes(states: TokenStates):
    spans, vectors = states.of("word " * 1_000)

    assert len(spans) == len(vectors) == MOST_TOKENS


def test_an_embedder_without_states_tells_of_none():
    assert token_states(WordHashEmbeddings()) is None
