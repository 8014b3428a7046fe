"""A desk whose answers are written by a server of the test's own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial

import pytest

from assistant.assistant import Assistant
from assistant.chat.opening import open_chat_model
from assistant.chat.writer import Writer
from assistant.reader import open_reader
from assistant.reading_room import ReadingRoom
from tests.chat_server import ChatServer, Reply, chat_server

MODEL = "openai:test"
KEY = "sk-do-not-show-this"
TIMEOUT = 2.0  # seconds

Written = tuple[Assistant, ChatServer]


@pytest.fixture
def desk_with(room: ReadingRoom, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Reply], Written]]:
    """A desk over twelve shipped documents with a model that replies so."""
    with ExitStack() as until_the_end:

        def made(reply: Reply) -> Written:
            server = until_the_end.enter_context(chat_server(reply))
            monkeypatch.setenv("OPENAI_BASE_URL", server.address)
            monkeypatch.setenv("OPENAI_API_KEY", KEY)
            opening = partial(open_chat_model, MODEL, TIMEOUT, {})
            return Assistant(room, 10, open_reader(), writer=Writer(MODEL, opening, open_reader(), 8, TIMEOUT)), server

        yield made
