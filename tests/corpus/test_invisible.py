"""Characters that show nothing."""

import pytest

from corpus.invisible import left_out, without_invisible


@pytest.mark.parametrize(
    "character", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u2066", "\U000e0041", "\x07", "\ufe0f"]
)
def test_a_character_that_shows_nothing_is_dropped_and_counted(character: str) -> None:
    assert without_invisible(f"Sev{character}enty") == ("Seventy", 1)


def test_white_space_and_letters_of_every_script_stay() -> None:
    text = "Été\tà 上海，\r\n“200”\u00a0家\u3000№ 5 – €１\x85"

    assert without_invisible(text) == (text, 0)


def test_nothing_left_out_is_no_note() -> None:
    assert left_out("a.pdf", 0, "invisible characters") == ()
    assert left_out("a.pdf", 1200, "invisible characters")[0].reason.endswith("invisible characters (1,200)")
