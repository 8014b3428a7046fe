"""Settings become an Assistant: the only place where parts are chosen by name."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from assistant.assistant import Assistant
from assistant.chat.opening import open_chat_model
from assistant.chat.writer import Writer
from assistant.given import PassageReader
from assistant.probe import probe
from assistant.reader import open_reader
from assistant.reading_room import ReadingRoom
from assistant.settings import Settings
from corpus.embedders import open_embedder


def open_assistant(settings: Settings | Path | None = None, stands_in: bool = False) -> Assistant:
    """Open the index for questions: by settings, by folder, or the user's default one.

    With `stands_in` the offline answer stands in for a chat model that cannot be had, and says so. Raises IndexMissing,
    IndexMismatch, or IndexDamaged where the parts of the index do not agree.
    """
    chosen = settings if isinstance(settings, Settings) else Settings.read(index=settings)
    room = ReadingRoom(chosen.index, partial(open_embedder, chosen.embedder), ahead=True)
    probe(room)
    return Assistant(room, chosen.k, open_reader(), _clock(chosen), writer_of(chosen, stands_in))


def _clock(settings: Settings) -> Callable[[], date]:
    """The day of asking: the one that is set, or whichever it is when a question comes."""
    chosen = settings.today
    return (lambda: chosen) if chosen else date.today


def open_passage_reader(settings: Settings | None = None) -> PassageReader:
    """What answers from given passages, without any index."""
    chosen = settings or Settings.read()
    return PassageReader(partial(open_embedder, chosen.embedder), open_reader(), writer_of(chosen))


def writer_of(settings: Settings, stands_in: bool = False) -> Writer | None:
    """What writes with the configured chat model, which is opened at the first question; None without one."""
    chat = settings.chat
    if not chat.model:
        return None
    opening = partial(open_chat_model, chat.model, chat.timeout, chat.options)
    return Writer(chat.model, opening, open_reader(), chat.passages, chat.timeout, stands_in)
