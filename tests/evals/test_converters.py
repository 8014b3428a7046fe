"""Each converter on a tiny set made by hand in its published form; what comes out is what `policy eval` runs."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import PolicyError, UnknownName
from evals.converters import convert, converters, history_of
from evals.folders import rows
from evals.sets import open_set
from tests.pdfs import write_pdf

ROOT = Path(__file__).resolve().parents[2]
MILL = {"id": "d1", "title": "Mills", "text": "The mill was opened in 1921. Otis Brown built it."}
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t1\n"
TALK = [{"speaker": "user", "text": "Who built the mill?"}, {"speaker": "agent", "text": "Otis Brown."}]


def write(path: Path, *lines: dict[str, Any]) -> None:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def beir(folder: Path, prefix: str = "") -> None:
    write(folder / f"{prefix}corpus.jsonl", MILL, {"id": "d2", "title": "", "text": "Rice grows in fields."})
    write(folder / f"{prefix}queries.jsonl", {"id": "q1", "text": "Who built the mill?", "split": "dev"})
    (folder / f"{prefix}qrels.tsv").write_text(QRELS, encoding="utf-8")


def scifact(folder: Path) -> None:
    beir(folder)
    proof = {"doc_id": "d1", "label": "CONTRADICT", "sentences": [1]}
    write(folder / "claims.jsonl", {"id": "c1", "claim": "Ann built it.", "evidence": [proof], "label": "CONTRADICT"})


def squad2(folder: Path) -> None:
    beir(folder)
    asked = {"id": "q1", "question": "Who built the mill?", "passages": ["d1"], "type": "extractive"}
    write(folder / "qa.jsonl", asked | {"answers": ["Otis Brown"], "answerable": True})


def mtrag(folder: Path) -> None:
    beir(folder, "pool.")
    turns = ["Who built the mill?", "When was it opened?"]
    write(
        folder / "pool.queries.jsonl",
        {"id": "q1", "text": "When was the mill opened?", "last": turns[1], "all_user_turns": turns},
    )
    write(
        folder / "human_turns.jsonl",
        {"id": "t1", "conversation": TALK[:1], "last": turns[1], "gold_rewrite": "When was the mill opened?"},
        {"id": "t2", "conversation": TALK[:1], "last": "Thanks!", "gold_rewrite": ""},
    )


def cast(folder: Path) -> None:
    turn = {"last": "When was it opened?", "gold_rewrite": "When was the mill opened?"}
    shown = [{"id": "d1", "text": MILL["text"]}]
    write(
        folder / "turns.jsonl",
        {"id": "t19", "conversation": [], "gold_passages": [], "year": 2019} | turn,
        {"id": "t21", "conversation": TALK, "gold_passages": shown, "year": 2021} | turn,
    )


def clapnq(folder: Path) -> None:
    sentences = ["The mill was opened in 1921.", "Otis Brown built it."]
    passage = {"id": "p", "title": "Mills", "text": MILL["text"], "sentences": sentences}
    asked = {"id": "q1", "question": "Who built the mill?", "passages": [passage], "type": "long-form", "split": "dev"}
    write(
        folder / "qa.jsonl",
        asked | {"answers": ["It was built by Otis Brown."], "support_sentences": sentences[1:], "answerable": True},
    )


def ramdocs(folder: Path) -> None:
    passages = [
        {"id": "p1", "text": "Otis Brown built it.", "label": "correct", "answer": "Otis Brown"},
        {"id": "p2", "text": "Ann Gray built it.", "label": "misinfo", "answer": "Ann Gray"},
    ]
    asked = {"id": "q1", "question": "Who built the mill?", "passages": passages, "answerable": True, "type": "conflict"}
    write(folder / "qa.jsonl", asked | {"answers": ["Otis Brown"], "wrong_answers": ["Ann Gray"]})


def climate_fever(folder: Path) -> None:
    sentences = [{"id": "Mills:3", "title": "Mills", "text": "Mills burn coal.", "label": "SUPPORTS", "entropy": 0.0}]
    write(folder / "claims.jsonl", {"id": "c1", "claim": "Coal is burned.", "label": "SUPPORTS", "evidence": sentences})


def financebench(folder: Path) -> None:
    (folder / "pdfs").mkdir()
    write_pdf(folder / "pdfs" / "MILLS_2022_10K.pdf", [["Contents"], ["Net sales were 12 million."]])
    proof = [{"doc": "MILLS_2022_10K", "page": 1, "text": "Net sales were 12 million."}]
    asked = {"question": "What were net sales?", "answers": ["12 million"]}
    write(
        folder / "qa.jsonl",
        {"id": "q1", "doc": "MILLS_2022_10K", "evidence": proof} | asked,
        {"id": "q2", "doc": "NOT_HERE_10K", "evidence": []} | asked,
    )


PUBLISHED: dict[str, Callable[[Path], None]] = {
    "obliqa": beir, "anthropic_docs": beir, "scifact": scifact, "squad2": squad2, "mtrag": mtrag, "cast": cast,
    "clapnq": clapnq, "ramdocs": ramdocs, "climate_fever": climate_fever, "financebench": financebench,
}  # fmt: skip


@pytest.fixture
def converted(tmp_path: Path) -> Callable[[str], dict[str, Path]]:
    def converted(name: str) -> dict[str, Path]:
        source = tmp_path / name
        source.mkdir()
        PUBLISHED[name](source)
        return {folder.name: folder for folder in convert(name, source, tmp_path / "sets")}

    return converted


@pytest.mark.parametrize("name", list(converters))
def test_every_set_becomes_folders_that_are_recognised(name: str, converted: Callable[[str], dict[str, Path]]) -> None:
    folders = converted(name)

    kinds = {folder.name: open_set(str(folder)).kind for folder in folders.values() if not (folder / "claims.jsonl").exists()}
    claims = {path: row for path in folders for row in rows_of(folders[path] / "claims.jsonl")}
    assert kinds or claims
    assert all({"id", "claim", "label", "passages"} <= row.keys() for row in claims.values())


def rows_of(path: Path) -> list[dict[str, Any]]:
    return list(rows(path)) if path.exists() else []


def test_a_published_id_becomes_that_of_beir(converted: Callable[[str], dict[str, Path]]) -> None:
    folder = converted("obliqa")["obliqa"]

    assert rows_of(folder / "corpus.jsonl")[0]["_id"] == "d1"
    assert open_set(str(folder)).examples[0].turns[0].relevant == {"d1": 1}


def test_squad_is_retrieval_of_paragraphs_and_reading_with_them(converted: Callable[[str], dict[str, Path]]) -> None:
    folders = converted("squad2")

    (turn,) = open_set(str(folders["squad2-reading"])).examples[0].turns
    assert turn.passages[0]["text"] == MILL["text"]
    assert turn.answers[0].any == ("Otis Brown",)
    assert open_set(str(folders["squad2"])).kind == "retrieval"


def test_a_claim_comes_with_the_abstracts_that_bear_on_it(converted: Callable[[str], dict[str, Path]]) -> None:
    (claim,) = rows_of(converted("scifact")["scifact-claims"] / "claims.jsonl")

    assert (claim["label"], claim["passages"][0]["text"]) == ("REFUTES", MILL["text"])


def test_a_turn_is_searched_for_in_its_conversation_and_as_a_person_rewrote_it(
    converted: Callable[[str], dict[str, Path]],
) -> None:
    folders = converted("mtrag")

    (turn,) = open_set(str(folders["mtrag-turns"])).examples[0].turns
    assert (turn.question, turn.history[0].question) == ("When was it opened?", "Who built the mill?")
    assert turn.standalone == open_set(str(folders["mtrag-rewritten"])).examples[0].turns[0].question
    assert [example.id for example in open_set(str(folders["mtrag-conversations"])).examples] == ["t1"]


def test_the_passages_that_were_shown_are_the_pool_of_cast(converted: Callable[[str], dict[str, Path]]) -> None:
    folders = converted("cast")

    assert [row["_id"] for row in rows_of(folders["cast-turns"] / "corpus.jsonl")] == ["d1"]
    (example,) = open_set(str(folders["cast-turns"])).examples
    assert (example.id, example.turns[0].history[0].answer) == ("t21", "Otis Brown.")
    assert len(open_set(str(folders["cast-conversations"])).examples) == 2


def test_an_answer_over_several_turns_of_a_speaker_is_one() -> None:
    said = [*TALK, {"speaker": "agent", "text": "In 1921."}, {"speaker": "user", "text": "Why?"}]

    assert history_of(said) == [
        {"question": "Who built the mill?", "answer": "Otis Brown. In 1921."},
        {"question": "Why?", "answer": ""},
    ]


def test_pages_are_counted_from_one_and_reports_that_are_not_there_are_left_out(
    converted: Callable[[str], dict[str, Path]],
) -> None:
    found = open_set(str(converted("financebench")["financebench"]))

    assert [(example.id, dict(example.turns[0].relevant)) for example in found.examples] == [("q1", {"MILLS_2022_10K|2": 1})]
    assert found.by_page


def test_wrong_answers_and_labels_stay_with_their_question(converted: Callable[[str], dict[str, Path]]) -> None:
    (turn,) = open_set(str(converted("ramdocs")["ramdocs"])).examples[0].turns

    assert turn.wrong == ("Ann Gray",)
    assert [passage["label"] for passage in turn.passages] == ["correct", "misinfo"]


def test_supporting_sentences_stay_with_their_question(converted: Callable[[str], dict[str, Path]]) -> None:
    (turn,) = open_set(str(converted("clapnq")["clapnq"])).examples[0].turns

    assert turn.support == ("Otis Brown built it.",)


def test_a_set_in_another_form_is_named(tmp_path: Path) -> None:
    write(tmp_path / "qa.jsonl", {"id": "q1", "question": "Who?"})

    with pytest.raises(PolicyError, match=r'line 1 of .*qa.jsonl has no "passages"|has no "answers"'):
        convert("ramdocs", tmp_path, tmp_path / "sets")


def test_what_is_inside_a_row_in_another_form_is_named(tmp_path: Path) -> None:
    beir(tmp_path)
    asked = {"id": "q1", "question": "Who?", "passages": ["gone"], "answers": [], "answerable": False, "type": "x"}
    write(tmp_path / "qa.jsonl", asked)

    with pytest.raises(PolicyError, match=r"is not squad2 as it is published \('gone'\)"):
        convert("squad2", tmp_path, tmp_path / "sets")


def test_an_unknown_set_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="unknown converter 'trec': choose one of anthropic_docs, cast"):
        convert("trec", tmp_path, tmp_path)


@pytest.mark.parametrize("command", [["evals.converters"], ["assistant", "eval", "--convert"]])
def test_the_command_prints_the_folders(command: list[str], tmp_path: Path) -> None:
    beir(tmp_path)

    ended = subprocess.run(
        [sys.executable, "-m", *command, "anthropic_docs", str(tmp_path), str(tmp_path / "sets")],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert ended.stdout.split() == [str(tmp_path / "sets" / tmp_path.name)]
    assert ended.stderr == ""
