"""Does a question need the conversation before it?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from assistant.conversation.words import Word, content_stems, words_of

_SINGULAR = frozenset(
    (
        "it",
        "its",
        "itself",
    )
)
_PLURAL = frozenset(
    (
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
    )
)
PERSON = frozenset(
    (
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
    )
)
_OWNED = frozenset(
    (
        "its",
        "their",
        "his",
        "her",
    )
)
# "It" that stands for nothing: "is it possible", "how long does it take", "it rains".
_EMPTY_IT = re.compile(
    r"\b(?:is|was|would|will|be|can|isn't|wasn't)\s+it\s+(?:be\s+)?(?:possible|necessary|true|better|worth|ok|okay|safe|legal|illegal|"
    r"easy|hard|difficult|important|a good idea|normal|common|too late|mandatory|required|advisable|recommended|correct|fair)\s+"
    r"(?:to|for|that|if)\b|"
    r"\bdoes it take\b|\bwill it take\b|\bdoes it cost to\b|\bit (?:rains?|snows?|takes?|is (?:possible|"
    r"necessary|true|better|best|important|easy|hard|said))\b|"
    r"\bhow is it that\b|\bmake it\b|\bwhat is it called\b",
    re.IGNORECASE,
)
_THAT_JOINS = re.compile(
    r"\b(?:so|say|said|says|think|know|true|believe|claim(?:s|ed)?|mean(?:s)?|sure|shows?|fact|way|things?|ones?|those|people|heard|"
    r"anything|something|everything|all|appears?|seems?)\s+(?P<that>that)\b|"
    r"\b\w+\s+(?P<which>that)\s+(?:the|a|an|it|they|he|she|we|i|you|is|are|was|were|have|has|had|can|could|would|will|may|might|"
    r"do|does|did|\w+ed|happen|wish|make|made|use|need|take|come|go|cause|help)\b(?!\s*[?.!]?$)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\W*(?:and\s+|but\s+|so\s+|ok\S*\s+|really\W+|interesting\W+)?(?:why|how|when|where|who|how (?:much|many|"
    r"so|come)|since when|by whom|"
    r"how often|for how long|how long|how far|which(?: ones?)?)(?:\s+not|\s+exactly|\s+is that|\s+again)?\W*$",
    re.IGNORECASE,
)
_LEADS = re.compile(r"^\W*(?:and|but|or|also|then|plus|besides)\b(?!\s+far\b)", re.IGNORECASE)
_ABOUT = re.compile(r"(?:^|[.!?,]\s+)\W*(?:(?:and|but|so|ok(?:ay)?)\b[,.]?\s*)?(?:what|how) about\b", re.IGNORECASE)
_NO = re.compile(r"^\W*(?:no|not|oh|sorry|actually|i mean(?:t)?)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\bmore\W*$|\bmore (?:details?|information|specific)\W*$|\belse\W*$|\bwhat else\b|\belaborate\b|\bgo on\b|\bcontinue\b|"
    r"\bexamples?\W*$|\bdifferences?\W*$|\b(?:compare[ds]?|differ)\b(?:(?! (?:to|with|from|between|the|"
    r"and)).)*\W*$|\bcompare\b.{0,20}\bto\W*\w+\W*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|am|be|do|does|did|has|have|had|will|would|can|could|should|shall|may|might|must|isn't|aren't|don't|doesn't|"
    r"didn't|can't)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:what|which|who|whom|whose|when|where|why|how)\b", re.IGNORECASE)
_DEFINITE = re.compile(
    r"\b(?:the|such)\s+((?:[\w'’-]+\s+){0,3}?[\w'’-]+)(?=(?P<end>\s*(?:[?.,!;]|$))|\s+(?P<next>[\w'’-]+))", re.IGNORECASE
)
_ENDS_DEFINITE = re.compile(r"\b(?:what|who|which|whose)\b.*\bthe (?:[\w'’-]+ ){0,3}[\w'’-]+\W*$", re.IGNORECASE)
_CLOSES = frozenset(
    (
        "of",
        "in",
        "for",
        "on",
        "from",
        "to",
        "at",
        "between",
        "that",
        "which",
        "who",
        "with",
        "about",
        "behind",
        "used",
        "by",
        "as",
        "than",
        "during",
        "among",
    )
)
_OTHERS = re.compile(
    r"\b(?:others?|another|ones?|both|either|neither|each|the same|similar|former|latter|the (?:first|second|"
    r"third|last|next|two|three|rest))\b",
    re.IGNORECASE,
)
_CLOSED_OTHERS = re.compile(
    r"\bsame (?:\w+ )?as\b|\bother than\b|\beach other\b|\b(?:no|some|any|every|each)[ -]?one\b|"
    r"\bother (?:\w+ ){1,3}(?:than|besides)\b|"
    r"\b(?:first|second|third|last|next|same|other|another|both|each|either|one) (?:\w+ ){1,4}(?:of|in|for|on|between|and)\b|"
    r"\bboth\b.+\band\b|\bsimilar to\b|\b(?:one|each) of\b|\bone (?:day|week|year|month)\b|\beach (?:day|week|"
    r"year|month|member)\w*\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:better|worse|cheaper|bigger|larger|smaller|faster|safer|older|healthier|more (?:\w+)|most (?:\w+)|"
    r"best|worst|\w{3,}est)\W*$|"
    r"^\W*(?:\w+[.!,] )?(?:which|what)(?: one| type| kind)? (?:is|are|was|were|has|have|would be|should be|"
    r"'s) (?:the )?(?:more|most|best|worst|better|\w{3,}(?:est|er))\b",
    re.IGNORECASE,
)
_KIND = re.compile(r"\b(?:which|what) (?:type|kind|option|way|method|side|version|model|part)s?\b(?! of)", re.IGNORECASE)
_CLAUSE = re.compile(r"[.!?;:,]\s+|\b(?:and|but|if|when|because|so|while|that|how|why|whether)\b", re.IGNORECASE)
_DANGLING = frozenset(
    (
        "of", "in", "for", "on", "from", "to", "at", "with", "about",
        "by", "happen", "work", "used", "made", "affected", "different", "common", "important",
        "treated", "needed", "start", "begin", "end", "stop", "mean", "necessary",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for or against it. Each field is in [0, 1]."""

    third: float  # it, they: for nothing that the question itself names before
    owned: float  # its, their behind a noun of the same clause
    bound: float  # it, they behind a noun in an earlier clause of the question
    person: float  # he, she
    points: float  # this, that, those with or without a noun
    others: float  # one, the other, both, the same
    there: float  # the place
    bare: float  # "why?", "how much?"
    leads: float  # begins with and, but
    about: float  # "what about ..."
    no: float  # begins with no, sorry
    more: float  # asks for more, an example, a difference
    definite: float  # "the motor?": a thing that is taken for known, and little else
    definite_long: float  # the same in a question that says much else
    definite_known: float  # and its noun was spoken of
    fragment: float  # no verb and no word that asks
    few: float  # at most one word that names
    few_unknown: float  # and it is new to the conversation
    two_unknown: float  # the same with two
    light: float  # share of its words that say little
    names: float  # names in it, up to two
    known: float  # share of what it names that was named before
    last: float  # share of what it names that the last question named
    superlative: float  # better, the most: of what is not said
    length: float  # words that name, up to eight
    dangling: float  # ends in a preposition or a bare verb
    me: float  # about the asker
    kind: float  # "which type": of what is not said

    def values(self) -> tuple[float, ...]:
        """In the order of the fields."""
        values: tuple[float, ...] = _values(self)
        return values


