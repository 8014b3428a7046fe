"""The words of a conversation: which of them name something, which only ask, point or join."""

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.tokens import stem

_WORD = re.compile(r"[A-Za-z0-9À-ɏ]+(?:[-./’'&][A-Za-z0-9À-ɏ]+)*")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\"“(]\s*|[-–—]\s+)$")

# Words that join, ask or point.
FUNCTION = frozenset(
    """
    a an the and or but so if as at by for from in into of off on onto out over per than that then to up upon with within
    without via about above across after against along among around because before behind below beneath beside besides
    between beyond despite down during except inside like near outside since through throughout till toward towards under
    until while whereas whether though although what which who whom whose when where why how whatever whichever whoever i
    me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours
    ourselves they them their theirs themselves this these those there here one ones am is are was were be been being do
    does did doing done has have had having can could will would shall should may might must ought not no nor never none
    yes yeah yep ok okay please thanks thank hi hello hey well now also too just only even still yet already again ever
    else very really quite much many more most less least few fewer some any each every either neither both all another
    other others such same own several enough rather almost else instead however therefore thus hence actually oh wow hmm
    um sorry isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't couldn't won't wouldn't
    shouldn't i'm i'd i'll i've it's that's what's who's how's where's there's they're you're he's she's let's s t re ve
    ll d m isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt cant couldnt wont wouldnt shouldnt im id ill ive
    thats whats whos
    """.split()  # noqa: SIM905 - as a list of one word a line it could not be read
)
# Words that say little of what a conversation is about: of telling and wanting, and the most usual verbs and measures.
LIGHT = frozenset(
    """
    tell know want like learn talk say said says speak explain describe give show find hear heard look see think mean
    means meant get got getting go goes going gone come came make makes made making take takes took use used uses using
    need needs try let put keep kept work works happen happens happened happening thing things something anything
    everything someone anyone people person way ways kind kinds type types sort sorts example examples different
    difference differences various number numbers lot lots bit good better best great bad worse worst interesting
    interested cool nice right sure true possible necessary important importance main major common famous known popular
    well-known big bigger biggest large larger largest long longer longest high higher highest old new first second third
    last next previous time times year years day days today recently become became becomes begin began start started
    starts end ended stop help helps change changes changed affect affects cause causes caused effect effects result
    results reason reasons purpose role part parts information detail details question answer summary list name names
    called call include includes included including compare compared comparison similar relate related relationship
    consider considered required require recommend benefit benefits advantage advantages disadvantage disadvantages pros
    cons option options idea ideas fact facts issue issues problem problems feel seem seems help helpful available able
    based given whole total amount cost costs price
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a text. `stem` is the same for all its forms."""

    text: str
    start: int  # characters
    end: int
    stem: str
    capital: bool  # a capital or figure that is not owed to a sentence's beginning

    @property
    def content(self) -> bool:
        """Whether it names something."""
        return self.text.lower() not in FUNCTION

    @property
    def light(self) -> bool:
        """Whether it says little of the subject."""
        return self.text.lower() in LIGHT


@lru_cache(maxsize=512)
def words_of(text: str) -> tuple[Word, ...]:
    """All words in Latin letters or figures, in order; a possessive "'s" is no part of its word."""
    found = []
    for match in _WORD.finditer(text):
        bare = _POSSESSIVE.sub("", match.group()) if match.group().lower() not in FUNCTION else match.group()
        if not bare:
            continue
        first = bool(_SENTENCE_START.search(text[max(0, match.start() - 4) : match.start()]))
        capital = bare[0].isupper() and (not first or not bare[1:].islower()) and bare != "I"
        found.append(Word(bare, match.start(), match.start() + len(bare), stem(bare.lower()), capital or bare[0].isdigit()))
    return tuple(found)


def content_stems(text: str) -> frozenset[str]:
    """The stems of what the text names."""
    return frozenset(word.stem for word in words_of(text) if word.content)
