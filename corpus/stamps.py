"""Whether a file is still as it was read, without reading it."""

import time
from pathlib import Path

SETTLED = 2.0  # seconds: a file may change twice within one tick of its file system's clock (2 s on FAT) and look the same


def stamp(path: Path) -> str | None:
    """Size, times and inode of a file; None where they prove nothing: it changed just now, or is not there.

    The time of the last change of the inode is in it, which no program can set back: a file that was
    replaced by one of the same size and date has another stamp.
    """
    try:
        seen = path.stat()
    except OSError:
        return None
    if time.time() - max(seen.st_mtime, seen.st_ctime) < SETTLED:
        return None
    return f"{seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}"