_values = attrgetter(*(field.name for field in fields(Signs)))


def signs(question: str, earlier: Sequence[str]) -> Signs:
    """What the words of an English question tell of its need, after these earlier questions (at least one)."""
    words = words_of(question)
    content = [word for word in words if word.content]
    heavy = [word for word in content if not word.light]
    before = frozenset().union(*(content_stems(text) for text in earlier))
    last = content_stems(earlier[-1])
    stems = {word.stem for word in heavy}
    total = max(1, len(stems))
    lower = [word.text.lower() for word in words]
    pointing, owned, bound = _pronouns(question, words)
    definite = _definites(question)
    much = len(heavy) > 2
    return Signs(
        third=float(bool(pointing)),
        owned=float(owned),
        bound=float(bound),
        person=float(any(w in PERSON for w in lower) and not any(word.capital for word in heavy)),
        points=float(_points(question, words)),
        others=float(bool(_OTHERS.search(_CLOSED_OTHERS.sub(" ", question)))),
        there=float(bool(re.search(r"\bthere\W*$|\b(?:in|from|out|to|over) there\b", question, re.IGNORECASE))),
        bare=float(bool(_BARE.match(question))),
        leads=float(bool(_LEADS.match(question))),
        about=float(bool(_ABOUT.search(question))),
        no=float(bool(_NO.match(question))),
        more=float(bool(_MORE.search(question))),
        definite=float(bool(definite) and not much),
        definite_long=float(bool(definite) and much),
        definite_known=float(any(stem in before for stem in definite)),
        fragment=float(not _VERB.search(question) and not _ASKS.search(question)),
        few=float(len(stems) <= 1),
        few_unknown=float(len(stems) <= 1 and not stems & before),
        two_unknown=float(len(stems) == 2 and not stems & before),
        light=(len(content) - len(heavy)) / max(1, len(content)),
        names=min(2, sum(word.capital for word in heavy)) / 2,
        known=len(stems & before) / total,
        last=len(stems & last) / total,
        superlative=float(bool(_SUPERLATIVE.search(question))),
        length=min(8, len(heavy)) / 8,
        dangling=float(bool(words) and lower[-1] in _DANGLING),
        me=float(any(w in ("i", "my", "me", "we", "our") for w in lower)),
        kind=float(bool(_KIND.search(question))),
    )


