"""Questions changed in one thing, so that the sentence that answered no longer does.

Each function returns None where it finds nothing to change. What is put in must not stand in the
text that is read, else the changed question might be answered after all.
"""

import random
import re
from collections.abc import Callable

from assistant.figures import dates_in
from corpus.tokens import stem

_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w'-]+(?: (?:of |the )?[A-Z][\w'-]+)*")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:\.\d+)?(?![\w,])")
_USUAL = (
    "which|what|when|where|whose|does|were|with|that|this|from|have|been|into|their|there|than|they|about|after|before|many|much"
)
_WORD = re.compile(rf"(?<![\w'-])(?!(?:{_USUAL})\b)[a-z]{{4,}}(?![\w'-])")
_OPPOSITES = [
    ("first", "last"), ("most", "least"), ("largest", "smallest"), ("highest", "lowest"), ("more", "fewer"), ("before", "after"),
    ("increase", "decrease"), ("increased", "decreased"), ("rise", "fall"), ("rose", "fell"), ("began", "ended"),
    ("start", "end"), ("started", "ended"), ("early", "late"), ("oldest", "youngest"), ("best", "worst"), ("above", "below"),
    ("north", "south"), ("east", "west"), ("northern", "southern"), ("eastern", "western"), ("win", "lose"), ("won", "lost"),
    ("male", "female"), ("mother", "father"), ("son", "daughter"), ("brother", "sister"), ("buy", "sell"), ("bought", "sold"),
    ("open", "close"), ("opened", "closed"), ("imports", "exports"), ("import", "export"), ("major", "minor"), ("major", "small"),
    ("internal", "external"), ("public", "private"), ("maximum", "minimum"), ("with", "without"), ("support", "oppose"),
    ("accept", "reject"), ("minority", "majority"), ("current", "former"), ("can", "cannot"), ("did", "didn't"),
    ("第一", "最后一"), ("最多", "最少"), ("最大", "最小"), ("最高", "最低"), ("之前", "之后"), ("增加", "减少"),
    ("增长", "下降"),
    ("上升", "下降"), ("开始", "结束"), ("東", "西"), ("南", "北"), ("男", "女"), ("父亲", "母亲"), ("父親", "母親"),
    ("出口", "进口"), ("前", "后"), ("前", "後"), ("首次", "最后一次"), ("首", "末"), ("上", "下"), ("早期", "晚期"),
    ("主要", "次要"),
    ("最早", "最晚"), ("最長", "最短"), ("最长", "最短"), ("開始", "結束"), ("成立", "解散"), ("可以", "不可以"),
]  # fmt: skip
_OPPOSITE = {a: b for pair in _OPPOSITES for a, b in (pair, pair[::-1])}


def moved_year(question: str, read: str, rng: random.Random) -> str | None:
    """The question with its first year moved by one to nine years."""
    found = _YEAR.search(question)
    if not found:
        return None
    years = [int(found.group()) + step for step in (*range(-9, 0), *range(1, 10))]
    return _replaced(question, found.span(), [str(year) for year in years if str(year) not in read], rng)


def other_number(question: str, read: str, rng: random.Random) -> str | None:
    """The question with a number that is no year replaced by another."""
    dates = [(start, end) for _, start, end in dates_in(question)]
    found = [m for m in _NUMBER.finditer(question) if not any(start <= m.start() < end for start, end in dates)]
    if not found:
        return None
    match = rng.choice(found)
    others = [str(int(float(match.group())) + step) for step in (1, 2, 3, 5, 10, 40)]
    return _replaced(question, match.span(), [other for other in others if other not in read], rng)


def other_name(question: str, read: str, names: list[str], rng: random.Random) -> str | None:
    """The question with a name of it replaced by another of the passage: by one that is read too, if there is one, half the time.

    A name that is not read gives the change away; one that is read takes reading to tell.
    """
    found = [m for m in _NAME.finditer(question) if len(m.group()) > 2]
    if not found:
        return None
    match = rng.choice(found)
    others = [name for name in names if name not in question and name not in match.group()]
    beside = [name for name in others if name in read]
    return _replaced(question, match.span(), beside if beside and rng.random() < 0.5 else others, rng)


def other_word(question: str, read: str, passage: str, rng: random.Random) -> str | None:
    """The question with a plain English word that is read replaced by another of the passage with the same ending."""
    held = {stem(word) for word in _WORD.findall(read)}
    found = [m for m in _WORD.finditer(question) if stem(m.group()) in held]
    if not found:
        return None
    match = rng.choice(found)
    asked = {stem(word) for word in _WORD.findall(question)}
    others = {word for word in _WORD.findall(passage) if _ending(word) == _ending(match.group()) and stem(word) not in asked}
    return _replaced(question, match.span(), sorted(others), rng)


def _ending(word: str) -> str:
    return next((ending for ending in ("ing", "ed", "ly", "ion", "s") if word.endswith(ending)), "")


def names_in(text: str) -> list[str]:
    """Capitalised names of a text, without those that only open a sentence."""
    return list(dict.fromkeys(match.group() for match in _NAME.finditer(text) if len(match.group()) > 3))


def opposite(question: str, rng: random.Random) -> str | None:
    """The question with one word turned into its opposite."""
    found = [
        (m.start(), m.end(), _OPPOSITE[m.group().lower()])
        for m in re.finditer(r"[A-Za-z]+", question)
        if m.group().lower() in _OPPOSITE
    ]
    for word, other in _OPPOSITE.items():
        at = question.find(word) if not word.isascii() else -1
        if at >= 0:
            found.append((at, at + len(word), other))
    if not found:
        return None
    start, end, other = rng.choice(found)
    return question[:start] + other + question[end:]


def _replaced(text: str, span: tuple[int, int], others: list[str], rng: random.Random) -> str | None:
    return text[: span[0]] + rng.choice(others) + text[span[1] :] if others else None


def changed(question: str, read: str, passage: str, rng: random.Random) -> str | None:
    """The question changed in one thing of a kind drawn by chance, or None."""
    ways: list[Callable[[], str | None]] = [
        lambda: moved_year(question, read, rng),
        lambda: other_number(question, read, rng),
        lambda: other_name(question, read, names_in(passage), rng),
        lambda: opposite(question, rng),
        lambda: other_word(question, read, passage, rng),
    ]
    rng.shuffle(ways)
    return next((other for way in ways if (other := way()) is not None and other != question), None)
