"""The chat: what was asked and answered so far, the document that is open, and the next question."""

import re
from dataclasses import dataclass
from html import escape

import streamlit as st

from assistant.assistant import Assistant
from assistant.records import Answer, Turn
from corpus.errors import PolicyError
from corpus.records import Filters
from ui.answer import draw_answer, draw_question
from ui.dates import printed_date
from ui.filters import draw_active
from ui.holdings import Holdings
from ui.markup import element
from ui.scrolling import scroll_anew, scroll_to
from ui.sources import draw_source, open_source, opened_source
from ui.texts import Texts

QUESTIONS = 6  # question_1 ... in texts.toml
_READING = re.compile(r"reading (\d+) passages")
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question about to be asked, after the last turn or instead of it."""

    question: str
    instead: bool = False


def chat_page(assistant: Assistant, holdings: Holdings, filters: Filters, texts: Texts) -> None:
    """Draw the conversation and ask what is waiting to be asked."""
    turns: list[Turn] = st.session_state.setdefault("turns", [])
    typed = st.chat_input(texts("input"), key="question", submit_mode="stop")
    if isinstance(typed, str):
        _put(typed)
    source = opened_source()
    chat, *beside = st.columns(2, gap="medium") if source else [st.container(key="reading")]
    with chat:
        draw_active(filters, texts)
        waiting: Waiting | None = st.session_state.pop("waiting", None)
        if not turns and waiting is None:
            draw_landing(holdings, texts)
        _draw_turns(turns[:-1] if waiting and waiting.instead else turns, texts, asking=waiting is not None)
        if waiting is not None:
            _ask(assistant, waiting, turns, filters, texts)
        elif turns:
            scroll_to("answer")
        if problem := st.session_state.pop("problem", None):
            draw_problem(problem)
    if source:
        with beside[0]:
            draw_source(assistant, source, texts)


def draw_landing(holdings: Holdings, texts: Texts) -> None:
    """What can be asked, and of what."""
    st.html(element("h1", texts("landing_title"), class_="landing"))
    newest = holdings.newest
    if not holdings.all:
        draw_problem(texts("landing_empty"))
        return
    held = texts(
        "landing_holds",
        documents=f"{len(holdings.all):,}",
        publishers=f"{len(holdings.publishers):,}",
        newest=printed_date(newest.published, newest.date_inferred, texts) if newest else texts("undated"),
    )
    st.html(element("p", held, class_="holds") + element("h2", texts("landing_first"), class_="first"))
    with st.container(key="first_questions", gap="small"):
        for number in range(1, QUESTIONS + 1):
            question = texts(f"question_{number}")
            st.button(question, key=f"first_{number}", on_click=_put, args=(question,), width="stretch")


def _draw_turns(turns: list[Turn], texts: Texts, asking: bool) -> None:
    for number, turn in enumerate(turns):
        last = number == len(turns) - 1 and not asking
        if last and st.session_state.get("editing"):
            _draw_editor(turn, texts)
            continue
        draw_question(turn.question)
        if isinstance(turn.answer, Answer):
            draw_answer(turn.answer, str(number), texts)
        if last:
            _draw_actions(turn, texts)


def _draw_actions(turn: Turn, texts: Texts) -> None:
    with st.container(horizontal=True, key="actions"):
        st.button(texts("ask_again"), type="tertiary", on_click=_put, args=(turn.question, True))
        st.button(texts("edit"), type="tertiary", on_click=_edit, args=(True,))
        st.button(texts("new_conversation"), type="tertiary", on_click=_begin_anew)


def _draw_editor(turn: Turn, texts: Texts) -> None:
    with st.form("edited", border=False):
        edited = st.text_area(texts("edited_question"), turn.question, height="content")
        with st.container(horizontal=True):
            asked = st.form_submit_button(texts("ask_edited"), type="primary")
            given_up = st.form_submit_button(texts("cancel"), type="tertiary")
    if asked:
        _put(edited, instead=True)
    if asked or given_up:
        _edit(False)
        st.rerun()


def _ask(assistant: Assistant, waiting: Waiting, turns: list[Turn], filters: Filters, texts: Texts) -> None:
    """Ask, showing the stages; the answer, whole and checked, or what went wrong is drawn by the next run."""
    draw_question(waiting.question)
    before = turns[:-1] if waiting.instead else turns[:]
    status = st.status(texts("stage_other"), type="step")
    try:
        answer = assistant.ask(waiting.question, before, filters, lambda name: status.update(label=stage_text(name, texts)))
    except PolicyError as error:
        st.session_state.problem = str(error)
        st.rerun()
    turns[:] = [*before, Turn(waiting.question, answer)]
    scroll_anew("answer")
    st.rerun()


def stage_text(name: str, texts: Texts) -> str:
    """A stage of `Assistant.ask` in the page's language."""
    if reading := _READING.fullmatch(name):
        return texts("stage_reading", count=reading[1])
    return texts(f"stage_{name}") if name in {"searching", "checking"} else texts("stage_other")


def draw_problem(message: str) -> None:
    """What went wrong and what to do, in one line; `commands` stand out."""
    line = _CODE.sub(r"<code>\1</code>", escape(message))
    st.html(f'<p class="problem" role="alert">{line}</p>')


def _put(question: str, instead: bool = False) -> None:
    st.session_state.waiting = Waiting(question, instead)
    if instead:
        open_source(None)


def _edit(editing: bool) -> None:
    st.session_state.editing = editing


def _begin_anew() -> None:
    st.session_state.turns = []
    open_source(None)
    _edit(False)
