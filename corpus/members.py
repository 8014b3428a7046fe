"""Files within files: the members of an archive and the attachments of a letter, each parsed by its own format."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.formats import Parsed
from corpus.records import Document, Failure

DEEPEST = 3  # archives within archives; a letter with a zip in a zip has them all
MOST_FILES = 2_000  # of all levels together
MOST_BYTES = 500 << 20  # of all levels together


@dataclass(slots=True)
class _Budget:
    """What the outermost file may still unpack."""

    files: int
    size: int
    depth: int = 0


_budget: ContextVar[_Budget | None] = ContextVar("budget of members", default=None)


@dataclass(frozen=True, slots=True)
class Member:
    """A file within a file."""

    name: str  # its path inside, with slashes
    size: int  # bytes, as the outer file says
    read: Callable[[], bytes]  # raises UnreadableDocument


def parse_members(outer: Path, members: Iterable[Member]) -> Parsed:
    """The documents of the members, their ids `outer/member`; a member that fails is named and the rest is read.

    Members in formats that are not read, such as pictures, are noted.
    """
    documents: list[Document] = []
    failed: list[Failure] = []
    notes: list[Failure] = []
    with _one_level_down() as budget:
        for member in members:
            if budget.depth > DEEPEST:
                failed.append(Failure(str(outer), f"files are nested in it more than {DEEPEST} deep: unpack it"))
                break
            place = outer / member.name
            try:
                _spend(budget, member)
                parsed = _parse(place, member)
            except UnreadableDocument as error:
                failed.append(Failure(str(place), str(error)))
            else:
                if parsed is None:
                    notes.append(Failure(str(place), "not read: its format is not one that is read"))
                else:
                    documents += (_below(outer, member.name, document) for document in parsed.documents)
                    failed += parsed.failed
                    notes += parsed.notes
    return Parsed(tuple(_apart(documents)), tuple(failed), tuple(notes))


@contextmanager
def _one_level_down() -> Iterator[_Budget]:
    budget = _budget.get()
    token = None
    if budget is None:
        budget = _Budget(MOST_FILES, MOST_BYTES)
        token = _budget.set(budget)
    budget.depth += 1
    try:
        yield budget
    finally:
        budget.depth -= 1
        if token is not None:
            _budget.reset(token)


def _spend(budget: _Budget, member: Member) -> None:
    if budget.files == 0:
        raise UnreadableDocument(f"the files before it reach the limit of {MOST_FILES:,}: split the archive")
    if member.size > budget.size:
        raise UnreadableDocument(f"with it the files unpack to more than {MOST_BYTES >> 20} MB: split the archive")
    budget.files -= 1
    budget.size -= member.size


def _parse(place: Path, member: Member) -> Parsed | None:
    """What a member holds; None when it is of no format that is read. Raises UnreadableDocument, whatever goes wrong."""
    from corpus.parsers import format_of, parse_here, parsers

    data = member.read()
    known = place.suffix.lower() in parsers
    try:
        kind = format_of(place, data)
    except UnreadableDocument:
        if known:
            raise
        return None
    if kind == ".txt" and not known and place.suffix:  # style sheets and scripts are text too
        return None
    try:
        return parse_here(place, data)
    except (UnreadableDocument, MemoryError):
        raise
    except Exception as error:  # a member that breaks its parser must not take the others with it
        problem = " ".join(str(error).split())[:200]
        raise UnreadableDocument(f"it breaks its parser ({type(error).__name__}: {problem})") from error


def _below(outer: Path, member: str, document: Document) -> Document:
    """With an id that begins with the outer file's, unless the document names its id itself."""
    stem = Path(member).stem
    if document.id != stem and not document.id.startswith(f"{stem}/"):
        return document
    return replace(document, id=f"{outer.stem}/{member}{document.id[len(stem) :]}")


def _apart(documents: Iterable[Document]) -> Iterator[Document]:
    """Documents whose ids differ: a zip may hold two files of one name."""
    seen: dict[str, int] = {}
    for document in documents:
        count = seen[document.id] = seen.get(document.id, 0) + 1
        yield document if count == 1 else replace(document, id=f"{document.id}-{count}")
