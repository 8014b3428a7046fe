"""What the reader sees of a question and a sentence."""

import pytest
from tokenizers import Tokenizer

from assistant.reader import TOKENIZER, shipped_reader
from assistant.records import Evidence
from assistant.sentences import sentences_of
from assistant.windows import MAX_TOKENS, Window, encode, open_tokenizer, window_of


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return open_tokenizer(shipped_reader({}) / TOKENIZER)


def of_sentence(tokenizer: Tokenizer, question: str, window: Window) -> str:
    """The tokens marked as the sentence's, as text."""
    (encoded,) = encode(tokenizer, question, [window])
    marked = [token for token, kind in zip(encoded.ids, encoded.types, strict=True) if kind]
    return str(tokenizer.decode(marked))


@pytest.mark.parametrize("sentence", ["Tesla sold 26,777 vehicles.", "2024年，特斯拉出口25.9万辆汽车。"])
def test_the_sentence_alone_is_marked(tokenizer: Tokenizer, sentence: str) -> None:
    marked = of_sentence(tokenizer, "How many?", Window(sentence, "Before it.", "A title"))

    assert marked.replace(" ", "").replace("，", ",") == sentence.replace(" ", "").replace("，", ",")


@pytest.mark.parametrize("part", ["question", "sentence", "before", "title"])
def test_a_window_never_has_more_tokens_than_the_reader_reads(tokenizer: Tokenizer, part: str) -> None:
    texts = {"question": "Who?", "sentence": "He.", "before": "", "title": ""} | {part: "word " * 500}

    (encoded,) = encode(tokenizer, texts.pop("question"), [Window(**texts)])

    assert len(encoded.ids) == len(encoded.types) <= MAX_TOKENS
    assert len(encoded.spans) == sum(encoded.types) > 0


def test_a_long_question_leaves_room_for_the_sentence(tokenizer: Tokenizer) -> None:
    assert of_sentence(tokenizer, "why " * 500, Window("Because it rained.", "word " * 99, "word " * 99)) == "Because it rained."


def test_spans_of_tokens_are_characters_of_the_sentence(tokenizer: Tokenizer) -> None:
    sentence = "上汽2024年销售４０１万辆。"  # full-width digits are read as digits

    (encoded,) = encode(tokenizer, "多少？", [Window(sentence)])

    assert {i for start, end in encoded.spans for i in range(start, end)} == set(range(len(sentence)))


def evidence(text: str, start: int = 100) -> Evidence:
    return Evidence(
        1, 1.0, "d", "A title", None, "2024-01-03", None, None, "en", None, start, start + len(text), text, "original"
    )


def test_a_window_has_the_title_the_date_and_the_sentence_before() -> None:
    first, second = sentences_of([evidence("The plan came first. The factory followed.")])

    assert window_of(first) == Window("The plan came first.", "", "A title | 2024-01-03")
    assert window_of(second) == Window("The factory followed.", "The plan came first.", "A title | 2024-01-03")


def test_a_heading_is_not_the_sentence_before() -> None:
    (sentence,) = sentences_of([evidence("# A heading\n\nThe factory followed.")])

    assert window_of(sentence).before == ""
