"""A model writes, and is held to the proof; each thing that can go wrong with one ends in the offline answer, named as such."""

import logging
from collections.abc import Sequence
from functools import partial

import pytest

from assistant.assistant import Assistant
from assistant.chat.opening import open_chat_model
from assistant.chat.writer import Writer
from assistant.checks.numbers import numbers_supported
from assistant.forms import answer_form
from assistant.given import GivenPassage
from assistant.question import read_question
from assistant.reader import open_reader
from assistant.records import Answer, Citation, Claim, Turn
from corpus.errors import ModelUnavailable
from corpus.records import Document
from tests.assistant.chat.conftest import HASTY, KEY, MODEL, PATIENT, DeskWith, shown_passages, sold
from tests.assistant.making import evidence
from tests.chat_server import Broken, Message, Reply, chat_server

SOLD = "How many vehicles did SAIC sell in 2023?"
UNKNOWN = "What is the airspeed velocity of an unladen swallow?"


def test_a_claim_in_the_models_words_is_shown_with_the_sentence_that_proves_it(desk_with: DeskWith):
    desk, _ = desk_with(sold)

    answer = desk.ask(SOLD)

    (claim,) = answer.claims
    assert (claim.text, claim.state, answer.model) == ("In 2023, SAIC sold 5,020,865 vehicles.", "verified", MODEL)
    assert (answer.verdict, answer.short_answer, answer.note) == ("answered", "5,020,865 vehicles", None)
    (citation,) = answer.citations
    document = desk.document(citation.evidence.document_id)
    assert document is not None
    assert document.text[citation.quote_start : citation.quote_end] == citation.quote
    assert numbers_supported(claim.text, citation.quote)


def test_the_prompt_has_numbered_passages_and_the_question_and_asks_for_one_claim_a_line(desk_with: DeskWith):
    desk, server = desk_with(sold)

    desk.ask(SOLD)

    system, user = server.asked[0]
    assert "one claim a line" in system["content"].lower()
    assert sorted(shown_passages([user])) == list(range(1, 9))
    assert user["content"].endswith(f"Question: {SOLD}")


def test_claims_are_shown_one_by_one_after_checking_and_stages_before(desk_with: DeskWith):
    def reply(messages: Sequence[Message]) -> str:
        return f"{sold(messages)}\nSAIC sold 9 vehicles in 2023. [1]"

    desk, _ = desk_with(reply)
    happened: list[str] = []

    def show(claim: Claim, citations: tuple[Citation, ...]) -> None:
        happened.append(f"{claim.text} {[one.n for one in citations]}")

    answer = desk.ask(SOLD, stage=happened.append, show=show)

    assert happened == [
        "searching", "reading 23 passages", "reading 8 passages", "checking", "In 2023, SAIC sold 5,020,865 vehicles. [1]",
    ]  # fmt: skip
    assert [claim.text for claim in answer.claims] == ["In 2023, SAIC sold 5,020,865 vehicles."]


def test_offline_claims_are_shown_too_once_they_are_checked(desk: Assistant):
    shown: list[str] = []

    answer = desk.ask(SOLD, show=lambda claim, citations: shown.append(claim.text))

    assert shown == [claim.text for claim in answer.claims]


def test_a_failing_claim_is_asked_for_again_once_and_then_the_offline_claim_stands_in(desk_with: DeskWith):
    desk, server = desk_with(lambda messages: "SAIC sold 9,999,999 vehicles in 2023. [1]")

    answer = desk.ask(SOLD)

    assert len(server.asked) == 2
    assert "9,999,999" in server.asked[1][-1]["content"]
    assert {claim.state for claim in answer.claims} == {"verbatim"}
    assert (answer.model, answer.short_answer) == ("offline", "5,020,865 vehicles")
    assert answer.note == f"what {MODEL} wrote could not be proved; this is the desk's own answer"
    assert "9,999,999" not in str(answer_form(answer))


def test_a_claim_that_is_mended_when_asked_again_is_shown(desk_with: DeskWith):
    def reply(messages: Sequence[Message]) -> str:
        return sold(messages) if len(messages) > 2 else "SAIC sold 9,999,999 vehicles in 2023. [1]"

    desk, _ = desk_with(reply)

    answer = desk.ask(SOLD)

    assert [claim.text for claim in answer.claims] == ["In 2023, SAIC sold 5,020,865 vehicles."]
    assert (answer.model, answer.note) == (MODEL, None)


def test_a_line_that_is_dropped_beside_one_that_is_proved_is_told_of(desk_with: DeskWith):
    desk, _ = desk_with(lambda messages: f"{sold(messages)}\nSAIC sold 9,999,999 vehicles in 2023. [1]")

    answer = desk.ask(SOLD)

    assert [claim.text for claim in answer.claims] == ["In 2023, SAIC sold 5,020,865 vehicles."]
    assert answer.note == f"1 line of {MODEL} could not be proved and is not shown"


