import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import PolicyError, UnknownName
from evals.records import Accepted, Example, ExampleTurn
from evals.sets import in_split, open_set, spread


def write(path: Path, *rows: dict[str, Any]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def retrieval_set(folder: Path, qrels: str) -> Path:
    write(folder / "corpus.jsonl", {"_id": "d1", "title": "T", "text": "text", "more": 1})
    write(folder / "queries.jsonl", {"_id": "q1", "text": "who?"}, {"_id": "q2", "text": "what?"})
    (folder / "qrels.tsv").write_text(qrels, encoding="utf-8")
    return folder


def test_no_name_is_the_projects_own_set() -> None:
    assert open_set(None) == open_set("project")
    assert open_set(None).kind == "project"


def test_three_files_are_a_retrieval_set_and_queries_without_relevant_documents_are_left_out(tmp_path: Path) -> None:
    folder = retrieval_set(tmp_path, "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t2\nq2\td1\t0\n")

    found = open_set(str(folder))

    assert (found.kind, found.name) == ("retrieval", tmp_path.name)
    assert [(e.id, dict(e.turns[0].relevant)) for e in found.examples] == [("q1", {"d1": 1, "d2": 2})]


def test_questions_with_history_are_a_conversation_set(tmp_path: Path) -> None:
    history = [{"question": "Who?", "answer": "SAIC"}]
    write(tmp_path / "questions.jsonl", {"id": "c", "question": "And when?", "history": history, "answers": ["2020", "in 2020"]})

    (example,) = open_set(str(tmp_path)).examples

    (turn,) = example.turns
    assert (turn.number, turn.history[0].question, turn.history[0].answer) == (2, "Who?", "SAIC")
    assert turn.answers == (Accepted("name", ("2020", "in 2020")),)
    assert turn.answerable is True


def test_a_conversation_of_which_nothing_is_known_is_not_scored_on_answers(tmp_path: Path) -> None:
    write(tmp_path / "questions.jsonl", {"question": "And?", "history": []})

    (turn,) = open_set(str(tmp_path)).examples[0].turns

    assert (turn.answerable, turn.answers) == (None, ())


def test_an_unanswerable_question_of_a_conversation_wants_silence(tmp_path: Path) -> None:
    write(tmp_path / "questions.jsonl", {"question": "And?", "history": [], "answers": [], "answerable": False})

    assert open_set(str(tmp_path)).examples[0].turns[0].verdicts == ("not_in_documents",)


def test_questions_with_passages_are_a_reading_set(tmp_path: Path) -> None:
    passage = {"id": "p", "title": "Mills", "text": "SAIC built the mill.", "label": "correct"}
    write(
        tmp_path / "questions.jsonl",
        {"id": "r", "question": "Who built it?", "passages": [passage], "answers": ["SAIC", "SAIC Motor"], "answerable": True},
        {"id": "s", "question": "When?", "passages": [passage], "answers": [], "answerable": False, "type": "none"},
    )

    found = open_set(str(tmp_path))

    first, second = found.examples
    assert (found.kind, first.type, second.type) == ("reading", "reading", "none")
    assert (first.turns[0].passages, first.turns[0].answers) == ((passage,), (Accepted("name", ("SAIC", "SAIC Motor")),))
    assert (second.turns[0].answerable, second.turns[0].answers) == (False, ())


def test_of_a_question_that_asks_for_every_answer_each_is_an_item(tmp_path: Path) -> None:
    row = {"id": "r", "question": "Who?", "passages": [{"id": "p", "text": "."}], "answers": ["A", "B"], "every_answer": True}
    write(tmp_path / "questions.jsonl", row | {"wrong_answers": ["C"]})

    (turn,) = open_set(str(tmp_path)).examples[0].turns

    assert turn.answers == (Accepted("name", ("A",)), Accepted("name", ("B",)))
    assert (turn.wrong, turn.support) == (("C",), None)


def test_passages_without_id_or_text_are_named(tmp_path: Path) -> None:
    write(tmp_path / "questions.jsonl", {"id": "r", "question": "Who?", "passages": [{"text": "?"}]})

    with pytest.raises(PolicyError, match=r'question 1 of .* has "passages"'):
        open_set(str(tmp_path))


def test_two_questions_of_one_id_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "questions.jsonl", *[{"id": "twice", "question": "a", "history": []}] * 2)

    with pytest.raises(PolicyError, match="2 questions with the id 'twice'"):
        open_set(str(tmp_path))


