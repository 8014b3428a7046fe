"""Our retrieval beside that of the libraries a user would pick instead: same documents, embedding model and questions, one run.

    python benchmarks/against_others.py [--rounds N] [--documents N] [--system NAME ...] [--publish]

`others/` holds the systems. Each gets an environment of its own below the user's cache, made on the first
run with uv, which reads its settings from UV_* (UV_FIND_LINKS: a folder of wheels; else torch is taken for the CPU). What may
surprise:

- the systems take turns, and every step is a process of its own; one that fails is named with its error, the rest goes on;
- the others get the model's weights as float32, as it is published: in the packaged float16 a CPU is slower;
- quality is that of the first ten pieces, over the answerable first questions of the split `test`; unanswerable ones have none;
- none of the others answers or refuses without a language model: beside our answers stands nothing;
- "installed" is the whole environment: ours holds the page, the parsers and the evaluation as well.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from statistics import median
from types import ModuleType
from typing import Any

from platformdirs import user_cache_path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # run by its path, a script finds only its own folder

from benchmarks import others  # noqa: E402
from benchmarks.against_tutorial import Samples, evenly, run, size_of  # noqa: E402

OURS = "ours"
PUBLISHED, README = ROOT / "docs/benchmark-others.txt", ROOT / "README.md"
BEGIN, END = "<!-- benchmarks/against_others.py --publish -->", "<!-- until here -->"
READY = "ready.txt"  # what an environment was made of, written when it is whole
QUALITY = ("recall@5", "recall@10", "ndcg@10")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: the samples it is the median of."""

    name: str
    unit: str
    samples: str
    digits: int = 0


FIGURES = (
    *(Figure(name, "", f"quality {name}", 3) for name in QUALITY),
    Figure("answers right, with proof", "", "answers cited_right", 3),
    Figure("unanswerable refused", "", "answers true_refusal", 3),
    Figure("answerable refused", "", "answers false_refusal", 3),
    Figure("ingest", "documents/s", "ingest documents", 1),
    Figure("pieces", "", "ingest count"),
    Figure("index on disk", "MB", "ingest disk", 1),
    Figure("search, warm p50", "ms", "search p50", 1),
    Figure("search, warm p95", "ms", "search p95", 1),
    Figure("search from the shell", "s", "once seconds", 1),
    Figure("memory, ingest", "MB", "ingest memory"),
    Figure("memory, search", "MB", "search memory"),
    Figure("installed", "MB", "installed MB"),
)


def main() -> None:
    """Measure all and print the table."""
    parser = argparse.ArgumentParser(description="Our retrieval beside that of other libraries, in one run.")
    parser.add_argument("--rounds", type=int, default=2, metavar="N", help="how often they take turns (default: 2)")
    parser.add_argument("--documents", type=int, metavar="N", help="N of the shipped documents, taken evenly (default: all)")
    parser.add_argument("--system", action="append", metavar="NAME", help=f"only these and ours: {', '.join(names())}")
    parser.add_argument("--publish", action="store_true", help="write docs/benchmark-others.txt, and its table into README.md")
    told = parser.parse_args()
    unknown = set(told.system or ()) - set(names())
    if unknown or told.rounds < 1:
        parser.error(f"no such system: {', '.join(unknown)}" if unknown else "--rounds is 1 or more")
    systems = {name: import_module(f"benchmarks.others.{name}") for name in names() if name in {OURS, *(told.system or names())}}
    shipped = sorted(path for path in (ROOT / "corpus/documents").glob("*.md") if path.name != "README.md")
    report = measure(systems, evenly(shipped, told.documents), told.rounds)
    if told.publish:
        PUBLISHED.write_text(report, encoding="utf-8")
        README.write_text(with_table(README.read_text(encoding="utf-8"), table_of(report)), encoding="utf-8")
    print(report, end="")


def table_of(report: str) -> str:
    """The lines of the report that are its table."""
    return "\n".join(line for line in report.splitlines() if line.startswith("|"))


def with_table(readme: str, table: str) -> str:
    """The text with the table between its marks."""
    head, rest = readme.split(BEGIN)
    return f"{head}{BEGIN}\n{table}\n{END}{rest.split(END)[1]}"


def names() -> list[str]:
    """The systems, ours first."""
    found = sorted(module.name for module in iter_modules(others.__path__) if module.name not in (OURS, "__main__"))
    return [OURS, *found]


def measure(systems: Mapping[str, ModuleType], files: Sequence[Path], rounds: int) -> str:
    """Everything, as the report."""
    from corpus.embedders.e5_small import converted_folder
    from evals.sets import in_split, open_set

    began = time.monotonic()
    turns = [example.turns[0] for example in in_split(open_set(None).examples, "test")]
    pythons = {name: environment(name, system.REQUIREMENTS) for name, system in systems.items()}
    samples: Samples = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="against-others-") as scratch:
        given = Path(scratch, "given.json")
        questions = list(dict.fromkeys(turn.question for turn in turns))
        model = single_precision(converted_folder(), Path(scratch, "model"))
        told = {"files": [str(file) for file in files], "questions": questions, "model": str(model)}
        given.write_text(json.dumps(told), encoding="utf-8")
        failed = take_turns(pythons, Path(scratch), given, rounds, samples)
        systems = {name: system for name, system in systems.items() if name not in failed}
        rankings = {name: dict(zip(questions, samples.pop(f"{name} search rankings")[0], strict=True)) for name in systems}
        index = Path(scratch, f"{OURS}-0")
        for name, scores in quality(turns, rankings, index).items():
            samples |= {f"{name} quality {metric}": [score] for metric, score in scores.items()}
        samples |= {f"{OURS} answers {metric}": [value] for metric, value in answers(pythons[OURS], index).items()}
    samples |= {f"{name} installed MB": [size_of(pythons[name].parents[1])] for name in systems}
    about = (
        f"{len(files)} documents, {len(questions)} questions, {rounds} rounds, {time.monotonic() - began:.0f} s; "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f} at the end, {time.strftime('%Y-%m-%d')}"
    )
    installed = [f"{s.NAME}: {', '.join(r for r in s.REQUIREMENTS if '==' in r)}" for n, s in systems.items() if n != OURS]
    missing = [f"not measured: {name}: {error}" for name, error in failed.items()]
    return "\n".join([about, *installed, *missing, "", *table(systems, samples)]) + "\n"


