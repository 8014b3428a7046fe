"""What a run has done so far, on disk: one that was stopped goes on there."""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from platformdirs import user_cache_path

from evals.records import Example, Json, Result
from evals.runs import result_of


class Journal:
    """The results of whole examples, one a line, under all that they depend on: set, settings, index and code."""

    def __init__(self, examples: Sequence[Example], made_with: Json, folder: Path | None = None) -> None:
        key = hashlib.sha256(repr((examples, sorted(made_with.items()))).encode()).hexdigest()[:32]
        self.file = (folder or journals_folder()) / f"{key}.jsonl"
        self._held: dict[str, tuple[Result, ...]] = {}
        if self.file.exists():
            for line in self.file.read_text(encoding="utf-8").split("\n"):
                with suppress(json.JSONDecodeError):  # the last one may be half a line: its example is asked again
                    results = tuple(result_of(row) for row in json.loads(line))
                    self._held[results[0].example] = results

    @property
    def done(self) -> int:
        """How many examples an earlier run had come to."""
        return len(self._held)

    def held(self, example: str) -> tuple[Result, ...] | None:
        """The results of an example that was done; None if it was not."""
        return self._held.get(example)

    def write(self, results: Sequence[Result]) -> None:
        """Keep the results of one example, at once."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as file:
            file.write("\n" + json.dumps([asdict(result) for result in results], ensure_ascii=False))

    def finish(self) -> None:
        """Forget it: the run is recorded."""
        self.file.unlink(missing_ok=True)


def journals_folder() -> Path:
    """In the user's cache: they are of no use once a run is recorded."""
    return user_cache_path("policy") / "evaluation" / "journals"
