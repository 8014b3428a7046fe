"""Retrieval: exact filters, one order for ties, both languages, the same twice."""

from pathlib import Path

import numpy as np
import pytest

from assistant import reading_room
from assistant.assistant import Assistant
from assistant.question import read_question
from assistant.reading_room import Mask, ReadingRoom
from assistant.retrievers.dense import cosines, dense, first_looks
from assistant.retrievers.hybrid import DENSE_SHARE, hybrid
from assistant.retrievers.lexical import own_words
from assistant.retrievers.pool import pools
from assistant.retrievers.top import best
from assistant.shadow import DIRECTIONS, shadow_of
from corpus.records import Filters
from tests.fakes import WordHashEmbeddings

QUESTIONS = [
    "What is Shanghai's robot density?",
    "How many vehicles did SAIC sell in 2024?",
    "Which states voted against the duties on Chinese EVs?",
    "上海2024年将建设多少家智能工厂？",
    "特斯拉上海工厂2023年交付多少辆车？",
]


Scored = list[tuple[int, float]]


def nearest(room: ReadingRoom, question: str, k: int, mask: Mask | None = None) -> Scored:
    vector = room.embed(question)
    ((places, _),) = dense(room, vector, k, [mask])
    return list(zip(room.rows[places].tolist(), cosines(room, vector, places).tolist(), strict=True))


def worded(room: ReadingRoom, question: str, k: int, mask: Mask | None = None) -> Scored:
    scores = room.words.scores(own_words(read_question(question)))
    places = [place for place in best(scores, k, mask) if scores[place] > 0]
    return list(zip(room.rows[places].tolist(), scores[places].tolist(), strict=True))


def test_dense_search_finds_what_chroma_finds(room: ReadingRoom):
    for question in QUESTIONS:
        exact = nearest(room, question, 10)

        chroma = room.vector_index().search(room.embed(question).tolist(), 10)
        assert [row for row, _ in exact] == [row for row, _ in chroma]
        assert [score for _, score in exact] == pytest.approx([score for _, score in chroma], abs=1e-4)


@pytest.mark.parametrize("kinds", [(), ("news",)])
def test_a_large_index_is_searched_by_its_shadow_and_finds_the_same(room: ReadingRoom, kinds: tuple[str, ...]):
    mask = room.allowed(Filters(kind=kinds))
    exact = [nearest(room, question, 10, mask) for question in QUESTIONS]

    room.shadow = shadow_of(room.vectors)

    assert [nearest(room, question, 10, mask) for question in QUESTIONS] == exact


def test_several_questions_looked_at_together_find_what_each_finds_alone(room: ReadingRoom, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, "shadow", shadow_of(room.vectors))
    alone = [hybrid(room, read_question(question), 10) for question in QUESTIONS]

    looks = first_looks(room, QUESTIONS)

    for question, hits in zip(QUESTIONS, alone, strict=True):
        together = hybrid(room, read_question(question), 10, looked=looks[question])
        assert [hit.row for hit in together] == [hit.row for hit in hits]
        assert [hit.score for hit in together] == pytest.approx([hit.score for hit in hits], abs=1e-4)


def test_a_small_index_and_a_single_question_are_not_looked_at_ahead(room: ReadingRoom, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, "shadow", None)
    small = first_looks(room, QUESTIONS)
    monkeypatch.setattr(room, "shadow", shadow_of(room.vectors))

    assert small == {}
    assert first_looks(room, QUESTIONS[:1]) == {}


def test_above_the_limit_an_index_is_opened_with_its_shadow(small_index: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_room, "EXACT_UP_TO", 10)

    room = ReadingRoom(small_index, WordHashEmbeddings)

    assert room.shadow is not None
    assert room.shadow.vectors.shape == (len(room.rows), min(DIRECTIONS, room.vectors.shape[1]))


