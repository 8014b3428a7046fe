"""What one run of an ingest will change: decided document by document, written in one step at its end."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.identity import content_hash, same_text_hash
from corpus.library import Change, WritableLibrary
from corpus.records import Document, Failure
from corpus.stamps import stamp


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document that is new or changed, under the id it will have."""

    document: Document
    sha256: str  # of the file's bytes
    content: str  # hash of what was read


class Plan:
    """Counts of what was decided so far, what failed, and the change to publish at the end."""

    def __init__(self, library: WritableLibrary) -> None:
        self._library = library
        self.added = self.replaced = self.unchanged = 0
        self.passages = 0  # embedded by this run
        self.failed: list[Failure] = []
        self.notes: list[Failure] = []
        self._sources: dict[str, list[str]] = {}  # source read in this run -> ids of what it holds
        self._stamps: dict[str, str] = {}
        self._contents: dict[str, str] = {}  # id -> content of what this run stages
        self._holders: dict[str, str] = {}  # content or text -> id, of the same
        self._givers: defaultdict[str, set[str]] = defaultdict(set)  # id -> sources read in this run that hold it

    def change(self) -> Change:
        """What to publish beside the staged documents."""
        return Change(sources=self._sources, stamps=self._stamps)

    def staged(self) -> Iterator[tuple[str, str]]:
        """Ids and contents of what this run stages."""
        yield from self._contents.items()

    def read(self, source: str, seen: str | None = None, *, whole: bool = True) -> None:
        """A source was read, and was as the stamp says. One not read whole keeps what it held: no bad page loses a document."""
        self._sources[source] = [] if whole else list(self._library.documents_of(source))
        if seen and whole:
            self._stamps[source] = seen

    def gone(self, source: str) -> None:
        """A source holds nothing any more."""
        self._sources[source] = []

    def take(self, document: Document, sha256: str, source: str, *, named: bool) -> Incoming | None:
        """Decide on a document of a source that was read; None when there is nothing to do for it.

        `named`: the document names its own id, which stands for it whatever its text. Otherwise the same
        text under another name is the same document, with one source more.
        """
        content, text = content_hash(document), same_text_hash(document)
        document = replace(document, id=document.id if named else self._free_id(document.id, source))
        held = self._contents.get(document.id, self._library.known(document.id))
        holder = document.id if held == content else None if named else self._holder(content, text)
        if holder is not None and (holder != document.id or held == content):
            self._give(source, holder)
            self.unchanged += 1
            return None
        if document.id in self._contents:
            earlier = min(self._givers[document.id])
            self.failed.append(Failure(source, f"its id {document.id!r} is that of {earlier}: give one of them another id"))
            return None
        if self._library.known(document.id) is None:
            self.added += 1
        else:
            self.replaced += 1
        self._contents[document.id] = content
        self._holders |= {content: document.id, text: document.id}
        self._give(source, document.id)
        return Incoming(document, sha256, content)

    def _give(self, source: str, document_id: str) -> None:
        ids = self._sources.setdefault(source, [])
        if document_id not in ids:
            ids.append(document_id)
        self._givers[document_id].add(source)

    def _holder(self, content: str, text: str) -> str | None:
        """The id of a document, of this run or live after it, that has the content or the text."""
        held = [self._holders.get(content), self._holders.get(text)]
        held += [id_ for id_ in self._library.holders(content, text) if id_ not in self._contents]
        return next((id_ for id_ in held if id_ is not None), None)

    def _free_id(self, wanted: str, source: str) -> str:
        """Two files of one name in different folders are two documents; and a text that another source still holds is kept."""
        plain = re.sub(r"[^\w.-]+", "-", wanted).strip("-") or "document"  # what a command can take
        place = hashlib.sha256(source.encode()).hexdigest()[:8]
        return f"{plain}-{place}" if self._held_elsewhere(plain, source) else plain

    def _held_elsewhere(self, document_id: str, source: str) -> bool:
        if self._givers[document_id] - {source}:
            return True
        before = self._library.sources(document_id)
        if source not in before:
            return self._library.known(document_id) is not None
        return any(self._still_holds(name) for name in before if name != source and name not in self._sources)

    def _still_holds(self, source: str) -> bool:
        """Whether a source that this run has not read is as it was; where that cannot be told it is taken to be."""
        remembered, path = self._library.stamp_of(source), Path(source)
        if remembered is None:
            return True
        seen = stamp(path)
        return remembered.startswith(f"{seen} ") if seen else path.exists()
