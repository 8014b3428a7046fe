"""A desk whose answers are written by a server of the test's own."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial

import pytest

from assistant.assistant import Assistant
from assistant.chat.opening import open_chat_model
from assistant.chat.writer import Writer
from assistant.reader import open_reader
from assistant.reading_room import ReadingRoom
from tests.chat_server import ChatServer, Message, Reply, chat_server

MODEL = "openai:test"
KEY = "sk-do-not-show-this"
PATIENT, HASTY = 60.0, 0.5  # seconds that the desk gives its model

Written = tuple[Assistant, ChatServer]
DeskWith = Callable[..., Written]


def shown_passages(messages: Sequence[Message]) -> dict[int, str]:
    """The passages of the prompt, by their numbers."""
    text = next(one["content"] for one in messages if one["role"] == "user")
    return {int(n): passage for n, passage in re.findall(r"^\[(\d+)\] (.*)$", text, re.MULTILINE)}


def sold(messages: Sequence[Message]) -> str:
    """An honest model, in its own words."""
    number = next(n for n, passage in shown_passages(messages).items() if "5,020,865" in passage)
    return f"In 2023, SAIC sold 5,020,865 vehicles. [{number}]"


@pytest.fixture
def desk_with(room: ReadingRoom, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskWith]:
    """A desk over twelve shipped documents with a model that replies so."""
    with ExitStack() as until_the_end:

        def made(reply: Reply, timeout: float = PATIENT) -> Written:
            server = until_the_end.enter_context(chat_server(reply))
            monkeypatch.setenv("OPENAI_BASE_URL", server.address)
            monkeypatch.setenv("OPENAI_API_KEY", KEY)
            opening = partial(open_chat_model, MODEL, timeout, {})
            return Assistant(room, 10, open_reader(), writer=Writer(MODEL, opening, open_reader(), 8, timeout)), server

        yield made
