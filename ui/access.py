"""Who reads: whose conversations are theirs, and whether they may change the library."""

import ipaddress
import os
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from assistant.chat.providers import leaves_machine
from ui.markup import element
from ui.texts import Texts


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is at the page."""

    owner: str  # of the conversations: an e-mail address; "" for whoever sits at this machine
    name: str | None  # None where nobody signs in
    curator: bool  # may add, replace and remove documents


def reader_of(
    user: Mapping[str, Any] | None,
    address: str | None,
    curators: Collection[str],
    visit: str,
    readers: Collection[str] = (),
) -> Reader | None:
    """The reader; None for one who must sign in first, or who is not among the readers where there is a list of them.

    `user` is None where sign-in is not configured. Then a page that only this machine can reach belongs to whoever sits
    there; one that others can reach lets them read, and keeps the conversations of each visit apart.
    """
    if user is None:
        return Reader("", None, curator=True) if is_loopback(address) else Reader(f"visit {visit}", None, curator=False)
    if not user.get("is_logged_in"):
        return None
    email = str(user.get("email") or "").strip().casefold()
    known = email if user.get("email_verified", True) else ""
    if readers and not {known, known[known.find("@") :]} & {*readers, *curators}:
        return None
    owner = known or f"{user.get('iss')} {user.get('sub')}"
    return Reader(owner, str(user.get("name") or email or user.get("sub")), curator=bool(known) and known in curators)


def is_loopback(address: str | None) -> bool:
    """Whether a server at this address is reached from this machine alone; None is every address."""
    try:
        return address == "localhost" or ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


def people_in(setting: str) -> frozenset[str]:
    """E-mail addresses, and for everybody at one place "@example.org", separated by commas or spaces."""
    return frozenset(setting.replace(",", " ").casefold().split())


def login_configured() -> bool:
    """Whether Streamlit's secrets.toml has an [auth] section: docs/chat.md."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def reader_now() -> Reader | None:
    """The reader of this session; None for one who must sign in first."""
    visit = st.session_state.setdefault("visit", secrets.token_urlsafe(12))
    user = st.user.to_dict() if login_configured() else None
    curators, readers = (people_in(os.environ.get(name, "")) for name in ("POLICY_CURATORS", "POLICY_READERS"))
    return reader_of(user, st.get_option("server.address"), curators, visit, readers)


def draw_sign_in(texts: Texts) -> None:
    """All that somebody sees who has not signed in, or who may not read."""
    title = element("h1", texts("sign_in_title"), class_="landing")
    if st.user.is_logged_in:
        name = str(st.user.get("email") or st.user.get("name") or st.user.get("sub"))
        st.html(title + element("p", texts("not_known_here", name=name), class_="holds", role="alert"))
        st.button(texts("sign_out"), on_click=st.logout)
        return
    st.html(title + element("p", texts("sign_in_why"), class_="holds"))
    st.button(texts("sign_in"), type="primary", on_click=st.login)


def draw_reader(reader: Reader, texts: Texts) -> None:
    """Who is signed in, and the way out; nothing where nobody signs in."""
    if reader.name is None:
        return
    role = texts("role_curator" if reader.curator else "role_reader")
    st.html(element("p", texts("signed_in", name=reader.name, role=role), class_="small"))
    st.button(texts("sign_out"), type="tertiary", on_click=st.logout)


def hosted_model(setting: str | None) -> str | None:
    """The model of POLICY_CHAT_MODEL if questions and passages leave this machine for it."""
    chosen = (setting or "").strip()
    return chosen if leaves_machine(chosen) else None


def model_writes() -> bool:
    """Whether a chat model is configured, which writes for seconds: the offline answer is there at once."""
    return os.environ.get("POLICY_CHAT_MODEL", "").strip() not in ("", "offline")


def draw_privacy(texts: Texts) -> None:
    """Whether anything leaves this machine."""
    model = hosted_model(os.environ.get("POLICY_CHAT_MODEL"))
    said = texts("privacy_hosted", model=model) if model else texts("privacy_local")
    st.html(element("p", said, class_="privacy hosted" if model else "privacy"))
