"""The outside may rely on docs/contract.md: commands, forms, streams, exit codes, and quotes that are in the files."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from assistant.cli import app
from tests.assistant.conftest import Policy
from tests.conftest import SMALL

PAGE = (Path(__file__).parents[2] / "docs" / "contract.md").read_text(encoding="utf-8")
QUESTIONS = Path(__file__).parents[2] / "evals" / "data" / "questions.jsonl"

FILTERS = {"--company", "--publisher", "--kind", "--place", "--since", "--until"}
OPTIONS = {
    "ingest": {
        "--index", "--json", "--rebuild", "--title", "--publisher", "--published", "--url", "--kind", "--place", "--language",
        "--company",
    },
    "search": {"-k", "--explain", "--index", "--json", "--batch", *FILTERS},
    "ask": {"--history", "--index", "--json", "--batch", *FILTERS},
    "documents": {"--index", "--json"},
    "remove": {"--index", "--json"},
    "log": {"--index", "--json", "--document", "--since", "-n"},
    "chat": {"--index", "--port", "--address"},
    "eval": {"--index", "--json", "--compare", "--split", "--limit", "--floors", "--convert"},
    "doctor": {"--index", "--json"},
    "read": {"--passages", "--batch", "--json"},
}  # fmt: skip
EXPLANATION = {"score", "dense", "dense_rank", "lexical", "lexical_rank", "dense_share", "in_scope"}
EVIDENCE = {
    "rank", "score", "document_id", "title", "publisher", "published", "date_inferred", "url", "kind", "language",
    "reliability", "page", "heading", "start", "end", "text", "wording", "copy_of",
}  # fmt: skip
CITATION = EVIDENCE | {"n", "quote", "quote_start", "quote_end"}
ANSWER = {
    "id", "question", "standalone_question", "verdict", "text", "claims", "citations", "disagreements", "missing",
    "short_answer", "answerable", "closest", "lead", "searched", "asks_back", "scope", "model", "note", "milliseconds",
}  # fmt: skip
MILLISECONDS = {"rewrite", "retrieve", "rank", "answer", "check", "total"}
INGEST = {"added", "replaced", "unchanged", "removed", "failed", "notes", "passages", "seconds"}
DOCUMENT = {
    "id", "title", "publisher", "published", "url", "kind", "place", "language", "companies", "reliability", "wording",
    "passages", "source", "sources", "copy_of", "version", "sha256", "added",
}  # fmt: skip

SOLD = "How many vehicles did SAIC sell in 2023?"


def jsonl(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def one_object(out: str) -> dict[str, Any]:
    """What was printed, which must be one JSON object on one line and nothing else."""
    assert out.endswith("}\n")
    assert out.count("\n") == 1
    form: dict[str, Any] = json.loads(out)
    return form


# the page and the command say the same -------------------------------------------------------------


def commands() -> dict[str, Any]:
    return dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_every_command_of_the_page_exists_and_no_other(policy: Policy):
    listed = set(re.findall(r"`policy (\w+)", PAGE.partition("\nShared:")[0]))

    ran = policy("--help")

    assert ran.code == 0
    assert set(re.findall(r"^\W*(\w+)  +[A-Z]", ran.out, re.MULTILINE)) == listed == set(commands()) == set(OPTIONS)


@pytest.mark.parametrize("name", sorted(OPTIONS))
def test_a_command_has_the_options_of_the_page(name: str):
    printed = {option for parameter in commands()[name].params for option in parameter.opts}

    assert OPTIONS[name] - printed == set()


@pytest.mark.parametrize(
    ("begins", "names"),
    [
        ("EVIDENCE: `{", EVIDENCE),
        ("`ingest --json`: `{", INGEST | {"source", "reason"}),
        ("`documents --json`: `{", DOCUMENT | {"documents"}),
        ("`doctor --json`: `{", {"healthy", "checks", "name", "says"}),
        ("`search --json`: `{", {"question", "standalone_question", "scope", "evidence"}),
        ("EXPLANATION: `{", EXPLANATION),
    ],
)
def test_the_page_lists_the_fields_that_are_tested(begins: str, names: set[str]):
    form = PAGE.split(begins)[1].split("}`")[0]

    assert set(re.findall(r'"(\w+)"', form)) == names


def test_python_dash_m_assistant_is_policy(small_index: Path):
    ran = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", SOLD, "--json", "--index", str(small_index)], capture_output=True, text=True
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    assert one_object(ran.stdout)["short_answer"] == "5,020,865 vehicles"


# forms ---------------------------------------------------------------------------------------------


def test_search_prints_its_form_and_k_passages(small_index: Path, policy: Policy):
    ran = policy("search", "robot density", "-k", 3, "--json", "--index", small_index)

    form = one_object(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert set(form) == {"question", "standalone_question", "scope", "evidence"}
    assert [set(evidence) for evidence in form["evidence"]] == [EVIDENCE] * 3
    assert [evidence["rank"] for evidence in form["evidence"]] == [1, 2, 3]
    assert {evidence["wording"] for evidence in form["evidence"]} == {"digest"}


def test_search_explains_each_score_when_asked(small_index: Path, policy: Policy):
    form = one_object(policy("search", SOLD, "--explain", "--json", "--index", small_index).out)
    printed = policy("search", SOLD, "--explain", "-k", 1, "--index", small_index).out

    first = form["evidence"][0]
    assert [set(evidence) for evidence in form["evidence"]] == [EVIDENCE | {"explanation"}] * len(form["evidence"])
    assert [set(evidence["explanation"]) for evidence in form["evidence"]] == [EXPLANATION] * len(form["evidence"])
    assert first["explanation"]["score"] == first["score"]
    assert first["explanation"]["in_scope"]
    assert f"score {first['score']:.3f} = 55% vectors (cosine " in printed
    assert printed.endswith(f"({form['scope']})\n")


def test_the_time_of_every_step_is_told(small_index: Path, policy: Policy):
    told = one_object(policy("ask", SOLD, "--json", "--index", small_index).out)["milliseconds"]

    assert min(told["retrieve"], told["rank"], told["answer"]) > 0
    assert sum(told[step] for step in ("rewrite", "retrieve", "rank", "answer", "check")) == pytest.approx(told["total"], abs=1)


def test_ask_prints_its_form(small_index: Path, policy: Policy):
    ran = policy("ask", SOLD, "--json", "--index", small_index)

    form = one_object(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert set(form) == ANSWER
    assert (form["id"], form["question"], form["standalone_question"], form["model"]) == (None, SOLD, SOLD, "offline")
    assert [set(claim) for claim in form["claims"]] == [{"text", "citations", "state"}] * len(form["claims"])
    assert [set(citation) for citation in form["citations"]] == [CITATION] * len(form["citations"])
    assert [citation["n"] for citation in form["citations"]] == list(range(1, len(form["citations"]) + 1))
    assert set(form["milliseconds"]) == MILLISECONDS
    assert form["short_answer"] == "5,020,865 vehicles"


def test_an_abstention_is_done_and_prints_the_same_form(small_index: Path, policy: Policy):
    ran = policy("ask", "How many vehicles did BYD sell in 2023?", "--json", "--index", small_index)

    form = one_object(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert set(form) == ANSWER
    assert (form["verdict"], form["text"], form["claims"], form["citations"], form["short_answer"]) == (
        "not_in_documents", "", [], [], None,
    )  # fmt: skip
    assert [set(evidence) for evidence in form["closest"]] == [EVIDENCE] * len(form["closest"])
    assert form["missing"]


def test_documents_prints_its_form(small_index: Path, policy: Policy):
    ran = policy("documents", "--json", "--index", small_index)

    form = one_object(ran.out)
    assert (ran.code, ran.err, set(form)) == (0, "", {"documents"})
    assert [document["id"] for document in form["documents"]] == sorted(SMALL)
    assert all(set(document) == DOCUMENT for document in form["documents"])


def test_doctor_prints_its_form(small_index: Path, policy: Policy):
    ran = policy("doctor", "--json", "--index", small_index)

    form = one_object(ran.out)
    assert (ran.code, ran.err, set(form), form["healthy"]) == (0, "", {"healthy", "checks"}, True)
    assert all(set(check) == {"name", "healthy", "says"} for check in form["checks"])


def test_ingest_prints_its_form_names_what_failed_and_goes_on(tmp_path: Path, policy: Policy):
    (tmp_path / "good.md").write_text("# Ports\n\nNingbo opened 12 ports.\n", encoding="utf-8")
    (tmp_path / "empty.md").write_text("", encoding="utf-8")

    ran = policy("ingest", tmp_path, "--json", "--index", tmp_path / "index")

    form = one_object(ran.out)
    assert ran.code == 0
    assert set(form) == INGEST
    assert (form["added"], form["replaced"], form["unchanged"], form["removed"], form["passages"]) == (1, 0, 0, 0, 1)
    assert [(Path(failure["source"]).name, set(failure)) for failure in form["failed"]] == [("empty.md", {"source", "reason"})]
    assert "empty.md" in ran.err


def test_a_rebuild_prints_a_json_object_too(tmp_path: Path, twins: Path, policy: Policy):
    ran = policy("ingest", "--rebuild", "--json", "--index", twins)

    assert ran.code == 0
    assert isinstance(one_object(ran.out), dict)


def test_without_json_the_answer_comes_with_its_sources_on_standard_output(small_index: Path, policy: Policy):
    ran = policy("ask", SOLD, "--index", small_index)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("5,020,865 vehicles\n\nSAIC sold 5,020,865 vehicles in 2023, down 5.31%. [1]\n")
    assert "[1] SAIC aims for 1.35 million overseas sales in 2024: digest of CnEVPost, 17 January 2024. https://" in ran.out


# what is quoted is in the file -----------------------------------------------------------------------


@pytest.fixture
def sources(small_index: Path, policy: Policy) -> dict[str, str]:
    """The text of every document, from its file."""
    listed = json.loads(policy("documents", "--json", "--index", small_index).out)["documents"]
    return {document["id"]: Path(document["source"]).read_bytes().decode("utf-8") for document in listed}


def forty_questions() -> Iterator[dict[str, str]]:
    """Forty of the project's questions, first those that the twelve documents answer."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    here: dict[bool, list[dict[str, str]]] = {True: [], False: []}
    for row in rows:
        turn = row["turns"][0]
        gold = any(passage["document"] in SMALL for passage in turn.get("gold") or ())
        here[gold].append({"id": row["id"], "question": turn["question"]})
    return iter([*here[True], *here[False]][:40])


