"""The page's own words: both languages complete, and chosen by the browser's locale."""

import re
import string

import pytest

from ui.texts import language_for, languages

_PYTHON_NAMES = re.compile(r"texts\(\s*\"(\w+)\"")


def _places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_english_and_chinese_have_the_same_texts_with_the_same_places():
    english, chinese = languages()["en"]._texts, languages()["zh"]._texts

    assert english.keys() == chinese.keys()
    assert [name for name in english if _places(english[name]) != _places(chinese[name])] == []


def test_every_text_named_in_the_code_exists(ui_sources):
    named = {name for source in ui_sources for name in _PYTHON_NAMES.findall(source)}

    assert named
    assert named <= languages()["en"]._texts.keys()


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh-CN", "zh"), ("zh", "zh"), ("zh_TW", "zh"), ("en-GB", "en"), ("fr-FR", "en"), (None, "en"), ("", "en")],
)
def test_the_browsers_locale_chooses_the_language_and_english_is_the_rest(locale, language):
    assert language_for(locale) == language


def test_a_value_without_a_name_is_shown_as_it_is():
    assert languages()["zh"].named("kind", "news") == "新闻"
    assert languages()["zh"].named("kind", "memo") == "memo"
