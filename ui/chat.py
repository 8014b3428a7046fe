"""The chat: what was asked and answered so far, the document that is open, and the next question."""

import re
from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.records import Citation, Claim
from corpus.errors import PolicyError
from ui.access import model_writes
from ui.answer import draw_claim_as_it_comes, draw_exchange, draw_question
from ui.asking import asked
from ui.conversations import Exchange, now
from ui.copying import copy_button
from ui.dates import printed_date
from ui.desk import Desk
from ui.filters import draw_active
from ui.footnotes import copied_answer
from ui.judging import draw_judgement, draw_thumbs
from ui.markup import element
from ui.scrolling import scroll_anew, scroll_to
from ui.sources import draw_source, opened_source
from ui.talk import Talk, Waiting, edit, keep, put
from ui.talk_bar import draw_talk_bar
from ui.texts import Texts

QUESTIONS = 6  # question_1 ... in texts.toml
_READING = re.compile(r"reading (\d+) passages")
_CODE = re.compile(r"`([^`]+)`")


def chat_page(desk: Desk, talk: Talk) -> None:
    """Draw the conversation and ask what is waiting to be asked."""
    typed = st.chat_input(desk.texts("input"), key="question", submit_mode="stop")
    if isinstance(typed, str):
        put(typed)
    source = opened_source()
    chat, *beside = st.columns(2, gap="medium") if source else [st.container(key="reading")]
    with chat:
        _draw_chat(desk, talk)
    if source:
        with beside[0]:
            draw_source(desk, source)


def _draw_chat(desk: Desk, talk: Talk) -> None:
    waiting: Waiting | None = st.session_state.pop("waiting", None)
    stopped: Waiting | None = st.session_state.pop("asking", None) if waiting is None else None
    fresh: bool = st.session_state.pop("fresh", False)
    if talk.exchanges:
        draw_talk_bar(desk, talk)
    draw_active(desk.filters, desk.texts)
    if not talk.exchanges and waiting is None and stopped is None:
        draw_landing(desk)
    replaced = next((one.at for one in (waiting, stopped) if one and one.at is not None), len(talk.exchanges))
    for number, exchange in enumerate(talk.exchanges[:replaced]):
        _draw_turn(desk, talk, number, exchange, fresh and number == len(talk.exchanges) - 1)
    if stopped:
        _draw_stopped(stopped, desk.texts)
    if waiting is not None:
        _ask(desk, waiting, talk)
    elif talk.exchanges:
        scroll_to("answer")
    if st.session_state.pop("lost", False):
        draw_problem(desk.texts("conversation_lost"))
    if problem := st.session_state.pop("problem", None):
        draw_problem(problem)


def draw_landing(desk: Desk) -> None:
    """What can be asked, and of what."""
    texts, newest = desk.texts, desk.holdings.newest
    st.html(element("h1", texts("landing_title"), class_="landing"))
    if not desk.holdings.all:
        draw_problem(texts("landing_empty"))
        return
    held = texts(
        "landing_holds",
        documents=f"{len(desk.holdings.all):,}",
        publishers=f"{len(desk.holdings.publishers):,}",
        newest=printed_date(newest.published, newest.date_inferred, texts) if newest else texts("undated"),
    )
    st.html(element("p", held, class_="holds") + element("h2", texts("landing_first"), class_="first"))
    with st.container(key="first_questions", gap="small"):
        for number in range(1, QUESTIONS + 1):
            question = texts(f"question_{number}")
            st.button(question, key=f"first_{number}", on_click=put, args=(question,), width="stretch")


