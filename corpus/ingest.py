"""Documents become an index: read, cut, embed, stage, publish."""

import hashlib
import logging
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from corpus import vector_index
from corpus.embedding import Embedder, fingerprint
from corpus.entities import companies_named
from corpus.errors import IndexBusy, PolicyError, UnreadableDocument
from corpus.facts import NO_FACTS, Facts, laid_over, with_facts
from corpus.library import WritableLibrary, create_library, open_library
from corpus.parsers import has_text, parse
from corpus.passages import split
from corpus.places import shipped_documents
from corpus.records import Document, Failure, IngestReport, Passage
from corpus.sources import Source, open_sources
from corpus.web import Web

log = logging.getLogger(__name__)

# done, of how many, what is being read
Progress = Callable[[int, int, str], None]


TOGETHER = 128  # passages embedded at once: enough of each length for full batches, little to lose


@dataclass(slots=True)
class _Count:
    added: int = 0
    replaced: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class _Incoming:
    """A document on its way in."""

    document: Document
    sha256: str  # of the file's bytes
    source: str


def ingest(
    sources: Sequence[Path | str],
    index: Path,
    embedder: Embedder,
    progress: Progress = lambda done, total, name: None,
    facts: Facts = NO_FACTS,
    web: Web | None = None,
) -> IngestReport:
    """Read files, folders, URLs and "-" (no sources: the shipped documents) into the index folder.

    What is known by content is skipped; a document with a known id is replaced. What cannot be opened or
    read is named in the report and the rest goes on. Nothing is visible before all is in. `facts` hold for
    all of the sources. Raises IndexBusy, IndexMismatch, or PolicyError when there is nothing to read at all,
    and when an id, title or URL is given for more than one source.
    """
    began = time.monotonic()
    names = [str(source) for source in sources or [shipped_documents()]]
    opened = list(open_sources(names, web or Web()))
    files = [found for found in opened if isinstance(found, Source)]
    failed = [found for found in opened if isinstance(found, Failure)]
    notes: list[Failure] = []
    if not files:
        raise PolicyError("; ".join(f"{failure.source}: {failure.reason}" for failure in failed if failure.source in names))
    if len(files) > 1 and (facts.id or facts.title or facts.url):
        raise PolicyError(f"an id, a title or a URL is for one document, and these are {len(files)}: ingest them one by one")
    with _writing(index, fingerprint(embedder)) as library:
        count = _stage(library, embedder, _read(files, facts, library, failed, notes, progress), failed)
        gone = [] if sources else _vanished(library, files)
        progress(len(files), len(files), "publishing")
        publish(library, gone)
        _, passages = library.counts()
    seconds = round(time.monotonic() - began, 3)
    log.info("ingest: %s added, %s replaced, %s failed in %s s", count.added, count.replaced, len(failed), seconds)
    return IngestReport(count.added, count.replaced, count.unchanged, len(gone), tuple(failed), passages, seconds, tuple(notes))


def ingest_documents(
    documents: Iterable[Document],
    index: Path,
    embedder: Embedder,
    progress: Progress = lambda done, total, name: None,
) -> IngestReport:
    """The same for documents that are in memory; those without text are named as failed."""
    began = time.monotonic()
    failed: list[Failure] = []
    held = list(documents)

    def incoming() -> Iterator[_Incoming]:
        for done, document in enumerate(held):
            progress(done, len(held), document.id)
            if has_text(document):
                content = f"{document.id}\n{document.title}\n{document.text}"
                yield _Incoming(document, hashlib.sha256(content.encode()).hexdigest(), "memory")
            else:
                failed.append(Failure(document.id, "there is no text in it"))

    with _writing(index, fingerprint(embedder)) as library:
        count = _stage(library, embedder, incoming(), failed)
        publish(library, [])
        _, passages = library.counts()
    seconds = round(time.monotonic() - began, 3)
    return IngestReport(count.added, count.replaced, count.unchanged, 0, tuple(failed), passages, seconds)


def remove(document_id: str, index: Path) -> None:
    """Take one document out of the index. Raises PolicyError when it is not there."""
    with _writing(index, None) as library:
        if library.known(document_id) is None:
            raise PolicyError(f"no document {document_id!r} in {index}: `policy documents` lists the ids")
        library.discard_staged()
        publish(library, [document_id])


def rebuild(index: Path) -> None:
    """Make Chroma's folder anew out of the library."""
    with _writing(index, None) as library:
        library.discard_staged()
        publish(library, [], anew=True)


def embedded_text(document: Document, passage: Passage) -> str:
    """What the embedder reads of a passage: its title and headings give it the names it leaves out."""
    return "\n".join(part for part in (document.title, passage.heading, passage.text) if part)


@contextmanager
def _writing(index: Path, embedder: str | None) -> Iterator[WritableLibrary]:
    """The library, open for the one writer. An embedder of None takes the one that the index was made with."""
    if embedder is None:
        open_library(index).close()  # raises before anything is made
    lock = FileLock(index / "writer.lock")
    try:
        index.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise IndexBusy(f"another ingest is writing to {index}: wait for it to end, then run the command again") from error
    except OSError as error:
        raise PolicyError(f"cannot write to {index} ({error.strerror or error}): choose another folder with --index") from error
    try:
        library = create_library(index, embedder)
        try:
            yield library
        finally:
            library.close()
    finally:
        lock.release()


