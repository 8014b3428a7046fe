"""The page without a browser: what is drawn, and what happens when there is no index."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import UI


def _html(app):
    return "".join(block.proto.body for block in app.get("html"))


@pytest.fixture
def page(monkeypatch, tmp_path):
    monkeypatch.setenv("POLICY_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("POLICY_CHAT_MODEL", raising=False)

    def opened(index, **query):
        monkeypatch.setenv("POLICY_INDEX", str(index))
        app = AppTest.from_file(str(UI / "app.py"), default_timeout=120)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return opened


def test_the_page_says_what_the_index_holds_and_offers_first_questions(page, small_index):
    app = page(small_index)

    assert not app.exception
    assert "5 documents from 5 publishers, the newest of 5 March 2032" in _html(app)
    assert sum(button.key.startswith("first_") for button in app.button if button.key) == 6


def test_a_first_question_is_answered_and_a_new_conversation_forgets_it(page, small_index):
    app = page(small_index)

    app.button(key="first_1").click().run()

    assert not app.exception
    assert app.session_state.talk.exchanges[0].answer.citations
    assert 'class="claim"' in _html(app)

    app.button(key="new_conversation").click().run()

    assert app.session_state.talk.exchanges == ()


def test_a_question_that_cannot_be_asked_is_one_line_and_no_turn(page, small_index):
    app = page(small_index)

    app.chat_input[0].set_value("???").run()

    assert "the question is empty: ask something in words" in _html(app)
    assert app.session_state.talk.exchanges == ()


def test_filters_of_the_link_keep_the_search_to_them(page, small_index):
    app = page(small_index, publisher="BNN Breaking")

    assert app.session_state.filters.publisher == ("BNN Breaking",)
    assert "Publisher: BNN Breaking" in _html(app)


def test_a_missing_index_is_one_line_with_its_remedy(page, tmp_path):
    app = page(tmp_path / "nothing")

    assert not app.exception
    assert "there is no index in" in _html(app)
    assert "<code>policy ingest</code>" in _html(app)


def test_a_link_brings_a_conversation_back_and_a_new_session_lists_it(page, small_index):
    app = page(small_index)
    app.button(key="first_1").click().run()
    talk = app.session_state.talk

    again = page(small_index, conversation=talk.id)

    assert again.session_state.talk.exchanges == talk.exchanges
    assert 'class="claim"' in _html(again)
    assert again.query_params["conversation"] == talk.id


def test_an_edited_question_takes_the_place_of_the_old_one(page, small_index):
    app = page(small_index)
    app.button(key="first_1").click().run()

    app.button(key="edit_0").click().run()
    app.text_area[0].set_value("How many smart factories did Shanghai plan for 2024?")
    next(button for button in app.button if button.label == "Ask").click().run()

    assert [one.question for one in app.session_state.talk.exchanges] == ["How many smart factories did Shanghai plan for 2024?"]


def test_a_link_to_a_conversation_that_is_gone_says_so(page, small_index):
    app = page(small_index, conversation="nothing")

    assert "This conversation is not here" in _html(app)


def test_a_hosted_model_is_named_and_without_one_nothing_leaves(page, small_index, monkeypatch):
    assert "Nothing you ask leaves this machine." in _html(page(small_index))

    monkeypatch.setenv("POLICY_CHAT_MODEL", "openai:gpt-5")

    assert "are sent to openai:gpt-5" in _html(page(small_index))