def refers(question: str, earlier: Sequence[str]) -> bool:
    """Whether a word of it points at what was said before: it, that, there, the other, more."""
    told = signs(question, earlier)
    return any((told.third, told.person, told.points, told.others, told.there, told.more, told.superlative, told.bare))


def pointers(question: str) -> list[Word]:
    """The it, they, he or she that nothing in the question is meant by, in order."""
    words = words_of(question)
    named = any(word.capital for word in words)
    persons = [] if named else [word for word in words if word.text.lower() in PERSON]
    return sorted([*_pronouns(question, words)[0], *persons], key=lambda word: word.start)


def ends_in_known_thing(question: str) -> bool:
    """ "What are the symptoms?": its last words are a thing that is taken for known."""
    return bool(_ENDS_DEFINITE.search(question)) and bool(_definites(question))


def _pronouns(question: str, words: Sequence[Word]) -> tuple[list[Word], bool, bool]:
    """Each it or they that stands for nothing in the question; whether a noun of its clause, or an earlier one's, is meant."""
    empty = [match.span() for match in _EMPTY_IT.finditer(question)]
    pointing: list[Word] = []
    owned = bound = False
    for word in words:
        low = word.text.lower()
        if low not in _SINGULAR | _PLURAL or any(start <= word.start < end for start, end in empty):
            continue
        clause = max((m.end() for m in _CLAUSE.finditer(question[: word.start])), default=0)
        inside = [w for w in words if clause <= w.start < word.start and w.content and not w.light]
        above = [w for w in words if w.end <= clause and w.content and not w.light]
        if low in _PLURAL:
            inside, above = ([w for w in some if w.text.lower().endswith("s") or w.capital] for some in (inside, above))
        if low in _OWNED and inside:
            owned = True
        elif above:
            bound = True
        else:
            pointing.append(word)
    return pointing, owned, bound


def _points(question: str, words: Sequence[Word]) -> bool:
    joins = {match.start(name) for match in _THAT_JOINS.finditer(question) for name in ("that", "which")}
    found = [word for word in words if word.text.lower() in ("this", "that", "these", "those") and word.start not in joins]
    return any(not re.search(r"[.!?]\s", question[: word.start]) for word in found)


def _definites(question: str) -> list[str]:
    """Stems of the nouns behind "the" that nothing further tells apart."""
    found = []
    for match in _DEFINITE.finditer(question):
        inner = words_of(match[1])
        if inner and not any(word.capital for word in inner) and (match["next"] or "").lower() not in _CLOSES:
            found.append(inner[-1].stem)
    return found