def _read(
    files: Sequence[Source],
    facts: Facts,
    library: WritableLibrary,
    failed: list[Failure],
    notes: list[Failure],
    progress: Progress,
) -> Iterator[_Incoming]:
    """The sources as documents; what cannot be read is added to `failed`, what was left out to `notes`."""
    taken: dict[str, str] = {}  # ids that files of this run have
    for done, source in enumerate(files):
        progress(done, len(files), source.name)
        said = laid_over(facts, source.facts)
        try:
            content = source.read()
            parsed = parse(content.path, content.data)
            if len(parsed.documents) > 1 and (said.id or said.title or said.url):
                raise UnreadableDocument(f"it holds {len(parsed.documents)} documents, to which no one id, title or URL belongs")
        except UnreadableDocument as error:
            failed.append(Failure(source.name, str(error)))
            continue
        failed += parsed.failed
        notes += parsed.notes
        for read in parsed.documents:
            document = with_facts(read, content.path, said, source.hints, content.url)
            document = _with_own_id(document, content.path, source.name, library, taken)
            taken.setdefault(document.id, source.name)
            kept = (f"{said}" if said else "") + (document.id if len(parsed.documents) > 1 else "")
            yield _Incoming(document, hashlib.sha256(kept.encode() + content.data).hexdigest(), source.name)


def _stage(library: WritableLibrary, embedder: Embedder, incoming: Iterable[_Incoming], failed: list[Failure]) -> _Count:
    """Stage what is new, embedding the passages of several documents at once."""
    count = _Count()
    waiting: list[tuple[_Incoming, list[Passage]]] = []
    seen: dict[str, tuple[str, str]] = {}  # content hash -> (id, source)
    for one in incoming:
        known = library.known(one.document.id)
        held = known[0] == one.sha256 if known else library.holder_of(one.sha256) is not None
        if one.sha256 in seen or held:
            count.unchanged += 1
            continue
        if earlier := next((source for name, source in seen.values() if name == one.document.id), None):
            failed.append(Failure(one.source, f"its id {one.document.id!r} is that of {earlier}: give one of them another id"))
            continue
        seen[one.sha256] = (one.document.id, one.source)
        if known is None:
            count.added += 1
        else:
            count.replaced += 1
        if not library.staged(one.document.id, one.sha256):  # else a run that was killed had come this far
            waiting.append((one, split(one.document)))
        if sum(len(passages) for _, passages in waiting) >= TOGETHER:
            _stage_now(library, embedder, waiting)
            waiting.clear()
    _stage_now(library, embedder, waiting)
    library.discard_staged((name, sha256) for sha256, (name, _) in seen.items())
    return count


def _stage_now(library: WritableLibrary, embedder: Embedder, waiting: Sequence[tuple[_Incoming, list[Passage]]]) -> None:
    texts = [embedded_text(one.document, passage) for one, passages in waiting for passage in passages]
    vectors = np.array(embedder.embed_documents(texts), dtype=np.float32) if texts else np.zeros((0, 1), np.float32)
    first = 0
    for one, passages in waiting:
        document = one.document
        if not document.companies:
            document = replace(document, companies=tuple(companies_named(f"{document.title}\n{document.text}")))
        library.stage(document, one.sha256, one.source, passages, vectors[first : first + len(passages)])
        first += len(passages)


def _with_own_id(document: Document, file: Path, source: str, library: WritableLibrary, taken: Mapping[str, str]) -> Document:
    """Two files of one name in different folders are two documents, unless they name their id themselves."""
    plain = re.sub(r"[^\w.-]+", "-", document.id).strip("-") or "document"
    known = library.known(plain)
    holder = taken.get(plain) or (known[1] if known else None)
    if document.id != file.stem or holder in (None, source):
        return replace(document, id=plain)
    place = hashlib.sha256(source.encode()).hexdigest()[:8]
    return replace(document, id=f"{plain}-{place}")


def _vanished(library: WritableLibrary, files: Sequence[Source]) -> list[str]:
    """Ids of shipped documents that this version no longer ships."""
    folder = str(shipped_documents().resolve())
    here = {file.name for file in files}
    return [e.document.id for e in library.documents() if e.source.startswith(folder + "/") and e.source not in here]


def publish(library: WritableLibrary, removed: Sequence[str], anew: bool = False) -> None:
    """Bring Chroma up to the library's staged state in a new folder, then make both visible in one step."""
    added, gone = library.unpublished()
    gone += [row for document_id in removed for row in library.passage_rows(document_id)]
    current = library.setting("vector_folder")
    old = library.folder / current if current else None
    if not (added or gone or anew) and old is not None and old.exists():
        return
    if anew or old is None or not old.exists():
        old, gone_there = None, []
        added = sorted(set(library.all_rows()) - set(gone))
    else:
        gone_there = gone
    new = library.folder / f"chroma-{library.generation + 1}"
    expected = library.passage_count() - len(gone)
    try:
        vector_index.extend(old, new, library.records(added), gone_there, expected)
    except PolicyError:
        shutil.rmtree(new, ignore_errors=True)
        raise
    except OSError as error:  # shutil's own has no strerror
        shutil.rmtree(new, ignore_errors=True)
        raise PolicyError(
            f"cannot write {new} ({error.strerror or 'copying'}): free some space and run the command again, nothing was lost"
        ) from error
    library.publish(new.name, removed)
    for folder in library.folder.glob("chroma-*"):
        if folder.name not in (new.name, current):  # the last one may still be open in a reader
            shutil.rmtree(folder, ignore_errors=True)