def test_forty_answers_quote_the_files_and_are_silent_exactly_without_claims(
    small_index: Path, tmp_path: Path, policy: Policy, sources: dict[str, str]
):
    asked = list(forty_questions())
    assert len(asked) == 40

    ran = policy("ask", "--batch", jsonl(tmp_path / "asked.jsonl", asked), "--index", small_index)

    forms = [json.loads(line) for line in ran.out.splitlines()]
    assert (ran.code, ran.err) == (0, "")
    assert [(form["id"], form["question"]) for form in forms] == [(row["id"], row["question"]) for row in asked]
    assert {form["verdict"] for form in forms} >= {"answered", "not_in_documents"}
    for form in forms:
        assert (form["verdict"] == "not_in_documents") == (form["claims"] == [])
        assert 0 <= form["answerable"] <= 1
        held = {citation["n"] for citation in form["citations"]}
        assert all(claim["citations"] and set(claim["citations"]) <= held for claim in form["claims"])
        for passage in (*form["citations"], *form["closest"]):
            assert passage["text"] == sources[passage["document_id"]][passage["start"] : passage["end"]]
        for citation in form["citations"]:
            assert citation["quote"] == sources[citation["document_id"]][citation["quote_start"] : citation["quote_end"]]
        if form["short_answer"]:
            first = form["citations"][0]["quote"]
            assert all(part in first for part in form["short_answer"].split(", "))


