"""Documents become an index: read, cut, embed, stage, publish."""

import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from corpus.embedding import Embedder, fingerprint
from corpus.entities import companies_named
from corpus.errors import IndexBusy, PolicyError, UnreadableDocument
from corpus.facts import NO_FACTS, Facts, laid_over, with_facts
from corpus.library import Change, WritableLibrary, create_library, open_library
from corpus.parsers import has_text, parse
from corpus.passages import split
from corpus.places import shipped_documents
from corpus.plan import Incoming, Plan
from corpus.publication import publish
from corpus.records import Document, Failure, IngestReport, Passage
from corpus.sources import Source, open_sources
from corpus.stamps import stamp
from corpus.web import Web

log = logging.getLogger(__name__)

# documents done, of how many, what is being read, passages done
Progress = Callable[[int, int, str, int], None]


PUBLISHING = "publishing"  # what is being read, when all is read
TOGETHER = 128  # passages embedded at once: enough of each length for full batches, little to lose


@dataclass(frozen=True, slots=True)
class Removal:
    """What taking out a document, or a source, did."""

    removed: tuple[str, ...]  # ids of documents that are gone
    kept: tuple[str, ...] = ()  # ids of documents that the source held, and another still holds


def ingest(
    sources: Sequence[Path | str],
    index: Path,
    embedder: Embedder,
    progress: Progress = lambda done, total, name, passages: None,
    facts: Facts = NO_FACTS,
    web: Web | None = None,
) -> IngestReport:
    """Read files, folders, URLs and "-" (no sources: the shipped documents) into the index folder.

    What is known by content is skipped; a document with a known id is replaced. What cannot be opened or
    read is named in the report and the rest goes on. Nothing is visible before all is in. `facts` hold for
    all of the sources. Raises IndexBusy, IndexMismatch, or PolicyError when there is nothing to read at all,
    and when an id, title or URL is given for more than one source.
    """
    names = [str(source) for source in sources or [shipped_documents()]]
    opened = list(open_sources(names, web or Web()))
    files = [found for found in opened if isinstance(found, Source)]
    failed = [found for found in opened if isinstance(found, Failure)]
    if not files:
        raise PolicyError("; ".join(f"{failure.source}: {failure.reason}" for failure in failed if failure.source in names))
    if len(files) > 1 and (facts.id or facts.title or facts.url):
        raise PolicyError(f"an id, a title or a URL is for one document, and these are {len(files)}: ingest them one by one")

    def incoming(library: WritableLibrary, plan: Plan) -> Iterator[Incoming]:
        plan.failed += failed
        yield from _read(files, facts, library, plan, progress)
        for name in [] if sources else _vanished(library, files):
            plan.read(name)

    return _run(index, embedder, incoming, len(files), progress)


def ingest_documents(
    documents: Iterable[Document],
    index: Path,
    embedder: Embedder,
    progress: Progress = lambda done, total, name, passages: None,
) -> IngestReport:
    """The same for documents that are in memory; those without text are named as failed."""
    held = list(documents)

    def incoming(library: WritableLibrary, plan: Plan) -> Iterator[Incoming]:  # noqa: ARG001 - as for files
        for done, document in enumerate(held):
            progress(done, len(held), document.id, plan.passages)
            if not has_text(document):
                plan.failed.append(Failure(document.id, "there is no text in it"))
                continue
            source = f"memory:{document.id}"
            plan.read(source)
            sha256 = hashlib.sha256(document.text.encode(errors="surrogatepass")).hexdigest()
            if taken := plan.take(document, sha256, source, named=True):
                yield taken

    return _run(index, embedder, incoming, len(held), progress)


def _run(
    index: Path,
    embedder: Embedder,
    incoming: Callable[[WritableLibrary, Plan], Iterator[Incoming]],
    total: int,
    progress: Progress,
) -> IngestReport:
    """Stage what comes in and publish it."""
    began = time.monotonic()
    with _writing(index, fingerprint(embedder)) as library:
        plan = Plan(library)
        _stage(library, embedder, plan, incoming(library, plan))
        library.discard_staged(plan.staged())
        progress(total, total, PUBLISHING, plan.passages)
        removed = publish(library, plan.change())
        _, passages = library.counts()
    seconds = round(time.monotonic() - began, 3)
    log.info("ingest: %s added, %s replaced, %s failed in %s s", plan.added, plan.replaced, len(plan.failed), seconds)
    return IngestReport(
        plan.added, plan.replaced, plan.unchanged, removed, tuple(plan.failed), passages, seconds, tuple(plan.notes)
    )


