"""What a follow-up is searched by, beside the question that it stands for: as typed, and together with what was said before it.

No rewrite is sure; the passages that several ways to put the question agree upon are the likelier. Only follow-ups about
what the desk knows no names for: those that it knows are completed by rule, and need no help.

Source: Belkin, Kantor, Fox and Shaw, "Combining the evidence of multiple query representations for information retrieval",
Information Processing & Management 31(3), 1995, doi:10.1016/0306-4573(94)00057-A.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation import general, moves
from assistant.conversation.known import names_of_the_desk
from assistant.question import read_question
from assistant.records import Turn
from corpus.languages import language_of

# Measured on the development turns of mtRAG and CAsT: docs/decisions/0009-conversation.md
AS_TYPED = 1.0
ALONE = 0.5
WITH_PREVIOUS = 1.0
WITH_FIRST = 0.6
WITH_ANSWER = 0.5
MAY_LEAN = 0.1  # probability; a question that less speaks for stands alone


@dataclass(frozen=True, slots=True)
class Form:
    """One way to put a question, and what its search counts beside the others."""

    text: str
    weight: float  # the weights of all forms of a question add up to 1


def forms(question: str, alone: str, history: Sequence[Turn]) -> list[Form]:
    """All that the follow-up is searched by, `alone` among them, the turns before last; none where `alone` is enough."""
    turns = _of_this_subject(history)
    asked = [turn.question for turn in turns]
    if not turns or moves.opens_another_subject(question) or language_of(question) != "en":
        return []
    if names_of_the_desk([read_question(text) for text in (*asked, question, alone)]):
        return []
    if general.lean_probability(question, asked) < MAY_LEAN:
        return []
    last = turns[-1].answer
    said = _first_sentence(last if isinstance(last, str) else last.text)
    weighed: dict[str, float] = {}
    for text, weight in (
        (question, AS_TYPED),
        (alone, ALONE),
        (f"{alone} {asked[-1]}", WITH_PREVIOUS),
        (f"{alone} {asked[0]}", WITH_FIRST),
        (f"{alone} {said}", WITH_ANSWER if said else 0.0),
    ):
        weighed[text] = weighed.get(text, 0.0) + weight
    total = sum(weighed.values())
    return [Form(text, weight / total) for text, weight in weighed.items() if weight]


def searched_together(history: Sequence[Turn]) -> str:
    """In words, for whoever asked, that the turns before it were searched for too."""
    asked = [turn.question for turn in _of_this_subject(history)]
    named = " and ".join(f"“{text}”" for text in dict.fromkeys((asked[-1], asked[0])))
    return f"Searched together with what was asked before as well: {named}."


def _of_this_subject(history: Sequence[Turn]) -> list[Turn]:
    found: list[Turn] = []
    for turn in history:
        if moves.opens_another_subject(turn.question):
            found = []
        if turn.question.strip():
            found.append(turn)
    return found


def _first_sentence(answer: str) -> str:
    return answer[: general.LONGEST_ANSWER].split(". ", 1)[0].strip()
