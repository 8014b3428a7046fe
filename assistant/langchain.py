"""The desk for LangChain users: a retriever and a runnable over the same index."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from assistant.assistant import Assistant
from assistant.forms import evidence_form
from assistant.records import Answer, Turn
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


def answer_runnable(assistant: Assistant) -> Runnable[Any, Answer]:
    """A question, or {"question", "history": [{"question", "answer"}]}, becomes an Answer; traced by LangChain's callbacks."""

    def ask(asked: str | dict[str, Any]) -> Answer:
        if isinstance(asked, str):
            return assistant.ask(asked)
        history = [Turn(turn["question"], turn.get("answer") or "") for turn in asked.get("history") or ()]
        return assistant.ask(asked["question"], history)

    return RunnableLambda(ask, name="policy")
