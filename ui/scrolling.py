"""The page's scripts, and no word from outside is in them: what brings the quote or the newest answer into view, and page.js."""

import time
from pathlib import Path
from typing import Literal

import streamlit as st

_SCRIPT = Path(__file__).with_name("scroll.js").read_text(encoding="utf-8")
_PAGE = Path(__file__).with_name("page.js").read_text(encoding="utf-8")


def install_script() -> None:
    """Let the page copy with footnotes, show quotes at their numbers, and listen to keys."""
    st.html(f"<script>{_PAGE}</script>", unsafe_allow_javascript=True)


def scroll_to(wanted: Literal["source", "answer"]) -> None:
    """Scroll when the page next draws this; drawing it again scrolls only after `scroll_anew`, and the latest wish counts."""
    moment = st.session_state.get(f"scroll_{wanted}", 0)
    st.html(f'<script>{{ const wanted = "{wanted}", moment = {moment};\n{_SCRIPT} }}</script>', unsafe_allow_javascript=True)


def scroll_anew(wanted: Literal["source", "answer"]) -> None:
    """Let the next `scroll_to` scroll: Streamlit runs a script again only when it differs."""
    st.session_state[f"scroll_{wanted}"] = time.time_ns() // 1_000_000  # milliseconds: JavaScript counts them exactly
