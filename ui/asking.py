"""A question is answered in a thread of its own, so that the page's thread hears at once that it is to be stopped."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from assistant.chat.writer import ShowClaim, Stage
from assistant.records import Answer

EVERY = 0.2  # seconds between two looks at whether it was stopped


class Stopped(Exception):
    """Ends the answering of a question that nobody waits for any more."""


def asked(ask: Callable[[Stage, ShowClaim], Answer], stage: Stage, show: ShowClaim, idle: Callable[[], None]) -> Answer:
    """The answer, or what `ask` raises. What `ask` tells is told on here, in the caller's thread, in its order.

    `idle` is called while nothing happens. Whatever it or the others raise ends the waiting at once, and the answering
    as soon as it next tells something.
    """
    told: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
    left = threading.Event()

    def tell(hear: Callable[..., None], *values: Any) -> None:
        if left.is_set():
            raise Stopped
        told.put(partial(hear, *values))

    answering: Future[Answer] = Future()

    def answer() -> None:
        try:
            answering.set_result(ask(partial(tell, stage), partial(tell, show)))
        except BaseException as error:  # noqa: BLE001 - raised again where the answer is waited for
            answering.set_exception(error)
        told.put(None)

    # Not of a pool: the server would wait at its end for what nobody waits for any more.
    threading.Thread(target=answer, name="asking", daemon=True).start()
    try:
        while True:
            try:
                heard = told.get(timeout=EVERY)
            except Empty:
                idle()
                continue
            if heard is None:
                return answering.result()
            heard()
    finally:
        left.set()
