"""How far an ingest is, on standard error; nothing where that is not a terminal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

NAME = 40  # characters of what is being read; a line of 80 has room for no more


class Progress(Protocol):
    """Told how far it is: things done, of how many, what is being read, and the passages done where there are any."""

    def __call__(self, done: int, total: int, name: str, passages: int = 0) -> None:
        """Move on."""


@contextmanager
def progress_bar(stream: TextIO | None = None) -> Iterator[Progress]:
    """What moves the bar."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield lambda done, total, name, passages=0: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(20), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    reading = TextColumn("{task.description}", markup=False)  # a name may have brackets in it
    with Bar(*columns, reading, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("", total=None, rate="")
        began = time.monotonic()

        def move(done: int, total: int, name: str, passages: int = 0) -> None:
            rate = passages_done(passages, time.monotonic() - began)
            bar.update(task, completed=done, total=total, description=shortened(name), rate=rate)

        yield move


def passages_done(passages: int, seconds: float) -> str:
    """The passages, and how many of them a second; nothing while there are none."""
    return f"{passages:,} passages, {passages / seconds:,.0f}/s" if passages and seconds > 0 else ""


def shortened(name: str) -> str:
    """The end of a path or address, where its name is."""
    return name if len(name) <= NAME else "…" + name[-(NAME - 1) :]
