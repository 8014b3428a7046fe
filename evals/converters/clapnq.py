"""CLAPnq: questions with long answers that lie scattered over one passage, half of them unanswerable.

Rosenthal et al., "CLAPnq", TACL 2025, doi:10.1162/tacl_a_00729. Apache-2.0, the passages CC BY-SA 3.0.
"""

from pathlib import Path

from evals.converters import converters, write_rows
from evals.folders import rows

_FIELDS = ("id", "question", "passages", "answers", "support_sentences", "answerable", "type")


@converters.register("clapnq")
def convert_clapnq(source: Path, target: Path) -> list[Path]:
    """Reading, with the sentences that support each answer."""
    folder = target / "clapnq"
    write_rows(folder / "questions.jsonl", [{name: row[name] for name in _FIELDS} for row in rows(source / "qa.jsonl", *_FIELDS)])
    return [folder]
