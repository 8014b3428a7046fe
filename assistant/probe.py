"""A look at an index before it is asked: its parts hold the same passages, and a known search finds its own."""

import logging

import numpy as np

from assistant.reading_room import ReadingRoom
from corpus.errors import IndexDamaged
from corpus.tokens import words

log = logging.getLogger(__name__)

WORDS = 6  # of the passage that is searched for


def probe(room: ReadingRoom) -> None:
    """A few milliseconds, without embedder and Chroma. Raises IndexDamaged, which says how to rebuild.

    Without Chroma's folder answers are as good, only slower above some 50,000 passages: that is said in the log.
    """
    passages = len(room.rows)
    found = {"passages": room.library.counts()[1], "words": room.library.lexical_count()}
    for part, count in found.items():
        if count != passages:
            raise _damaged(room, f"{part} of {count} passages, vectors of {passages}")
    if passages and not _finds_itself(room, int(room.rows[passages // 2])):
        raise _damaged(room, "a known search does not find its passage")
    try:
        room.vector_folder()
    except IndexDamaged as error:
        log.error("%s", error)


def _damaged(room: ReadingRoom, why: str) -> IndexDamaged:
    return IndexDamaged(f"the index in {room.library.folder} is not whole ({why}): run `policy ingest --rebuild`")


def _finds_itself(room: ReadingRoom, row: int) -> bool:
    """Whether a passage is the nearest to its own vector, and among those with its own words."""
    cosines = room.vectors @ room.vectors[np.searchsorted(room.rows, row)]
    if cosines[np.searchsorted(room.rows, row)] < cosines.max() - 1e-4:
        return False
    passage, _ = room.library.passages([row])[row]
    own = words(passage.text)[:WORDS]
    return not own or row in {found for found, _ in room.library.lexical(own, len(room.rows), room.document_rows_of([row]))}
