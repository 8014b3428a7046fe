"""The conversation that is open in this session, and the link that brings it back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import streamlit as st

from corpus.errors import PolicyError
from corpus.records import Filters
from ui.access import Reader
from ui.conversations import Conversation, Exchange, title_of
from ui.filters import query_of
from ui.history import History, new_id
from ui.scrolling import scroll_anew
from ui.sources import open_source

PARAMETER = "conversation"


@dataclass(frozen=True)
class Talk:
    """A conversation on the page; one without exchanges is not kept yet."""

    id: str
    owner: str
    title: str = ""
    exchanges: tuple[Exchange, ...] = field(default=())

    @property
    def conversation(self) -> Conversation:
        """As it is exported."""
        return Conversation(self.id, self.title, self.exchanges)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question about to be asked: at the end, or in place of an exchange and of all after it."""

    question: str
    at: int | None = None


def current_talk(history: History, reader: Reader) -> Talk:
    """The open conversation: at first the one of the link, else a new one."""
    if "talk" not in st.session_state:
        start_anew(reader)
        if wanted := st.query_params.get(PARAMETER):
            open_talk(history, wanted)
    talk: Talk = st.session_state.talk
    return talk


def start_anew(reader: Reader) -> None:
    """Put the open conversation away and begin another."""
    _show(Talk(new_id(), reader.owner))


def open_talk(history: History, conversation_id: str) -> None:
    """Open a kept conversation, one's own or a shared one; what hinders it is said on the page."""
    try:
        found = history.read(conversation_id)
    except PolicyError as error:
        st.session_state.problem = str(error)
        return
    if found is None:
        st.session_state.lost = True
        return
    conversation, owner = found
    _show(Talk(conversation.id, owner, conversation.title, conversation.exchanges))
    scroll_anew("answer")


def keep(history: History, reader: Reader, talk: Talk, exchanges: Sequence[Exchange]) -> None:
    """Show the conversation with these exchanges, and keep it; somebody else's becomes a copy of one's own."""
    if talk.owner != reader.owner:
        talk = Talk(new_id(), reader.owner, talk.title)
    talk = replace(talk, title=talk.title or title_of(exchanges[0].question), exchanges=tuple(exchanges))
    st.session_state.talk = talk
    try:
        history.keep(talk.id, talk.owner, talk.exchanges)
    except PolicyError as error:
        st.session_state.problem = str(error)


def rename(history: History, talk: Talk, title: str) -> None:
    """Give the open conversation another title."""
    if title.strip():
        history.rename(talk.id, talk.owner, title)
        st.session_state.talk = replace(talk, title=title_of(title))


def keep_link(talk: Talk, filters: Filters) -> None:
    """Bring the page's link up to what is open and chosen."""
    wanted = query_of(filters) | ({PARAMETER: [talk.id]} if talk.exchanges else {})
    if wanted != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(wanted) if wanted else st.query_params.clear()


def put(question: str, at: int | None = None) -> None:
    """Ask this at the next drawing."""
    st.session_state.waiting = Waiting(question, at)
    st.session_state.editing = None
    if at is not None:
        open_source(None)


def edit(number: int | None) -> None:
    """Open the question of that exchange for editing, or none."""
    st.session_state.editing = number


def _show(talk: Talk) -> None:
    st.session_state.talk = talk
    st.session_state.editing = None
    st.session_state.pop("asking", None)
    open_source(None)
