"""Which ones, and how many of them are so: what a sentence must name for such a question.

Many a sentence speaks of what is asked about and leaves the asked thing out: how many cities, not which; all cars, not those
that were sold abroad.
"""

import re

from assistant.question import Question
from assistant.sentences import Sentence
from corpus.concepts import concepts_in, with_broader
from corpus.entities import mentions
from corpus.tokens import words

# What has a name of its own. "Which models", "which factories" may be answered by a kind: hybrids, those above scale.
_ASKS_WHICH = re.compile(
    r"\b(?:which|what|name|names of)\b (?:[\w’'-]+ ){0,3}?(?:"
    r"(?P<place>provinces?|cit(?:y|ies)|countr(?:y|ies)|states|districts?|ports?)|"
    r"compan(?:y|ies)|firms?|(?:car ?|auto)?makers?|brands?|suppliers?|banks?|ministr(?:y|ies)|agenc(?:y|ies)|"
    r"authorit(?:y|ies)|investors?|shareholders?|customers?|universit(?:y|ies))\b|"
    r"哪(?:些|几|\d+)?[个家座款]?(?:[\u4e00-\u9fff]{0,4}?)(?:(?P<place_zh>省|城市|国家|区县|港口)|"
    r"公司|企业|车企|品牌|供应商|银行|部委|投资者|股东|客户|大学|船厂)",
    re.IGNORECASE,
)
_ASKS_WHAT_KIND = re.compile(
    r"\b(?:can|may|must|qualif\w+|eligible|exempt\w*|appl(?:y|ies)|(?:kinds?|types?|sorts?) of)\b|可以|能够|才能|符合|哪类|哪种",
    re.IGNORECASE,
)
_WHO = re.compile(r"\bwho\b|谁", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<=[a-z0-9,’'”\")] )[A-Z][\w&-]*(?!\$)\b")
_NAMED_ZH = re.compile(r"[A-Za-z]{2,}|[《“‘、]")
_DEMONYM = re.compile(r"\b[A-Z]\w+(?:ese|[ei]an|ish)\b|\b(?:French|Dutch|Thai)\b")
_DATE_WORD = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|[QH]\d|\w+day")

NO_NAMES = "their names: the documents do not give them"
ONLY_ALL = "how many of them: the documents tell of all"


def left_out(question: Question, sentence: Sentence) -> str | None:
    """What is asked of the things that the sentence speaks of and it does not name, in words; None when nothing is."""
    return NO_NAMES if names_none(question, sentence) else ONLY_ALL if tells_of_all(question, sentence) else None


def names_none(question: Question, sentence: Sentence) -> bool:
    """Whether names are asked for ("which provinces", "who took over from her") and it has none but the question's own."""
    if question.kind != "name":
        return False
    if _WHO.search(question.text):  # somebody else than the person of whom both speak
        people = {entity.name for entity in question.entities if entity.kind == "person"}
        return bool(people & {entity.name for entity in sentence.says.entities}) and not _has_a_name(question, sentence, True)
    which = _ASKS_WHICH.search(question.text)
    if not which or _ASKS_WHAT_KIND.search(question.text):
        return False
    return not _has_a_name(question, sentence, bool(which["place"] or which["place_zh"]))


def _has_a_name(question: Question, sentence: Sentence, of_a_place: bool) -> bool:
    """Whether it has a name that the question has not; that of a place counts where places may be asked for."""
    asked = {entity.name for entity in question.entities}
    found = mentions(sentence.text)
    if any(one.entity.name not in asked and (of_a_place or one.entity.kind != "place") for one in found):
        return True
    if sentence.language == "zh":
        return bool(_NAMED_ZH.search(sentence.text))
    known = [(start, end) for _, start, end in concepts_in(sentence.text)] + [(one.start, one.end) for one in found]
    free = [m.group() for m in _CAPITAL.finditer(sentence.text) if not any(start <= m.start() < end for start, end in known)]
    return any(_is_name(word) and not set(words(word)) <= set(question.words) for word in free)


def _is_name(word: str) -> bool:
    return not _DATE_WORD.fullmatch(word) and not _DEMONYM.fullmatch(word)


_HOW_MANY_OF = re.compile(
    r"\bhow many of .+\b(?P<those>(?:were|are|was|is|had|has|have|did|do|does|can|could|will|would|went|came|got|made|kept|left|"
    r"[a-z]{3,}ed)\b.+)$",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(?:end|start|middle|half|quarter|year|month)\b", re.IGNORECASE)


def tells_of_all(question: Question, sentence: Sentence) -> bool:
    """Whether "how many of the cars went abroad" is asked and the sentence has no word for those that went."""
    asked = _HOW_MANY_OF.search(question.text)
    if not asked or sentence.language != "en" or _DEMONYM.search(asked["those"]):  # "are Chinese": "of which 13 in China"
        return False
    places = {mention.entity.name for mention in mentions(asked["those"])}
    concepts = {name for concept, _, _ in concepts_in(asked["those"]) for name in with_broader(concept.name)}
    plain = {word for word in words(_WHEN.sub(" ", asked["those"])) if not word.isdigit()}
    said = sentence.says
    named = plain & said.words or concepts & said.concepts or places & {entity.name for entity in said.entities}
    return bool(plain or concepts or places) and not named
