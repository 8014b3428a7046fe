""" "How many of them were women?": the whole is no answer where no sentence names the part."""

import re
from dataclasses import replace

from assistant.conversation.words import words_of
from assistant.records import Answer
from corpus.concepts import concepts_in

_PART = re.compile(
    r"\bhow many of (?:them|those|these|its|their|his|her)\b(?P<part>.*)|其中(?:有|的)?(?:多少|几)[个家辆台人名座]?(?P<zh>.*)",
    re.IGNORECASE,
)


def without_the_whole(question: str, answer: Answer) -> Answer:
    """The answer; where the question asks for a part of what was spoken of and no claim names that part, an abstention."""
    match = _PART.search(question)
    part = (match["part"] or match["zh"] or "").strip(" ?？。") if match else ""
    if not part or not answer.claims or any(_names(claim.text, part) for claim in answer.claims):
        return answer
    return replace(
        answer, verdict="not_in_documents", claims=(), citations=(), disagreements=(), short_answer=None, lead=None, missing=part,
        closest=tuple(dict.fromkeys(citation.evidence for citation in answer.citations)),
    )  # fmt: skip


def _names(text: str, part: str) -> bool:
    asked = {concept.name for concept, _, _ in concepts_in(part)}
    own = {word.stem for word in words_of(part) if word.content and not word.light}
    return bool(asked & {concept.name for concept, _, _ in concepts_in(text)} or own & {word.stem for word in words_of(text)})
