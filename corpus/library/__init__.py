"""The library on disk: documents, passages, vectors and words in one SQLite file; the one folder that knows SQLite.

It is the source of truth. A document is staged first (its passages and vectors are written, nobody
sees them) and published later, in one transaction with everything else of the run: readers see the
old library or the new one, and a killed run leaves staged rows that the next run takes up.
"""

from corpus.library.files import FILE, VERSION, check_fit, create_library, open_library
from corpus.library.holdings import DocumentEntry, Event
from corpus.library.reading import Library
from corpus.library.writing import Change, WritableLibrary

__all__ = [
    "FILE", "VERSION", "Change", "DocumentEntry", "Event", "Library", "WritableLibrary", "check_fit", "create_library",
    "open_library",
]  # fmt: skip
