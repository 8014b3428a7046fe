"""The page with a chat model: who wrote it, what became of it, and whether anything left the machine."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.chat_server import Broken, chat_server
from tests.ui.conftest import UI

QUESTION = "How many charging parks had Fengxian district at the end of 2031?"


@pytest.fixture
def asked(monkeypatch, tmp_path, small_index):
    """The page after one question, its model a server that replies so; None for no key."""
    monkeypatch.setenv("POLICY_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("POLICY_INDEX", str(small_index))
    monkeypatch.setenv("POLICY_CHAT_MODEL", "openai:test")

    def ask(reply):
        import streamlit as st

        st.cache_resource.clear()
        if reply is None:
            return _asked()
        with chat_server(reply) as server:
            monkeypatch.setenv("OPENAI_BASE_URL", server.address)
            monkeypatch.setenv("OPENAI_API_KEY", "sk-do-not-show-this")
            return _asked()

    yield ask

    import streamlit as st

    st.cache_resource.clear()


def _asked():
    app = AppTest.from_file(str(UI / "app.py"), default_timeout=120).run()
    app.chat_input[0].set_value(QUESTION).run()
    assert not app.exception
    return app.session_state.talk.exchanges[-1].answer, "".join(block.proto.body for block in app.get("html"))


def honest(messages):
    (n, value), *_ = re.findall(r"^\[(\d+)\] .*had (\d+) charging parks", messages[-1]["content"], re.MULTILINE)
    return f"At the end of 2031, Fengxian district had {value} charging parks. [{n}]"


def test_what_a_model_wrote_is_shown_with_its_name_and_where_it_ran(asked):
    answer, html = asked(honest)

    assert answer.model == "openai:test"
    assert "At the end of 2031, Fengxian district had" in html
    assert "Written by openai:test on this machine" in html  # by its address
    assert "sk-do-not-show-this" not in html


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (None, "openai:test needs a key: set OPENAI_API_KEY"),
        (lambda messages: Broken(status=401), "openai:test refused the key (HTTP 401)"),
        (lambda messages: Broken(status=500), "openai:test failed (HTTP 500)"),
        (lambda messages: '<img src=x onerror="alert(1)"> [1]', "what openai:test wrote could not be proved"),
    ],
)
def test_a_model_that_cannot_be_had_is_one_line_under_the_offline_answer(asked, reply, says):
    answer, html = asked(reply)

    assert (answer.model, bool(answer.claims)) == ("offline", True)
    assert says in html
    assert "this is the desk&#x27;s own answer" in html
    assert "onerror" not in html
