"""Changes to the library, one at a time, in a thread of their own: they go on when the reader looks elsewhere."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from corpus.errors import PolicyError
from corpus.ingest import Progress
from corpus.records import IngestReport
from ui.holdings import holdings_of


@dataclass
class Job:
    """A change that is under way or done; its thread writes, the page reads."""

    what: str
    done: int = 0
    total: int = 0
    reading: str = ""
    report: IngestReport | None = None
    problem: str | None = None
    running: bool = True


class Jobs:
    """The latest change; there is never more than one under way."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.latest: Job | None = None

    def start(self, what: str, change: Callable[[Progress], IngestReport | None]) -> bool:
        """Begin a change; False when another is under way."""
        with self._lock:
            if self.latest and self.latest.running:
                return False
            job = self.latest = Job(what)
        threading.Thread(target=_run, args=(job, change), daemon=True).start()
        return True


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The changes of this server."""
    return Jobs()


def _run(job: Job, change: Callable[[Progress], IngestReport | None]) -> None:
    def progress(done: int, total: int, name: str, _passages: int) -> None:
        job.done, job.total, job.reading = done, total, name

    try:
        job.report = change(progress)
    except PolicyError as error:
        job.problem = str(error)
    except Exception as error:
        job.problem = f"{type(error).__name__}: {error}"
        raise  # the terminal has the trace
    finally:
        holdings_of.clear()
        job.running = False
