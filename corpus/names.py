"""Find known names in a text: the longest one at each place, in English and Chinese."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

REMEMBERED = 4096  # texts whose names are kept: a question and its best sentences are looked through a dozen times
LONGEST_REMEMBERED = 4096  # characters: more than any sentence or question
CASE_MATTERS_UP_TO = 3  # "US" and "us", "GM" and "gm": names this short count only as written

_SPACE = re.compile(r"\s")
_OPENING = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]|[^\sA-Za-z0-9]")  # a name begins with a word or a sign


class Names(Generic[T]):
    """Names and what each stands for. Latin names are matched as whole words, Chinese ones anywhere."""

    def __init__(self, pairs: Iterable[tuple[str, T]], case_matters_up_to: int = CASE_MATTERS_UP_TO) -> None:
        self._case_matters_up_to = case_matters_up_to
        self._meaning: dict[str, T] = {}
        # by the first two characters, longest first: what may begin at a place in a text
        self._opening: dict[str, list[str]] = {}
        for name, meaning in pairs:
            key = name if self._exact(name) else name.casefold()
            if key not in self._meaning:
                self._opening.setdefault(key.casefold()[:2], []).append(key)
            self._meaning[key] = meaning
        for names in self._opening.values():
            names.sort(key=lambda name: (-len(name), name))
        self._remembered = lru_cache(REMEMBERED)(self._found)

    def _exact(self, name: str) -> bool:
        return len(name) <= self._case_matters_up_to and name.isascii()

    def __getitem__(self, name: str) -> T | None:
        """What the name stands for, whatever its case; None if it is unknown."""
        meaning = self._meaning.get(name)
        if meaning is None:
            meaning = self._meaning.get(name.casefold())
        if meaning is None:
            meaning = next((m for known, m in self._meaning.items() if known.casefold() == name.casefold()), None)
        return meaning

    def find(self, text: str) -> tuple[tuple[T, int, int], ...]:
        """(meaning, start, end) of the names in the text, in order, none overlapping."""
        return self._remembered(text) if len(text) <= LONGEST_REMEMBERED else self._found(text)

    def _found(self, text: str) -> tuple[tuple[T, int, int], ...]:
        return tuple(self._each(text))

    def _each(self, text: str) -> Iterator[tuple[T, int, int]]:
        plain = _SPACE.sub(" ", text)  # one character for one: offsets stay
        folded = plain.lower()
        if len(folded) != len(plain):  # a few letters change length when lowered, such as the Turkish İ: they stay
            folded = "".join(low if len(low := character.lower()) == 1 else character for character in plain)
        free = 0  # where the last name ended
        for opening in _OPENING.finditer(plain):
            at = opening.start()
            name = self._at(plain, folded, at) if at >= free else None
            if name is not None:
                free = at + len(name)
                yield self._meaning[name], at, free

    def _at(self, plain: str, folded: str, at: int) -> str | None:
        for name in self._opening.get(folded[at : at + 2], ()):
            if not (plain if self._exact(name) else folded).startswith(name, at):
                continue
            end = at + len(name)
            broken = _is_latin(name[-1]) and end < len(plain) and _is_latin(plain[end])
            if not broken:
                return name
        return None


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
