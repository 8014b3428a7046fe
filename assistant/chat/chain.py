"""The chain, in LangChain's parts: a retriever, a prompt from a file, the model, a reader of the reply.

It streams, and its runs are seen by LangChain's callbacks: those of the environment (LangSmith, OpenTelemetry), and those of
the runnable that `Assistant.ask` is called from.
"""

import time
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda, RunnablePassthrough
from pydantic import ConfigDict

from assistant.chat.replies import Line, lines
from assistant.chat.shown_passages import numbered
from assistant.errors import ChatModelFailed
from assistant.forms import evidence_form
from assistant.records import Evidence

_PROMPTS = Path(__file__).parent / "prompts"


class ReadPassages(BaseRetriever):
    """The passages that the desk has read for a question, in the order of their numbers."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    evidence: tuple[Evidence, ...]

    def _get_relevant_documents(
        self,
        query: str,  # noqa: ARG002 - the desk has found them already
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain asks in this form
    ) -> list[Document]:
        return [Document(one.text, id=one.passage_id, metadata=evidence_form(one)) for one in self.evidence]


def answer_chain(model: BaseChatModel, evidence: Sequence[Evidence], timeout: float) -> Runnable[dict[str, Any], Line]:
    """{"question"}, or {"question", "written", "failed"} for what is asked again, becomes a stream of lines."""

    def read(messages: Iterator[BaseMessage]) -> Iterator[Line]:
        yield from lines(_pieces(messages, timeout))

    retriever = ReadPassages(evidence=tuple(evidence))
    passages = itemgetter("question") | retriever | RunnableLambda(numbered)
    prompt = RunnableLambda(lambda asked: (_asked_again() if "failed" in asked else _asked()).invoke(asked), name="prompt")
    chain: Runnable[dict[str, Any], Line] = (
        RunnablePassthrough.assign(passages=passages) | prompt | model | RunnableGenerator(read)
    ).with_config(run_name="policy_answer")
    return chain


def rewrite_chain(model: BaseChatModel) -> Runnable[dict[str, Any], BaseMessage]:
    """{"conversation", "question"} becomes a message with the question as it stands alone."""
    return (ChatPromptTemplate([("human", _prompt("rewrite"))]) | model).with_config(run_name="policy_rewrite")


@cache
def _asked() -> ChatPromptTemplate:
    return ChatPromptTemplate([("system", _prompt("system")), ("human", _prompt("question"))])


@cache
def _asked_again() -> ChatPromptTemplate:
    """Begins as the first question did, so that a server that keeps what it has read need not read it again."""
    return ChatPromptTemplate(
        [("system", _prompt("system")), ("human", _prompt("question")), ("ai", "{written}"), ("human", _prompt("again"))]
    )


def _prompt(name: str) -> str:
    return (_PROMPTS / f"{name}.md").read_text(encoding="utf-8").strip()


def _pieces(messages: Iterator[BaseMessage], timeout: float) -> Iterator[str]:
    """The text of each message. Raises ChatModelFailed for a reply that trickles on past the time."""
    began = time.monotonic()
    for message in messages:
        if time.monotonic() - began > timeout:
            raise ChatModelFailed(f"the reply was not finished within {timeout:g} seconds")
        yield str(message.text)
