"""What comes on standard input, by the name "-"."""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.records import Failure
from corpus.sources import Content, Source, limited, opens
from corpus.web import Web


@opens(lambda name: name == "-")
def open_standard_input(name: str, web: Web) -> Iterator[Source | Failure]:
    """One document, named by its content: two that are piped in one after the other are two sources."""
    if sys.stdin is None or sys.stdin.isatty():
        yield Failure(name, "nothing is piped in: write `... | policy ingest -`")
        return
    try:
        data = limited(sys.stdin.buffer.read(web.limits.bytes + 1), web.limits.bytes)
    except UnreadableDocument as error:
        yield Failure(name, str(error))
        return
    if not data:
        yield Failure(name, "nothing came on standard input: does the command before the | write anything?")
        return
    called = f"standard-input-{hashlib.sha256(data).hexdigest()[:8]}"
    yield Source(called, lambda: Content(Path(called), data))
