"""The page: `streamlit run` begins here. Opens the index once, then draws Chat or Library."""

import threading
from contextlib import suppress
from pathlib import Path

import streamlit as st

from assistant.assistant import Assistant
from assistant.wiring import open_assistant
from corpus.errors import PolicyError
from corpus.places import default_index
from ui.chat import chat_page, draw_problem
from ui.filters import chosen_filters
from ui.holdings import holdings_of
from ui.library import library_page
from ui.texts import Texts, language_for, languages

STYLE = Path(__file__).with_name("style.css")


@st.cache_resource(show_spinner=False)
def opened(index: Path) -> Assistant:
    """The index, opened once for all sessions, its model loading while the first reader reads. Raises PolicyError."""
    assistant = open_assistant(index)
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
    """Draw what both pages share, then the page that was chosen."""
    st.set_page_config(page_title="Policy desk", page_icon="📑", layout="wide")
    st.html(STYLE)
    texts = chosen_texts()
    try:
        assistant = opened(default_index())
        holdings = holdings_of(assistant)
    except PolicyError as error:
        draw_problem(str(error))
        return
    chat = st.Page(lambda: chat_page(assistant, holdings, filters, texts), title=texts("chat"), url_path="chat", default=True)
    library = st.Page(lambda: library_page(assistant, holdings, filters, texts), title=texts("library"), url_path="library")
    chosen = st.navigation([chat, library], position="top")
    filters = chosen_filters(holdings, texts)
    chosen.run()


page()
