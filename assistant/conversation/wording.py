"""Words that a follow-up leaves out, put into it: each as the conversation has it, none invented."""

import re
from collections.abc import Collection, Mapping, Sequence

from assistant.conversation.words import Word, words_of

_JOINS = frozenset("of the and in for de to on a an".split())  # noqa: SIM905
_MOST_JOINS = 2  # in a row, between two words of one name
_END = re.compile(r"[\s?？.。!！,，]+$")
_OWNERS = frozenset(("its", "their", "his"))


def phrases(stems: Mapping[str, float], sources: Sequence[str]) -> list[str]:
    """The stems as printed by the sources, those that stand together as one phrase, the weightiest phrase first.

    `stems` maps each to its weight; a stem is taken from the first source that has it.
    """
    open_stems = set(stems)
    found: list[tuple[float, str]] = []
    for source in sources:
        for run in _runs(words_of(source), open_stems, source):
            held = {word.stem for word in run if word.content}
            if held & open_stems:
                open_stems -= held
                found.append((max(stems[stem] for stem in held & set(stems)), source[run[0].start : run[-1].end]))
    return [phrase for _, phrase in sorted(found, key=lambda pair: -pair[0])]


def _runs(words: Sequence[Word], wanted: Collection[str], text: str) -> list[list[Word]]:
    """Stretches of wanted words, with at most a joining word or two between them."""
    names = _beginnings_of_names(words, wanted)
    runs: list[list[Word]] = []
    run: list[Word] = []
    waiting: list[Word] = []
    for word in words:
        apart = bool(run) and (
            bool(re.search(r"[.,;:?!()\"]", text[(waiting or run)[-1].end : word.start])) or _tells_of_a_name(run[-1], word)
        )
        if apart:
            runs, run, waiting = [*runs, run], [], []
        if word.content and (word.stem in wanted or word in names):
            run, waiting = [*run, *waiting, word], []
        elif run and not word.content and word.text.lower() in _JOINS and len(waiting) < _MOST_JOINS:
            waiting.append(word)
        elif run:
            runs, run, waiting = [*runs, run], [], []
    return [*runs, run] if run else runs


def _beginnings_of_names(words: Sequence[Word], wanted: Collection[str]) -> set[Word]:
    """Words with a capital that say little by themselves, before a wanted one: "Made" of "Made in China 2025"."""
    found = set()
    for i, word in enumerate(words):
        if word.capital and word.light:
            rest = [w for w in words[i + 1 : i + 2 + _MOST_JOINS] if w.text not in _JOINS]
            if rest and rest[0].capital and rest[0].stem in wanted:
                found.add(word)
    return found


def _tells_of_a_name(name: Word, word: Word) -> bool:
    """Whether the word is no part of the name that it follows: "published" behind "China 2025"."""
    return name.capital and not word.capital and word.text.endswith(("ed", "ing"))


def supplied(question: str, added: Sequence[str], pointer: Word | None, open_end: bool) -> str:
    """The question with the phrases in it: the first in the place of a pronoun, or behind; the others in brackets.

    `pointer`: the pronoun that stands for the first. `open_end`: the question ends in a thing of which the phrase says whose it
    is ("the symptoms?").
    """
    if not added:
        return question
    rest = list(added)
    text = question
    if pointer is not None:
        printed = rest.pop(0)
        if pointer.text.lower() in _OWNERS:
            printed += "'" if printed.endswith("s") else "'s"
        text = text[: pointer.start] + printed + text[pointer.end :]
    bare = _END.sub("", text)
    mark = text[len(bare) :].strip()
    if rest and open_end and pointer is None:
        bare += f" of {rest.pop(0)}"
    if rest:
        bare += f" ({', '.join(rest)})"
    return bare + (mark if mark in ("?", ".", "!") else "?")
