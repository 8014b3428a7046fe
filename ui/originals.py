"""The file that a document was read from, if it is still the one that was read."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from corpus.library import DocumentEntry
from corpus.parsers import LARGEST_FILE


@dataclass(frozen=True, slots=True)
class Original:
    """A file on this machine, with the content that the document's text came from."""

    name: str
    data: bytes


def original_of(entry: DocumentEntry) -> Original | None:
    """The file, to the byte; None when it has moved, has changed, or was never a file here."""
    return next((found for source in entry.sources if (found := _read(Path(source), entry.sha256))), None)


def _read(path: Path, sha256: str) -> Original | None:
    try:
        if not path.is_absolute() or not path.is_file() or path.stat().st_size > LARGEST_FILE:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    return Original(path.name, data) if hashlib.sha256(data).hexdigest() == sha256 else None