def test_a_batch_of_searches_keeps_order_ids_and_histories(small_index: Path, tmp_path: Path, policy: Policy):
    history = [{"question": "How many vehicles did SAIC sell in 2024?", "answer": "4,013,023."}]
    rows = [{"id": "b", "question": "and in 2023?", "history": history}, {"id": "a", "question": "robot density"}]

    ran = policy("search", "--batch", jsonl(tmp_path / "rows.jsonl", rows), "-k", 2, "--index", small_index)

    forms = [json.loads(line) for line in ran.out.splitlines()]
    assert [(form["id"], form["standalone_question"], len(form["evidence"])) for form in forms] == [
        ("b", SOLD, 2), ("a", "robot density", 2),
    ]  # fmt: skip


def test_a_batch_of_questions_keeps_order_ids_and_histories(small_index: Path, tmp_path: Path, policy: Policy):
    history = [{"question": "How many vehicles did SAIC sell in 2024?", "answer": None}]
    rows = [{"id": 7, "question": "and in 2023?", "history": history}, {"question": SOLD}, {"id": "x", "question": SOLD}]
    batch = jsonl(tmp_path / "rows.jsonl", rows)
    batch.write_text(batch.read_text().replace("\n", "\n\n", 1))  # an empty line is nothing

    ran = policy("ask", "--batch", batch, "--index", small_index)

    forms = [json.loads(line) for line in ran.out.splitlines()]
    assert [(form["id"], form["standalone_question"]) for form in forms] == [(7, SOLD), (None, SOLD), ("x", SOLD)]
    assert len({form["text"] for form in forms}) == 1


