"""Ingest again and again and be killed in the middle: run by test_ingest.py as a process of its own.

Arguments: the folder of documents, then an index folder and a share of a whole ingest's time for each
round. Every round is a fork of one process that has loaded Chroma's code but opened nothing. An ingest
that ends before its time, on a machine that has become less busy, tells the time of a whole one, and its
round begins anew: all are killed.
"""

import math
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
        old = shutil.copytree(rounds[0][0], Path(folder) / "old")
        whole = ended(start(documents, shutil.copytree(old, Path(folder) / "whole")), math.inf)
        for index, share in rounds:
            while took := ended(start(documents, index), whole * share):
                whole = took
                shutil.rmtree(index)
                shutil.copytree(old, index)


def ended(child: int, until: float) -> float:
    """After how many seconds it ended by itself; 0 where it was killed, when it had run for that many."""
    began = time.monotonic()
    while (ran := time.monotonic() - began) < until:
        over, status = os.waitpid(child, os.WNOHANG)
        if over:
            assert status == 0
            return ran
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    return 0 if os.WIFSIGNALED(os.waitpid(child, 0)[1]) else ran


if __name__ == "__main__":
    folders, shares = sys.argv[2::2], sys.argv[3::2]
    main(Path(sys.argv[1]), [(Path(folder), float(share)) for folder, share in zip(folders, shares, strict=True)])
