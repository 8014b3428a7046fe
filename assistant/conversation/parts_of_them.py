""" "How many of them were women?": the whole is no answer where no sentence counts the part."""

import re
from dataclasses import replace

from assistant.conversation.silences import silent
from assistant.conversation.words import words_of
from assistant.figures import Figure, figures_in
from assistant.records import Answer, Claim
from assistant.short_answers import clause_around
from corpus.concepts import concepts_in, with_broader

_PART = re.compile(
    r"\bhow many of (?:them|those|these|its|their|his|her)\b(?P<part>.*)|"
    r"其中(?:有|的)?(?:多少|几)[个家辆台人名座]?(?P<zh>.*)|其中(?:的)?(?P<noun>\w{2,8})呢",
    re.IGNORECASE,
)


def asks_for_part(question: str) -> bool:
    """Whether it asks how many of what was spoken of are of some kind."""
    return _part(question) != ""


def _part(question: str) -> str:
    match = _PART.search(question)
    return next((said for said in match.groups() if said), "").strip(" ?？。") if match else ""


def without_the_whole(question: str, answer: Answer) -> Answer:
    """The answer; where the question asks for a part of what was spoken of, the claims that count it, or an abstention.

    The figure that stands next to the part is the short answer.
    """
    part = _part(question)
    if not part or not answer.claims:
        return answer
    named = [(claim, places) for claim in answer.claims if (places := _places(claim.text, part))]
    held = [(claim, _nearest(claim, places)) for claim, places in named]
    counted = [(claim, figure) for claim, figure in held if figure is None or figure.kind != "money"]
    if not counted:
        return silent(answer, part)
    if any(claim is answer.claims[0] for claim, _ in counted):
        figure = counted[0][1]
        return replace(answer, short_answer=figure.text) if figure and answer.short_answer else answer
    cited = {n for claim, _ in counted for n in claim.citations}
    return replace(
        answer, verdict="answered", claims=tuple(claim for claim, _ in counted), disagreements=(),
        citations=tuple(one for one in answer.citations if one.n in cited),
        short_answer=counted[0][1].text if counted[0][1] else None,
    )  # fmt: skip


def _places(text: str, part: str) -> list[tuple[int, int]]:
    """Where the text names it."""
    asked = {concept.name for said in (part, f"{part} vehicles") for concept, _, _ in concepts_in(said)} - {"vehicle"}
    own = {word.stem for word in words_of(part) if word.content and not word.light}
    things = [(start, end) for concept, start, end in concepts_in(text) if asked & with_broader(concept.name)]
    return things + [(word.start, word.end) for word in words_of(text) if word.stem in own]


def _nearest(claim: Claim, places: list[tuple[int, int]]) -> Figure | None:
    """The figure nearest to one of the places, in its clause if there is one; a figure's unit may be the place itself."""

    def far(figure: Figure) -> tuple[bool, int]:
        clause = clause_around(claim.text, figure)
        named = any(claim.text[start:end] in clause for start, end in places)
        return not named, min(max(start - figure.end, figure.start - end, 0) for start, end in places)

    return min(figures_in(claim.text), key=far, default=None)
