"""A configured chat model writes the answer, from what the desk has read; what it cannot prove is not shown.

The desk has answered before: whether the documents say it, what they disagree about and what is missing stay as it
decided. The model puts it into its own words, adds what else the passages prove, or says that they do not answer.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.chat.assembling import assembled, covered, needed
from assistant.chat.proof import Proved, prove
from assistant.chat.replies import Line, abstains
from assistant.checks.quotes import quote_is_verbatim
from assistant.errors import ChatModelFailed
from assistant.question import Question
from assistant.reader import Reader
from assistant.records import Answer, Citation, Claim, Evidence, Turn
from corpus.errors import ModelUnavailable
from corpus.records import Document

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MOST_CLAIMS = 6

# Called with "searching", "reading 8 passages", "checking", as each begins.
Stage = Callable[[str], None]
# Called with each claim once it is checked, and with what it cites.
ShowClaim = Callable[[Claim, tuple[Citation, ...]], None]
DocumentOf = Callable[[str], Document | None]

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Draft:
    """What was proved so far, and what was not."""

    proved: list[Proved] = field(default_factory=list)
    failed: list[tuple[Line, str]] = field(default_factory=list)  # with what is wrong
    abstained: bool = False


class Writer:
    """Writes with one chat model, which is opened when it is first needed. Safe to share between threads."""

    def __init__(
        self, name: str, open_model: Callable[[], "BaseChatModel"], reader: Reader, passages: int, timeout: float,
        stands_in: bool = False,
    ) -> None:  # fmt: skip
        """`passages` is how many the model is given, `timeout` the seconds for one reply.

        With `stands_in` a model that cannot be had is said in the answer's note, in place of ModelUnavailable.
        """
        self.name = name
        self._open_model = open_model
        self._reader = reader
        self._passages = passages
        self._timeout = timeout
        self._stands_in = stands_in
        self._lock = threading.Lock()
        self._opened: BaseChatModel | None = None

    def open(self) -> "BaseChatModel":
        """The model. Raises ModelUnavailable: what to install or set, in one line."""
        with self._lock:
            if self._opened is None:
                self._opened = self._open_model()
            return self._opened

    def passages(self, offline: Answer, evidence: Iterable[Evidence]) -> list[Evidence]:
        """Those that the model gets: what the desk cites first, then the best that it read."""
        cited = [citation.evidence for citation in offline.citations]
        chosen = {one.passage_id: one for one in (*cited, *evidence)}
        return list(chosen.values())[: max(self._passages, len({one.passage_id for one in cited}))]

    def write(
        self, question: Question, offline: Answer, evidence: Sequence[Evidence], document: DocumentOf, stage: Stage,
        show: ShowClaim,
    ) -> Answer:  # fmt: skip
        """The answer in the model's words, each claim shown once it is checked; the offline one, with a note, where it fails.

        `offline` is checked and has claims; `evidence` is what `passages` gave. Raises ModelUnavailable, unless it stands in.
        """
        draft, note = _Draft(), None
        stage(f"reading {len(evidence)} passages")
        shown = _Shown(offline, document, lambda: stage("checking"), show)
        try:
            self._write(question, offline, evidence, draft, shown)
        except ChatModelFailed as error:
            note = str(error)
        except ModelUnavailable as error:
            if not self._stands_in:
                raise
            note = str(error)
        if draft.abstained:
            return _silent(offline, evidence, self.name)
        return self._finished(question, offline, draft, shown, note)

    def rewrite(self, question: str, history: Sequence[Turn], by_rules: str) -> str:
        """The question as it stands alone, in the model's words, if they keep to the conversation; else as the rules have it.

        A question that the rules leave as it is leans on nothing, and no model is asked. Raises ModelUnavailable, unless it
        stands in.
        """
        if by_rules == question or not history:
            return by_rules
        from assistant.chat.rewriting import rewritten

        try:
            return rewritten(self.open(), self.name, self._timeout, question, history, by_rules)
        except ChatModelFailed as error:
            log.warning("%s; the question is rewritten by rules", error)
        except ModelUnavailable:
            if not self._stands_in:
                raise
        return by_rules

    def _write(self, question: Question, offline: Answer, evidence: Sequence[Evidence], draft: _Draft, shown: "_Shown") -> None:
        asked = {"question": question.text}
        self._take(asked, evidence, draft, shown)
        if draft.abstained:
            draft.abstained = not draft.proved and self._abstains_again(asked, offline)
            return
        if draft.failed:
            failed, draft.failed = draft.failed, []
            again = {
                "written": "\n".join(line.text for line, _ in failed),
                "failed": "\n".join(f"{line.text} - {why}." for line, why in failed),
            }
            before = len(draft.proved)
            self._take(asked | again, evidence, draft, shown, most=len(failed))
            left = len(failed) - (len(draft.proved) - before)  # a line that is not written again is not shown either
            draft.failed = [*draft.failed, *failed][: max(0, left)]

    def _take(
        self, asked: dict[str, str], evidence: Sequence[Evidence], draft: _Draft, shown: "_Shown", most: int = MOST_CLAIMS
    ) -> None:
        """Ask, and judge each line as it comes."""
        for line in self._lines(asked, evidence):
            shown.begin()
            if abstains(line):
                draft.abstained = not draft.proved and not draft.failed and "failed" not in asked
                return
            if any(line.text == other.text for other, _ in draft.failed):
                continue  # a small model may say one thing over and over
            found = prove(line, evidence, self._reader)
            if isinstance(found, str):
                log.debug("not shown: %s: %s", line.text, found)
                draft.failed.append((line, found))
            elif shown.add(found):
                draft.proved.append(found)
            most -= 1
            if most == 0:
                return

    def _lines(self, asked: dict[str, str], evidence: Sequence[Evidence]) -> Iterator[Line]:
        from assistant.chat.chain import answer_chain
        from assistant.chat.failures import translated

        chain = answer_chain(self.open(), evidence, self._timeout)
        with translated(self.name, self._timeout):
            yield from chain.stream(asked)

    def _abstains_again(self, asked: dict[str, str], offline: Answer) -> bool:
        """Whether the model finds no answer in the desk's own sentences either, without the rest of the passages.

        What another passage tells it to say has no part in this.
        """
        alone = [
            replace(citation.evidence, text=citation.quote, start=citation.quote_start, end=citation.quote_end)
            for citation in offline.citations
        ]
        second = _Draft()
        unseen = _Shown(offline, lambda name: None, lambda: None, lambda claim, cited: None)
        self._take(asked, alone, second, unseen, most=1)
        return second.abstained

    def _finished(self, question: Question, offline: Answer, draft: _Draft, shown: "_Shown", note: str | None) -> Answer:
        if not draft.proved:
            why = note or f"what {self.name} wrote could not be proved"
            show_all(offline, shown.show)
            return replace(offline, note=f"{why}; this is the desk's own answer")
        own = [one for one in needed(question, offline) if not covered(one, draft.proved, offline.short_answer)]
        for one in own:
            shown.add(one)
        first = [one for one in own if one.text == offline.claims[0].text]  # the direct answer stands first
        claims = first + draft.proved + [one for one in own if one not in first]
        return replace(assembled(claims, offline), model=self.name, note=note or _told(self.name, len(draft.failed), len(own)))


def write_or_show(
    writer: Writer | None, question: Question, offline: Answer, evidence: Sequence[Evidence], document: DocumentOf,
    stage: Stage, show: ShowClaim,
) -> Answer:  # fmt: skip
    """What the writer makes of the offline answer, where there is one to write and claims to write from; else that answer.

    If the documents do not say it, no model is asked.
    """
    if writer and offline.claims:
        return writer.write(question, offline, evidence, document, stage, show)
    show_all(offline, show)
    return offline


def show_all(answer: Answer, show: ShowClaim) -> None:
    """Show each claim with what it cites."""
    for claim in answer.claims:
        show(claim, tuple(citation for citation in answer.citations if citation.n in claim.citations))


class _Shown:
    """Shows claims as they are proved, each once, numbered in the order of showing."""

    def __init__(self, offline: Answer, document: DocumentOf, begin: Callable[[], None], show: ShowClaim) -> None:
        self.show = show
        self._offline = offline
        self._document = document
        self._begin = begin
        self._begun = False
        self._claims: list[Proved] = []

    def begin(self) -> None:
        """The first line of the reply has come."""
        if not self._begun:
            self._begun = True
            self._begin()

    def add(self, claim: Proved) -> bool:
        """Show it; False for what was shown before, and for a quote that is not in its document to the character."""
        if any(claim.text == other.text for other in self._claims):
            return False
        answer = assembled([*self._claims, claim], self._offline)
        numbers = answer.claims[-1].citations
        cited = tuple(one for one in answer.citations if one.n in numbers)
        if not all(quote_is_verbatim(one, self._document(one.evidence.document_id)) for one in cited):
            return False
        self._claims.append(claim)
        self.show(answer.claims[-1], cited)
        return True


def _told(name: str, failed: int, own: int) -> str | None:
    """What became of lines that could not be proved; None when there were none."""
    if not failed:
        return None
    lines = "1 line" if failed == 1 else f"{failed} lines"
    return f"{lines} of {name} could not be proved and {'is' if failed == 1 else 'are'} not shown" + (
        "; the desk's own words stand in" if own else ""
    )


def _silent(offline: Answer, evidence: Sequence[Evidence], name: str) -> Answer:
    """The abstention of a model that finds no answer in what it was given."""
    return replace(
        offline, verdict="not_in_documents", claims=(), citations=(), disagreements=(), short_answer=None, lead=None,
        missing=offline.missing or "a sentence that answers it", closest=tuple(evidence[:3]), model=name,
        note=f"{name} finds no answer in the passages",
    )  # fmt: skip
