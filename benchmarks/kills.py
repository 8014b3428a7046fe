"""Kill -9 an ingest again and again, complete it, and look whether anything is lost, doubled or found differently.

    python benchmarks/kills.py [--rounds N] [--documents N] [--seed N] [--json]

Every round starts from a copy of an index of the documents' earlier state, ingests the new state in a process of its
own and kills that. The moments take turns: anywhere in the run; while Chroma is built; within a few milliseconds of Chroma
writing its vector files; and within a few milliseconds of the step that makes everything visible. After the kill a
reader must find the old state or the new one, whole. Then the ingest is run again, and must leave what a clean build gives.

So that a round takes seconds, the embedder computes vectors from the words (tests/fakes.py) and files are parsed without the
sandbox's process, which writes nothing; everything else is the product's.
All rounds are forks of one process that has loaded Chroma's code but opened nothing.
"""

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import langchain_chroma  # noqa: F401  loaded ahead, so that a round need not

import corpus.ingest
from corpus.ingest import ingest
from corpus.library import open_library
from corpus.library.writing import WritableLibrary
from corpus.parsers import parse_here
from corpus.tokens import words
from corpus.vector_index import VectorIndex, check_files
from tests.fakes import WordHashEmbeddings

MOMENTS = ("anywhere", "building", "vector files", "showing")
LATEST = 0.03  # seconds after a file, or the last step, was seen to begin
DEEP = 20  # passages of each question that are compared
FORK = multiprocessing.get_context("fork")

State = dict[str, Any]


def main() -> None:
    """Do all rounds and print what became of them."""
    corpus.ingest.parse = parse_here
    parser = argparse.ArgumentParser(description="Kill ingests at random moments; count what is lost, doubled or different.")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as scratch:
        report = kill_all(Path(scratch), told.rounds, told.documents, random.Random(told.seed))
    print(json.dumps(report) if told.json else "\n".join(f"{name}: {value}" for name, value in report.items()))
    sys.exit(0 if report["wrong"] == [] else 1)