def test_a_query_may_come_in_a_conversation(tmp_path: Path) -> None:
    retrieval_set(tmp_path, "query-id\tcorpus-id\tscore\nq1\td1\t1\n")
    history = [{"question": "Who makes cars?", "answer": "SAIC"}]
    write(tmp_path / "queries.jsonl", {"_id": "q1", "text": "Where?", "history": history, "standalone": "Where is SAIC?"})

    (turn,) = open_set(str(tmp_path)).examples[0].turns

    assert (turn.number, turn.history[0].answer, turn.standalone) == (2, "SAIC", "Where is SAIC?")


def test_files_in_place_of_a_corpus_are_searched_by_page_where_pages_are_relevant(tmp_path: Path) -> None:
    retrieval_set(tmp_path, "query-id\tcorpus-id\tscore\nq1\treport|3\t1\n")
    (tmp_path / "corpus.jsonl").unlink()
    (tmp_path / "documents").mkdir()

    found = open_set(str(tmp_path))

    assert (found.kind, found.by_page) == ("retrieval", True)


def test_another_folder_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"needs corpus\.jsonl, queries\.jsonl and qrels\.tsv"):
        open_set(str(tmp_path))


def test_a_set_that_is_not_there_is_unknown() -> None:
    with pytest.raises(UnknownName, match="there is no evaluation set 'nowhere'"):
        open_set("nowhere")


@pytest.mark.parametrize(
    ("qrels", "says"),
    [("query-id\tcorpus-id\tscore\nq1 d1 1\n", "line 2 of .*qrels.tsv"), ("h\nq1\td1\tyes\n", "line 2"), ("h\n", "no questions")],
)
def test_broken_judgements_are_named(tmp_path: Path, qrels: str, says: str) -> None:
    with pytest.raises(PolicyError, match=says):
        open_set(str(retrieval_set(tmp_path, qrels)))


@pytest.mark.parametrize(
    ("line", "says"), [("{", "line 2 of .* is not JSON"), ('{"history": []}', 'line 2 of .* has no "question"')]
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "questions.jsonl").write_text('{"question": "a", "history": []}\n' + line, encoding="utf-8")

    with pytest.raises(PolicyError, match=says):
        open_set(str(tmp_path))


def test_a_history_that_is_no_list_of_turns_is_named(tmp_path: Path) -> None:
    write(tmp_path / "questions.jsonl", {"question": "a", "history": ["b"]})

    with pytest.raises(PolicyError, match=r"question 1 of .* \"history\""):
        open_set(str(tmp_path))


def test_the_splits_divide_the_set() -> None:
    examples = open_set(None).examples

    assert len(in_split(examples, "dev")) + len(in_split(examples, "test")) == len(in_split(examples, "all")) == len(examples)
    with pytest.raises(UnknownName, match="dev, test, all"):
        in_split(examples, "train")


def test_a_limit_takes_every_type_in_its_proportion() -> None:
    examples = [Example(f"{kind}{i}", kind, "en", (ExampleTurn("q"),)) for kind in ("a", "b") for i in range(6)]

    chosen = spread(examples, 4)

    assert [example.type for example in chosen] == ["a", "a", "b", "b"]
    assert chosen == spread(examples, 4)
    assert spread(examples, 100) == tuple(examples)


@pytest.mark.parametrize("limit", [1, 7, 60, 144])
def test_a_limit_is_kept_to_the_question(limit: int) -> None:
    assert len(spread(in_split(open_set(None).examples, "test"), limit)) == limit


def test_sixty_questions_hold_every_type_and_both_languages() -> None:
    everything = in_split(open_set(None).examples, "test")
    chosen = spread(everything, 60)

    assert {example.type for example in chosen} == {example.type for example in everything}
    assert {example.language for example in chosen} == {"en", "zh"}


def test_an_id_serves_as_the_id_of_beir(tmp_path: Path):
    (tmp_path / "corpus.jsonl").write_text('{"id": "d1", "title": "", "text": "Mills"}\n')
    (tmp_path / "queries.jsonl").write_text('{"id": "q1", "text": "What was built?"}\n')
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n")

    (example,) = open_set(str(tmp_path)).examples

    assert example.id == "q1"
    assert example.turns[0].relevant == {"d1": 1}