def test_a_history_file_is_the_conversation(small_index: Path, tmp_path: Path, policy: Policy):
    turns = jsonl(tmp_path / "turns.jsonl", [{"question": "How many vehicles did SAIC sell in 2024?", "answer": "4 million"}])

    ran = policy("ask", "and in 2023?", "--history", turns, "--json", "--index", small_index)

    form = one_object(ran.out)
    assert (form["question"], form["standalone_question"]) == ("and in 2023?", SOLD)


def test_a_filter_is_one_for_every_name_of_the_company(small_index: Path, policy: Policy):
    ran = policy("search", "vehicles sold", "--company", "上汽", "--since", "2025", "--json", "--index", small_index)

    assert {evidence["document_id"] for evidence in one_object(ran.out)["evidence"]} == {"danawa-2025-saic"}


# what goes wrong is one line -----------------------------------------------------------------------


BAD_QUESTIONS = [
    pytest.param("", "the question is empty: ask something in words", id="empty"),
    pytest.param("?!", "the question is empty: ask something in words", id="punctuation"),
    pytest.param("robots? " * 6_250, "the question has 50,000 characters, the limit is 2,000", id="50,000 characters"),
    pytest.param("robots \udcff in Shanghai?", "question", id="wrongly encoded"),
]


def assert_one_line(ran: Any, *said: str) -> None:
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.startswith("policy: ")
    assert ran.err.count("\n") == 1
    assert [words for words in said if words not in ran.err] == []


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(("question", "said"), BAD_QUESTIONS)
def test_a_question_that_cannot_be_asked_is_one_line(small_index: Path, policy: Policy, command: str, question: str, said: str):
    assert_one_line(policy(command, question, "--index", small_index), said)


@pytest.mark.parametrize("arguments", [["ask", SOLD], ["search", SOLD], ["documents"], ["remove", "x"], ["ingest", "--rebuild"]])
def test_a_missing_index_is_one_line_and_leaves_nothing_behind(tmp_path: Path, policy: Policy, arguments: list[str]):
    ran = policy(*arguments, "--index", tmp_path / "none")

    assert_one_line(ran, f"there is no index in {tmp_path / 'none'}: make one with `policy ingest`")
    assert not (tmp_path / "none").exists()


def test_a_file_in_the_place_of_the_index_is_one_line(tmp_path: Path, policy: Policy):
    (tmp_path / "file").write_text("no index")
    (tmp_path / "good.md").write_text("# Ports\n\nNingbo opened 12 ports.\n", encoding="utf-8")

    assert_one_line(policy("ask", SOLD, "--index", tmp_path / "file"), str(tmp_path / "file"))
    assert_one_line(policy("ingest", tmp_path / "good.md", "--index", tmp_path / "file"), str(tmp_path / "file"))


def test_an_index_that_is_no_library_is_one_line(tmp_path: Path, policy: Policy):
    (tmp_path / "library.sqlite").write_bytes(b"not a database at all" * 100)

    assert_one_line(policy("ask", SOLD, "--index", tmp_path), str(tmp_path), "policy ingest")


@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_filter_date_that_is_none_is_one_line(small_index: Path, policy: Policy, option: str):
    ran = policy("ask", SOLD, option, "last year", "--index", small_index)

    assert_one_line(ran, f"{option} 'last year' is not a date: write a year, a month or a day")


def test_removing_an_unknown_document_is_one_line(small_index: Path, policy: Policy):
    assert_one_line(policy("remove", "no-such-id", "--index", small_index), "'no-such-id'", "`policy documents` lists the ids")