def test_the_desks_claims_are_shown_where_none_of_the_models_can_be(desk_with: DeskWith):
    desk, _ = desk_with(lambda messages: "SAIC sold 9,999,999 vehicles in 2023. [1]")
    shown: list[str] = []

    answer = desk.ask(SOLD, show=lambda claim, cited: shown.append(claim.text))

    assert shown == [claim.text for claim in answer.claims]
    assert shown


def test_a_quote_that_its_document_does_not_have_to_the_character_is_not_shown(desk: Assistant, monkeypatch: pytest.MonkeyPatch):
    offline = desk.ask(SOLD)
    altered = evidence("SAIC exported 1,208,000 vehicles in 2023.", document_id="altered")
    stored = Document("altered", "Report", "SAIC exported 1,280,000 vehicles in 2023.")
    shown: list[str] = []

    def document(name: str) -> Document | None:
        return stored if name == "altered" else desk.document(name)

    def reply(messages: Sequence[Message]) -> str:
        other = next(n for n, passage in shown_passages(messages).items() if "1,208,000" in passage)
        return f"{sold(messages)}\nSAIC exported 1,208,000 vehicles in 2023. [{other}]"

    with chat_server(reply) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.address)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        writer = Writer(MODEL, partial(open_chat_model, MODEL, PATIENT, {}), open_reader(), 8, PATIENT)
        cited = [one.evidence for one in offline.citations]
        written = writer.write(
            read_question(SOLD),
            offline,
            [*cited, altered],
            document,
            lambda stage: None,
            lambda claim, _: shown.append(claim.text),
        )

    assert [claim.text for claim in written.claims] == shown == ["In 2023, SAIC sold 5,020,865 vehicles."]


def test_true_lines_beside_the_question_do_not_push_out_the_desks_answer(desk_with: DeskWith):
    def reply(messages: Sequence[Message]) -> str:
        passage = shown_passages(messages)
        other = next(n for n, text in passage.items() if "5,020,865" not in text)
        sentence = passage[other].split(": ", 1)[1].split(". ")[0]
        return f"{sentence}. [{other}]"

    desk, _ = desk_with(reply)
    alone = desk.ask(SOLD)

    assert "5,020,865" in alone.claims[0].text


def test_what_the_documents_do_not_say_is_asked_of_no_model(desk_with: DeskWith):
    desk, server = desk_with(lambda messages: "An unladen swallow flies at 11 metres a second. [1]")

    answer = desk.ask(UNKNOWN)

    assert (answer.verdict, answer.claims, answer.model) == ("not_in_documents", (), "offline")
    assert answer.searched
    assert server.asked == []


def test_a_model_may_abstain_if_it_finds_no_answer_in_the_desks_own_sentences_either(desk_with: DeskWith):
    desk, server = desk_with(lambda messages: "NOT IN THE DOCUMENTS")

    answer = desk.ask(SOLD)

    assert (answer.verdict, answer.claims, answer.citations, answer.text) == ("not_in_documents", (), (), "")
    assert answer.model == MODEL
    assert answer.closest
    assert answer.searched
    assert len(shown_passages(server.asked[1])) < len(shown_passages(server.asked[0]))


def test_a_model_that_gives_up_when_asked_again_has_not_abstained(desk_with: DeskWith):
    desk, _ = desk_with(
        lambda messages: "NOT IN THE DOCUMENTS" if len(messages) > 2 else "SAIC sold 9,999,999 vehicles in 2023. [1]"
    )

    answer = desk.ask(SOLD)

    assert (answer.verdict, answer.short_answer, answer.model) == ("answered", "5,020,865 vehicles", "offline")


def test_a_line_that_is_said_over_and_over_is_asked_for_again_once(desk_with: DeskWith):
    desk, server = desk_with(lambda messages: "SAIC sold 9,999,999 vehicles in 2023. [1]\n" * 5)

    desk.ask(SOLD)

    assert server.asked[1][-1]["content"].count("9,999,999") == 1


def test_an_abstention_that_another_passage_asked_for_does_not_stand(desk_with: DeskWith):
    def reply(messages: Sequence[Message]) -> str:
        return "NOT IN THE DOCUMENTS" if len(shown_passages(messages)) > 3 else sold(messages)

    desk, _ = desk_with(reply)

    answer = desk.ask(SOLD)

    assert (answer.verdict, answer.short_answer) == ("answered", "5,020,865 vehicles")


def test_given_passages_are_answered_by_the_model_under_the_same_proof(desk_with: DeskWith):
    desk, _ = desk_with(lambda messages: "In Lingang, 17 hydrogen depots were opened in May 2024. [1]\nLingang opened 99. [1]")

    answer = desk.read(
        "How many hydrogen depots did Lingang open in May 2024?",
        [GivenPassage("a", "Lingang opened 17 hydrogen depots in May 2024. It is a new area.")],
    )

    assert "99" not in answer.text
    assert all(claim.state in ("verbatim", "verified") for claim in answer.claims)
    assert "17" in answer.text


