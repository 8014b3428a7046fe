"""A thumb under an answer, and what is wrong with it."""

from typing import cast

import streamlit as st

from corpus.errors import PolicyError
from corpus.places import data_folder
from ui.conversations import Exchange
from ui.desk import Desk
from ui.feedback import LONGEST_COMMENT, REASONS, Reason, Thumb, record_feedback
from ui.markup import element


def draw_thumbs(id_: str) -> Thumb | None:
    """Two thumbs; which one is chosen."""
    chosen = st.feedback("thumbs", key=f"thumb_{id_}")
    return None if chosen is None else "up" if chosen else "down"


def draw_judgement(desk: Desk, id_: str, exchange: Exchange, thumb: Thumb | None) -> None:
    """Keep a thumb up at once; ask what is wrong after a thumb down."""
    kept = st.session_state.setdefault("judged", {})
    if thumb == "down" and kept.get(id_) != "down":
        _ask_why(desk, id_, exchange)
    elif thumb == "up" and kept.get(id_) != "up":
        _keep(desk, id_, exchange, "up")
    if thumb is not None and kept.get(id_) == thumb:
        st.html(element("p", desk.texts("thanks"), class_="small", role="status"))


def _ask_why(desk: Desk, id_: str, exchange: Exchange) -> None:
    texts = desk.texts
    with st.form(f"judgement_{id_}", border=True):
        reason = st.radio(texts("what_is_wrong"), REASONS, index=None, format_func=lambda one: texts(f"reason_{one}"))
        comment = st.text_input(texts("comment"), max_chars=LONGEST_COMMENT)
        if st.form_submit_button(texts("send"), type="primary"):
            _keep(desk, id_, exchange, "down", reason, comment)
            st.rerun()


def _keep(desk: Desk, id_: str, exchange: Exchange, thumb: Thumb, reason: str | None = None, comment: str = "") -> None:
    try:
        record_feedback(data_folder(), id_, exchange, thumb, desk.holdings.fingerprint, cast("Reason | None", reason), comment)
    except PolicyError as error:
        st.html(element("p", str(error), class_="problem", role="alert"))
        return
    st.session_state.judged[id_] = thumb
