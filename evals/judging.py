"""A chat model as judge of a run: several votes on every turn, their spread reported; never a metric, so never in the gate.

Zheng et al., "Judging LLM-as-a-Judge with MT-Bench and Chatbot Arena", NeurIPS 2023, arXiv:2306.05685; that one
vote is not enough: Wang et al., "Self-Consistency", ICLR 2023, arXiv:2203.11171.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import PolicyError
from evals.records import Json, Result

TIMEOUT = 120  # seconds for one vote

Vote = bool | None  # right, wrong, or a reply that is neither
Ask = Callable[[str], str]

# done, of how many, what is being judged
Progress = Callable[[int, int, str], None]

_PROMPT = Path(__file__).parent / "prompts" / "judge.md"
_REPLY = re.compile(r"\W*(right|wrong)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the votes come to."""

    model: str
    votes: int  # on each turn
    turns: int  # with at least one vote that can be read
    unread: int  # votes that were neither RIGHT nor WRONG: unscored, not wrong
    share: float | None  # of right votes, the mean over turns; None when nothing could be read
    lowest: float | None  # the same by round of votes: the spread
    highest: float | None
    unanimous: float | None  # share of turns on which all votes agree
    agrees: float | None  # share of turns on which the majority says what the metric `right` says; ties and unscored left out


def judge(results: Sequence[Result], model: str, votes: int, progress: Progress) -> Json:
    """Every vote on every turn that was answered and for which something is known, as it is kept with the run.

    `model` is provider:name, as LangChain's init_chat_model takes it. Raises PolicyError when the model cannot be had.
    """
    ask = _opened(model)
    turns = [result for result in results if result.answer is not None and result.expected.get("verdicts")]
    judged = []
    for done, result in enumerate(turns):
        progress(done, len(turns), result.example)
        asked = prompt(result)
        judged.append({"example": result.example, "turn": result.turn, "votes": [vote(ask(asked)) for _ in range(votes)]})
    return {"model": model, "votes": votes, "prompt": hashlib.sha256(_template().encode()).hexdigest()[:12], "turns": judged}


def summary(judged: Json, results: Sequence[Result]) -> Judged:
    """The votes of a run in figures."""
    read = [(turn, [v for v in turn["votes"] if v is not None]) for turn in judged["turns"]]
    read = [(turn, found) for turn, found in read if found]
    rounds = [_mean([t["votes"][i] for t in judged["turns"] if t["votes"][i] is not None]) for i in range(judged["votes"])]
    means = [value for value in rounds if value is not None]
    scores = {result.key: result.scores.get("right") for result in results}
    agreed = [
        (sum(found) * 2 > len(found)) == (score.value == 1)
        for turn, found in read
        if (score := scores.get((turn["example"], turn["turn"]))) is not None and sum(found) * 2 != len(found)
    ]
    return Judged(
        judged["model"], judged["votes"], len(read), sum(turn["votes"].count(None) for turn in judged["turns"]),
        _mean([sum(found) / len(found) for _, found in read]), min(means, default=None), max(means, default=None),
        _mean([len(set(found)) == 1 for _, found in read]), _mean(agreed),
    )  # fmt: skip


def prompt(result: Result) -> str:
    """What the judge is asked about one turn."""
    known, answer = result.expected, result.answer or {}
    accepted = "\n".join(f"- {' | '.join(item['any'])} ({item['unit'] or item['kind']})" for item in known["answers"])
    gold = "\n".join(f"- {gold['quote']}" for gold in known["gold"])
    return _template().format(
        question=known["standalone"] or result.question,
        accepted=accepted or "none: the documents do not answer this question",
        gold=gold or "none",
        answer=f"{answer['verdict']}: {answer['text'] or 'no answer'}",
    )


def vote(reply: str) -> Vote:
    """Whether a reply says RIGHT; None for one that says neither, which is kept apart from WRONG."""
    found = _REPLY.match(reply)
    return None if found is None else found[1].casefold() == "right"


@cache
def _template() -> str:
    return _PROMPT.read_text(encoding="utf-8")


def _mean(values: Sequence[float | bool]) -> float | None:
    return sum(values) / len(values) if values else None


def _opened(model: str) -> Ask:
    """The model as a function from prompt to reply. Raises PolicyError."""
    from langchain.chat_models import init_chat_model

    opened: Any = _translated(model, lambda: init_chat_model(model, timeout=TIMEOUT))
    return lambda text: str(_translated(model, lambda: opened.invoke(text)).text)


def _translated(model: str, call: Callable[[], Any]) -> Any:
    """What the call gives. Raises PolicyError for all that a provider's package, key or server may lack."""
    try:
        return call()
    except ImportError as error:
        raise PolicyError(f"the judge {model} needs a package that is not installed: {_line(error)}") from error
    except Exception as error:  # each provider has errors of its own, with no base in common
        raise PolicyError(
            f"the judge {model} did not answer ({_line(error)}): write provider:name, and look at the provider's key and address"
        ) from error


def _line(error: Exception) -> str:
    """The first line of what an error says."""
    return next(iter(str(error).splitlines()), type(error).__name__)
