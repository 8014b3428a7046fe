"""Zip archives that strangers made: looked at before anything in them is unpacked."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from xml.parsers import expat

from corpus.errors import UnreadableDocument

MOST_MEMBERS = 10_000
MOST_BYTES = 1 << 30  # unpacked, all members together
MOST_OFFICE_BYTES = 300 << 20  # of XML parts together: the parser holds several times as much in memory
HIGHEST_RATIO = 200  # unpacked to packed; the XML of sheets reaches some 40
SMALL = 4 << 20  # bytes; below this no ratio does harm

OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word, Excel and PowerPoint before 2007, and encrypted files of today

_CHUNK = 1 << 16  # bytes read at once while looking for a document type declaration

# What the libraries for office files let through when a file is damaged, besides errors of their own.
DAMAGE: tuple[type[Exception], ...] = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, SyntaxError, AssertionError, EOFError, OSError,
    RuntimeError, zipfile.BadZipFile, zlib.error, struct.error,
)  # fmt: skip


@contextmanager
def damage_named(kind: str, *errors: type[Exception]) -> Iterator[None]:
    """Turn what a library raises on a damaged file into UnreadableDocument. `errors` are the library's own."""
    try:
        yield
    except UnreadableDocument:
        raise
    except (*DAMAGE, *errors) as error:
        problem = " ".join(str(error).split())[:120] or type(error).__name__
        raise UnreadableDocument(f"it is a damaged {kind} ({problem}): open it in its program and save it again") from error


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive, its directory read and its size within the limits. Raises UnreadableDocument."""
    with damage_named("zip archive"):
        archive = zipfile.ZipFile(BytesIO(data))
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnreadableDocument(f"{len(members):,} files in it are over the limit of {MOST_MEMBERS:,}: split the archive")
    return archive


def is_bomb(member: zipfile.ZipInfo) -> bool:
    """Whether a member claims to unpack to far more than files do."""
    return member.file_size > SMALL and member.file_size > HIGHEST_RATIO * max(member.compress_size, 1)


def office_archive(data: bytes, kind: str) -> zipfile.ZipFile:
    """The zip that an office file is, without anything that could harm its parser. Raises UnreadableDocument.

    Refused: passwords, parts that unpack to far more than they should, and document type declarations,
    which ECMA-376 part 2 forbids in these files and which are the way to entities.
    """
    if data.startswith(OLE_MARK):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableDocument("it is locked by a password: save it without one")
        raise UnreadableDocument(f"it is in the format of Office before 2007: save it as {kind}")
    archive = open_archive(data)
    parts = [member for member in archive.infolist() if member.filename.lower().endswith((".xml", ".rels", ".vml"))]
    if any(member.flag_bits & 1 for member in archive.infolist()):
        raise UnreadableDocument("it is locked by a password: save it without one")
    for member in parts:
        if is_bomb(member):
            raise UnreadableDocument(
                f"its part {member.filename} unpacks to {member.file_size >> 20} MB: it is not what it seems"
            )
    if (total := sum(member.file_size for member in parts)) > MOST_OFFICE_BYTES:
        raise UnreadableDocument(
            f"it unpacks to {total >> 20} MB, over the limit of {MOST_OFFICE_BYTES >> 20} MB: split the file"
        )
    with damage_named(kind):
        for member in parts:
            with archive.open(member) as part:
                if has_document_type(iter(lambda part=part: part.read(_CHUNK), b"")):  # type: ignore[misc]
                    raise UnreadableDocument(f"its part {member.filename} declares entities, which office files never do")
    return archive


def has_document_type(chunks: Iterator[bytes]) -> bool:
    """Whether XML has a document type declaration; reads only as far as the first element. False for what is not XML."""
    found: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: found.append(True)
    parser.StartElementHandler = lambda *_: found.append(False)
    try:
        for chunk in chunks:
            parser.Parse(chunk)
            if found:
                break
    except (expat.ExpatError, ValueError, LookupError):
        return bool(found) and found[0]
    return bool(found) and found[0]


def members_of(data: bytes) -> frozenset[str]:
    """Names of the members of a zip; none when the bytes are not one."""
    if not data.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except DAMAGE:
        return frozenset()
