"""A follow-up in a model's words, held to what the conversation says."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.chat.failures import translated
from assistant.chat.shown_passages import inert
from assistant.conversation.dates import without_note
from assistant.records import Turn
from corpus.concepts import concepts_in
from corpus.entities import mentions
from corpus.invisible import INVISIBLE

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

TURNS = 4  # of the conversation that the model sees
LONGEST_ANSWER = 600  # characters of an answer that it sees
LONGEST = 300  # characters of a rewritten question

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CAPITAL = re.compile(r"(?<=[\w,;’'] )[A-Z][\w’'-]+")
_MARKUP = re.compile(r"[<>`\[\]{}|\\*]|https?:")
_ANSWERS = re.compile(r"[.。!！]\s*\S")  # a second sentence: it says something


def rewritten(model: "BaseChatModel", name: str, timeout: float, question: str, history: Sequence[Turn], by_rules: str) -> str:
    """The model's rewriting if it keeps to the conversation, else `by_rules`. Raises ChatModelFailed, ModelUnavailable."""
    from assistant.chat.chain import rewrite_chain

    turns = history[-TURNS:]
    told = "\n".join(f"Question: {inert(turn.question)}\nAnswer: {inert(_said(turn))[:LONGEST_ANSWER]}" for turn in turns)
    with translated(name, timeout):
        reply = str(rewrite_chain(model).invoke({"conversation": told, "question": inert(question)}).text)
    written = reply.strip().strip('"“”').strip()
    said = "\n".join(f"{turn.question}\n{_said(turn)}" for turn in history)
    bare = without_note(by_rules)
    resolved = set(_NUMBER.findall(bare)) - set(_NUMBER.findall(said))  # "last year", as the year that it is
    kept = keeps_to(written, question, f"{question}\n{by_rules}\n{said}") and resolved <= set(_NUMBER.findall(written))
    return written + by_rules[len(bare) :] if kept else by_rules


def keeps_to(written: str, question: str, known: str) -> bool:
    """Whether a rewriting is one question that brings in no name, number or figure of its own and loses none of the asked ones.

    `known` is the conversation with the question.
    """
    if not 0 < len(written) <= LONGEST or "\n" in written or not written.endswith(("?", "？")):
        return False
    if _MARKUP.search(written) or INVISIBLE.search(written) or _ANSWERS.search(written):
        return False
    folded = known.casefold()
    if not set(_NUMBER.findall(question)) <= set(_NUMBER.findall(written)) <= set(_NUMBER.findall(known)):
        return False
    if not _names(question) <= _names(written) <= _names(known):
        return False
    return all(word.rstrip("’'s").casefold() in folded for word in _CAPITAL.findall(written))


def _names(text: str) -> set[str]:
    """Names and things that are measured: a model may not ask about another figure, either."""
    return {mention.entity.name for mention in mentions(text)} | {concept.name for concept, _, _ in concepts_in(text)}


def _said(turn: Turn) -> str:
    return turn.answer if isinstance(turn.answer, str) else turn.answer.text