@pytest.mark.parametrize("k", [1, 3, 34, 1_000])
def test_dense_gives_the_k_nearest_or_all(room: ReadingRoom, k: int):
    found = nearest(room, QUESTIONS[0], k)

    assert len(found) == min(k, len(room.rows))
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_retriever_keeps_to_the_language_it_is_given(room: ReadingRoom, language: str):
    question = "上海 Shanghai 智能工厂 smart factories"
    mask = room.in_language[language]

    found = [*nearest(room, question, 50, mask), *worded(room, question, 50, mask)]

    assert found != []
    assert {row for row, _ in found} <= set(room.rows[mask].tolist())


@pytest.mark.parametrize("question", QUESTIONS)
def test_words_are_scored_as_the_library_itself_scores_them(room: ReadingRoom, question: str):
    found = worded(room, question, 20)

    asked = room.library.lexical(own_words(read_question(question)), 20)
    assert [score for _, score in found] == pytest.approx([score for _, score in asked], rel=1e-4)
    assert {row for row, _ in found[:10]} == {row for row, _ in asked[:10]}


@pytest.mark.parametrize(
    ("filters", "documents"),
    [
        (Filters(company=("上汽",)), {"bnn-2024-shanghai-smart", "caixin-2024-saic-solid", "cnevpost-2024-saic-overseas",
                                    "danawa-2025-saic"}),
        (Filters(company=("IM Motors",)), {"danawa-2025-saic"}),
        (Filters(publisher=("caixin",)), {"caixin-2024-saic-solid"}),
        (Filters(kind=("policy",)), {"qstheory-2023-robot-plus", "sh-2023-mfg-plan-cn"}),
        (Filters(place=("EU",)), {"swissinfo-2024-vote"}),
        (Filters(language=("zh",)), {"sh-2023-mfg-plan-cn", "xinhua-2024-70-cn"}),
        (Filters(until="2023"), {"qstheory-2023-robot-plus", "sh-2023-mfg-plan-cn"}),
        (Filters(since="2025"), {"danawa-2025-saic", "devdiscourse-2025-tesla-sup"}),
        (Filters(company=("Tesla",), since="2024-10", until="2024-12"), {"people-2024-3m"}),
        (Filters(company=("no such company",)), set()),
    ],
)  # fmt: skip
def test_a_filter_lets_pass_its_documents_and_no_other(desk: Assistant, filters: Filters, documents: set[str]):
    found = desk.search("Shanghai China Tesla SAIC vehicles robots 2024", k=100, filters=filters)

    assert {evidence.document_id for evidence in found.evidence} == documents


@pytest.mark.parametrize("question", QUESTIONS)
def test_filters_leave_the_order_of_each_retriever_as_it_was(room: ReadingRoom, question: str):
    news = room.allowed(Filters(kind=("news",)))
    rows = set(room.rows[news].tolist())

    for retriever in (nearest, worded):
        filtered = retriever(room, question, 5, news)

        everything = retriever(room, question, 1_000)
        assert filtered == [pair for pair in everything if pair[0] in rows][:5]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_twice_finds_the_same_with_the_same_scores(room: ReadingRoom, question: str):
    read = read_question(question)

    assert hybrid(room, read, 20) == hybrid(room, read, 20)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_longer_list_begins_with_the_shorter(room: ReadingRoom, question: str):
    read = read_question(question)

    assert hybrid(room, read, 20)[:5] == hybrid(room, read, 5)


def test_equal_passages_come_in_the_order_of_their_rows(twin_room: ReadingRoom):
    read = read_question("robots in Shanghai")

    for found in (
        nearest(twin_room, read.text, 3),
        nearest(twin_room, read.text, 3, twin_room.in_language["en"]),
        worded(twin_room, read.text, 3),
        [(hit.row, hit.score) for hit in hybrid(twin_room, read, 3)],
    ):
        assert len({round(score, 6) for _, score in found}) == 1
        assert [row for row, _ in found] == twin_room.rows.tolist()


