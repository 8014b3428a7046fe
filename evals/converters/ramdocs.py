"""RAMDocs: questions on passages of which some are false, some beside the point, and several may each be right.

Wang et al., "Retrieval-Augmented Generation with Conflicting Evidence", COLM 2025, arXiv:2504.13079. MIT.
"""

from pathlib import Path

from evals.converters import converters, write_rows
from evals.folders import rows

_FIELDS = ("id", "question", "answers", "wrong_answers", "answerable", "type")


@converters.register("ramdocs")
def convert_ramdocs(source: Path, target: Path) -> list[Path]:
    """Reading in which every accepted answer is asked for, and no wrong one."""
    questions = [
        {name: row[name] for name in _FIELDS}
        | {
            "every_answer": True,
            "passages": [{"id": p["id"], "text": p["text"], "label": p["label"]} for p in row["passages"]],
        }
        for row in rows(source / "qa.jsonl", *_FIELDS, "passages")
    ]
    folder = target / "ramdocs"
    write_rows(folder / "questions.jsonl", questions)
    return [folder]
