"""Our pipeline beside LangChain's tutorial on the same documents, embedder and machine, in one run.

    python benchmarks/against_tutorial.py [--documents N] [--questions FILE] [--rounds N] [--starts N] [--json]

`pipelines.py` holds both. What may surprise:

- the two take turns, A B A B, and every step is a process of its own, so that noise and memory are shared fairly;
- an ingest or a warm question is timed with the libraries imported and the model open; a cold start counts all;
- run again, the tutorial stores every passage a second time: that is its unchanged re-ingest, and the last thing done;
- this process imports the standard library alone: a child's peak memory is never below that of the process it came from.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any, Literal, TypeVar

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[1]
PIPELINES = Path(__file__).with_name("pipelines.py")
QUESTIONS = 200  # a p95 then rests on ten of them
MB = 2**20

Samples = dict[str, list[float]]  # "ours ingest memory" -> one value a round


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: which samples of ours stand beside which of the tutorial's."""

    name: str
    unit: str
    better: Literal["higher", "lower"]
    ours: str
    tutorial: str
    note: str = ""


AGAIN = "the tutorial stores everything a second time"
ALONE = "the tutorial answers only with a chat model: beside our answer stands its retrieval alone"

# one process each; the cold starts come between the two, while the tutorial's index holds everything once
BUILDING = (("ours", "ingest"), ("tutorial", "ingest"))
ASKING = (("ours", "ask"), ("ours", "search"), ("tutorial", "search"))

FIGURES = (
    Figure("ingest, documents", "1/s", "higher", "ingest documents", "ingest documents"),
    Figure("ingest, passages", "1/s", "higher", "ingest passages", "ingest passages"),
    Figure("bare embedding, passages", "1/s", "higher", "ingest embedding", "ingest embedding"),
    Figure("unchanged re-ingest", "s", "lower", "search again", "search again", AGAIN),
    Figure("index on disk", "MB", "lower", "ingest disk", "ingest disk"),
    Figure("warm search p50", "ms", "lower", "search p50", "search p50"),
    Figure("warm search p95", "ms", "lower", "search p95", "search p95"),
    Figure("warm ask p50", "ms", "lower", "ask p50", "search p50", ALONE),
    Figure("warm ask p95", "ms", "lower", "ask p95", "search p95", ALONE),
    Figure("cold start of search", "s", "lower", "cold search", "cold search"),
    Figure("cold start of ask", "s", "lower", "cold ask", "cold search", ALONE),
    Figure("peak memory of ingest", "MB", "lower", "ingest memory", "ingest memory"),
    Figure("peak memory, asking", "MB", "lower", "ask memory", "search memory", ALONE),
)