def _draw_turn(desk: Desk, talk: Talk, number: int, exchange: Exchange, fresh: bool) -> None:
    if st.session_state.get("editing") == number:
        _draw_editor(desk.texts, number, exchange.question, len(talk.exchanges) - number - 1)
        return
    draw_question(exchange.question)
    draw_exchange(desk, exchange, str(number), fresh)
    judged = f"{talk.id}-{number}-{exchange.asked}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"actions_{number}"):
        thumb = draw_thumbs(judged)
        copied = copied_answer(exchange, desk.texts)
        st.html(copy_button(desk.texts("copy_answer"), copied, desk.texts, desk.texts("copy_answer_label")), width="content")
        if number == len(talk.exchanges) - 1:
            st.button(
                desk.texts("ask_again"), key=f"again_{number}", type="tertiary", on_click=put, args=(exchange.question, number)
            )
        st.button(desk.texts("edit"), key=f"edit_{number}", type="tertiary", on_click=edit, args=(number,))
    draw_judgement(desk, judged, exchange, thumb)


def _draw_editor(texts: Texts, number: int, question: str, after: int) -> None:
    with st.form("edited", border=False):
        edited = st.text_area(texts("edited_question"), question, height="content")
        if after:
            st.html(element("p", texts("edit_replaces", count=after), class_="small"))
        with st.container(horizontal=True):
            asked = st.form_submit_button(texts("ask_edited"), type="primary")
            given_up = st.form_submit_button(texts("cancel"), type="tertiary")
    if asked:
        put(edited, at=number)
    if asked or given_up:
        edit(None)
        st.rerun()


def _ask(desk: Desk, waiting: Waiting, talk: Talk) -> None:
    """Ask, showing the stages; the answer, whole and checked, or what went wrong is drawn by the next run."""
    texts = desk.texts
    st.session_state.asking = waiting  # still there at the next drawing: this one was stopped
    before = talk.exchanges if waiting.at is None else talk.exchanges[: waiting.at]
    draw_question(waiting.question)
    with st.container(key="working"):
        status = st.status(texts("stage_other"), type="step")
        coming = st.container(gap="xsmall", key="coming")
        _draw_stopping(waiting, texts)  # shown once nothing runs any more
    scroll_to("answer")
    try:
        answer = asked(
            partial(desk.assistant.ask, waiting.question, [one.turn for one in before], desk.filters),
            lambda name: status.update(label=stage_text(name, texts)),
            partial(_draw_coming, coming, texts) if model_writes() else lambda claim, citations: None,
            lambda: status.update(state="running"),  # drawing is when Streamlit looks whether it is to stop
        )
        status.update(state="complete")  # the last moment to be stopped
    except PolicyError as error:
        st.session_state.problem = str(error)
        del st.session_state.asking
        st.rerun()
    del st.session_state.asking
    cited = {citation.evidence.document_id for citation in answer.citations}
    exchange = Exchange(waiting.question, answer, now(), desk.holdings.hashes(cited), desk.filters)
    keep(desk.history, desk.reader, talk, [*before, exchange])
    st.session_state.fresh = not model_writes()  # else its claims have appeared one by one already
    scroll_anew("answer")
    st.rerun()


def _draw_coming(place: DeltaGenerator, texts: Texts, claim: Claim, citations: Sequence[Citation]) -> None:
    with place:
        draw_claim_as_it_comes(claim, citations, texts)


def _draw_stopped(stopped: Waiting, texts: Texts) -> None:
    draw_question(stopped.question)
    _draw_stopping(stopped, texts)


def _draw_stopping(stopped: Waiting, texts: Texts) -> None:
    with st.container(key="stopping"):
        st.html(element("p", texts("stopped"), class_="small"))
        st.button(texts("ask_again"), key="again_stopped", type="tertiary", on_click=put, args=(stopped.question, stopped.at))


def stage_text(name: str, texts: Texts) -> str:
    """A stage of `Assistant.ask` in the page's language."""
    if reading := _READING.fullmatch(name):
        return texts("stage_reading", count=reading[1])
    return texts(f"stage_{name}") if name in {"searching", "checking"} else texts("stage_other")


def draw_problem(message: str) -> None:
    """What went wrong and what to do, in one line; `commands` stand out."""
    line = _CODE.sub(r"<code>\1</code>", escape(message))
    st.html(f'<p class="problem" role="alert">{line}</p>')
