"""Uploaded files on disk: each in a folder named by its content, under a name that can do no harm."""

import hashlib
import os
import re
import unicodedata
from pathlib import Path

from corpus.errors import PolicyError

FOLDER = "uploads"
LONGEST_NAME = 100  # characters, without the suffix


def store(data: bytes, name: str, folder: Path) -> Path:
    """Write the file below the data folder; the same content under the same name is written once. Raises PolicyError."""
    file = folder / FOLDER / hashlib.sha256(data).hexdigest()[:12] / safe_name(name)
    _write(file, data)
    return file


def overwrite(file: Path, data: bytes) -> None:
    """Put other content in place of a file's, whole or not at all. Raises PolicyError."""
    _write(file, data)


def is_upload(source: str, folder: Path) -> bool:
    """Whether a document's source is a file that was uploaded."""
    return Path(source).is_absolute() and Path(source).is_relative_to((folder / FOLDER).resolve())


def discard(source: str, folder: Path) -> None:
    """Delete an uploaded file; anything else stays where it is."""
    if is_upload(source, folder):
        Path(source).unlink(missing_ok=True)


def safe_name(name: str) -> str:
    """The last part of the name, without what a file system could take amiss. Raises PolicyError when nothing is left."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = Path(re.sub(r"[^\w. ()\[\]-]+", "_", last).strip(" ."))
    if not plain.stem.strip("_"):
        raise PolicyError(f"{name!r} is no name for a file: give it another")
    return plain.stem[:LONGEST_NAME] + plain.suffix[:10]


def _write(file: Path, data: bytes) -> None:
    aside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        aside.replace(file)
    except OSError as error:
        raise PolicyError(
            f"cannot keep {file} ({error.strerror}): free some space there, or set POLICY_DATA to another folder"
        ) from error
