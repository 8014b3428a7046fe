"""The commands of those who keep the documents, as they type and mistype them."""

import json
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from typer.main import get_command

from assistant.cli import app
from corpus.facts import Facts
from tests.assistant.conftest import Policy, Ran
from tests.corpus.sources.test_sources import Piped
from tests.corpus.web.serving import Site, page, serving

PLAN = "Shanghai built seventy plants in 2023.\n"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A web site on this machine that the desk may read."""
    monkeypatch.setenv("POLICY_ALLOW_HOSTS", "127.0.0.1")
    with serving() as served:
        yield served


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def write(path: Path, text: str = PLAN) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def held(policy: Policy, index: Path) -> list[dict[str, object]]:
    form: dict[str, list[dict[str, object]]] = json.loads(policy("documents", "--json", "--index", index).out)
    return form["documents"]


def the_line(ran: Ran) -> str:
    """What a command that did nothing says, in its last line."""
    assert (ran.code, ran.out) == (1, "")
    return ran.err.splitlines()[-1]


def test_the_page_for_curators_names_every_option_and_every_fact():
    guide = (Path(__file__).parents[2] / "docs" / "ingest.md").read_text(encoding="utf-8")
    options = {option for parameter in get_command(app).commands["ingest"].params for option in parameter.opts}  # type: ignore[attr-defined]
    facts = [field.name for field in fields(Facts)]

    assert [option for option in sorted(options) if option.startswith("--") and option not in guide] == []
    assert [name for name in facts if f"`{name}" not in guide and f"{name}:" not in guide] == []


# what is said of a document ---------------------------------------------------------------------


def test_what_is_said_on_the_command_line_wins_over_the_side_file_and_the_document(tmp_path: Path, index: Path, policy: Policy):
    write(tmp_path / "plan.md", "---\ntitle: Own\npublisher: Own\nkind: news\n---\n\n" + PLAN)
    write(tmp_path / "plan.md.meta.yaml", "title: Beside\npublisher: Beside\n")

    ran = policy(
        "ingest", tmp_path / "plan.md", "--title", "Said", "--published", "2024-01", "--place", "China/Shanghai", "--company",
        "比亚迪", "--company", "SAIC", "--url", "https://example.org/plan", "--language", "en", "--index", index,
    )  # fmt: skip

    (document,) = held(policy, index)
    assert ran.code == 0
    assert (document["title"], document["publisher"], document["kind"]) == ("Said", "Beside", "news")
    assert (document["published"], document["place"], document["url"]) == (
        "2024-01",
        "China/Shanghai",
        "https://example.org/plan",
    )
    assert document["companies"] == ["BYD", "SAIC Motor"]


def test_a_changed_side_file_replaces_what_was_said_of_a_document(tmp_path: Path, index: Path, policy: Policy):
    write(tmp_path / "documents" / "plan.md")
    policy("ingest", tmp_path / "documents", "--index", index)
    write(tmp_path / "documents" / "plan.md.meta.yaml", "published: 2024-01-03\nkind: news\n")

    form = json.loads(policy("ingest", tmp_path / "documents", "--json", "--index", index).out)

    (document,) = held(policy, index)
    assert (form["added"], form["replaced"], form["unchanged"]) == (0, 1, 0)
    assert (document["published"], document["kind"]) == ("2024-01-03", "news")


@pytest.mark.parametrize(
    ("option", "value", "why"),
    [
        ("--published", "last week", "published: 'last week' is not a date"),
        ("--published", "2024-02-31", "not a date"),
        ("--published", "2999", "still to come"),
        ("--kind", "gossip", "news, report, policy, statistics, filing, speech"),
        ("--language", "English", "ISO 639-1"),
        ("--url", "example.org/plan", "https://"),
    ],
)
def test_a_fact_that_cannot_be_is_one_line_and_nothing_is_read(
    option: str, value: str, why: str, tmp_path: Path, index: Path, policy: Policy
):
    ran = policy("ingest", write(tmp_path / "plan.md"), option, value, "--index", index)

    assert why in the_line(ran)
    assert not index.exists()


def test_one_title_is_not_given_to_many_documents(tmp_path: Path, index: Path, policy: Policy):
    write(tmp_path / "documents" / "a.md")
    write(tmp_path / "documents" / "b.md")

    assert "one by one" in the_line(policy("ingest", tmp_path / "documents", "--title", "Plan", "--index", index))
    assert not index.exists()


# where documents come from ------------------------------------------------------------------------


def test_a_page_is_read_and_keeps_its_address(site: Site, index: Path, policy: Policy):
    site.pages["/plan.txt"] = page(PLAN, Content_Type="text/plain")

    ran = policy("ingest", site.url("/plan.txt"), "--index", index)

    (document,) = held(policy, index)
    assert ran.code == 0
    assert (document["id"], document["url"], document["source"]) == ("plan", site.url("/plan.txt"), site.url("/plan.txt"))


def test_a_page_that_was_read_before_is_unchanged(site: Site, index: Path, policy: Policy):
    site.pages["/plan.txt"] = page(PLAN, Content_Type="text/plain")
    policy("ingest", site.url("/plan.txt"), "--index", index)

    form = json.loads(policy("ingest", site.url("/plan.txt"), "--json", "--index", index).out)

    assert (form["added"], form["replaced"], form["unchanged"]) == (0, 0, 1)


def test_a_feed_says_what_its_pages_do_not(site: Site, index: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    date = "<pubDate>Wed, 03 Jan 2024 08:00:00 +0800</pubDate>"
    item = f"<item><title>Plants</title><link>{site.url('/1.txt')}</link>{date}</item>"
    site.pages |= {
        "/feed": page(f"<rss><channel><title>Shine</title>{item}<item><link>{site.url('/gone')}</link></item></channel></rss>"),
        "/1.txt": page("x" * 130 + " " + PLAN, Content_Type="text/plain"),
    }

    ran = policy("ingest", site.url("/feed"), "--index", index)

    (document,) = held(policy, index)
    assert (document["title"], document["publisher"], document["published"]) == ("Plants", "Shine", "2024-01-03")
    assert ran.code == 0
    assert f"skipped {site.url('/gone')}: the server answers 404" in ran.err


def test_what_is_piped_in_is_read_and_what_was_piped_in_before_stays(
    index: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch
):
    for title, text in (("First", PLAN), ("Second", "Ninety mills were sold.\n")):
        monkeypatch.setattr(sys, "stdin", Piped(text.encode()))
        assert policy("ingest", "-", "--title", title, "--index", index).code == 0

    assert sorted(str(document["title"]) for document in held(policy, index)) == ["First", "Second"]


# mistyped -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("gone.pdf", "there is no file or folder"),
        ("www.example.org", "https://"),
        ("ftp://example.org/plan", "ftp: addresses are not read"),
        ("http://localhost:8080/", "POLICY_ALLOW_HOSTS"),
        ("http://169.254.169.254/latest/meta-data/", "POLICY_ALLOW_HOSTS"),
        ("http://10.0.0.1/", "POLICY_ALLOW_HOSTS"),
        ("", "there is no file or folder"),
    ],
)
def test_a_source_that_cannot_be_had_is_one_line_and_nothing_is_made(name: str, why: str, index: Path, policy: Policy):
    assert why in the_line(policy("ingest", name, "--index", index))
    assert not index.exists()


def test_an_empty_folder_is_one_line_that_lists_the_formats(tmp_path: Path, index: Path, policy: Policy):
    (tmp_path / "empty").mkdir()

    assert ".pdf" in the_line(policy("ingest", tmp_path / "empty", "--index", index))


def test_a_missing_page_is_one_line(site: Site, index: Path, policy: Policy):
    assert "404" in the_line(policy("ingest", site.url("/gone"), "--index", index))


def test_a_page_that_is_no_document_is_named(site: Site, index: Path, policy: Policy):
    site.pages["/logo"] = page(b"\x89PNG\r\n\x1a\n\x00\x00", Content_Type="image/png")

    ran = policy("ingest", site.url("/logo"), "--index", index)

    assert ran.code == 1
    assert f"skipped {site.url('/logo')}: " in ran.err


def test_a_mistyped_source_among_others_is_named_and_a_script_sees_it(tmp_path: Path, index: Path, policy: Policy):
    ran = policy("ingest", write(tmp_path / "plan.md"), tmp_path / "plann.md", "--index", index)

    assert ran.code == 1
    assert f"skipped {tmp_path / 'plann.md'}: there is no file" in ran.err
    assert "1 of the 2 sources named could not be read" in ran.err
    assert [document["id"] for document in held(policy, index)] == ["plan"]


def test_a_setting_that_is_no_host_is_one_line(index: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("POLICY_ALLOW_HOSTS", "http://wiki.corp/")

    assert "write host names" in the_line(policy("ingest", "plan.md", "--index", index))


# taken out and written down ------------------------------------------------------------------------


def test_several_documents_are_removed_together(tmp_path: Path, index: Path, policy: Policy):
    for number in (1, 2, 3):
        write(tmp_path / "documents" / f"plan{number}.md", f"# Plan {number}\n\n{number}0 plants.\n")
    policy("ingest", tmp_path / "documents", "--index", index)

    ran = policy("remove", "plan1", "plan3", "--json", "--index", index)

    assert json.loads(ran.out)["removed"] == ["plan1", "plan3"]
    assert [document["id"] for document in held(policy, index)] == ["plan2"]


def test_a_name_that_nothing_has_is_one_line_and_nothing_is_removed(tmp_path: Path, index: Path, policy: Policy):
    policy("ingest", write(tmp_path / "plan.md"), "--index", index)

    assert "no document 'plann'" in the_line(policy("remove", "plan", "plann", "--index", index))
    assert len(held(policy, index)) == 1


def test_the_log_says_who_did_what_and_when(tmp_path: Path, index: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("POLICY_USER", "curator")
    policy("ingest", write(tmp_path / "plan.md"), "--index", index)
    write(tmp_path / "plan.md", "Eighty plants were built.\n")
    policy("ingest", tmp_path / "plan.md", "--index", index)
    monkeypatch.setenv("POLICY_USER", "keeper")
    policy("remove", "plan", "--index", index)

    changes = json.loads(policy("log", "--json", "--index", index).out)["changes"]
    ran = policy("log", "--document", "plan", "-n", 1, "--index", index)

    assert [(change["who"], change["action"]) for change in changes] == [
        ("keeper", "removed"), ("curator", "replaced"), ("curator", "added"),
    ]  # fmt: skip
    assert all(change["document_id"] == "plan" and change["at"].startswith("20") for change in changes)
    assert len({change["sha256"] for change in changes}) == 2
    assert (ran.code, ran.out.count("\n")) == (0, 1)
    assert "keeper  removed" in ran.out
    assert str(tmp_path / "plan.md") in ran.out


def test_the_log_of_before_a_day_is_left_out(tmp_path: Path, index: Path, policy: Policy):
    policy("ingest", write(tmp_path / "plan.md"), "--index", index)

    assert json.loads(policy("log", "--since", "2999", "--json", "--index", index).out) == {"changes": []}
    assert len(json.loads(policy("log", "--since", "2024-01-31", "--json", "--index", index).out)["changes"]) == 1
    assert "--since" in the_line(policy("log", "--since", "yesterday", "--index", index))