def remove(names: str | Sequence[str], index: Path) -> Removal:
    """Take out documents by their ids, and sources by path or URL: then a document goes when no other source holds it.

    All in one step. Raises PolicyError, with nothing removed, for a name that is neither.
    """
    with _writing(index, None) as library:
        change = Change()
        for name in [names] if isinstance(names, str) else dict.fromkeys(names):
            change = _removing(library, name, change)
        held = [document_id for source in change.sources for document_id in library.documents_of(source)]
        library.discard_staged()
        publish(library, change)
        kept = tuple(dict.fromkeys(document_id for document_id in held if library.known(document_id)))
        return Removal(tuple(dict.fromkeys([*change.removed, *(one for one in held if one not in kept)])), kept)


def _removing(library: WritableLibrary, name: str, change: Change) -> Change:
    """The change with one more document or source to take out."""
    if library.known(name) is not None:
        return replace(change, removed=(*change.removed, name))
    for source in (name, str(Path(name).resolve())):
        if library.documents_of(source):
            return replace(change, sources={**change.sources, source: []})
    raise PolicyError(f"no document {name!r}, and no source of that name, in {library.folder}: `policy documents` lists the ids")


def rebuild(index: Path) -> None:
    """Make what can be worked out anew from what is stored: the lexical index and Chroma's folder."""
    with _writing(index, None) as library:
        library.discard_staged()
        library.rebuild_words()
        publish(library, Change(), anew=True)


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


def _read(files: Sequence[Source], facts: Facts, library: WritableLibrary, plan: Plan, progress: Progress) -> Iterator[Incoming]:
    """The documents of the sources that are new or changed; a file that is as it was when last read is not opened."""
    known = library.files()
    for done, source in enumerate(files):
        progress(done, len(files), source.name, plan.passages)
        seen = _seen(source, facts)
        if source.name in known and known[source.name][0] == seen:
            plan.unchanged += known[source.name][1]
            continue
        said = laid_over(facts, source.facts)
        try:
            content = source.read()
            parsed = parse(content.path, content.data)
            if len(parsed.documents) > 1 and (said.id or said.title or said.url):
                raise UnreadableDocument(f"it holds {len(parsed.documents)} documents, to which no one id, title or URL belongs")
        except UnreadableDocument as error:
            plan.failed.append(Failure(source.name, str(error)))
            continue
        plan.failed += parsed.failed
        plan.notes += parsed.notes
        plan.read(source.name, None if parsed.notes else seen, whole=not parsed.failed)  # what is to be told is told each time
        sha256 = hashlib.sha256(content.data).hexdigest()
        for read in parsed.documents:
            document = with_facts(read, content.path, said, source.hints, content.url)
            own = document.id == content.path.stem or document.id.startswith(f"{content.path.stem}/")  # of the file's name
            if taken := plan.take(document, sha256, source.name, named=len(parsed.documents) == 1 and not own):
                yield taken


def _seen(source: Source, facts: Facts) -> str | None:
    """What tells that a source need not be read: the stamps of all its files, and what is said of it; None for a page."""
    stamps = [stamp(file) for file in source.files]
    if not stamps or None in stamps:
        return None
    said = hashlib.sha256(repr(facts).encode()).hexdigest()[:16] if facts else "-"
    return " ".join([*map(str, stamps), said])


def _stage(library: WritableLibrary, embedder: Embedder, plan: Plan, incoming: Iterable[Incoming]) -> None:
    """Stage what is new, embedding the passages of several documents at once."""
    waiting: list[tuple[Incoming, list[Passage]]] = []
    for one in incoming:
        if library.staged(one.document.id, one.content):  # a run that was killed had come this far
            continue
        waiting.append((one, split(one.document)))
        if sum(len(passages) for _, passages in waiting) >= TOGETHER:
            plan.passages += _stage_now(library, embedder, waiting)
            waiting.clear()
    plan.passages += _stage_now(library, embedder, waiting)


def _stage_now(library: WritableLibrary, embedder: Embedder, waiting: Sequence[tuple[Incoming, list[Passage]]]) -> int:
    """Embed and stage; how many passages there were."""
    texts = [embedded_text(one.document, passage) for one, passages in waiting for passage in passages]
    vectors = np.array(embedder.embed_documents(texts), dtype=np.float32) if texts else np.zeros((0, 1), np.float32)
    first = 0
    for one, passages in waiting:
        document = one.document
        if not document.companies:
            document = replace(document, companies=tuple(companies_named(f"{document.title}\n{document.text}")))
        library.stage(document, one.sha256, one.content, passages, vectors[first : first + len(passages)])
        first += len(passages)
    return first


def _vanished(library: WritableLibrary, files: Sequence[Source]) -> list[str]:
    """Shipped documents that this version no longer ships."""
    folder = f"{shipped_documents().resolve()}/"
    here = {file.name for file in files}
    return [name for name in library.source_names() if name.startswith(folder) and name not in here]
