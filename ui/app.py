"""The page: `streamlit run` begins here. Opens the index once, then draws Chat, Library or Evaluation."""

import threading
from contextlib import suppress
from pathlib import Path

import streamlit as st

from assistant.assistant import Assistant
from assistant.wiring import open_assistant
from corpus.errors import PolicyError
from corpus.places import data_folder, default_index
from corpus.records import NO_FILTERS
from ui.access import Reader, draw_privacy, draw_reader, draw_sign_in, reader_now
from ui.chat import chat_page, draw_problem
from ui.desk import Desk
from ui.filters import chosen_filters
from ui.history import History
from ui.holdings import holdings_of
from ui.library import library_page
from ui.past import draw_past
from ui.scrolling import install_script
from ui.talk import current_talk, keep_link
from ui.texts import Texts, language_for, languages

STYLE = Path(__file__).with_name("style.css")


@st.cache_resource(show_spinner=False)
def opened(index: Path) -> Assistant:
    """The index, opened once for all sessions, its model loading while the first reader reads. Raises PolicyError."""
    assistant = open_assistant(index, stands_in=True)
    threading.Thread(target=_warm_up, args=(assistant,), daemon=True).start()
    return assistant


def _warm_up(assistant: Assistant) -> None:
    with suppress(PolicyError):  # the first question meets it again, and there is someone to read it
        assistant.warm_up()


def chosen_texts() -> Texts:
    """The language of the page: the browser's, until the reader chooses another."""
    st.session_state.setdefault("interface_language", language_for(st.context.locale))
    known = languages()
    texts = known[st.session_state.interface_language]
    with st.sidebar:
        st.segmented_control(
            texts("interface_language"), list(known), key="interface_language", required=True,
            format_func=lambda language: known[language]("language_name"), label_visibility="collapsed",
        )  # fmt: skip
    return texts


def page() -> None:
    """Draw what all pages share, then the page that was chosen, for a reader who may read."""
    st.set_page_config(page_title="Policy desk", page_icon="📑", layout="wide")
    st.html(STYLE)
    install_script()
    texts = chosen_texts()
    reader = reader_now()
    if reader is None:
        draw_sign_in(texts)
        return
    try:
        draw_pages(reader, texts)
    except PolicyError as error:
        draw_problem(str(error))


def draw_pages(reader: Reader, texts: Texts) -> None:
    """The pages over the index. Raises PolicyError when there is none that can be read."""
    assistant = opened(default_index())
    holdings = holdings_of(assistant)
    history = History(data_folder())
    talk = current_talk(history, reader)
    chat = st.Page(lambda: chat_page(desk, talk), title=texts("chat"), url_path="chat", default=True)
    library = st.Page(lambda: library_page(desk), title=texts("library"), url_path="library")
    evaluation = st.Page(lambda: draw_evaluation(texts), title=texts("evaluation"), url_path="evaluation")
    chosen = st.navigation([chat, library, evaluation], position="top")
    with st.sidebar:
        if chosen == chat:
            draw_past(history, reader, talk, texts)
        filters = st.session_state.get("filters", NO_FILTERS) if chosen == evaluation else chosen_filters(holdings, texts)
        draw_privacy(texts)
        draw_reader(reader, texts)
    keep_link(talk, filters)
    desk = Desk(assistant, holdings, history, reader, filters, texts)
    chosen.run()


def draw_evaluation(texts: Texts) -> None:
    """The evaluation page, whose libraries only its readers wait for."""
    from ui.evaluation import evaluation_page

    evaluation_page(texts)


page()