def test_of_equal_passages_the_first_rows_are_kept(twin_room: ReadingRoom):
    first = twin_room.rows.tolist()[:2]

    assert [row for row, _ in nearest(twin_room, "robots in Shanghai", 2)] == first
    assert [row for row, _ in worded(twin_room, "robots in Shanghai", 2)] == first


@pytest.mark.parametrize("k", [1, 5, 100, 900, 6_000, 20_000])
def test_the_best_of_many_are_those_of_a_whole_sort(k: int):
    scores = np.random.default_rng(7).integers(0, 900, 10_000).astype(np.float32)  # with many ties
    mask = scores % 3 != 0

    found = best(scores, k, mask, above=3)

    places = np.flatnonzero(mask & (scores > 3))
    assert found.tolist() == places[np.lexsort((places, -scores[places]))][:k].tolist()


@pytest.mark.parametrize(
    ("question", "document", "language"),
    [
        ("特斯拉上海工厂2023年交付多少辆车？", "xinhua-2024-tesla-947k", "en"),
        ("中国的机器人密度到2025年要翻一番吗？", "qstheory-2023-robot-plus", "en"),
        ("哪些国家投票反对欧盟对中国电动汽车的关税？", "swissinfo-2024-vote", "en"),
        ("What industrial value added does Shanghai's manufacturing plan target by 2025?", "sh-2023-mfg-plan-cn", "zh"),
        ("Who founded the Shanghai industry-finance consortium with Bank of Shanghai?", "xinhua-2024-70-cn", "zh"),
    ],
)
def test_a_question_in_one_language_finds_the_passage_in_the_other(desk: Assistant, question: str, document: str, language: str):
    found = desk.search(question, k=10).evidence

    assert (document, language) in {(evidence.document_id, evidence.language) for evidence in found}


def test_words_that_nothing_has_find_nothing_lexically(room: ReadingRoom):
    assert worded(room, "xylophone quux", 10) == []


def test_words_of_the_query_language_of_the_index_are_plain_words(room: ReadingRoom):
    assert worded(room, 'robots" OR NEAR(a b) * -tesla ^ AND NOT', 10) != []


def test_a_passage_that_one_way_brings_is_scored_by_the_other_too(room: ReadingRoom):
    read = read_question(QUESTIONS[1])
    whole = {hit.row: hit for hit in hybrid(room, read, 1_000)}

    few = pools(room, room.embed(read.text), [room.in_language["en"]], [room.words.scores(own_words(read))], 2)[0]

    assert 2 <= len(few.places) <= 4
    for place, cosine, bm25 in zip(few.places, few.cosines, few.bm25, strict=True):
        hit = whole[int(room.rows[place])]
        assert (hit.cosine, hit.bm25) == (pytest.approx(float(cosine)), pytest.approx(float(bm25)))


def test_a_hit_tells_what_its_score_was_made_of(room: ReadingRoom):
    hits = [hit for hit in hybrid(room, read_question(QUESTIONS[0]), 5) if hit.dense_share == DENSE_SHARE]

    by_cosine = min(hits, key=lambda hit: hit.cosine_rank)
    assert by_cosine.cosine == max(hit.cosine for hit in hits)
    assert min(hits, key=lambda hit: hit.bm25_rank).bm25 == max(hit.bm25 for hit in hits)
    assert all(0 < hit.score <= 1 for hit in hits)


def test_evidence_is_ranked_from_one_and_is_the_text_of_its_document(desk: Assistant, small_index: Path):
    found = desk.search("robot density in Shanghai", k=7).evidence

    assert [evidence.rank for evidence in found] == [1, 2, 3, 4, 5, 6, 7]
    assert [evidence.score for evidence in found] == sorted((evidence.score for evidence in found), reverse=True)
    for evidence in found:
        held = desk.document(evidence.document_id)
        assert held is not None
        assert held.text[evidence.start : evidence.end] == evidence.text
