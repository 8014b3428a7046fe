"""What SQLite says when something is wrong, as errors that name the remedy."""

import sqlite3
from pathlib import Path

from corpus.errors import IndexDamaged, PolicyError


def translated(error: sqlite3.Error, folder: Path) -> PolicyError:
    """The error to raise instead of SQLite's: a full disk, a folder that cannot be written, or a damaged file."""
    text = str(error)
    if "disk I/O error" in text:  # what a full disk gives where SQLite cannot extend its shared memory
        return PolicyError(f"the disk of {folder} may be full (disk I/O error): free some space and run again, nothing was lost")
    if "full" in text:
        return PolicyError(f"the disk of {folder} is full: free some space and run the command again, nothing was lost")
    if "readonly" in text or "unable to open" in text:
        return PolicyError(f"cannot write to {folder} ({text}): choose another folder with --index")
    return IndexDamaged(f"the index in {folder} cannot be read ({text}): move the folder away and run `policy ingest` again")
