"""The words of the lexical index: English stems, Chinese pairs of characters, numbers, codes and names.

The same function cuts passages and questions, so a rule here holds for both.
"""

import re
import unicodedata
from functools import cache, lru_cache

import Stemmer

from corpus.concepts import concepts_in, with_broader
from corpus.entities import mentions

_WORD = re.compile(r"[a-z0-9]+(?:[.,/:-][a-z0-9]+)*%?|[\u3400-\u9fff\uf900-\ufaff]+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?$")
_PARTS = re.compile(r"[a-z0-9]+")

# Words without a subject of their own; both languages, question words among them.
STOP_WORDS = frozenset(
    """
    a an and are as at be been by did do does for from had has have how in into is it its of on or s so such than that
    the their them then there these they this those to was we were what when where which who whom whose why will with
    would you your me my our us about can could should may might many much any some give tell show according
    的 了 是 在 和 与 及 或 吗 呢 多少 什么 哪些 哪个 哪 何时 如何 怎样 为什么 是否 有 被 把 对 从 到 为 其 之
    年 月 日 个 家 辆 台 车
    """.split()  # noqa: SIM905 - as a list of one word a line it could not be read
)

_JOINING = re.compile("多少|什么|哪些|哪个|哪家|何时|如何|怎样|怎么|为什么|为何|是否|[的了吗呢是]")


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


def stem(word: str) -> str:
    """The stem of a lower-case English word."""
    found: str = _stemmer().stemWord(word)
    return found


def normalise(text: str) -> str:
    """NFKC, lower case, straight apostrophes removed with their "s"."""
    return re.sub(r"['’]s\b|['’]", "", unicodedata.normalize("NFKC", text).lower())


def words(text: str) -> list[str]:
    """Tokens in order, stop words left out: "EU 2024/2754" gives eu, 2024_2754, 2024, 2754."""
    found: list[str] = []
    for match in _WORD.finditer(normalise(text)):
        word = match.group()
        if word[0] > "\u3400":
            found.extend(_pairs(word))
        elif word not in STOP_WORDS:
            found.extend(_latin(word))
    return found


@lru_cache(maxsize=64)  # a question is asked for them several times
def name_words(text: str) -> tuple[str, ...]:
    """One token for each entity and concept in the text, the same whatever the language or form of its name."""
    found = [entity_word(mention.entity.name) for mention in mentions(text)]
    for concept, _, _ in concepts_in(text):
        found.extend(f"c_{name}" for name in sorted(with_broader(concept.name)))
    return tuple(found)


def entity_word(name: str) -> str:
    """The token of a canonical name."""
    return "e_" + "_".join(_PARTS.findall(name.lower()))


def _latin(word: str) -> list[str]:
    if _NUMBER.match(word):
        return [word.rstrip("%").replace(",", "").replace(".", "_")]
    parts = _PARTS.findall(word)
    stems: list[str] = _stemmer().stemWords(parts)
    stems = [stem for stem, part in zip(stems, parts, strict=True) if part not in STOP_WORDS]
    return [*stems, "_".join(parts)] if len(parts) > 1 else stems


def _pairs(run: str) -> list[str]:
    """Overlapping pairs of Chinese characters, none across a word that only asks or joins; a single character stays alone."""
    found: list[str] = []
    for part in _JOINING.split(run):
        if len(part) == 1 and part not in STOP_WORDS:
            found.append(part)
        found.extend(part[i : i + 2] for i in range(len(part) - 1))
    return found
