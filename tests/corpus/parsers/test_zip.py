"""Archives: every member by its own format; what could do harm is refused by name, and the rest is read."""

import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest

from corpus import archives, members
from corpus.formats import Parsed
from corpus.parsers import format_of, parse_here
from tests.corpus.parsers.reading import notes, refusal, saved

CALM = {"calm.txt": b"Seventy plants were built."}


def packed(files: Mapping[str | zipfile.ZipInfo, bytes]) -> bytes:
    def write(file: object) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
            for name, content in files.items():
                archive.writestr(name, content)

    return saved(write)


def read(data: bytes, name: str = "in/bundle.zip") -> Parsed:
    return parse_here(Path(name), data)


def test_every_member_is_a_document_named_after_archive_and_member() -> None:
    word = docx.Document()
    word.add_paragraph("Eighty plants.")

    parsed = read(packed({**CALM, "2024/plan.docx": saved(word.save), "2024/plan.txt": "九十家工厂。".encode()}))

    assert {document.id: document.text.strip() for document in parsed.documents} == {
        "bundle/calm.txt": "Seventy plants were built.",
        "bundle/2024/plan.docx": "Eighty plants.",
        "bundle/2024/plan.txt": "九十家工厂。",
    }


def test_a_member_that_names_its_id_itself_keeps_it() -> None:
    (document,) = read(packed({"a.md": b"---\nid: chips-act\n---\n# Chips Act\n\nText."})).documents

    assert document.id == "chips-act"


def test_two_members_of_one_name_are_two_documents() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed({zipfile.ZipInfo("a.txt"): b"First plants.", zipfile.ZipInfo("a.txt"): b"Second plants."})

    assert [document.id for document in read(data).documents] == ["bundle/a.txt", "bundle/a.txt-2"]


def test_archives_within_archives_are_read_to_a_depth() -> None:
    inner = packed(CALM)

    assert [document.id for document in read(packed({"inner.zip": inner})).documents] == ["bundle/inner.zip/calm.txt"]

    for _ in range(members.DEEPEST):
        inner = packed({"inner.zip": inner})
    parsed = read(packed({**CALM, "deep.zip": inner}))

    assert [document.id for document in parsed.documents] == ["bundle/calm.txt"]
    assert [failure.reason for failure in parsed.failed] == ["files are nested in it more than 3 deep: unpack it"]


@pytest.mark.parametrize("name", ["/etc/evil.txt", "../evil.txt", "a/../../evil.txt", "C:\\evil.txt", "..\\evil.txt"])
def test_a_name_that_leads_out_of_the_archive_is_refused(name: str) -> None:
    parsed = read(packed({**CALM, name: b"Evil."}))

    assert [document.id for document in parsed.documents] == ["bundle/calm.txt"]
    (failure,) = parsed.failed
    assert "evil.txt" in failure.source
    assert failure.reason == "its name leads out of the archive"


def test_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    parsed = read(packed({**CALM, link: b"/etc/passwd"}))

    assert [(failure.source, failure.reason) for failure in parsed.failed] == [
        ("in/bundle.zip/link.txt", "it is a link or a device, not a file")
    ]


def test_a_member_locked_by_a_password_is_named() -> None:
    data = bytearray(packed({**CALM, "locked.txt": b"Secret."}))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 8] |= 1  # the flag in the entry of locked.txt, the last one

    parsed = read(bytes(data))

    assert [document.id for document in parsed.documents] == ["bundle/calm.txt"]
    assert "locked by a password" in parsed.failed[0].reason


def test_a_bomb_is_refused_by_name_before_it_is_unpacked() -> None:
    parsed = read(packed({**CALM, "bomb.txt": b"0" * (20 << 20)}))

    assert [document.id for document in parsed.documents] == ["bundle/calm.txt"]
    assert parsed.failed[0].source == "in/bundle.zip/bomb.txt"
    assert "it unpacks to 20 MB" in parsed.failed[0].reason


def test_members_of_all_levels_share_one_limit_of_bytes_and_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = packed({"b.txt": b"Plants. " * 10, "c.txt": b"Plants. " * 10})
    data = packed({"a.txt": b"Plants.", "inner.zip": inner, "d.txt": b"Plants."})

    monkeypatch.setattr(members, "MOST_FILES", 3)
    parsed = read(data)
    assert [document.id for document in parsed.documents] == ["bundle/a.txt", "bundle/inner.zip/b.txt"]
    assert all("limit of 3" in failure.reason for failure in parsed.failed)


def test_an_archive_of_very_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)

    assert "over the limit of 2" in refusal("a.zip", packed({f"{n}.txt": b"Plants." for n in range(3)}))


def test_a_damaged_member_is_named_and_the_rest_is_read() -> None:
    data = packed({**CALM, "plan.docx": b"PK\x03\x04 no more", "plan.pdf": b"%PDF-1.7 no more"})

    parsed = read(data)

    assert [document.id for document in parsed.documents] == ["bundle/calm.txt"]
    assert [failure.source for failure in parsed.failed] == ["in/bundle.zip/plan.docx", "in/bundle.zip/plan.pdf"]


def test_hidden_files_are_passed_over_and_pictures_and_scripts_are_noted() -> None:
    parsed = read(packed({**CALM, ".DS_Store": b"x", "__MACOSX/._calm.txt": b"x", "logo.png": b"\x89PNG\x00", "a.js": b"let x;"}))

    assert [document.id for document in parsed.documents] == ["bundle/calm.txt"]
    assert parsed.failed == ()
    assert notes(parsed).count("its format is not one that is read") == 2


def test_names_that_chinese_windows_packed_are_read() -> None:
    data = packed({"abcd.txt": "到2025年建成智能工厂。".encode()}).replace(b"abcd", "计划".encode("gb18030"))

    assert [document.id for document in read(data).documents] == ["bundle/计划.txt"]


def test_an_archive_under_any_name_is_one_and_an_open_document_says_what_to_do() -> None:
    data = packed(CALM)

    assert {format_of(Path(name), data) for name in ("a.zip", "a.docx", "a", "a.txt")} == {".zip"}
    text = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
    assert "opendocument.text: save it as .docx" in refusal("a.odt", text)
