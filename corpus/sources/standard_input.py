"""What comes on standard input, by the name "-"."""

import hashlib
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.records import Failure
from corpus.sources import Content, Source, limited, opens
from corpus.web import Web


@opens(lambda name: name == "-")
def open_standard_input(name: str, web: Web) -> Iterator[Source | Failure]:
    """One document. Its id comes from its content: two that are piped in one after the other are two documents."""
    if sys.stdin is None or sys.stdin.isatty():
        yield Failure(name, "nothing is piped in: write `... | policy ingest -`")
    else:
        yield Source("standard input", partial(_read, web.limits.bytes))


def _read(most: int) -> Content:
    data = limited(sys.stdin.buffer.read(most + 1), most)
    if not data:
        raise UnreadableDocument("nothing came on standard input: does the command before the | write anything?")
    return Content(Path(f"standard-input-{hashlib.sha256(data).hexdigest()[:8]}"), data)
