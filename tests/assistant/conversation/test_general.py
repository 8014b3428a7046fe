"""Follow-ups about anything, with names that no list holds."""

import random
import re

import pytest

from assistant.conversation import general
from assistant.conversation.leaning import ends_in_known_thing, pointers
from assistant.conversation.wording import phrases
from assistant.conversation.words import content_stems, words_of
from assistant.records import Turn
from assistant.rewriting import standalone

FILM = ["Tell me about the Neverending Story film.", "What is it about?", "How was it received?"]
CONVERSATIONS = [
    [*FILM, "Did it win any awards?", "Who was the author and when was it published?", "What are the main themes?"],
    ["What is Lyme disease?", "What are the symptoms?", "How do you treat it?", "Is there a vaccine?", "Why not?"],
    ["Who is Johnny Bench?", "How old is he?", "What was he known for?", "And his wife?", "Did they have children?"],
    [
        "Compare Mako sharks with great whites.",
        "Which is faster?",
        "What do they eat?",
        "What about the other one?",
        "Where do those live?",
    ],
    [
        "How many vehicles did SAIC sell in 2023?",
        "and Tesla?",
        "and in 2024?",
        "Why did it fall?",
        "Was that expected?",
        "no, I meant BYD",
    ],
    ["上汽2023年销量是多少？", "特斯拉呢？", "2024年呢？", "为什么下降？", "不，我是说比亚迪", "继续"],
]


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        (FILM[:1], "How was it received?", "How was the Neverending Story film received?"),
        (["What is Lyme disease?"], "How do you treat it?", "How do you treat Lyme disease?"),
        (["Who is Johnny Bench?"], "Where was he born?", "Where was Johnny Bench born?"),
    ],
)
def test_a_pronoun_is_replaced_by_what_it_stands_for(earlier, question, alone):
    told = standalone(question, [Turn(one, "") for one in earlier])

    assert content_stems(told) == content_stems(alone)
    assert not pointers(told)


def test_a_subject_is_followed_through_turns_that_only_point_at_it():
    history = [Turn(one, "") for one in FILM]

    assert {"neverend", "stori"} <= content_stems(standalone("Did it win any awards?", history))


@pytest.mark.parametrize(
    "question",
    [
        "What is the history of tagliatelle al ragu bolognese?",
        "How do sharks compare with great whites in speed and size?",
        "Is it possible to see Saturn's rings from the city of Boston?",
        "Do companies hire their employees through agencies in California?",
        "What are the different types of orange trees grown in Florida?",
    ],
)
def test_a_question_that_says_it_all_is_kept_to_the_character(question):
    assert standalone(question, [Turn(one, "") for one in FILM]) == question


def test_every_word_that_is_added_was_said_in_the_conversation():
    draw = random.Random(20)
    for _ in range(300):
        turns = draw.choice(CONVERSATIONS)
        said = draw.sample([turn for one in CONVERSATIONS for turn in one], 3) if draw.random() < 0.3 else list(turns)
        place = draw.randrange(1, len(said))
        answers = [
            draw.choice(["", "Johnny Bench played baseball in Cincinnati.", "5,020,865 vehicles, SAIC said."]) for _ in said
        ]
        history = [Turn(question, answer) for question, answer in zip(said[:place], answers, strict=False)]

        alone = standalone(said[place], history)

        heard = " ".join([said[place], *(f"{turn.question} {turn.answer}" for turn in history)])
        assert content_stems(alone) <= content_stems(heard) | content_stems("and of for in")
        assert set(re.findall(r"[\u4e00-\u9fff]", alone)) <= set(heard)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Why did Elon Musk start it?", ["it"]),
        ("How long does it take to cross the Atlantic by ship?", []),
        ("What is mortadella and where is it from?", []),
        ("Do companies hire their employees?", []),
        ("What do they eat?", ["they"]),
        ("Where was he born?", ["he"]),
        ("Did Bench say he would retire?", []),
    ],
)
def test_a_pronoun_points_back_where_nothing_in_the_question_is_meant(question, found):
    assert [word.text for word in pointers(question)] == found


def test_a_thing_that_is_taken_for_known_ends_the_question():
    assert ends_in_known_thing("What are the main themes?")
    assert not ends_in_known_thing("Are the forms online?")
    assert not ends_in_known_thing("What is the capital of France?")


def test_the_model_gives_probabilities_that_order_plain_cases():
    assert general.leans("How was it received?", FILM[:1])
    assert not general.leans("How many moons does the planet Jupiter have?", FILM[:1])


def test_words_keep_their_places_and_possessives_are_no_part_of_them():
    text = "Darwin’s theory isn't Saturn's."

    assert [text[word.start : word.end] for word in words_of(text)] == ["Darwin", "theory", "isn't", "Saturn"]


def test_a_name_is_carried_whole_and_without_the_verb_behind_it():
    history = [Turn("What is Made in China 2025?", "A plan."), Turn("When was it published?", "In May 2015.")]

    assert standalone(history[1].question, history[:1]) == "When was Made in China 2025 published?"
    assert phrases({"china": 0.9, "2025": 0.8}, ["When was Made in China 2025 published?"]) == ["Made in China 2025"]
