"""Settings: what a run can be told, and its defaults."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from corpus.embedding import DEFAULT
from corpus.places import default_index


@dataclass(frozen=True)
class Settings:
    """Default < POLICY_* environment < argument."""

    index: Path = field(default_factory=default_index)
    embedder: str = DEFAULT
    k: int = 10  # passages to search for
    today: date = field(default_factory=date.today)  # the day of asking, for "last year"

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ, index: Path | None = None) -> "Settings":
        """Settings from the environment; `index` overrides POLICY_INDEX."""
        return cls(
            index=(index or Path(environment.get("POLICY_INDEX") or default_index())).expanduser(),
            embedder=environment.get("POLICY_EMBEDDER") or DEFAULT,
        )