def main() -> None:
    """Measure both and print the table, or one JSON object."""
    parser = argparse.ArgumentParser(description="Our pipeline beside LangChain's tutorial, in one run.")
    parser.add_argument("--documents", type=int, metavar="N", help="N of the shipped documents, taken evenly (default: all)")
    parser.add_argument("--questions", type=Path, default=ROOT / "evals/data/questions.jsonl", help="JSON lines")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often the two take turns (default: 3)")
    parser.add_argument("--starts", type=int, default=5, metavar="N", help="cold starts of each command (default: 5)")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output, nothing else there")
    told = parser.parse_args()
    if min(told.rounds, told.starts) < 1 or (told.documents is not None and told.documents < 1):
        parser.error("--documents, --rounds and --starts are 1 or more")
    shipped = sorted(path for path in (ROOT / "corpus/documents").glob("*.md") if path.name != "README.md")
    files, questions = evenly(shipped, told.documents), evenly(read_questions(told.questions), QUESTIONS)
    began = time.monotonic()
    samples = measure(files, questions, told.rounds, told.starts)
    figures = [summed_up(figure, samples) for figure in FIGURES]
    about = {
        "documents": len(files), "questions": len(questions), "rounds": told.rounds, "starts": told.starts,
        "passages": {system: int(samples[f"{system} ingest count"][0]) for system in ("ours", "tutorial")},
        "seconds": round(time.monotonic() - began), "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    report = {"run": about | machine(), "figures": figures}
    print(json.dumps(report, indent=1) if told.json else table(report))


def evenly(items: Sequence[T], count: int | None) -> list[T]:
    """So many of the items, spread over all of them, in their order; None means all."""
    if count is None or count >= len(items):
        return list(items)
    return [items[i * len(items) // count] for i in range(count)]


def read_questions(path: Path) -> list[str]:
    """The first question of every line: a follow-up cannot be asked alone."""
    if not path.exists():
        sys.exit(f"against_tutorial: there is no file {path}: name one with --questions")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if not rows:
        sys.exit(f"against_tutorial: {path} holds no questions: name another file with --questions")
    return [row["question"] if "question" in row else row["turns"][0]["question"] for row in rows]


def measure(files: Sequence[Path], questions: Sequence[str], rounds: int, starts: int) -> Samples:
    """All samples of both systems, by name."""
    samples: Samples = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="against-tutorial-") as scratch:
        given = Path(scratch, "given.json")
        given.write_text(json.dumps({"files": [str(file) for file in files], "questions": questions}), encoding="utf-8")
        for number in range(rounds):
            folders = {system: Path(scratch, f"{system}-{number}") for system in ("ours", "tutorial")}
            take_steps(BUILDING, folders, given, samples)
            if number == 0:
                cold_starts(folders, evenly(questions, starts), starts, samples)
            take_steps(ASKING, folders, given, samples)
    return samples


def take_steps(steps: Sequence[tuple[str, str]], folders: dict[str, Path], given: Path, samples: Samples) -> None:
    """Each step in its own process; what it measured is filed under system, step and name."""
    for system, step in steps:
        ended = run([sys.executable, str(PIPELINES), system, step, str(folders[system]), str(given)])
        for name, value in json.loads(ended.last_line).items():
            samples[f"{system} {step} {name}"].append(value)
        samples[f"{system} {step} disk"].append(size_of(folders[system]))


def cold_starts(folders: dict[str, Path], questions: Sequence[str], starts: int, samples: Samples) -> None:
    """Wall seconds of processes that open the index, ask once and end."""
    policy = [sys.executable, "-m", "assistant"]
    for number in range(starts):
        question = questions[number % len(questions)]
        for command in ("search", "ask"):
            ended = run([*policy, command, question, "--index", str(folders["ours"])])
            samples[f"ours cold {command}"].append(ended.seconds)
        ended = run([sys.executable, str(PIPELINES), "tutorial", "once", str(folders["tutorial"]), question])
        samples["tutorial cold search"].append(ended.seconds)


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that ended well."""

    last_line: str
    seconds: float


def run(command: Sequence[str]) -> Ended:
    """Run a process to its end; one that fails ends the benchmark."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    quiet = {"ANONYMIZED_TELEMETRY": "False", "HF_HUB_OFFLINE": "1", "LANGSMITH_TRACING": "false"}
    quiet["POLICY_EMBEDDER"] = "e5-small"  # the one that the others have, too
    began = time.perf_counter()
    ended = subprocess.run(
        command, env=os.environ | quiet | {"PYTHONPATH": path}, capture_output=True, encoding="utf-8", check=False
    )
    seconds = time.perf_counter() - began
    sys.stderr.write(ended.stderr)
    if ended.returncode:
        why = (ended.stderr.splitlines() or ["nothing said"])[-1]
        sys.exit(f"{Path(sys.argv[0]).stem}: {' '.join(command[1:5])} ended with {ended.returncode}: {why}")
    return Ended((ended.stdout.splitlines() or [""])[-1], seconds)


def size_of(folder: Path) -> float:
    """MB of all files in the folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MB


def summed_up(figure: Figure, samples: Samples) -> dict[str, Any]:
    """A figure's medians, spreads and their ratio (ours to the tutorial's) in a form for JSON."""
    ours, tutorial = samples[f"ours {figure.ours}"], samples[f"tutorial {figure.tutorial}"]
    spread = {
        name: {"median": short(median(values)), "low": short(min(values)), "high": short(max(values))}
        for name, values in (("ours", ours), ("tutorial", tutorial))
    }
    ratio = short(median(ours) / median(tutorial))
    return {"name": figure.name, "unit": figure.unit, "better": figure.better, **spread, "ratio": ratio, "note": figure.note}


def short(value: float) -> float:
    """Four digits: a millisecond among minutes keeps as many as they."""
    return float(f"{value:.4g}")


def machine() -> dict[str, Any]:
    """Where and with what it was measured."""
    names = ("chromadb", "langchain-chroma", "langchain-text-splitters", "onnxruntime")
    return {
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "packages": {name: version(name) for name in names},
    }  # fmt: skip


def table(report: dict[str, Any]) -> str:
    """The report for a reader: median (lowest to highest), and how ours compares."""
    about = report["run"]
    lines = [
        "{documents} documents, {questions} questions, {rounds} rounds, {starts} cold starts, {seconds} s".format(**about),
        "passages: {ours} ours, {tutorial} of the tutorial".format(**about["passages"]),
        f"{about['machine']}; {', '.join(' '.join(pair) for pair in about['packages'].items())}; load {about['load']} at the end",
        "",
        f"{'':26}{'unit':>5}  {'ours':<26}{'tutorial':<26}{'ratio':>7}  better",
    ]
    notes: list[str] = []
    for figure in report["figures"]:
        mark = ""
        if figure["note"]:
            notes += [figure["note"]] if figure["note"] not in notes else []
            mark = f"  [{notes.index(figure['note']) + 1}]"
        cells = "".join(f"{_spread(figure[system]):<26}" for system in ("ours", "tutorial"))
        lines.append(f"{figure['name']:<26}{figure['unit']:>5}  {cells}{_number(figure['ratio']):>7}  {figure['better']}{mark}")
    return "\n".join([*lines, "", *(f"[{n}] {note}" for n, note in enumerate(notes, start=1))])


def _spread(values: dict[str, float]) -> str:
    return f"{_number(values['median'])} ({_number(values['low'])} to {_number(values['high'])})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    main()
