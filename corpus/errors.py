"""What can go wrong with documents, models and the index.

PolicyError                 anything the user can mend; its message is one line: what, on what, what to do
├── UnknownName             a name that nothing is registered under
├── UnreadableDocument      a file or page that cannot be read as a document
├── ModelUnavailable        an embedding model that is not here or not the one expected
├── IndexMissing            no index in the folder
├── IndexMismatch           an index of another version or another embedder
├── IndexDamaged            an index whose parts do not agree
└── IndexBusy               another process is writing to the index
"""


class PolicyError(Exception):
    """Something the user can mend: one line that says what happened, on what, and what to do."""


class UnknownName(PolicyError):
    """A name that nothing is registered under; the message lists the known ones."""


class UnreadableDocument(PolicyError):
    """A file that cannot be read as a document; the message gives the reason."""


class ModelUnavailable(PolicyError):
    """A model that is not installed, or whose weights are not the expected ones."""


class IndexMissing(PolicyError):
    """There is no index in the folder."""


class IndexMismatch(PolicyError):
    """The index was made by another version of the product or with another embedder."""


class IndexDamaged(PolicyError):
    """The parts of the index do not agree with each other."""


class IndexBusy(PolicyError):
    """Another process is writing to the index."""
