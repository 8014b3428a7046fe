"""Settings: what a run can be told, and its defaults."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assistant.chat.providers import LOCAL, split_name
from corpus.embedding import DEFAULT
from corpus.errors import PolicyError
from corpus.places import default_index

_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*")  # a name, or an IPv6 address without its brackets

MOST_PASSAGES = 50
# A model on this machine reads some 60 to 300 tokens a second on two cores, a passage has about 200.
LOCAL_TIMEOUT, LOCAL_PASSAGES = 300.0, 3


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """A chat model that writes the answers; none with an empty name."""

    model: str = ""  # provider:name
    timeout: float = 60.0  # seconds for one reply
    passages: int = 8  # that it is given
    options: Mapping[str, Any] = field(default_factory=dict, repr=False)  # for the provider's class; may hold a key


@dataclass(frozen=True)
class Settings:
    """Default < POLICY_* environment < argument."""

    index: Path = field(default_factory=default_index)
    embedder: str = DEFAULT
    k: int = 10  # passages to search for
    allow_hosts: frozenset[str] = frozenset()  # inside hosts that ingest may fetch from
    today: date | None = None  # the day of asking, for "last year"; None for the day that it is
    chat: ChatSettings = ChatSettings()

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ, index: Path | None = None) -> "Settings":
        """Settings from the environment; `index` overrides POLICY_INDEX."""
        return cls(
            index=(index or Path(environment.get("POLICY_INDEX") or default_index())).expanduser(),
            embedder=environment.get("POLICY_EMBEDDER") or DEFAULT,
            allow_hosts=_hosts(environment.get("POLICY_ALLOW_HOSTS", "")),
            today=_day(environment.get("POLICY_TODAY", "")),
            chat=_chat(environment),
        )


def _day(written: str) -> date | None:
    """A day in ISO 8601. Raises PolicyError for what is none."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise PolicyError(f"POLICY_TODAY is {written!r}: write a day, such as 2024-01-31, or leave it out for today") from error


def _chat(environment: Mapping[str, str]) -> ChatSettings:
    """Raises PolicyError for a number or options that cannot be read; their words are not repeated, they may hold a key."""
    name = environment.get("POLICY_CHAT_MODEL", "").strip()
    usual = ChatSettings(timeout=LOCAL_TIMEOUT, passages=LOCAL_PASSAGES) if split_name(name)[0] == LOCAL else ChatSettings()
    try:
        timeout = float(environment.get("POLICY_CHAT_TIMEOUT") or usual.timeout)
        passages = int(environment.get("POLICY_CHAT_PASSAGES") or usual.passages)
    except ValueError as error:
        raise PolicyError(f"POLICY_CHAT_TIMEOUT and POLICY_CHAT_PASSAGES are numbers: {error}") from error
    if not (timeout > 0 and 1 <= passages <= MOST_PASSAGES):
        raise PolicyError(f"POLICY_CHAT_TIMEOUT is above 0 seconds, POLICY_CHAT_PASSAGES from 1 to {MOST_PASSAGES}")
    try:
        options = json.loads(environment.get("POLICY_CHAT_OPTIONS") or "{}")
    except ValueError:
        options = None
    if not isinstance(options, dict):
        raise PolicyError('POLICY_CHAT_OPTIONS is no JSON object: write it as {"temperature": 0}')
    return ChatSettings("" if name == "offline" else name, timeout, passages, options)


def _hosts(written: str) -> frozenset[str]:
    """Host names and addresses, with commas between them. Raises PolicyError for what is neither, such as a URL."""
    hosts = {host.strip().lower() for host in written.split(",")} - {""}
    if wrong := sorted(host for host in hosts if not _HOST.fullmatch(host)):
        raise PolicyError(f"POLICY_ALLOW_HOSTS has {wrong[0]!r}: write host names or addresses alone, with commas between them")
    return frozenset(hosts)
