"""One step of one system, in its own environment: `python -m benchmarks.others SYSTEM STEP FOLDER GIVEN`.

GIVEN is a JSON file: `files`, `questions`, `model`. The last line printed is what was measured, in JSON. An ingest or a warm
question is timed with the libraries imported and the model open; `once` opens, asks the first question and ends.
"""

import json
import sys
import time
from importlib import import_module
from pathlib import Path

from benchmarks.pipelines import K, latencies, peak_memory, rates


def main() -> None:
    """Do the step."""
    name, step, folder, given = sys.argv[1:]
    system = import_module(f"benchmarks.others.{name}")
    told = json.loads(Path(given).read_text(encoding="utf-8"))
    embedder = system.embedder(told["model"])
    if step == "ingest":
        began = time.perf_counter()
        pieces = system.ingest([Path(file) for file in told["files"]], Path(folder), embedder)
        print(json.dumps(rates(len(told["files"]), pieces, time.perf_counter() - began) | peak_memory()))
        return
    search = system.searcher(Path(folder), embedder)
    if step == "once":
        print(json.dumps({"found": len(search(told["questions"][0], K))}))
        return
    rankings: dict[str, list[str]] = {}

    def ask(question: str) -> None:
        rankings[question] = search(question, K)

    measured = latencies(ask, told["questions"]) | peak_memory()
    print(json.dumps(measured | {"rankings": [rankings[question] for question in told["questions"]]}))


if __name__ == "__main__":
    main()
