"""Settings: what a run can be told, and its defaults."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from corpus.embedding import DEFAULT
from corpus.errors import PolicyError
from corpus.places import default_index

_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*")  # a name, or an IPv6 address without its brackets


@dataclass(frozen=True)
class Settings:
    """Default < POLICY_* environment < argument."""

    index: Path = field(default_factory=default_index)
    embedder: str = DEFAULT
    k: int = 10  # passages to search for
    allow_hosts: frozenset[str] = frozenset()  # inside hosts that ingest may fetch from
    today: date | None = None  # the day of asking, for "last year"; None for the day that it is

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ, index: Path | None = None) -> "Settings":
        """Settings from the environment; `index` overrides POLICY_INDEX."""
        return cls(
            index=(index or Path(environment.get("POLICY_INDEX") or default_index())).expanduser(),
            embedder=environment.get("POLICY_EMBEDDER") or DEFAULT,
            allow_hosts=_hosts(environment.get("POLICY_ALLOW_HOSTS", "")),
            today=_day(environment.get("POLICY_TODAY", "")),
        )


def _day(written: str) -> date | None:
    """A day in ISO 8601. Raises PolicyError for what is none."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise PolicyError(f"POLICY_TODAY is {written!r}: write a day, such as 2024-01-31, or leave it out for today") from error


def _hosts(written: str) -> frozenset[str]:
    """Host names and addresses, with commas between them. Raises PolicyError for what is neither, such as a URL."""
    hosts = {host.strip().lower() for host in written.split(",")} - {""}
    if wrong := sorted(host for host in hosts if not _HOST.fullmatch(host)):
        raise PolicyError(f"POLICY_ALLOW_HOSTS has {wrong[0]!r}: write host names or addresses alone, with commas between them")
    return frozenset(hosts)
