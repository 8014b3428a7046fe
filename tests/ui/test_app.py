"""The page without a browser: what is drawn, and what happens when there is no index."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import UI


def _html(app):
    return "".join(block.proto.body for block in app.get("html"))


@pytest.fixture
def page(monkeypatch):
    def opened(index, **query):
        monkeypatch.setenv("POLICY_INDEX", str(index))
        app = AppTest.from_file(str(UI / "app.py"), default_timeout=30)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return opened


def test_the_page_says_what_the_index_holds_and_offers_first_questions(page, small_index):
    app = page(small_index)

    assert not app.exception
    assert "3 documents from 3 publishers, the newest of 6 May 2024" in _html(app)
    assert sum(button.key.startswith("first_") for button in app.button if button.key) == 6


def test_a_first_question_is_answered_and_a_new_conversation_forgets_it(page, small_index):
    app = page(small_index)

    app.button(key="first_1").click().run()

    assert not app.exception
    assert app.session_state.turns[0].answer.citations
    assert 'class="claim"' in _html(app)

    next(button for button in app.button if button.label == "New conversation").click().run()

    assert app.session_state.turns == []


def test_a_question_that_cannot_be_asked_is_one_line_and_no_turn(page, small_index):
    app = page(small_index)

    app.chat_input[0].set_value("???").run()

    assert "the question is empty: ask something in words" in _html(app)
    assert app.session_state.turns == []


def test_filters_of_the_link_keep_the_search_to_them(page, small_index):
    app = page(small_index, publisher="BNN Breaking")

    assert app.session_state.filters.publisher == ("BNN Breaking",)
    assert "Publisher: BNN Breaking" in _html(app)


def test_a_missing_index_is_one_line_with_its_remedy(page, tmp_path):
    app = page(tmp_path / "nothing")

    assert not app.exception
    assert "there is no index in" in _html(app)
    assert "<code>policy ingest</code>" in _html(app)
