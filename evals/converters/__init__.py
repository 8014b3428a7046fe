"""Public sets in the forms that `policy eval` runs: one file each, found by being there.

    python -m evals.converters NAME FROM TO

FROM is the folder of the set as it is published, TO where folders for `policy eval` are written. None of
the data is ours and none of it is kept here: each converter names where its set comes from, and its licence.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from sys import modules
from typing import Any

from corpus.errors import PolicyError
from corpus.registry import Registry, discover

Row = Mapping[str, Any]
# (the published files, where folders are made) -> the folders
Converter = Callable[[Path, Path], list[Path]]

converters: Registry[Converter] = Registry("converter")


def convert(name: str, source: Path, target: Path) -> list[Path]:
    """Convert one set; the folders that were written, each one for `policy eval`.

    Raises UnknownName, or PolicyError that names a file or line which is not as published.
    """
    converter = converters[name]
    try:
        return converter(source, target)
    except (KeyError, TypeError, AttributeError) as error:
        raise PolicyError(f"{source} is not {name} as it is published ({error}): compare it with evals/converters") from error
    except OSError as error:
        raise PolicyError(f"cannot convert {source} to {target} ({error.strerror or error}): look at both folders") from error


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def write_qrels(path: Path, pairs: Iterable[Sequence[str]]) -> None:
    """What is relevant to what, each with grade 1."""
    lines = ["query-id\tcorpus-id\tscore", *(f"{query}\t{document}\t1" for query, document in dict.fromkeys(map(tuple, pairs)))]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def history_of(conversation: Iterable[Row]) -> list[dict[str, str]]:
    """Speakers' turns as pairs of a question and its answer; an answer that is not known is empty."""
    turns: list[dict[str, str]] = []
    for said in conversation:
        if said["speaker"] == "user":
            turns.append({"question": said["text"], "answer": ""})
        elif turns:
            turns[-1]["answer"] = " ".join([turns[-1]["answer"], said["text"]]).strip()
    return turns


discover(modules[__name__])  # last: the files of the folder import what is defined above
