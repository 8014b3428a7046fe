"""Names that stand side by side and are compared: companies, brands, cities, countries."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.metrics import METRICS
from assistant.question import Question
from assistant.splitting.part import ASKING, BETWEEN, COMPARES, WHICH_IS_MORE, Part, bare, tidy
from assistant.subjects import subjects
from corpus.concepts import concepts_in
from corpus.entities import mentions
from corpus.tokens import words


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in the text; `what` tells one from another."""

    what: str
    start: int
    end: int


def by_name(question: Question) -> Sequence[Part]:
    """One question a name, where names stand side by side and are compared: "SAIC and Tesla", "Shanghai's or Beijing's"."""
    text = _BETWEEN_TWO.sub(r"\g<first> compared with \g<second>", bare(question.text))
    found = _names_in(question, text)
    if not (COMPARES.search(question.text) or any(_SETS_BESIDE.search(text[: name.start]) for name in found[1:])):
        return ()
    run = _longest_run(text, found)
    if against := _set_against(text, found):
        first, rest = against
        run = [first, *rest]
        before, after = text[: first.start], _AGAINST.sub("", text[first.end : rest[0].start])
        after = _metric_of(after) + re.sub("^['’]s\\b", "", text[rest[-1].end :])
    elif len({name.what for name in run}) < 2:
        return ()
    else:
        before, after = text[: run[0].start], text[run[-1].end :]
    if before.endswith("("):
        before, after = "", re.sub(r"^\)\W*(?:which|who)?\b", " ", after)
    before = ASKING.sub(" ", _APPOSITION.sub("", before))
    before, after = WHICH_IS_MORE.sub(" ", before), _without_what_each(after)
    before, after = _EACH.sub(" ", _HOW_DID.sub("", before)), _EACH.sub(" ", after)
    kind = question.kind if question.kind in ("date", "reason") else "figure"
    return [Part(tidy(before + text[name.start : name.end] + after), kind, beside=True) for name in run]


_BETWEEN_TWO = re.compile(  # "the difference between Shanghai's goal and Beijing's"
    r"^\W*(?:(?:what|how (?:big|large|wide|much)) (?:is|was|were) )?(?:the )?(?:difference|gap)(?: in [\w ]{3,30}?)? "
    r"between (?P<first>.+?) and (?:(?:that|those) of |the one (?:of|in|for) )?(?P<second>.+)$",
    re.IGNORECASE,
)


def _without_what_each(after: str) -> str:
    """The text without "and by what density figures?", but with what that measures where nothing else says it."""
    left = WHICH_IS_MORE.sub(" ", after)
    measured = [after[start:end] for concept, start, end in concepts_in(after) if concept.name in METRICS - {"growth", "ranking"}]
    return left if not measured or measured[-1] in left else f"{left} ({measured[-1]})"


_APPOSITION = re.compile(  # "the battery giant CATL"
    r"(?:\b(?:the|battery|electric|chip|chinese|american|us|german|state-owned|car|ev) )+"
    r"(?:giant|maker|carmaker|automaker|group|company|brand|firm|start-?up|rival|leader|arm|unit|city|state|country)s? $",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\beach(?: of (?:them|the two|these|those))?\b|\b(?:how|what) (?:did|does|do)\b(?=.{0,30}\bdo\b)|"
    r"\b(?:do|fare|perform)\b(?=\W*$)|"
    r"各(?=[卖是为有交占销])|各自|一升一降|一降一升|同比[，,]?\s*(?=\W*$)",
    re.IGNORECASE,
)
_HOW_DID = re.compile(r"\b(?:how|what) (?:did|do|does|has|have|was|were|is|are) (?:the )?$", re.IGNORECASE)
_SETS_BESIDE = re.compile(
    r"\b(?:next to|alongside|beside|relative to|than|outs[eo]l[ld]|out-?earn(?:ed)?|out-?produced?|beat|overt(?:ake|ook)|"
    r"as (?:against|opposed to)|differ(?:ent)? from)\s+(?:the )?$|(?:比|超过)$",
    re.IGNORECASE,
)


def _names_in(question: Question, text: str) -> list[_Name]:
    """The asked names of one kind in the order of the text: companies and the like, else places; and names of no list."""
    asked = {entity.name for entity in subjects(question.entities)}
    listed = mentions(text)
    places = {entity.name for entity in question.entities if entity.kind == "place"}
    unlisted = _unlisted(question, text)
    if len(asked) < 2 and not (asked and unlisted):
        asked = places
    found = [_Name(one.entity.name, one.start, one.end) for one in listed if one.entity.name in asked]
    return sorted([*found, *unlisted], key=lambda name: name.start)


_CAPITALISED = re.compile(r"\b[A-Z][\w-]*(?: [A-Z0-9][\w-]*)*")


def _unlisted(question: Question, text: str) -> list[_Name]:
    """Capitalised names that are in no list of ours, inside a sentence or right before what it is compared with."""
    known = [(one.start, one.end) for one in mentions(text)] + [(start, end) for _, start, end in concepts_in(text)]
    found = []
    for match in _CAPITALISED.finditer(text):
        free = not any(start < match.end() and match.start() < end for start, end in known)
        if free and question.names & set(words(match.group())):
            found.append(_Name(match.group(), match.start(), match.end()))
    return found


_OUT = re.compile(
    r"\b(?:really |actually |also |still |then |indeed )*(outs[eo]l[ld]|out-?earn(?:ed)?|out-?produced?)\b", re.IGNORECASE
)
_AGAINST = re.compile(
    r",?\s*(?:\b(?:compare[ds]? (?:with|to)|(?:in )?compar(?:ed|ison) (?:with|to)|versus|vs\.?|"
    r"than|relative to|differ(?:ent)? from|next to|alongside|beside|as (?:against|opposed to)|(?:set |"
    r"measured )?(?<!vote )(?<!voted )(?<!voting )(?<!case )(?<!action )against)|比|相比)\s*"
    r"(?:(?:that|those) (?:of|on|for|in) |the )?$",
    re.IGNORECASE,
)


def _metric_of(between: str) -> str:
    """What stands between two names that are compared; "outsold" measures sales."""
    out = _OUT.search(between)
    if not out:
        return between
    verb = out[1].lower()
    metric = "sales" if "s" in verb[3:4] else "profit" if "earn" in verb else "output"
    return f"{between[: out.start()]} {metric} {between[out.end() :]}".replace(" the ", " ")


def _set_against(text: str, found: Sequence[_Name]) -> tuple[_Name, Sequence[_Name]] | None:
    """A name and those that it is compared with later: "BYD's duty compared with Tesla's and SAIC's"."""
    for place, name in enumerate(found[1:], start=1):
        before = text[: name.start]
        if _AGAINST.search(before) or re.search(rf"{_OUT.pattern}\s*(?:the )?$", before, re.IGNORECASE):
            rest = _longest_run(text, found[place:])
            differ = found[place - 1].what not in {one.what for one in rest}
            return (found[place - 1], rest) if rest[0] is name and differ else None
    return None


def _longest_run(text: str, found: Sequence[_Name]) -> Sequence[_Name]:
    """The most names in a row with nothing between them but a joining word."""
    best: list[_Name] = []
    run: list[_Name] = []
    for name in found:
        if not (run and BETWEEN.fullmatch(_APPOSITION.sub("", text[run[-1].end : name.start]))):
            run = []
        run.append(name)
        best = max(best, run, key=len)
    return best
