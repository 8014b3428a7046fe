"""Runs on disk: one JSON file each, named by when they were made and of what."""

import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.errors import PolicyError
from corpus.places import data_folder
from evals.records import Json, Result, Run, Score

LATEST = "last"

_RESULTS = Path(__file__).parent / "results"


def results_folder() -> Path:
    """`evals/results` of a checkout; where that cannot be written, the user's data folder; POLICY_RUNS names another."""
    if named := os.environ.get("POLICY_RUNS"):
        return Path(named).expanduser()
    return _RESULTS if os.access(_RESULTS, os.W_OK) else data_folder() / "runs"


def save(run: Run, folder: Path | None = None) -> Path:
    """Write the run, whole or not at all; the file. Raises PolicyError when it cannot be written."""
    folder = folder or results_folder()
    name = "-".join(part for part in (run.set, run.split, run.started.replace(":", "").replace("+0000", "Z")) if part)
    file = folder / f"{name}.json"
    aside = file.with_suffix(f".{os.getpid()}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(_form(run), ensure_ascii=False), encoding="utf-8")
        aside.replace(file)
    except OSError as error:
        with suppress(OSError):  # the folder itself may be what is missing
            aside.unlink()
        raise PolicyError(f"cannot write the run to {file} ({error.strerror}): free some space there") from error
    return file


def find(name: str, set_: str, split: str | None, folder: Path | None = None) -> Path:
    """A run's file: by path, by its name with or without suffix, or "last" for the newest of a set and split.

    Raises PolicyError, which names the newest ones.
    """
    folder = folder or results_folder()
    if name != LATEST:
        for path in (Path(name), folder / name, folder / f"{name}.json"):
            if path.is_file():
                return path
    prefix = "-".join(part for part in (set_, split) if part)
    known = sorted(folder.glob(f"{prefix}-[0-9]*.json"), key=lambda path: path.name)
    if name == LATEST and known:
        return known[-1]
    held = ", ".join(path.stem for path in known[-3:]) or "none yet"
    raise PolicyError(f"there is no run {name!r}: give a file, or one of those of this set in {folder} ({held})")


def load(path: Path) -> Run:
    """Read a run. Raises PolicyError when the file does not hold one."""
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        results = tuple(result_of(result) for result in row.pop("results"))
        return Run(**row, results=results)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PolicyError(f"{path} is not the record of a run ({error}): run `policy eval` to make one") from error


def _form(run: Run) -> Json:
    form = {name: getattr(run, name) for name in Run.__slots__}
    return form | {"skipped": dict(run.skipped), "results": [asdict(result) for result in run.results]}


def result_of(row: dict[str, Any]) -> Result:
    """A result as it was written."""
    scores = {name: None if score is None else Score(**score) for name, score in row.pop("scores").items()}
    return Result(**(row | {"ranking": tuple(row["ranking"])}), scores=scores)
