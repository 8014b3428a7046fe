"""Contrast by WCAG 2.2, level AA, computed from the colours as they are written in the style sheet, the theme and the charts."""

import re
import tomllib

import pytest

from tests.ui.conftest import UI
from ui.charts import ACCENT, INK
from ui.pictures import MARK

READ, SEEN = 4.5, 3.0  # least contrast of words, and of shapes that carry meaning
THEMES = ("light", "dark")
_STYLE = (UI / "style.css").read_text(encoding="utf-8")
_THEME = tomllib.loads((UI / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
_NAMED = {name: pair for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", _STYLE)}


def colour(name, theme):
    """A colour of the style sheet or, with a capital in it, of Streamlit's theme."""
    return _THEME[theme][name] if name in _THEME[theme] else _NAMED[name][THEMES.index(theme)]


def luminance(written):
    parts = [int(written[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, two):
    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21_to_1():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_of_words_can_be_read_on_every_ground(theme):
    words = ("ink", "quiet", "accent", "good", "partial", "split", "textColor", "primaryColor")
    grounds = ("page", "paper", "backgroundColor", "secondaryBackgroundColor")

    measured = {(word, ground): contrast(colour(word, theme), colour(ground, theme)) for word in words for ground in grounds}

    assert {pair: round(ratio, 2) for pair, ratio in measured.items() if ratio < READ} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_marked_words_can_be_read_and_the_marks_be_told_apart(theme):
    assert contrast(colour("ink", theme), colour("passage", theme)) >= READ
    assert contrast(colour("ink", theme), colour("quote", theme)) >= READ
    assert contrast(colour("passage", theme), colour("quote", theme)) > 1.15


def test_a_quote_has_one_colour_in_the_text_and_on_the_picture_of_a_page():
    assert "#" + "".join(f"{part:02x}" for part in MARK) == colour("quote", "light")


@pytest.mark.parametrize("theme", THEMES)
def test_words_on_a_coloured_button_can_be_read(theme):
    written = re.search(r'\[data-baseweb="tag"\] { color: light-dark\((#\w{6}), (#\w{6})\)', _STYLE).groups()

    assert contrast(written[THEMES.index(theme)], colour("primaryColor", theme)) >= READ


@pytest.mark.parametrize("theme", THEMES)
def test_charts_have_words_and_shapes_that_can_be_seen(theme):
    assert contrast(INK[theme], colour("backgroundColor", theme)) >= READ
    assert contrast(ACCENT[theme], colour("backgroundColor", theme)) >= SEEN


@pytest.mark.parametrize("theme", THEMES)
def test_the_style_sheet_and_the_theme_mean_the_same_page(theme):
    assert colour("page", theme) == colour("backgroundColor", theme)
    assert colour("ink", theme) == colour("textColor", theme) == INK[theme]
    assert colour("accent", theme) == colour("primaryColor", theme) == ACCENT[theme]
