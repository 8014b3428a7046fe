"""The pipeline at scale: memory from few documents to many, and an ingest of what has not changed.

    python benchmarks/scale.py [--few N] [--many N] [--unchanged N] [--json]

Documents of some 150 words are made up, and an embedder that draws a vector from a text's checksum stands in for the model:
what is measured is everything else. Every step is a process of its own; the last one ingests N of the files that the one
before has read.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

DIMENSIONS = 384  # as many as the product's model has
A_FOLDER = 1_000  # files


class Drawn:
    """Unit vectors out of the checksums of the texts."""

    fingerprint = "drawn"

    def embed_documents(self, texts: list[str]) -> Any:
        """One vector a text."""
        import numpy as np

        vectors = np.array([np.random.default_rng(zlib.crc32(text.encode())).standard_normal(DIMENSIONS) for text in texts])
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Memory and rates of the pipeline without the model.")
    for name, count in (("few", 1_000), ("many", 20_000), ("unchanged", 10_000)):
        parser.add_argument(f"--{name}", type=int, default=count)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--step", nargs=3, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.step:
        folder, index, count = told.step
        print(json.dumps(ingested(Path(folder), Path(index), int(count))))
        return
    with tempfile.TemporaryDirectory(prefix="scale-") as scratch:
        make(Path(scratch, "documents"), told.many)
        time.sleep(2.5)  # a file that changed a moment ago is read again whatever it looks like
        report = {
            f"{told.few} documents": step(scratch, "few", told.few),
            f"{told.many} documents": step(scratch, "many", told.many),
            f"{told.unchanged} of them unchanged": step(scratch, "many", told.unchanged),
            "load at the end": round(os.getloadavg()[0], 1),
        }
    print(json.dumps(report) if told.json else "\n".join(f"{name}: {value}" for name, value in report.items()))


def make(folder: Path, count: int) -> None:
    """So many Markdown files, in folders of a thousand."""
    chance = random.Random(7)
    vocabulary = [f"word{number}" for number in range(5_000)] + ["Tesla", "SAIC", "Shanghai", "robots", "plants"] * 20
    for number in range(count):
        below = folder / f"{number // A_FOLDER:03}"
        below.mkdir(parents=True, exist_ok=True)
        sentences = [" ".join(chance.choices(vocabulary, k=15)).capitalize() + f" {chance.randrange(10_000)}." for _ in range(10)]
        text = f"# Document {number}\n\n{' '.join(sentences[:5])}\n\n## Part\n\n{' '.join(sentences[5:])}\n"
        (below / f"d{number}.md").write_text(text, encoding="utf-8")


def step(scratch: str, index: str, count: int) -> dict[str, float]:
    """What one process measured."""
    command = [sys.executable, __file__, "--step", f"{scratch}/documents", f"{scratch}/{index}", str(count)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines()[-1])


def ingested(folder: Path, index: Path, count: int) -> dict[str, float]:
    """Ingest the first folders with so many files."""
    from corpus.ingest import ingest

    folders = sorted(folder.iterdir())[: max(1, count // A_FOLDER)]
    began = time.perf_counter()
    report = ingest(folders, index, Drawn())
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "added": report.added, "unchanged": report.unchanged, "failed": len(report.failed), "passages": report.passages,
        "seconds": round(seconds, 2), "of CPU": round(used.ru_utime + used.ru_stime, 1),
        "documents a second": round((report.added + report.unchanged) / seconds, 1),
        "peak memory, MB": round(used.ru_maxrss / 1024),
    }  # fmt: skip


if __name__ == "__main__":
    main()
