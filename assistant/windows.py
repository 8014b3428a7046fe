"""What the reader sees: a question beside one sentence and a little of what stands before it, as token ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.sentences import sentence_spans

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from assistant.sentences import Sentence

MAX_TOKENS = 128
MAX_QUESTION = 48
MAX_TITLE = 20
MAX_BEFORE = 28
BEFORE_REACH = 400  # characters in which the sentence before is sought
START, STOP = 0, 2  # <s> and </s> of XLM-R
QUESTION_PREFIX, CLAIM_PREFIX = "query: ", "claim: "  # the first is what the encoder was trained with


@dataclass(frozen=True, slots=True)
class Window:
    """A sentence to be read, with what it leans on."""

    sentence: str
    before: str = ""  # the sentence before it
    title: str = ""  # title, heading, date of publication: what makes the sentence stand alone


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids of one window. `types` is 1 on the tokens of the sentence, 0 elsewhere."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    first: int  # the place of the sentence's first token
    spans: tuple[tuple[int, int], ...]  # characters of the sentence, for each of its tokens


def open_tokenizer(path: Path) -> "Tokenizer":
    """The reader's tokenizer, without cutting and padding: `encode` cuts by parts."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def encode(tokenizer: "Tokenizer", question: str, windows: Sequence[Window], *, claim: bool = False) -> list[Encoded]:
    """<s> question </s> title </s> before </s> sentence </s>, at most MAX_TOKENS each.

    The question loses its end, the title its end, what stands before its beginning; the sentence comes
    before both of these when room is short.
    """
    asked = (CLAIM_PREFIX if claim else QUESTION_PREFIX) + question
    parts = [asked] + [text for window in windows for text in (window.title, window.before, window.sentence)]
    encodings = tokenizer.encode_batch(parts, add_special_tokens=False)
    head = encodings[0].ids[:MAX_QUESTION]
    return [
        _joined(head, encodings[i].ids, encodings[i + 1].ids, encodings[i + 2].ids, encodings[i + 2].offsets)
        for i in range(1, len(encodings), 3)
    ]


def _joined(head: list[int], title: list[int], before: list[int], sentence: list[int], offsets: list[tuple[int, int]]) -> Encoded:
    room = MAX_TOKENS - len(head) - 5  # <s> and four </s>
    sentence = sentence[:room]
    room -= len(sentence)
    title = title[: min(MAX_TITLE, room)]
    before = before[max(0, len(before) - min(MAX_BEFORE, room - len(title))) :]
    above = [START, *head, STOP, *title, STOP, *before, STOP]
    types = [0] * len(above) + [1] * len(sentence) + [0]
    return Encoded((*above, *sentence, STOP), tuple(types), len(above), tuple(offsets[: len(sentence)]))


def window_of(sentence: "Sentence") -> Window:
    """The desk's sentence as the reader was trained to see it: title and date above, the sentence before it in its passage."""
    evidence = sentence.evidence
    above = " | ".join(filter(None, (evidence.title, evidence.published)))
    place = sentence.start - evidence.start
    earlier = list(sentence_spans(evidence.text, max(0, place - BEFORE_REACH), place))
    before = evidence.text[slice(*earlier[-1])] if earlier else ""
    return Window(sentence.text, "" if before.startswith("#") else before, above)
