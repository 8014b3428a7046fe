"""What is staged becomes visible: near-copies linked, Chroma's folder extended aside and checked, all shown in one step."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from corpus import vector_index
from corpus.copies import body_of, is_copy, pairs_to_compare
from corpus.errors import IndexDamaged, PolicyError
from corpus.library import Change, WritableLibrary

BODIES = 256  # of the documents compared last: pairs come sorted, and an article's copies mostly in one run


def publish(library: WritableLibrary, change: Change, *, anew: bool = False) -> int:
    """Bring Chroma up to the library's staged state in a new folder, then make both visible in one step.

    Documents that no source holds any more go too. `anew` makes Chroma's folder out of the library alone.
    Returns how many documents were removed. Raises PolicyError when the disk is full, IndexDamaged.
    """
    change = replace(change, removed=tuple(dict.fromkeys([*change.removed, *library.left_without_source(change.sources)])))
    added, gone = library.unpublished(change.removed)
    current = library.setting("vector_folder")
    old = library.folder / current if current else None
    if current and old is not None and old.exists() and not (added or gone or anew):
        if change.sources or change.stamps or change.removed:
            library.publish(current, change, same=True)
        return len(change.removed)
    copies = _copies(library, change.removed)
    new = library.folder / f"chroma-{library.generation + 1}"
    try:
        _extend(library, None if anew else old, new, added, gone)
    except PolicyError:
        shutil.rmtree(new, ignore_errors=True)
        raise
    except OSError as error:  # shutil's own has no strerror
        shutil.rmtree(new, ignore_errors=True)
        raise PolicyError(
            f"cannot write {new} ({error.strerror or 'copying'}): free some space and run the command again, nothing was lost"
        ) from error
    library.publish(new.name, change, copies)
    for folder in library.folder.glob("chroma-*"):
        if folder.name not in (new.name, current):  # the last one may still be open in a reader
            shutil.rmtree(folder, ignore_errors=True)
    return len(change.removed)


def _extend(library: WritableLibrary, old: Path | None, new: Path, added: Sequence[int], gone: Sequence[int]) -> None:
    """Out of the old folder if it is there and sound; else out of the library, which is never in doubt."""
    expected = library.passage_count() - len(gone)
    if old is not None and old.exists():
        try:
            vector_index.check_files(old)
            vector_index.extend(old, new, library.records(added), gone, expected)
        except IndexDamaged:
            pass
        else:
            return
    everything = sorted(set(library.all_rows()) - set(gone))
    vector_index.extend(None, new, library.records(everything), [], expected)


def _copies(library: WritableLibrary, removed: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of documents, by row, that are near-copies and were not compared before."""
    rows, sketches, fresh = library.sketches(removed)
    read = lru_cache(maxsize=BODIES)(lambda row: body_of(library.document_in(row)))
    return [(one, other) for one, other in pairs_to_compare(rows, sketches, fresh) if is_copy(read(one), read(other))]
