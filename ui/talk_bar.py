"""Above the conversation: its title, and what can be done with the whole of it."""

import mimetypes
import re
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from ui.conversations import Conversation, title_of
from ui.copying import copy_button
from ui.desk import Desk
from ui.exports import exporters
from ui.markup import element, label
from ui.talk import PARAMETER, Talk, rename, start_anew

ORDER = (".md", ".docx", ".csv", ".bib", ".ris")  # the rest as they are found


def draw_talk_bar(desk: Desk, talk: Talk) -> None:
    """Title, export, link, and for its owner name and deletion."""
    texts = desk.texts
    own = talk.owner == desk.reader.owner
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="talk_bar", gap="small"
    ):
        title = "" if talk.title == title_of(talk.exchanges[0].question) else talk.title  # it would stand there twice
        st.html(element("p", title, class_="talk-title"), width="content")
        with st.container(horizontal=True, gap="xsmall", width="content", key="talk_menu"):
            with st.popover(texts("export"), type="tertiary"):
                _draw_exports(desk, talk)
            with st.popover(texts("share"), type="tertiary"):
                _draw_link(desk, talk)
            if own:
                with st.popover(texts("manage"), type="tertiary"):
                    _draw_management(desk, talk)
    if not own:
        st.html(element("p", texts("shared_with_you"), class_="note"))


def _draw_exports(desk: Desk, talk: Talk) -> None:
    st.html(element("p", desk.texts("export_what"), class_="small"))
    chosen = _chosen(talk)
    known = [suffix for suffix in ORDER if suffix in exporters]
    for suffix in [*known, *(suffix for suffix in exporters if suffix not in known)]:
        name = file_name(talk.title) + suffix
        st.download_button(
            desk.texts.named("export", suffix.lstrip(".")), data=_made(desk, chosen, suffix), file_name=name,
            mime=mimetypes.guess_type(name)[0] or "application/octet-stream", key=f"export_{suffix}",
            on_click="ignore", width="stretch", type="tertiary", disabled=not chosen.exchanges,
        )  # fmt: skip


def _chosen(talk: Talk) -> Conversation:
    """The conversation, or those of its questions that are ticked."""
    if len(talk.exchanges) == 1:
        return talk.conversation
    with st.container(key="export_parts", gap=None):
        ticked = [
            exchange
            for number, exchange in enumerate(talk.exchanges)
            if st.checkbox(label(exchange.question), value=True, key=f"export_{talk.id}_{number}_{exchange.asked}")
        ]
    return replace(talk.conversation, exchanges=tuple(ticked))


def _made(desk: Desk, conversation: Conversation, suffix: str) -> Callable[[], bytes]:
    """The file, made when it is asked for."""
    return lambda: exporters[suffix](conversation, desk.texts)


def file_name(title: str) -> str:
    """The title as the name of a file, in any script."""
    return re.sub(r"[^\w-]+", "-", title).strip("-")[:60] or "conversation"


def _draw_link(desk: Desk, talk: Talk) -> None:
    address = f"{(st.context.url or '').split('?')[0]}?{PARAMETER}={talk.id}"
    st.html(
        element("p", desk.texts("share_what"), class_="small")
        + element("p", address, class_="address")
        + copy_button(desk.texts("copy_link"), address, desk.texts)
    )


def _draw_management(desk: Desk, talk: Talk) -> None:
    with st.form("rename", border=False):
        title = st.text_input(desk.texts("conversation_title"), talk.title)
        if st.form_submit_button(desk.texts("rename")):
            rename(desk.history, talk, title)
            st.rerun()
    st.button(desk.texts("delete_conversation"), key="delete_conversation", on_click=_delete, args=(desk, talk), type="tertiary")


def _delete(desk: Desk, talk: Talk) -> None:
    desk.history.delete(talk.id, talk.owner)
    start_anew(desk.reader)