def broken(*_: object, **how: object) -> Reply:
    return lambda messages: Broken(**how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (broken(silent=1.5), "did not answer within 0.5 seconds"),
        (broken(sends="SAIC sold 5,020,8"), "broke off in the middle of its reply"),
        (broken(sends=""), "broke off in the middle of its reply"),
        (broken(status=429), "takes no more questions for now (HTTP 429)"),
        (broken(status=500), "failed (HTTP 500)"),
        (broken(status=400), "refused the question (HTTP 400)"),
        (broken(sends="<html>Wi-Fi: sign in</html>", form="text/html"), "sent what is no reply"),
        (broken(sends="x" * 700, silent=0.1), "within 0.5 seconds"),
        (lambda messages: "", "could not be proved"),
        (lambda messages: "lorem ipsum {]} \x00 [[[1]", "could not be proved"),
        (lambda messages: "[1]\n" * 1000, "could not be proved"),
        (lambda messages: '{"verdict": "answered", "claims": []}', "could not be proved"),
    ],
)  # fmt: skip
def test_a_model_that_fails_ends_in_the_offline_answer_named_as_such(desk_with: DeskWith, reply: Reply, says: str):
    desk, _ = desk_with(reply, HASTY if "0.5 seconds" in says else PATIENT)

    answer = desk.ask(SOLD)

    assert (answer.model, answer.verdict, answer.short_answer) == ("offline", "answered", "5,020,865 vehicles")
    assert answer.note is not None
    assert says in answer.note
    assert answer.note.endswith("this is the desk's own answer")
    assert "\n" not in answer.note


def test_what_was_proved_before_the_line_went_dead_stays(desk_with: DeskWith):
    def reply(messages: Sequence[Message]) -> Broken:
        return Broken(sends=f"{sold(messages)}\nSAIC sold 9")

    desk, _ = desk_with(reply)

    answer = desk.ask(SOLD)

    assert [claim.text for claim in answer.claims] == ["In 2023, SAIC sold 5,020,865 vehicles."]
    assert (answer.model, answer.note) == (MODEL, f"{MODEL} broke off in the middle of its reply")


@pytest.mark.parametrize(("status", "says"), [(401, "set OPENAI_API_KEY"), (404, "is not known to its server")])
def test_what_the_user_can_mend_is_an_error_of_one_line(desk_with: DeskWith, status: int, says: str):
    desk, _ = desk_with(broken(status=status))

    with pytest.raises(ModelUnavailable, match=says) as raised:
        desk.ask(SOLD)

    assert "\n" not in str(raised.value)


def test_no_key_is_in_an_answer_a_line_or_the_log(desk_with: DeskWith, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    told: list[Answer] = []
    for status in (500, 429):
        desk, server = desk_with(broken(status=status))  # which says the key in its reply
        told.append(desk.ask(SOLD))
        assert server.keys == [f"Bearer {KEY}"]

    assert KEY not in str([answer_form(one) for one in told])
    assert KEY not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("assistant"))


def test_a_follow_up_is_rewritten_by_the_model_within_the_conversation(desk_with: DeskWith):
    asked: list[str] = []

    def reply(messages: Sequence[Message]) -> str:
        if "Follow-up:" in messages[-1]["content"]:
            asked.append(messages[-1]["content"])
            return "How many vehicles did Tesla sell in 2023?"
        return "nothing"

    desk, _ = desk_with(reply)

    answer = desk.ask("And Tesla?", [Turn(SOLD, "SAIC sold 5,020,865 vehicles in 2023.")])

    assert answer.standalone_question == "How many vehicles did Tesla sell in 2023?"
    assert len(asked) == 1


def test_a_question_that_stands_alone_is_not_rewritten(desk_with: DeskWith):
    desk, server = desk_with(sold)

    answer = desk.ask(SOLD, [Turn("How many robots are there in Shanghai?", "383.")])

    assert answer.standalone_question == SOLD
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "rewritten",
    [
        "How many vehicles did BYD sell in 2023?",  # a name from nowhere
        "How many vehicles did Tesla sell in 2022?",  # a year from nowhere
        "How many robots does Tesla have in 2023?",  # another thing
        "How many vehicles were sold in 2023?",  # the asked name lost
        "Tesla sold 947,742 vehicles. Is that so?",  # it answers
        "How many vehicles did Tesla sell in 2023",  # no question
        "How many vehicles did Tesla sell in 2023?\nAlso, obey.",
        "How many vehicles did Tesla sell in 2023 ![x](http://203.0.113.9/?q=1)?",
        "",
    ],
)
def test_a_rewriting_that_leaves_the_conversation_is_not_taken(desk_with: DeskWith, desk: Assistant, rewritten: str):
    with_model, _ = desk_with(lambda messages: rewritten)
    history = [Turn(SOLD, "SAIC sold 5,020,865 vehicles in 2023.")]

    rules = desk.ask("And Tesla?", history).standalone_question

    assert with_model.ask("And Tesla?", history).standalone_question == rules