def single_precision(model: Path, copy: Path) -> Path:
    """A copy of a sentence-transformers folder with its weights as float32."""
    from safetensors.numpy import load_file, save_file

    shutil.copytree(model, copy, ignore=shutil.ignore_patterns("*.onnx", "*.safetensors"))
    weights = {name: array.astype("float32") for name, array in load_file(model / "model.safetensors").items()}
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    config = json.loads((copy / "config.json").read_text(encoding="utf-8"))
    config = {name: value for name, value in config.items() if name not in ("dtype", "torch_dtype")} | {"dtype": "float32"}
    (copy / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return copy


def environment(name: str, requirements: Sequence[str]) -> Path:
    """The Python of a system's environment, which is made when it is not there or was made of something else."""
    folder = user_cache_path("policy") / "benchmark" / name
    python = folder / "bin" / "python"
    wanted = "\n".join(requirements)
    if name != OURS and (folder / READY).exists() and (folder / READY).read_text(encoding="utf-8") == wanted:
        return python
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    torch = [] if "UV_FIND_LINKS" in os.environ or platform.system() == "Darwin" else ["--torch-backend", "cpu"]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    for command in (
        ["venv", "--quiet", "--allow-existing", "--python", version, str(folder)],
        # nltk, which LlamaIndex brings, refuses to read what uv has linked to its cache
        ["pip", "install", "--quiet", "--link-mode", "copy", "--python", str(python), *torch, *requirements],
    ):
        if subprocess.run([uv, *command], cwd=ROOT, check=False).returncode:
            sys.exit(f"against_others: the environment of {name} cannot be made: the lines above say why")
    (folder / READY).write_text(wanted, encoding="utf-8")
    return python


def take_turns(pythons: Mapping[str, Path], scratch: Path, given: Path, rounds: int, samples: Samples) -> dict[str, str]:
    """Every step of every system; those that failed, with the error: they take no further step. Ours may not fail."""
    failed: dict[str, str] = {}
    for number in range(rounds):
        for step in ("ingest", "search", "once"):
            for name in [name for name in pythons if name not in failed]:
                try:
                    take_step(name, step, pythons[name], scratch / f"{name}-{number}", given, samples)
                except SystemExit as error:
                    if name == OURS:
                        raise
                    failed[name] = str(error)
    return failed


def take_step(name: str, step: str, python: Path, folder: Path, given: Path, samples: Samples) -> None:
    """A step in a process of its own; what it measured is filed under system, step and name."""
    ended = run([str(python), "-m", "benchmarks.others", name, step, str(folder), str(given)])
    for what, value in json.loads(ended.last_line).items():
        samples[f"{name} {step} {what}"].append(value)
    samples[f"{name} {step} seconds"].append(ended.seconds)
    samples[f"{name} {step} disk"].append(size_of(folder))


def quality(turns: Sequence[Any], rankings: Mapping[str, Mapping[str, list[str]]], index: Path) -> dict[str, dict[str, float]]:
    """The mean of each measure over the questions it applies to, by system."""
    from corpus.library import open_library
    from evals.metrics import metrics
    from evals.records import Given

    library = open_library(index)

    def mean(name: str, held: Mapping[str, list[str]]) -> float:
        given = ((turn, Given(None, tuple(held[turn.question]), library.document)) for turn in turns)
        scores = [score for turn, made in given if isinstance(score := metrics[name].score(turn, made), float)]
        return sum(scores) / len(scores)

    found = {system: {name: mean(name, held) for name in QUALITY} for system, held in rankings.items()}
    library.close()
    return found


def answers(python: Path, index: Path) -> dict[str, float]:
    """What our own evaluation says of our answers: the whole split, follow-ups too."""
    ended = run([str(python), "-m", "assistant", "eval", "--index", str(index), "--split", "test", "--json"])
    return {name: found["mean"] for name, found in json.loads(ended.last_line)["metrics"].items()}


def table(systems: Mapping[str, ModuleType], samples: Samples) -> list[str]:
    """A line a figure, a column a system: the median, and in brackets its ratio to ours."""
    lines = ["| | " + " | ".join(system.NAME for system in systems.values()) + " |", "|---" * (len(systems) + 1) + "|"]
    for figure in FIGURES:
        if samples.get(f"{OURS} {figure.samples}"):
            ours = median(samples[f"{OURS} {figure.samples}"])
            cells = [_cell(figure, samples.get(f"{name} {figure.samples}"), None if name == OURS else ours) for name in systems]
            lines.append(f"| {figure.name}{f', {figure.unit}' if figure.unit else ''} | " + " | ".join(cells) + " |")
    return lines


def _cell(figure: Figure, values: Sequence[float] | None, ours: float | None) -> str:
    if not values:
        return "-"
    shown = f"{median(values):,.{figure.digits}f}"
    return f"{shown} ({median(values) / ours:.2f})" if ours else shown


if __name__ == "__main__":
    main()
