"""The processes that parse, from the side of those who ask."""

import atexit
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Timer
from typing import BinaryIO

from corpus.errors import UnreadableDocument
from corpus.formats import Parsed
from corpus.sandbox.exchange import BrokenAnswer, read_frame, read_status, unpacked, write_frame
from corpus.sandbox.limits import LIMITS, Limits

_STATUS = 100_000  # bytes of the frame before the content

# Nothing else of our environment: keys and passwords are in it. OpenBLAS takes address space for each thread.
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TESSDATA_PREFIX", "SYSTEMROOT")
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"), "1")


def run_in_sandbox(path: Path, data: bytes, limits: Limits = LIMITS, modules: tuple[str, ...] = ()) -> Parsed:
    """What the file of that name and these bytes holds, parsed in a process of its own.

    Threads that ask at once get a process each. `modules` are imported there first: formats that do not
    lie in corpus/parsers. Raises UnreadableDocument, also when the file crashes its parser or takes more
    than the limits.
    """
    worker = _take(limits.memory)
    fit = False
    try:
        parsed, fit = worker.parse(path, data, limits, modules)
        return parsed
    except _Refused as refusal:
        fit = refusal.fit
        raise UnreadableDocument(str(refusal)) from None
    finally:
        if fit:
            _give_back(worker)
        else:
            worker.close()


class _Refused(Exception):
    def __init__(self, reason: str, fit: bool) -> None:
        super().__init__(reason)
        self.fit = fit  # whether the process can go on


class _Worker:
    """One process that parses, one file at a time."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        watched, self._lifeline = os.pipe()  # closes with this process, however it ends
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ} | _ONE_THREAD
        environment["PYTHONPATH"] = os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)
        self._process = subprocess.Popen(
            [sys.executable, "-B", "-P", "-m", "corpus.sandbox.worker", str(memory), str(watched)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment, pass_fds=(watched,), start_new_session=True,
        )  # fmt: skip
        os.close(watched)

    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def parse(self, path: Path, data: bytes, limits: Limits, modules: tuple[str, ...]) -> tuple[Parsed, bool]:
        """What the file holds, and whether the process can go on. Raises _Refused."""
        late = Event()
        watch = Timer(limits.wall, self._kill, [late])
        watch.daemon = True
        watch.start()
        try:
            status, content = self._ask(path, data, limits, modules)
            if content is None:
                raise _Refused(self._end(late, limits), fit=False)
            refused, fit = read_status(status)
            if refused is not None:
                raise _Refused(refused, fit)
            return unpacked(content), fit
        except BrokenAnswer as error:
            raise _Refused(str(error), fit=False) from error
        except OSError as error:
            raise _Refused(self._end(late, limits), fit=False) from error
        finally:
            watch.cancel()

    def _ask(self, path: Path, data: bytes, limits: Limits, modules: tuple[str, ...]) -> tuple[bytes | None, bytes | None]:
        to_it, from_it = self._pipes()
        header = {"name": str(path), "cpu": limits.cpu, "memory": self.memory, "modules": modules}
        write_frame(to_it, json.dumps(header).encode())
        write_frame(to_it, data)
        status = read_frame(from_it, _STATUS)
        return status, read_frame(from_it, limits.result)

    def _pipes(self) -> tuple[BinaryIO, BinaryIO]:
        to_it, from_it = self._process.stdin, self._process.stdout
        assert to_it is not None and from_it is not None
        return to_it, from_it  # type: ignore[return-value]

    def _end(self, late: Event, limits: Limits) -> str:
        """Why the process ended, as the reason to refuse the file."""
        self._kill()
        code = self._process.wait()
        if late.is_set():
            return f"it takes more than {limits.wall:.0f} s to read: split the file"
        if code == -signal.SIGXCPU:
            return f"it takes more than {limits.cpu} s of processor time to read: split the file"
        with suppress(ValueError):
            return f"it crashes its parser ({signal.Signals(-code).name})"
        return "it crashes its parser"

    def _kill(self, late: Event | None = None) -> None:
        """End the process and what it started."""
        if late is not None:
            late.set()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def close(self) -> None:
        """End the process and close its pipes."""
        self._kill()
        self._process.wait()
        os.close(self._lifeline)
        for pipe in self._pipes():
            with suppress(OSError):
                pipe.close()


_idle: list[_Worker] = []
_lock = Lock()


def _take(memory: int) -> _Worker:
    """A process that waits, else a new one."""
    while True:
        with _lock:
            worker = next((one for one in _idle if one.memory == memory), None)
            if worker is None:
                break
            _idle.remove(worker)
        if worker.alive():
            return worker
        worker.close()
    return _Worker(memory)


def _give_back(worker: _Worker) -> None:
    with _lock:
        _idle.append(worker)


def _close_all() -> None:
    while _idle:
        _idle.pop().close()


atexit.register(_close_all)
os.register_at_fork(after_in_child=_idle.clear)  # a fork has our pipes, but one process must not serve two
