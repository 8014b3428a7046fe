"""Side files: NAME.meta.yaml or NAME.meta.json beside a document says what the document does not say of itself."""

import json
from collections.abc import Collection
from pathlib import Path

import yaml

from corpus.errors import UnreadableDocument
from corpus.facts import Facts, facts_of

ENDINGS = (".meta.yaml", ".meta.yml", ".meta.json")
_LARGEST = 100_000  # bytes; a dozen facts are below 2,000


def is_side_file(path: Path) -> bool:
    """Whether the file speaks of another rather than for itself, by its name."""
    return path.name.lower().endswith(ENDINGS)


def side_files(document: Path) -> list[Path]:
    """Where a document's side file may lie: after its whole name (plan.pdf.meta.yaml), or after its stem (plan.meta.yaml)."""
    return [document.with_name(stem + ending) for stem in (document.name, document.stem) for ending in ENDINGS]


def side_file_of(document: Path, present: Collection[Path] | None = None) -> Path | None:
    """The document's side file; None if it has none. `present` are the side files of its folder, where they are known.

    Raises UnreadableDocument when there are two.
    """
    if present is not None and not present:
        return None
    found = [path for path in side_files(document) if (path.is_file() if present is None else path in present)]
    if len(found) > 1:
        raise UnreadableDocument(f"{found[0].name} and {found[1].name} both speak of it: keep one")
    return found[0] if found else None


def read_side_file(path: Path) -> Facts:
    """What a side file says. Raises UnreadableDocument."""
    return facts_of(_read(path), path.name)


def _read(path: Path) -> dict[str, object]:
    try:
        data = path.read_bytes()[: _LARGEST + 1]
        if len(data) > _LARGEST:
            raise UnreadableDocument(f"its side file {path.name} is over {_LARGEST} bytes: is it one?")
        text = data.decode("utf-8-sig")
        says = json.loads(text) if path.suffix.lower() == ".json" else yaml.safe_load(text)
    except OSError as error:
        raise UnreadableDocument(f"its side file {path.name} cannot be opened: {error.strerror or error}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: JSON, UTF-8, and PyYAML's dates
        problem = str(error).splitlines()[0]
        raise UnreadableDocument(f"its side file {path.name} cannot be read ({problem}): mend it") from error
    if says is None:
        return {}
    if not isinstance(says, dict):
        raise UnreadableDocument(f"its side file {path.name} is not a list of `name: value` lines: mend it")
    return says
