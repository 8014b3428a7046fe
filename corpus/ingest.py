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
from corpus.library import WritableLibrary, create_library, open_library
from corpus.parsers import LARGEST_FILE, has_text, parse, parsers
from corpus.passages import split
from corpus.places import shipped_documents
from corpus.records import Document, Failure, IngestReport, Passage

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
    sources: Sequence[Path],
    index: Path,
    embedder: Embedder,
    progress: Progress = lambda done, total, name: None,
) -> IngestReport:
    """Read files and folders (no sources: the shipped documents) into the index folder.

    What is known by content is skipped; a document with a known id is replaced. A file that cannot
    be read is named in the report and the rest goes on. Nothing is visible before all is in.
    Raises IndexBusy, IndexMismatch, or PolicyError when a source is missing or has no documents.
    """
    began = time.monotonic()
    files = list(_files(sources or [shipped_documents()]))
    failed: list[Failure] = []
    notes: list[Failure] = []
    with _writing(index, fingerprint(embedder)) as library:
        count = _stage(library, embedder, _read(files, library, failed, notes, progress), failed)
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


def _files(sources: Sequence[Path]) -> Iterator[Path]:
    """The files to read, in order, each once. Raises PolicyError for a source that is not there or holds nothing to read."""
    seen = set()
    for source in sources:
        if not source.exists():
            raise PolicyError(f"there is no file or folder {source}: check the path")
        files = [source] if source.is_file() else sorted(_readable_below(source))
        if not files:
            raise PolicyError(f"{source} holds no documents ({', '.join(parsers)}): name a folder that does")
        for file in files:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _readable_below(folder: Path) -> Iterator[Path]:
    about = (shipped_documents() / "README.md").resolve()  # it is about the shipped documents, not one of them
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and path.suffix.lower() in parsers and path.resolve() != about:
            yield path


def _read(
    files: Sequence[Path], library: WritableLibrary, failed: list[Failure], notes: list[Failure], progress: Progress
) -> Iterator[_Incoming]:
    """The files as documents; what cannot be read is added to `failed`, what was left out to `notes`."""
    taken: dict[str, str] = {}  # ids that files of this run have
    for done, file in enumerate(files):
        progress(done, len(files), file.name)
        try:
            data = _bytes_of(file)
            parsed = parse(file, data)
        except UnreadableDocument as error:
            failed.append(Failure(str(file), str(error)))
            continue
        failed += parsed.failed
        notes += parsed.notes
        for read in parsed.documents:
            document = _with_own_id(read, file, library, taken)
            taken.setdefault(document.id, str(file.resolve()))
            content = data if len(parsed.documents) == 1 else document.id.encode() + data
            yield _Incoming(document, hashlib.sha256(content).hexdigest(), str(file.resolve()))


def _bytes_of(file: Path) -> bytes:
    """The file's bytes; one over the limit is refused before it is read. Raises UnreadableDocument."""
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableDocument(f"{size / 2**20:.0f} MB is over the limit of {LARGEST_FILE // 2**20} MB: split the file")
        return file.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"cannot be opened: {error.strerror or error}") from error


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


def _with_own_id(document: Document, file: Path, library: WritableLibrary, taken: Mapping[str, str]) -> Document:
    """Two files of one name in different folders are two documents, unless they name their id themselves."""
    plain = re.sub(r"[^\w.-]+", "-", document.id).strip("-") or "document"
    known = library.known(plain)
    holder = taken.get(plain) or (known[1] if known else None)
    if document.id != file.stem or holder in (None, str(file.resolve())):
        return replace(document, id=plain)
    place = hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:8]
    return replace(document, id=f"{plain}-{place}")


def _vanished(library: WritableLibrary, files: Sequence[Path]) -> list[str]:
    """Ids of shipped documents that this version no longer ships."""
    folder = str(shipped_documents().resolve())
    here = {str(file.resolve()) for file in files}
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
