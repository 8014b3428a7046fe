"""Which words of a conversation a follow-up leaves out, by their signs and the states of the encoder."""

import random
from dataclasses import fields

import pytest

from assistant.conversation.carrying import Signs, signs
from assistant.conversation.left_out import WordsLeftOut, shipped, states_of_words, words_left_out
from assistant.conversation.words import content_stems
from assistant.records import Turn
from assistant.rewriting import standalone, with_words_of_the_conversation
from corpus.embedding import token_states
from tests.assistant.conversation.test_general import CONVERSATIONS, FILM
from tests.fakes import WordHashEmbeddings

LYME = [Turn("What is Lyme disease?", "An infection that ticks spread."), Turn("How do you treat it?", "With antibiotics.")]


@pytest.fixture(scope="module")
def weigher(embedder) -> WordsLeftOut:
    found = words_left_out(embedder)
    assert found
    return found


def test_the_weights_are_for_the_signs_and_states_that_there_are():
    weights = shipped()

    assert len(weights.signs) == len(fields(Signs))
    assert weights.state.shape == (384,)


def test_what_the_conversation_is_about_is_likelier_left_out_than_what_was_said_of_it(weigher: WordsLeftOut):
    earlier = [turn.question for turn in LYME]
    found = signs("What are the symptoms?", earlier, "With antibiotics.", "How do you treat Lyme disease?")

    told = weigher.probabilities("What are the symptoms?", earlier, "With antibiotics.", found)

    assert min(told["lyme"], told["diseas"]) > max(told["treat"], told["antibiot"])
    assert all(0 < value < 1 for value in told.values())


def test_states_are_of_words_that_the_question_does_not_have(embedder):
    read = states_of_words("How is Lyme treated?", ["What is Lyme disease?"], "Ticks spread it.", token_states(embedder))

    assert set(read) == {"diseas", "tick", "spread"}


def test_a_follow_up_takes_what_it_leaves_out_and_not_the_verb_of_the_question_before(weigher: WordsLeftOut):
    told = standalone("What are the symptoms?", LYME, weigher=weigher)

    assert told.startswith("What are the symptoms of Lyme disease")
    assert "treat" not in content_stems(told)


@pytest.mark.parametrize(
    "question",
    [
        "What is the history of tagliatelle al ragu bolognese?",
        "Is it possible to see Saturn's rings from the city of Boston?",
        "What are the different types of orange trees grown in Florida?",
    ],
)
def test_a_question_that_says_it_all_is_kept_to_the_character(question: str, weigher: WordsLeftOut):
    assert standalone(question, [Turn(one, "") for one in FILM], weigher=weigher) == question


def test_every_word_that_is_added_was_said_in_the_conversation(weigher: WordsLeftOut):
    draw = random.Random(23)
    for _ in range(60):
        said = list(draw.choice(CONVERSATIONS[:4]))
        place = draw.randrange(1, len(said))
        answers = [draw.choice(["", "Johnny Bench played baseball in Cincinnati.", "5,020,865 vehicles."]) for _ in said]
        history = [Turn(question, answer) for question, answer in zip(said[:place], answers, strict=False)]

        put = [standalone(said[place], history, weigher=weigher), with_words_of_the_conversation(said[place], history, weigher)]

        heard = " ".join([said[place], *(f"{turn.question} {turn.answer}" for turn in history)])
        assert all(content_stems(one) <= content_stems(heard) for one in put)


def test_an_embedder_that_tells_of_no_states_leaves_it_to_the_signs():
    assert words_left_out(WordHashEmbeddings()) is None
