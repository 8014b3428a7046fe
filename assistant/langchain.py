"""The desk for LangChain users: a retriever and runnables over the same index."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from queue import SimpleQueue
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda
from pydantic import ConfigDict

from assistant.assistant import Assistant
from assistant.chat.writer import ShowClaim
from assistant.forms import evidence_form
from assistant.records import Answer, Claim, Turn
from corpus.records import NO_FILTERS, Filters


class PolicyRetriever(BaseRetriever):
    """Passages for a question, best first, as LangChain documents; metadata is EVIDENCE without its text."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = 10
    filters: Filters = NO_FILTERS

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain asks in this form
    ) -> list[Document]:
        found = self.assistant.search(query, self.k, filters=self.filters)
        forms = [(evidence, evidence_form(evidence)) for evidence in found.evidence]
        return [Document(form.pop("text"), id=evidence.passage_id, metadata=form) for evidence, form in forms]


Asked = str | dict[str, Any]


def answer_runnable(assistant: Assistant) -> Runnable[Any, Answer]:
    """A question, or {"question", "history": [{"question", "answer"}]}, becomes an Answer; traced by LangChain's callbacks.

    A configured chat model's own runs, from retriever to reply, are seen by the same callbacks.
    """
    return RunnableLambda(lambda asked: assistant.ask(*_turns(asked)), name="policy")


def claims_runnable(assistant: Assistant) -> Runnable[Any, Claim]:
    """The same, as a stream of claims: each comes as soon as it is checked."""

    def claims(asked: Iterator[Asked]) -> Iterator[Claim]:
        for one in asked:
            yield from _as_they_come(lambda show, one=one: assistant.ask(*_turns(one), show=show))  # type: ignore[misc]

    return RunnableGenerator(claims, name="policy_claims")


def _turns(asked: Asked) -> tuple[str, list[Turn]]:
    if isinstance(asked, str):
        return asked, []
    return asked["question"], [Turn(turn["question"], turn.get("answer") or "") for turn in asked.get("history") or ()]


def _as_they_come(ask: Callable[[ShowClaim], object]) -> Iterator[Claim]:
    """What is shown while it is asked, in a thread of its own that keeps the callbacks of this one."""
    coming: SimpleQueue[Claim | None] = SimpleQueue()
    with ThreadPoolExecutor(1, thread_name_prefix="policy") as worker:
        asking = worker.submit(copy_context().run, ask, lambda claim, citations: coming.put(claim))
        asking.add_done_callback(lambda done: coming.put(None))
        while (claim := coming.get()) is not None:
            yield claim
        asking.result()  # raises what went wrong
