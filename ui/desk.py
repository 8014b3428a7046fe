"""Desk: what every part of the page needs to draw itself."""

from dataclasses import dataclass

from assistant.assistant import Assistant
from corpus.records import Filters
from ui.access import Reader
from ui.history import History
from ui.holdings import Holdings
from ui.texts import Texts


@dataclass(frozen=True)
class Desk:
    """One drawing of the page, for one reader."""

    assistant: Assistant
    holdings: Holdings
    history: History
    reader: Reader
    filters: Filters
    texts: Texts
