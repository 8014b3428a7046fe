"""Files, folders and standard input, named as a curator names them; what is mistyped is named, too."""

import io
import os
import sys
from pathlib import Path

import pytest

from corpus.errors import UnreadableDocument
from corpus.places import shipped_documents
from corpus.records import Failure
from corpus.sources import Source, open_sources
from corpus.web import Limits, Web


def opened(*names: object, most: int = 1_000_000) -> tuple[list[Source], list[Failure]]:
    """What the names hold, and what cannot be opened."""
    found = list(open_sources([str(name) for name in names], Web(Limits(bytes=most))))
    return [one for one in found if isinstance(one, Source)], [one for one in found if isinstance(one, Failure)]


def write(path: Path, text: str = "Seventy plants.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_one_source_under_its_whole_path(tmp_path: Path) -> None:
    file = write(tmp_path / "plan.md", "# Plan")

    (source,), failed = opened(file)

    assert (source.name, source.files, failed) == (str(file.resolve()), (file,), [])
    assert source.read().data == b"# Plan"


def test_a_file_that_is_named_is_tried_whatever_its_ending(tmp_path: Path) -> None:
    (source,), failed = opened(write(tmp_path / "notes.log"))

    assert (source.read().data, failed) == (b"Seventy plants.", [])


def test_a_folder_gives_its_documents_and_those_of_its_folders_in_order(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "deep/er/c.md", ".hidden.md", ".git/d.md"):
        write(tmp_path / name)

    sources, failed = opened(tmp_path)

    assert [Path(source.name).name for source in sources] == ["a.txt", "b.md", "c.md"]
    assert failed == []


def test_a_thing_named_twice_is_one_source(tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    write(tmp_path / "b.md")

    sources, _ = opened(tmp_path / "b.md", tmp_path, tmp_path / "." / "a.md")

    assert [Path(source.name).name for source in sources] == ["b.md", "a.md"]


@pytest.mark.parametrize("name", ["photo.jpg", "program.py", "table.xyz"])
def test_a_file_of_a_folder_that_nothing_reads_is_named(name: str, tmp_path: Path) -> None:
    write(tmp_path / "plan.md")
    (tmp_path / name).write_bytes(b"\xff\xd8\xff\x00" if name == "photo.jpg" else b"print(1)")

    sources, (failure,) = opened(tmp_path)

    assert len(sources) == 1
    assert (failure.source, Path(name).suffix in failure.reason) == (str(tmp_path / name), True)


def test_what_is_said_about_the_shipped_documents_is_passed_over_without_a_word() -> None:
    sources, failed = opened(shipped_documents())

    names = {Path(source.name).name for source in sources}
    assert failed == []
    assert names == {path.name for path in shipped_documents().iterdir()} - {"README.md", "facts.jsonl"}


def test_facts_and_a_readme_in_a_folder_of_the_users_are_not_passed_over(tmp_path: Path) -> None:
    for name in ("README.md", "facts.jsonl"):
        write(tmp_path / name)

    (source,), (failure,) = opened(tmp_path)

    assert Path(source.name).name == "README.md"
    assert (failure.source, ".jsonl" in failure.reason) == (str(tmp_path / "facts.jsonl"), True)


def test_a_file_of_a_folder_whose_content_is_known_is_read_whatever_its_ending(tmp_path: Path) -> None:
    (tmp_path / "plan.dat").write_bytes(Path("tests/samples/act.pdf").read_bytes())

    sources, failed = opened(tmp_path)

    assert ([Path(source.name).name for source in sources], failed) == (["plan.dat"], [])


def test_a_folder_without_documents_lists_the_formats(tmp_path: Path) -> None:
    sources, (failure,) = opened(tmp_path)

    assert (sources, failure.source) == ([], str(tmp_path))
    assert ".md" in failure.reason
    assert ".pdf" in failure.reason


@pytest.mark.parametrize("name", ["gone", "gone/plan.md", "www.example.org/plan", "https:/example.org", "", "x" * 5_000])
def test_a_name_that_is_nothing_is_a_failure_that_says_how_addresses_begin(name: str, tmp_path: Path) -> None:
    file = write(tmp_path / "plan.md")

    sources, (failure,) = opened(name, file)

    assert (failure.source, "https://" in failure.reason) == (name, True)
    assert len(sources) == 1


def test_what_cannot_be_followed_in_a_folder_is_named(tmp_path: Path) -> None:
    write(tmp_path / "documents" / "plan.md")
    write(tmp_path / "other" / "act.md")
    (tmp_path / "documents" / "linked").symlink_to(tmp_path / "other")
    (tmp_path / "documents" / "broken.md").symlink_to(tmp_path / "nowhere.md")
    os.mkfifo(tmp_path / "documents" / "pipe.md")

    sources, failed = opened(tmp_path / "documents")

    assert [Path(source.name).name for source in sources] == ["plan.md"]
    assert {Path(failure.source).name for failure in failed} == {"linked", "broken.md", "pipe.md"}


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    (source,), _ = opened(write(tmp_path / "plan.md", "x" * 1001), most=1000)

    with pytest.raises(UnreadableDocument, match="over the limit"):
        source.read()


def test_a_file_that_is_gone_by_the_time_it_is_read_is_one_line(tmp_path: Path) -> None:
    (source,), _ = opened(file := write(tmp_path / "plan.md"))
    file.unlink()

    with pytest.raises(UnreadableDocument, match="cannot be opened: No such file"):
        source.read()


def test_a_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.write(writer, b"Seventy plants.")
    os.close(writer)

    (source,), _ = opened(f"/dev/fd/{reader}")

    assert source.read().data == b"Seventy plants."
    os.close(reader)


# standard input -------------------------------------------------------------------------------


class Piped(io.TextIOWrapper):
    """Standard input as a pipe gives it."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8")


def test_standard_input_is_one_source_whose_name_comes_from_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    names = set()
    for text in (b"Seventy plants.", b"Ninety mills.", b"Seventy plants."):
        monkeypatch.setattr(sys, "stdin", Piped(text))
        (source,), failed = opened("-")
        content = source.read()
        assert (content.data, failed) == (text, [])
        assert source.name == content.path.name
        names.add(source.name)

    assert len(names) == 2


def test_an_empty_standard_input_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Piped(b""))

    sources, (failure,) = opened("-")

    assert (sources, "nothing came on standard input" in failure.reason) == ([], True)


def test_a_standard_input_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Piped(b"x" * 1001))

    sources, (failure,) = opened("-", most=1000)

    assert (sources, "over the limit" in failure.reason) == ([], True)


def test_a_terminal_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Piped(b"")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)

    sources, (failure,) = opened("-")

    assert (sources, "nothing is piped in" in failure.reason) == ([], True)


# side files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["plan.md.meta.yaml", "plan.meta.yaml", "plan.md.meta.yml"])
def test_a_side_file_speaks_of_the_document_beside_it(name: str, tmp_path: Path) -> None:
    write(tmp_path / "plan.md")
    side = write(tmp_path / name, "title: The plan\npublished: 2024-01-03\ncompany: [比亚迪, Acme]\n")

    for named in (tmp_path, tmp_path / "plan.md"):
        (source,), failed = opened(named)

        assert (source.facts.title, source.facts.published, failed) == ("The plan", "2024-01-03", [])
        assert source.facts.companies == ("BYD", "Acme")
        assert source.files == (tmp_path / "plan.md", side)


def test_a_side_file_may_be_json(tmp_path: Path) -> None:
    write(tmp_path / "plan.md")
    write(tmp_path / "plan.md.meta.json", '{"publisher": "Xinhua"}')

    (source,), _ = opened(tmp_path)

    assert source.facts.publisher == "Xinhua"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("title: [", "cannot be read"),
        ("- a\n- b\n", "not a list of `name: value` lines"),
        ("publised: 2024", "'publised' is not a fact"),
        ("published: yesterday", "published: 'yesterday' is not a date"),
        ("published: 2024-02-30", "cannot be read"),
        ("published: 2024-13", "published: '2024-13' is not a date"),
        ("published: 2199-01-01", "still to come"),
        ("kind: gossip", "choose one of news, report, policy"),
        ("language: english", "ISO 639-1"),
        ("url: javascript:alert(1)", "not a web address"),
        ("reliability: E", "choose one of A, B, C, D"),
        ("title: {a: b}", "title: a dict is not a line of text"),
        ("a: &a [x,x]\nb: &b [*a,*a]\ncompany: [*b,*b]\n", "is not a fact"),
        ("company: [[x]]", "companies: a list is not a line of text"),
    ],
)
def test_a_side_file_with_a_fault_refuses_its_document_in_one_line(text: str, why: str, tmp_path: Path) -> None:
    write(tmp_path / "plan.md")
    write(tmp_path / "plan.md.meta.yaml", text)
    write(tmp_path / "other.md")

    sources, (failure,) = opened(tmp_path)

    assert [Path(source.name).name for source in sources] == ["other.md"]
    assert (Path(failure.source).name, "\n" in failure.reason) == ("plan.md", False)
    assert why in failure.reason
    assert "plan.md.meta.yaml" in failure.reason


def test_two_side_files_of_one_document_are_refused(tmp_path: Path) -> None:
    for name in ("plan.md", "plan.md.meta.yaml", "plan.meta.json"):
        write(tmp_path / name)

    _, failed = opened(tmp_path)

    assert "both speak of it" in failed[0].reason


def test_a_side_file_without_a_document_is_named(tmp_path: Path) -> None:
    write(tmp_path / "plan.md")
    write(tmp_path / "plann.meta.yaml", "title: Plan")

    sources, (failure,) = opened(tmp_path)

    assert len(sources) == 1
    assert (Path(failure.source).name, "no document" in failure.reason) == ("plann.meta.yaml", True)
