"""A page that runs: its server over an index, and a browser to look at it. For tests, pictures and benchmarks."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
PATIENCE = 120  # seconds for a server to start, or to end
PORTS = range(20_000, 30_000)  # below those that systems give out by themselves: none of them is taken before a server listens


@contextmanager
def serving(index: Path, data: Path, log: Path, port: int | None = None, **environment: str) -> Iterator[tuple[str, int]]:
    """The page over an index, with the data folder given, on a free port: its address, and the process's id."""
    port = port or free_port()
    start = f"from pathlib import Path; from ui.launch import launch; launch(Path({str(index)!r}), {port})"
    told = {**os.environ, "PYTHONPATH": str(ROOT), "POLICY_DATA": str(data), **environment}
    if "POLICY_CHAT_MODEL" not in environment:
        told.pop("POLICY_CHAT_MODEL", None)
    with log.open("a") as written:
        server = subprocess.Popen(
            [sys.executable, "-c", start], stdout=written, stderr=subprocess.STDOUT, cwd=log.parent, env=told
        )
    try:
        _wait_until_healthy(f"http://127.0.0.1:{port}", server, log)
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait(PATIENCE)


def free_port() -> int:
    """A port that nothing listens on."""
    while True:
        port = secrets.choice(PORTS)
        with suppress(OSError), socket.socket() as chosen:
            chosen.bind(("127.0.0.1", port))
            return port


def _wait_until_healthy(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the page ended: {log.read_text()}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as reply:
                if reply.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"the page did not start: {log.read_text()}")
