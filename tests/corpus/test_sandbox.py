"""The sandbox: whatever a file does to its parser, it is refused by name and the next one is read."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier

import pytest

from corpus.errors import UnreadableDocument
from corpus.sandbox import LIMITS, Limits, run_in_sandbox

MARK = b"\x00hostile "  # that of tests/hostile_parser.py, which is only imported in the process that parses
PATIENCE = 30  # seconds for what the kernel does at once on a machine that has nothing else to do
linux = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's confinement is Linux's")


def does(action: str, argument: object = "", limits: Limits = LIMITS) -> str:
    """The text of a file that has its parser do that."""
    data = MARK + f"{action} {argument}".encode()
    (document,) = run_in_sandbox(Path("bad.hostile"), data, limits, ("tests.hostile_parser",)).documents
    return document.text


def refusal(action: str, argument: object = "", limits: Limits = LIMITS) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        does(action, argument, limits)
    assert "\n" not in str(caught.value)
    assert does("say", "the next is read") == "the next is read"
    return str(caught.value)


def test_one_process_reads_file_after_file() -> None:
    pids = {does("pid") for _ in range(3)}

    assert len(pids) == 1
    assert pids != {str(os.getpid())}


def test_a_process_that_a_large_one_started_is_kept_too() -> None:
    program = "from tests.corpus.test_sandbox import does; held = b'x' * (1100 * 2**20); print(*{does('pid') for _ in range(3)})"

    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )

    assert len(ran.stdout.split()) == 1


def test_threads_that_ask_at_once_get_a_process_each() -> None:
    both = Barrier(2)

    def pid(_: int) -> str:
        both.wait(PATIENCE)
        return does("sleep", 1)

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(pid, range(2))

    assert first != second


@pytest.mark.parametrize(("action", "why"), [("segfault", "SIGSEGV"), ("kill", "SIGKILL"), ("exit", "crashes its parser")])
def test_a_file_that_crashes_its_parser_is_refused_with_the_signal(action: str, why: str) -> None:
    message = refusal(action)

    assert "crashes its parser" in message
    assert why in message


@pytest.mark.parametrize(("action", "why"), [("raise", "IndexError"), ("recurse", "RecursionError")])
def test_a_file_that_breaks_its_parser_is_refused_with_the_error_and_the_process_goes_on(action: str, why: str) -> None:
    before = does("pid")

    assert why in refusal(action)
    assert does("pid") == before


def test_a_file_that_takes_too_long_is_refused() -> None:
    assert refusal("sleep", 600, Limits(wall=0.5)) == "it takes more than 0 s to read: split the file"


@linux
@pytest.mark.parametrize("action", ["loop", "loop-in-c"])
def test_an_endless_loop_is_ended_by_the_limit_of_processor_time(action: str) -> None:
    assert "of processor time" in refusal(action, "", Limits(wall=60, cpu=1))


@linux
def test_a_file_that_takes_all_memory_is_refused() -> None:
    assert "memory" in refusal("memory", "", Limits(memory=2**29))


def test_a_file_that_gives_too_much_text_is_refused() -> None:
    assert "over the limit" in refusal("long", 200_000, Limits(result=100_000))


@pytest.mark.parametrize("action", ["outside", "backwards", "wrong"])
def test_an_answer_that_is_no_document_is_refused(action: str) -> None:
    assert "no document" in refusal(action)


def test_bytes_that_are_no_answer_are_refused() -> None:
    assert refusal("junk", "", Limits(wall=30))


@linux
def test_what_a_parser_has_started_ends_with_it() -> None:
    mark = f"started-by-a-parser-of-{os.getpid()}"

    assert "SIGKILL" in refusal("child", mark)  # which it does to itself once the child runs

    assert comes_true(lambda: not runs(mark))


def runs(mark: str) -> bool:
    """Whether a process with this as its last argument is there."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it ended while we looked
            if path.read_bytes().endswith(mark.encode() + b"\x00"):
                return True
    return False


def test_half_a_surrogate_pair_becomes_a_question_mark_in_its_place() -> None:
    assert does("surrogate") == "half ? a pair"


def test_what_a_parser_prints_is_lost_and_does_not_spoil_its_answer() -> None:
    assert does("print", "noise") == "printed"


def test_the_parser_gets_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_SECRET", "key")

    assert refusal("kill")  # so that the next process starts with the variable set
    assert does("environment", "POLICY_SECRET") == "not there"


def test_a_parser_writes_no_file(tmp_path: Path) -> None:
    refusal("write", tmp_path / "new")

    assert not (tmp_path / "new").exists() or (tmp_path / "new").stat().st_size == 0


@linux
def test_a_parser_neither_makes_nor_removes_a_file(tmp_path: Path) -> None:
    (tmp_path / "old").touch()

    refusal("make", tmp_path / "new")
    refusal("remove", tmp_path / "old")

    assert [path.name for path in tmp_path.iterdir()] == ["old"]


@linux
def test_a_parser_reaches_no_network_not_even_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        host, port = server.getsockname()

        assert "Error" in refusal("connect", f"{host}:{port}")


@linux
def test_the_process_has_only_the_files_it_needs_open(tmp_path: Path) -> None:
    held = [(tmp_path / str(number)).open("w") for number in range(20)]

    count = len(does("files").split(","))

    for file in held:
        file.close()
    assert count <= 8


@linux
@pytest.mark.parametrize("action", ["sleep 600", "loop", "loop-in-c"])
def test_a_parser_does_not_outlive_a_parent_that_is_killed(action: str) -> None:
    program = (
        "import sys; from pathlib import Path; from corpus.sandbox import run_in_sandbox, workers;"
        f"ask = lambda text: run_in_sandbox(Path('a'), {MARK!r} + text, modules=('tests.hostile_parser',));"
        "print(ask(b'pid').documents[0].text, flush=True);"
        f"ask({action.encode()!r})"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    time.sleep(0.2)

    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()

    assert comes_true(lambda: ended(pid))


def ended(pid: int) -> bool:
    """Whether the process is gone."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def comes_true(fact: Callable[[], bool]) -> bool:
    """Whether it is true soon."""
    until = time.monotonic() + PATIENCE
    while not fact():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
