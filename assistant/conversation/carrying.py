"""Which words of the conversation does a follow-up leave out?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from assistant.conversation.words import Word, content_stems, words_of

FAR = 6  # questions; what was last named longer ago counts no further
NEAR = 4  # content words on each side of a word that count as its neighbours


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for carrying one word over. Each field is in [0, 1]."""

    last: float  # the last question names it
    first: float  # the first does
    second: float  # the one before the last does
    share: float  # of the earlier questions that name it
    age: float  # how long ago it was last named, 1 for FAR questions
    introduced: float  # the last question is the first to name it
    alone: float  # there is only one earlier question
    resolved: float  # the last question needed it, said or not
    capital: float  # it is a name
    light: float  # it says little
    object: float  # it ends the question that named it last
    near_asked: float  # it stands beside a word of the follow-up somewhere
    answer: float  # the last answer names it
    answer_often: float  # how often, 1 for four times
    answer_first: float  # in its first sentence
    only_answer: float  # and no question does
    answer_near: float  # and beside a word of the follow-up there
    answer_capital: float  # and no question does, and it is a name
    short: float  # the follow-up says little
    verb: float  # it looks like a verb
    position: float  # where in its question it stands, 0 first
    content: float  # how many words that name its question has, 1 for ten
    known: float  # share of the follow-up that the conversation named

    def values(self) -> tuple[float, ...]:
        """In the order of the fields."""
        values: tuple[float, ...] = _values(self)
        return values


_values = attrgetter(*(field.name for field in fields(Signs)))


def signs(question: str, earlier: Sequence[str], answer: str, resolved: str) -> Mapping[str, Signs]:
    """By stem: each word of the earlier questions and of the last answer that the follow-up does not have.

    `resolved` is the last question as it stands alone.
    """
    asked = content_stems(question)
    named = [content_stems(text) for text in earlier]
    spoken = [[w for w in words_of(text) if w.content] for text in earlier]
    answered = [w for w in words_of(answer) if w.content]
    counts = Counter(w.stem for w in answered)
    opening = answer.split(". ", 1)[0]
    in_opening = content_stems(opening)
    in_resolved = content_stems(resolved)
    beside = frozenset().union(*(_beside(some, asked) for some in spoken))
    beside_answer = _beside(answered, asked)
    every = frozenset().union(*named)
    known = len(asked & every) / max(1, len(asked))
    heavy = [w for w in words_of(question) if w.content and not w.light]
    found = {}
    for stem in (every | in_resolved | frozenset(counts)) - asked:
        turns = [i for i, some in enumerate(named) if stem in some]
        forms = [(w, some) for some in spoken for w in some if w.stem == stem]
        latest: tuple[Word, list[Word]] | None = forms[-1] if forms else None
        there = [w for w in answered if w.stem == stem]
        word = latest[0] if latest else there[0] if there else None
        if word is None or word.light:
            continue
        place = [w.stem for w in latest[1]].index(stem) if latest else 0
        found[stem] = Signs(
            last=float(stem in named[-1]),
            first=float(stem in named[0]),
            second=float(len(named) > 1 and stem in named[-2]),
            share=len(turns) / len(named),
            age=min(FAR, len(named) - turns[-1]) / FAR if turns else 0.0,
            introduced=float(turns == [len(named) - 1] and len(named) > 1),
            alone=float(len(named) == 1),
            resolved=float(stem in in_resolved),
            capital=float(any(w.capital for w, _ in forms) or any(w.capital for w in there)),
            light=float(word.light),
            object=float(latest is not None and latest[1][-1].stem == stem),
            near_asked=float(stem in beside),
            answer=float(bool(there)),
            answer_often=min(4, len(there)) / 4,
            answer_first=float(stem in in_opening),
            only_answer=float(bool(there) and not forms),
            answer_near=float(stem in beside_answer),
            answer_capital=float(bool(there) and not forms and any(w.capital for w in there)),
            short=max(0.0, 1 - len(heavy) / 4),
            verb=float(word.text.lower().endswith(("ed", "ing", "ize", "ise"))),
            position=place / max(1, len(latest[1]) - 1) if latest else 0.0,
            content=min(10, len(latest[1])) / 10 if latest else 0.0,
            known=known,
        )
    return found


def _beside(words: Sequence[Word], asked: frozenset[str]) -> frozenset[str]:
    """The stems next to a word of the follow-up."""
    found = set()
    for i, word in enumerate(words):
        if word.stem in asked:
            found |= {w.stem for w in words[max(0, i - 1) : i + 2]}
    return frozenset(found)
