"""Who may do what: open at this machine, read-only for others, and roles where people sign in."""

import pytest

from ui.access import hosted_model, is_loopback, people_in, reader_of

CURATORS = people_in("Ada@Example.org, bob@example.org")


def test_whoever_sits_at_this_machine_may_change_the_library():
    reader = reader_of(None, "127.0.0.1", (), "v1")

    assert (reader.owner, reader.name, reader.curator) == ("", None, True)


@pytest.mark.parametrize("address", ["0.0.0.0", "192.0.2.7", None, "::"])
def test_without_sign_in_others_only_read_and_see_no_conversation_but_their_own(address):
    reader = reader_of(None, address, CURATORS, "v1")

    assert not reader.curator
    assert reader.owner != reader_of(None, address, CURATORS, "v2").owner


def test_who_has_not_signed_in_is_nobody():
    assert reader_of({"is_logged_in": False}, "127.0.0.1", CURATORS, "v1") is None


def test_a_curator_is_known_by_the_address_and_keeps_conversations_from_visit_to_visit():
    user = {"is_logged_in": True, "email": "ada@example.ORG", "name": "Ada"}

    reader = reader_of(user, "0.0.0.0", CURATORS, "v1")

    assert (reader.owner, reader.name, reader.curator) == ("ada@example.org", "Ada", True)
    assert reader_of(user, "0.0.0.0", CURATORS, "v2") == reader


@pytest.mark.parametrize(
    "user",
    [
        {"is_logged_in": True, "email": "eve@example.org"},
        {"is_logged_in": True, "email": "ada@example.org", "email_verified": False, "iss": "https://id.example", "sub": "7"},
        {"is_logged_in": True, "iss": "https://id.example", "sub": "7"},
    ],
)
def test_everybody_else_who_signs_in_is_a_reader(user):
    reader = reader_of(user, "127.0.0.1", CURATORS, "v1")

    assert not reader.curator
    assert reader.owner not in ("", "ada@example.org")


@pytest.mark.parametrize(
    ("email", "verified", "let_in"),
    [
        ("eve@example.org", True, True),
        ("Eve@Example.org", False, False),
        ("sam@press.example", True, True),
        ("sam@press.example.evil", True, False),
        ("", True, False),
        ("ada@example.org", True, True),  # a curator
    ],
)
def test_where_readers_are_listed_nobody_else_is_let_in(email, verified, let_in):
    user = {"is_logged_in": True, "email": email, "email_verified": verified, "iss": "https://id.example", "sub": "7"}
    readers = people_in("eve@example.org @press.example")

    assert (reader_of(user, "0.0.0.0", CURATORS, "v1", readers) is not None) == let_in


def test_loopback_is_this_machine_alone():
    assert [is_loopback(a) for a in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "example.org", None)] == [True] * 3 + [False] * 3


@pytest.mark.parametrize(
    ("setting", "hosted"),
    [(None, None), ("", None), ("offline", None), ("ollama:qwen3", None), ("openai:gpt-5", "openai:gpt-5"), ("gpt-5", "gpt-5")],
)
def test_a_model_elsewhere_is_a_hosted_one(setting, hosted):
    assert hosted_model(setting) == hosted
