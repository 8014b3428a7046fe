"""A few hundred mutated files; benchmarks/fuzz_parsers.py runs twenty thousand."""

from pathlib import Path

from benchmarks.fuzz_parsers import fuzz, mutated_files, summary
from corpus.parsers import parsers

SAMPLES = sorted(path for path in (Path(__file__).parent.parent / "samples").iterdir() if path.suffix in parsers)


def test_mutated_files_of_every_format_are_read_or_refused() -> None:
    told = summary(fuzz(SAMPLES, 300, seed=7))

    assert told["faults"] == []
    assert told["files"] == 300


def test_the_same_seed_makes_the_same_files() -> None:
    assert list(mutated_files(SAMPLES, 50, 3)) == list(mutated_files(SAMPLES, 50, 3))
