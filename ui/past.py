"""The conversations of before, in the sidebar: searched, opened, and a new one begun."""

import streamlit as st

from corpus.errors import PolicyError
from ui.access import Reader
from ui.history import History
from ui.markup import element, label
from ui.talk import Talk, open_talk, start_anew
from ui.texts import Texts

SHOWN = 12  # more are found by searching


def draw_past(history: History, reader: Reader, talk: Talk, texts: Texts) -> None:
    """The list, the latest first; the open one stands out."""
    st.button(texts("new_conversation"), key="new_conversation", on_click=start_anew, args=(reader,), width="stretch")
    try:
        listed = history.listed(reader.owner)
        if not listed:
            return
        st.html(element("h2", texts("conversations"), class_="sidebar-heading"))
        search = ""
        if len(listed) > 1:
            search = st.text_input(
                texts("search_conversations"), key="search_conversations", type="search", live=True,
                placeholder=texts("search_conversations"), label_visibility="collapsed",
            ) or ""  # fmt: skip
        found = history.listed(reader.owner, search) if search else listed
    except PolicyError as error:
        st.html(element("p", str(error), class_="problem", role="alert"))
        return
    with st.container(key="conversations", gap=None):
        for one in found[:SHOWN]:
            is_open = one.id == talk.id
            st.button(
                label(one.title), key=f"open_talk_{one.id}", type="secondary" if is_open else "tertiary", width="stretch",
                on_click=open_talk, args=(history, one.id),
            )  # fmt: skip
        if not found:
            st.html(element("p", texts("no_conversation_found"), class_="small"))
        elif len(found) > SHOWN:
            st.html(element("p", texts("more_conversations", count=len(found) - SHOWN), class_="small"))
