"""How near sentences are to a question, by their vectors, which are kept: the same sentences answer many questions."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from assistant.candidates import Near
from corpus.embedding import Embedder, english_model, sentence_model
from corpus.languages import language_of

REMEMBERED = 10_000  # sentences: 15 MB
# Cosines between a question and a sentence lie between these: they are brought to [0, 1].
COSINE_RANGE = (0.75, 0.92)
ENGLISH_RANGE = (0.2, 0.8)  # of the model for English


class SentenceVectors:
    """Unit vectors by text; not safe to share between threads without a lock.

    With `in_english`, an English sentence is held against an English question by the embedder's model for English, where it has
    one: it knows other words for the same better.
    """

    def __init__(self, embedder: Callable[[], Embedder], in_english: bool = False) -> None:
        self._embedder = embedder
        self._in_english = in_english
        self._held: dict[tuple[bool, str], npt.NDArray[np.float32]] = {}

    def near_to(self, question: str) -> Near:
        """What tells of texts how near they are to the question: one value in [0, 1] each, shape (n,)."""
        english = english_model(self._embedder()) if self._in_english and language_of(question) == "en" else None

        def near(texts: Sequence[str]) -> npt.NDArray[np.float32]:
            values = np.zeros(len(texts), np.float32)
            own = [bool(english) and language_of(text) == "en" for text in texts]
            for by_english, (low, high) in ((True, ENGLISH_RANGE), (False, COSINE_RANGE)):
                places = [place for place, is_own in enumerate(own) if is_own == by_english]
                if places:
                    model = english if by_english and english else sentence_model(self._embedder())
                    cosines = self._vectors([texts[place] for place in places], model, by_english) @ self._question(
                        question, model
                    )
                    values[places] = np.clip((cosines - low) / (high - low), 0.0, 1.0)
            return values

        return near

    def warm_up(self) -> None:
        """Load the models."""
        self.near_to("warm")(["warm"])
        self.near_to("热")(["热"])

    def _vectors(self, texts: Sequence[str], model: Embedder, english: bool) -> npt.NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if (english, text) not in self._held]
        if len(self._held) + len(new) > REMEMBERED:
            self._held.clear()
            new = list(dict.fromkeys(texts))
        if new:
            for text, vector in zip(new, model.embed_documents(new), strict=True):
                self._held[english, text] = np.array(vector, np.float32)
        return np.array([self._held[english, text] for text in texts])

    def _question(self, question: str, model: Embedder) -> npt.NDArray[np.float32]:
        return np.array(model.embed_query(question), np.float32)