def kill_all(scratch: Path, rounds: int, count: int, chance: random.Random) -> State:
    """What became of all rounds."""
    documents, old, clean = scratch / "documents", scratch / "old", scratch / "clean"
    write(documents, range(count // 3), "old")
    apart(lambda: take(documents, old))
    write(documents, range(count // 5), "new")  # replaced; those from a fifth to a third stay as they are
    write(documents, range(count // 3, count), "new")
    shutil.copytree(old, scratch / "whole")
    began = time.monotonic()
    apart(lambda: take(documents, scratch / "whole"))
    whole = time.monotonic() - began
    apart(lambda: take(documents, clean))
    states = [apart(lambda place=place: state(place)) for place in (old, clean)]
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    done = 0
    try:
        for done in range(rounds):
            one_round(scratch, done, states, whole, chance, outcomes, wrong)
        done = rounds
    except KeyboardInterrupt:  # what was done counts
        pass
    return {
        "rounds": done, "documents": count, "passages": states[1]["passages"], "seconds of a whole run": round(whole, 1),
        "moments": dict(sorted(outcomes.items())), "lost or doubled or different": len(wrong), "wrong": wrong,
    }  # fmt: skip


def one_round(
    scratch: Path, number: int, states: list[State], whole: float, chance: random.Random, outcomes: Counter[str], wrong: list[str]
) -> None:
    """Kill, look, complete, look again."""
    moment = MOMENTS[number % len(MOMENTS)]
    documents, index = scratch / "documents", scratch / f"round{number}"
    shutil.copytree(scratch / "old", index)
    killed = kill(documents, index, moment, whole, chance)
    found = apart(lambda: state(index))
    name = next((name for name, one in zip(("old", "new"), states, strict=True) if one == found), "no")
    outcomes[f"{moment}: {'killed' if killed else 'over before'}, {name} state"] += 1
    if name == "no":
        wrong.append(f"round {number} ({moment}): a reader after the kill finds neither the old state nor the new one")
    apart(lambda: take(documents, index))
    if apart(lambda: state(index)) != states[1]:
        wrong.append(f"round {number} ({moment}): the completed run differs from a clean build")
    shutil.rmtree(index)
    print(f"{number + 1}: {moment}, {name} state, wrong: {len(wrong)}", file=sys.stderr, flush=True)


def write(folder: Path, numbers: range, version: str) -> None:
    """Documents of four passages each, all different."""
    folder.mkdir(exist_ok=True)
    for number in numbers:
        chance = random.Random(f"{version} {number}")
        parts = [
            f"## Part {part}\n\nIn the {version} plan factory f{number}x{part} makes {number * 7 + part} robots. "
            + " ".join(f"w{chance.randrange(997)}" for _ in range(40))
            for part in range(4)
        ]
        text = f"# Plan {number}\n\n" + "\n\n".join(parts) + "\n"
        (folder / f"d{number}.md").write_text(text, encoding="utf-8")


def take(documents: Path, index: Path) -> None:
    """A whole ingest."""
    ingest([documents], index, WordHashEmbeddings())


def kill(documents: Path, index: Path, moment: str, whole: float, chance: random.Random) -> bool:
    """Begin an ingest, kill it, and say whether it was still running."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        tell(writer)
        code = 1
        try:
            ingest([documents], index, WordHashEmbeddings(), lambda _done, _total, name, *_: signalled(writer, name))
            code = 0
        finally:  # nothing of this process's end is the child's: it must not clear the folder away
            os._exit(code)
    os.close(writer)
    if moment == "anywhere":
        time.sleep(chance.uniform(0, whole))
    else:
        wait_for(reader, b"b" if moment in ("building", "vector files") else b"s")
        if moment == "vector files":
            wait_for_files(child, index)
        time.sleep(chance.uniform(0, whole / 2 if moment == "building" else LATEST))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(reader)
    return os.WIFSIGNALED(status)


def tell(writer: int) -> None:
    """Say when the step begins that makes everything visible."""
    publish = WritableLibrary.publish

    def telling(self: WritableLibrary, *given: Any, **named: Any) -> None:
        os.write(writer, b"s")
        publish(self, *given, **named)

    WritableLibrary.publish = telling  # type: ignore[method-assign]


def signalled(writer: int, name: str) -> None:
    """Say when all is staged and the building begins."""
    if name == "publishing":
        os.write(writer, b"b")


def wait_for(reader: int, sign: bytes) -> None:
    """Until the child has said so, or is over."""
    while (said := os.read(reader, 1)) and said != sign:
        pass


def wait_for_files(child: int, index: Path) -> None:
    """Until Chroma has begun to write its vectors anew, or the child is over."""
    before = {path: path.stat().st_mtime_ns for path in index.glob("chroma-*/*/*.bin")}
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        for path in index.glob("chroma-*/*/*.bin"):
            try:
                if before.get(path) != path.stat().st_mtime_ns:
                    return
            except FileNotFoundError:
                continue
        time.sleep(0.0005)


def state(index: Path) -> State:
    """Everything that a reader can tell: documents, and what words and vectors find. Raises where the parts do not agree."""
    library = open_library(index)
    folder = library.folder / (library.setting("vector_folder") or "")
    check_files(folder)
    vectors = VectorIndex(folder)
    embedder = WordHashEmbeddings()
    try:
        documents, passages = library.counts()
        rows, matrix = library.vectors()
        if not len(set(rows.tolist())) == passages == vectors.count() == library.lexical_count():
            raise SystemExit(f"{index}: counts differ")
        found = []
        for number in range(0, 300, 23):
            question = f"How many robots does factory f{number}x2 make? w{number} w{number + 1}"
            for ranking in (library.lexical(words(question), DEEP), vectors.search(embedder.embed_query(question), DEEP)):
                best = library.passages([row for row, _ in ranking])
                least = round(ranking[-1][1], 3) if ranking else 0
                scores = sorted(round(score, 3) for _, score in ranking)
                above = sorted(best[row][0].id for row, score in ranking if round(score, 3) > least)
                found.append((scores, above))  # which of equals comes last is the graph's choice
        held = [(entry.document.id, entry.passages, entry.sha256, entry.sources) for entry in library.documents()]
        return {"documents": documents, "passages": passages, "held": held, "found": found, "sum": round(float(matrix.sum()), 2)}
    finally:
        vectors.close()
        library.close()


def apart(do: Callable[[], Any]) -> Any:
    """What a function gives when a fork of this process runs it: each opens Chroma for itself."""
    receiving, sending = FORK.Pipe(duplex=False)
    process = FORK.Process(target=lambda: sending.send(do()))
    process.start()
    sending.close()
    try:
        given = receiving.recv()
    except EOFError:
        given = None
    process.join()
    if process.exitcode:
        raise SystemExit(f"a run that was not killed ended with {process.exitcode}: the lines above say why")
    return given


if __name__ == "__main__":
    main()