@pytest.mark.parametrize("missing", ["none.md", "https://example.org/report.html"])
def test_ingest_of_what_is_not_there_is_one_line(tmp_path: Path, policy: Policy, missing: str):
    ran = policy("ingest", missing if ":" in missing else tmp_path / missing, "--index", tmp_path / "index")

    assert_one_line(ran, Path(missing).name)


def test_ingest_of_a_folder_without_documents_is_one_line(tmp_path: Path, policy: Policy):
    (tmp_path / "empty").mkdir()

    assert_one_line(policy("ingest", tmp_path / "empty", "--index", tmp_path / "index"), str(tmp_path / "empty"), "documents")


GOOD = '{"question": "robot density"}'
BAD_LINES = [
    pytest.param(b"not JSON", "is not JSON", id="not JSON"),
    pytest.param(b'["robots"]', 'has no "question"', id="no object"),
    pytest.param(b'{"id": "1"}', 'has no "question"', id="without question"),
    pytest.param(b'{"question": 7}', 'has no "question"', id="a number as question"),
    pytest.param(b'{"question": "and?", "history": "SAIC"}', "history", id="a history that is no list"),
    pytest.param(b'{"question": "and?", "history": ["SAIC"]}', "history", id="a history of strings"),
    pytest.param(b'{"question": "and?", "history": [{"answer": "1"}]}', "history", id="a turn without question"),
]


@pytest.mark.parametrize(("line", "said"), BAD_LINES)
def test_a_bad_line_of_a_batch_is_named_before_anything_is_answered(
    small_index: Path, tmp_path: Path, policy: Policy, line: bytes, said: str
):
    batch = tmp_path / "batch.jsonl"
    batch.write_bytes(GOOD.encode() + b"\n" + line + b"\n" + GOOD.encode() + b"\n")

    ran = policy("search", "--batch", batch, "--index", small_index)

    assert_one_line(ran, "line 2", str(batch), said)


@pytest.mark.parametrize("command", ["search", "ask"])
def test_a_question_of_a_batch_that_cannot_be_asked_says_so_in_its_place_and_the_rest_goes_on(
    small_index: Path, tmp_path: Path, policy: Policy, command: str
):
    batch = tmp_path / "batch.jsonl"
    lines = [{"id": "1", "question": "robot density"}, {"id": "2", "question": "?!"}, {"id": "3", "question": "robot density"}]
    batch.write_text("\n".join(map(json.dumps, lines)))

    ran = policy(command, "--batch", batch, "--index", small_index)

    printed = [json.loads(line) for line in ran.out.splitlines()]
    assert [row["id"] for row in printed] == ["1", "2", "3"]
    assert printed[1] == {"id": "2", "question": "?!", "error": "the question is empty: ask something in words"}
    assert ran.code == 1
    assert "1 of 3 questions" in ran.err


@pytest.mark.parametrize("option", ["--batch", "--history"])
def test_a_file_of_lines_that_cannot_be_read_is_one_line(small_index: Path, tmp_path: Path, policy: Policy, option: str):
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00{")
    question = [SOLD] if option == "--history" else []

    for name in ("none.jsonl", "binary", "."):
        assert_one_line(policy("ask", *question, option, tmp_path / name, "--index", small_index), "cannot read")


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", SOLD, "--batch", "file.jsonl"],
        ["search", SOLD, "-k", "0"],
        ["search", SOLD, "-k", "many"],
        ["remove"],
        ["ask", SOLD, "--no-such-option"],
        ["no-such-command"],
    ],
)
def test_wrong_usage_is_exit_two_and_said_on_standard_error(policy: Policy, arguments: list[str]):
    ran = policy(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert "Usage:" in ran.err


def test_an_unknown_embedder_is_one_line(small_index: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("POLICY_EMBEDDER", "word2vec")

    assert_one_line(policy("ask", SOLD, "--index", small_index), "word2vec", "e5-small")


def test_an_error_of_a_real_run_has_no_traceback_and_nothing_on_standard_output(tmp_path: Path):
    command = [sys.executable, "-m", "assistant", "ask", b"robots \xff?", "--index", str(tmp_path / "none")]

    ran = subprocess.run(command, capture_output=True, text=True)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("policy: ")
    assert ran.stderr.count("\n") == 1
