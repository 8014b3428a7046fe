"""Conversations across restarts: kept whole, found again, renamed, deleted, and nobody else's to change."""

import sqlite3
import threading

import pytest

from corpus.errors import PolicyError
from corpus.records import Filters
from tests.ui.making import DIGEST, ORIGINAL, TALK, asked
from ui.conversations import Exchange, title_of
from ui.history import FILE, History, new_id


def test_a_conversation_is_read_back_as_it_was(tmp_path):
    exchanges = (*TALK.exchanges, Exchange("why?", "because", filters=Filters(company=("Tesla",))))
    History(tmp_path).keep("c1", "me", exchanges)

    conversation, owner = History(tmp_path).read("c1")

    assert conversation.exchanges == exchanges
    assert conversation.title == "How many factories?"
    assert owner == "me"


def test_an_edited_question_takes_the_place_of_what_followed(tmp_path):
    history = History(tmp_path)
    history.keep("c1", "me", TALK.exchanges)
    history.keep("c1", "me", [asked("How many robots?", DIGEST)])

    assert [exchange.question for exchange in history.read("c1")[0].exchanges] == ["How many robots?"]


def test_the_latest_conversation_is_listed_first_and_only_to_its_owner(tmp_path):
    history = History(tmp_path)
    for name in ("one", "two"):
        history.keep(name, "me", [asked(f"{name}?", DIGEST)])
    history.keep("three", "you", [asked("three?", DIGEST)])

    assert [listed.id for listed in history.listed("me")] == ["two", "one"]


@pytest.mark.parametrize(("search", "found"), [("FACTORIES 智", ["c1"]), ("mars", ["c1"]), ("robots", ["c2"]), ("zeppelin", [])])
def test_a_search_finds_every_word_in_title_questions_or_answers(tmp_path, search, found):
    history = History(tmp_path)
    history.keep("c1", "me", TALK.exchanges)
    history.keep("c2", "me", [asked("Robots?", ORIGINAL)])

    assert [listed.id for listed in history.listed("me", search)] == found


def test_only_the_owner_renames_and_deletes(tmp_path):
    history = History(tmp_path)
    history.keep("c1", "me", TALK.exchanges)

    history.rename("c1", "you", "Mine now")
    history.delete("c1", "you")
    assert history.read("c1")[0].title == "How many factories?"

    history.rename("c1", "me", "Factories")
    history.keep("c1", "me", TALK.exchanges)
    assert history.read("c1")[0].title == "Factories"

    history.delete("c1", "me")
    assert history.read("c1") is None
    assert history.listed("me") == []


def test_an_answer_of_an_unknown_form_is_kept_as_it_was_printed(tmp_path):
    History(tmp_path).keep("c1", "me", [asked("How many?", DIGEST)])
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("""UPDATE exchange SET record = '{"question": "How many?", "answer": {"verdict": "guessed"}}'""")
    db.close()

    (exchange,) = History(tmp_path).read("c1")[0].exchanges

    assert (exchange.question, exchange.answer) == ("How many?", "Shanghai plans <200> factories.[1]")


def test_what_a_newer_version_adds_is_left_out(tmp_path):
    History(tmp_path).keep("c1", "me", [asked("How many?", DIGEST)])
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("""UPDATE exchange SET record = json_set(record, '$.answer.mood', 'good')""")
    db.close()

    assert History(tmp_path).read("c1")[0].exchanges == (asked("How many?", DIGEST),)


def test_many_readers_keep_their_conversations_at_once(tmp_path):
    def keep(name):
        for length in (1, 2, 3):
            History(tmp_path).keep(name, "me", TALK.exchanges[:length])

    readers = [threading.Thread(target=keep, args=(f"c{number}",)) for number in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert all(len(History(tmp_path).read(f"c{number}")[0].exchanges) == 3 for number in range(8))


def test_a_folder_that_cannot_be_written_is_one_line_with_its_remedy(tmp_path):
    (tmp_path / "taken").write_text("a file")

    with pytest.raises(PolicyError, match="set POLICY_DATA"):
        History(tmp_path / "taken").listed("me")


def test_ids_cannot_be_guessed_and_titles_are_short():
    assert len({new_id() for _ in range(100)}) == 100
    assert len(new_id()) == 16
    assert title_of("a  b\nc") == "a b c"
    assert title_of("word " * 40).endswith("word…")
    assert len(title_of("字" * 200)) == 81
