"""Zip archives: each member a document of its own format."""

import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from corpus.archives import damage_named, is_bomb, members_of, open_archive
from corpus.errors import UnreadableDocument
from corpus.formats import Parsed
from corpus.members import Member, parse_members
from corpus.parsers import LARGEST_FILE, parsers
from corpus.records import Failure

_OFFICE = ("word/", "xl/", "ppt/")
_UTF_8_NAME = 0x800  # flag of a member whose name is UTF-8; else it is in the code page of whoever packed it
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")
_OWN_FILES = ("__MACOSX", "Thumbs.db", "desktop.ini")  # of operating systems


def is_zip(data: bytes) -> bool:
    """Whether the bytes are an archive, and not one of the office formats, which are archives too."""
    names = members_of(data)
    return bool(names) and not any(name.startswith(_OFFICE) for name in names)


@parsers.register(".zip", recognises=is_zip)
def parse_zip(path: Path, data: bytes) -> Parsed:
    """The documents of all members; refused by name are passwords, bombs, links and names that lead out of the archive."""
    refused: list[Failure] = []
    with open_archive(data) as archive, damage_named("zip archive"):
        if "mimetype" in archive.namelist():
            what = archive.read("mimetype")[:100].decode("ascii", "replace")
            raise UnreadableDocument(f"it is of the format {what}: save it as .docx, .xlsx, .pptx or .pdf")
        parsed = parse_members(path, _members(path, archive, refused))
    return Parsed(parsed.documents, (*refused, *parsed.failed), parsed.notes)


def _members(path: Path, archive: zipfile.ZipFile, refused: list[Failure]) -> Iterator[Member]:
    for info in archive.infolist():
        name = _name(info)
        if info.is_dir() or _is_own(name):
            continue
        why = _refusal(info, name)
        if why:
            refused.append(Failure(f"{path}/{name}", why))
        else:
            yield Member(name, info.file_size, lambda info=info: _content(archive, info))  # type: ignore[misc]


def _refusal(info: zipfile.ZipInfo, name: str) -> str:
    """Why a member is not even unpacked; empty when it may be."""
    if name.startswith("/") or _DRIVE.match(name) or ".." in PurePosixPath(name).parts:
        return "its name leads out of the archive"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "it is a link or a device, not a file"
    if info.flag_bits & _ENCRYPTED:
        return "it is locked by a password: pack it without one"
    if is_bomb(info):
        return f"it unpacks to {info.file_size >> 20} MB, more than {info.file_size // max(info.compress_size, 1)} times its size"
    if info.file_size > LARGEST_FILE:
        return f"{info.file_size >> 20} MB is over the limit of {LARGEST_FILE >> 20} MB"
    return ""


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with damage_named("member"):
        return archive.read(info)


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name, with slashes; names that Chinese Windows packed are read as such."""
    name = info.filename
    if not info.flag_bits & _UTF_8_NAME:
        for encoding in ("utf-8", "gb18030"):
            try:
                name = info.filename.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    return name.replace("\\", "/")


def _is_own(name: str) -> bool:
    """Whether a file is hidden, or one of those that systems and office programs leave behind."""
    parts = PurePosixPath(name).parts
    return any(
        (part.startswith(".") and part not in (".", "..")) or part in _OWN_FILES or part.startswith("~$") for part in parts
    )
