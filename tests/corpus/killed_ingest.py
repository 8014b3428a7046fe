"""Ingest again and again and be killed in the middle: run by test_ingest.py as a process of its own.

Arguments: the folder of documents, then an index folder and a share of a whole ingest's time for each
round. Every round is a fork of one process that has loaded Chroma's code but opened nothing. Writes
one line a round: "killed", or "ended" where the ingest was over before its time.
"""

import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import langchain_chroma  # noqa: F401  loaded ahead, so that a round takes a second and not five

from corpus.ingest import ingest
from tests.fakes import WordHashEmbeddings


def start(documents: Path, index: Path) -> int:
    """The process id of an ingest that has begun."""
    child = os.fork()
    if child == 0:
        ingest([documents], index, WordHashEmbeddings(before=lambda: time.sleep(0.02)))
        os._exit(0)
    return child


def main(documents: Path, rounds: list[tuple[Path, float]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole_run = Path(folder) / "index"
        shutil.copytree(rounds[0][0], whole_run)
        began = time.monotonic()
        os.waitpid(start(documents, whole_run), 0)
        whole = time.monotonic() - began
    for index, share in rounds:
        child = start(documents, index)
        time.sleep(whole * share)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        sys.stdout.write("killed\n" if os.WIFSIGNALED(status) else "ended\n")


if __name__ == "__main__":
    folders, shares = sys.argv[2::2], sys.argv[3::2]
    main(Path(sys.argv[1]), [(Path(folder), float(share)) for folder, share in zip(folders, shares, strict=True)])
