"""Settings become an Assistant: the only place where parts are chosen by name."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from assistant.assistant import Assistant
from assistant.given import PassageReader
from assistant.probe import probe
from assistant.reader import open_reader
from assistant.reading_room import ReadingRoom
from assistant.settings import Settings
from corpus.embedders import open_embedder


def open_assistant(settings: Settings | Path | None = None) -> Assistant:
    """Open the index for questions: by settings, by folder, or the user's default one.

    Raises IndexMissing,
    IndexMismatch, or IndexDamaged where the parts of the index do not agree.
    """
    chosen = settings if isinstance(settings, Settings) else Settings.read(index=settings)
    room = ReadingRoom(chosen.index, partial(open_embedder, chosen.embedder))
    probe(room)
    return Assistant(room, chosen.k, open_reader(), _clock(chosen))


def _clock(settings: Settings) -> Callable[[], date]:
    """The day of asking: the one that is set, or whichever it is when a question comes."""
    chosen = settings.today
    return (lambda: chosen) if chosen else date.today


def open_passage_reader(settings: Settings | None = None) -> PassageReader:
    """What answers from given passages, without any index."""
    return PassageReader(partial(open_embedder, (settings or Settings.read()).embedder), open_reader())
