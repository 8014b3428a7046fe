"""What a question names is where the search looks first, and the reason is said."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.question import read_question
from assistant.reader import open_reader
from assistant.reading_room import ReadingRoom
from assistant.retrievers.hybrid import hybrid
from assistant.scoping import scope_of
from corpus.ingest import ingest_documents
from corpus.records import Document
from tests.fakes import WordHashEmbeddings

SALES = "The company sold cars and made a profit in the year."
DOCUMENTS = [
    Document("saic", "Sales of the year", SALES, companies=("SAIC Motor",), published="2024-01"),
    Document("sgm", "Sales of the venture", SALES, companies=("SAIC-GM",), published="2023-06"),
    Document("tesla", "Sales abroad", SALES, companies=("Tesla",), publisher="Reuters", published="2024-03"),
    Document("acme", "Annual report of Quuxcorp Holdings", SALES, published="2022"),
    *(Document(f"other{n}", f"Weather {n}", f"Rain fell {n} times.") for n in range(6)),
]


@pytest.fixture
def shop(tmp_path: Path) -> ReadingRoom:
    ingest_documents(DOCUMENTS, tmp_path, WordHashEmbeddings())
    return ReadingRoom(tmp_path, WordHashEmbeddings)


def preferred(room: ReadingRoom, question: str) -> set[str]:
    scope = scope_of(room, read_question(question))
    if scope is None:
        return set()
    held = room.library.passages(room.rows[scope.passages].tolist())
    return {document.id for _, document in held.values()}


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("How many cars did SAIC sell?", {"saic", "sgm"}),
        ("上汽卖了多少辆车？", {"saic", "sgm"}),
        ("How many cars did Tesla sell?", {"tesla"}),
        ("特斯拉卖了多少辆车？", {"tesla"}),
        ("How many cars did SAIC-GM sell?", {"sgm"}),
        ("How many cars did SAIC and Tesla sell?", {"saic", "sgm", "tesla"}),
        ("What profit did Quuxcorp Holdings make?", {"acme"}),
        ("How many cars did Quuxcorp Holdings sell to Tesla?", {"acme", "tesla"}),
        ("How many cars were sold according to Reuters?", {"tesla"}),
        ("How many cars were sold?", set()),
        ("How many cars did BYD sell?", set()),
    ],
)
def test_what_a_question_names_is_looked_at_first(shop: ReadingRoom, question: str, documents: set[str]):
    assert preferred(shop, question) == documents


@pytest.mark.parametrize("word", ["January", "Chinese", "NEVs"])
def test_a_month_a_people_or_a_concept_is_no_name(tmp_path: Path, word: str):
    documents = [Document("one", f"Sales of {word}", SALES), *DOCUMENTS]
    ingest_documents(documents, tmp_path, WordHashEmbeddings())

    assert scope_of(ReadingRoom(tmp_path, WordHashEmbeddings), read_question(f"How many {word} were sold?")) is None


def test_a_brand_without_documents_of_its_own_leads_to_those_of_its_group(shop: ReadingRoom):
    assert preferred(shop, "How many cars did IM Motors sell?") == {"saic", "sgm"}


def test_a_preference_puts_its_documents_first_and_leaves_the_others_in_the_list(shop: ReadingRoom):
    question = read_question("How many cars did Quuxcorp Holdings sell in the year?")

    hits = hybrid(shop, question, 10, scope=scope_of(shop, question))

    documents = [shop.library.passages([hit.row])[hit.row][1].id for hit in hits]
    assert documents[0] == "acme"
    assert {"saic", "tesla"} < set(documents)
    assert [hit.in_scope for hit in hits] == [document == "acme" for document in documents]


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("What do articles by Reuters say of cars sold?", {"tesla"}),
        ("How many cars were sold, in documents published in 2024?", {"saic", "tesla"}),
        ("2022年发布的文件说卖了多少车？", {"acme"}),
    ],
)
def test_documents_that_the_question_asks_for_are_the_only_ones_searched(shop: ReadingRoom, question: str, documents: set[str]):
    found = Assistant(shop, 10, open_reader()).search(question)

    assert {evidence.document_id for evidence in found.evidence} <= documents
    assert found.scope is not None
    assert found.scope.startswith(("Searched only", "只检索"))


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("How many cars did Tesla sell?", "Searched first in 1 document about Tesla, as the question names."),
        ("How many cars did SAIC sell?", "Searched first in 2 documents about SAIC Motor, as the question names."),
        ("特斯拉卖了多少辆车？", "问题提到Tesla：优先检索与Tesla有关的1篇文件"),
        ("How many cars were sold?", None),
    ],
)
def test_the_reason_is_said_by_search_and_answer(shop: ReadingRoom, question: str, reason: str | None):
    desk = Assistant(shop, 10, open_reader())

    assert desk.search(question).scope == reason
    assert desk.ask(question).scope == reason


def test_a_name_that_most_passages_bear_scopes_nothing(tmp_path: Path):
    ingest_documents([Document(f"d{n}", f"Quuxcorp {n}", SALES) for n in range(4)], tmp_path, WordHashEmbeddings())

    assert scope_of(ReadingRoom(tmp_path, WordHashEmbeddings), read_question("What did they sell at Quuxcorp?")) is None
