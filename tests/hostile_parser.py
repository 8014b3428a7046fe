"""A format whose files do to their parser what they say: for tests of the sandbox, which imports it by name."""

import ctypes
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from corpus.parsers import Parsed, parsers
from corpus.records import Document, Page, Section

MARK = b"\x00hostile "


@parsers.register(".hostile", recognises=lambda data: data.startswith(MARK))
def parse_hostile(path: Path, data: bytes) -> Parsed:
    name, _, argument = data[len(MARK) :].decode().partition(" ")
    text = ACTIONS[name](argument)
    return text if isinstance(text, Parsed) else Parsed((Document("hostile", "Hostile", str(text)),))


def loop(_: str) -> None:
    while True:
        pass


def loop_in_c(_: str) -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")  # holds the interpreter's lock: no Python code runs beside it


def fill_memory(_: str) -> None:
    held = []
    while True:
        held.append(bytearray(50_000_000))


def sockets(address: str) -> str:
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=2):
        return "connected"


def child(mark: str) -> None:
    program = "import time; print(flush=True); time.sleep(600)"
    started = subprocess.Popen([sys.executable, "-c", program, mark], stdout=subprocess.PIPE)
    started.stdout.readline()
    os.kill(os.getpid(), signal.SIGKILL)


def junk(_: str) -> None:
    for pipe in range(1, 10):
        with suppress(OSError):
            os.write(pipe, bytes(range(200)) * 20)
    time.sleep(600)


ACTIONS = {
    "say": lambda text: text,
    "pid": lambda _: os.getpid(),
    "segfault": lambda _: ctypes.string_at(0),
    "kill": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "exit": lambda _: os._exit(0),
    "raise": lambda text: [][1],
    "recurse": lambda text: ACTIONS["recurse"](text),
    "sleep": lambda seconds: time.sleep(float(seconds)) or os.getpid(),
    "loop": loop,
    "loop-in-c": loop_in_c,
    "memory": fill_memory,
    "long": lambda count: "x" * int(count),
    "print": lambda text: (sys.stdout.write(text * 10_000), os.write(1, text.encode()), "printed")[-1],
    "write": lambda place: Path(place).write_text("x"),
    "make": lambda place: Path(place).mkdir(),
    "remove": lambda place: Path(place).unlink(),
    "connect": sockets,
    "environment": lambda name: os.environ.get(name, "not there"),
    "files": lambda _: [path.name for path in Path("/proc/self/fd").iterdir()],
    "child": child,
    "surrogate": lambda _: "half \ud800 a pair",
    "outside": lambda _: Parsed((Document("a", "A", "text", sections=(Section(2, 900, "x"),)),)),
    "backwards": lambda _: Parsed((Document("a", "A", "text", pages=(Page(1, 3), Page(2, 1))),)),
    "wrong": lambda _: Parsed((Document("a", "A", "text", publisher=["no", "name"]),)),
    "junk": junk,
}
