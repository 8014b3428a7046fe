"""How a source is named in print."""

import pytest

from assistant.citing import printed_date, source_line
from tests.assistant.making import evidence


@pytest.mark.parametrize(
    ("published", "printed"),
    [("2024-01-03", "3 January 2024"), ("2024-12", "December 2024"), ("2024", "2024"), (None, "undated")],
)
def test_a_date_is_printed_as_precisely_as_it_is_known(published, printed):
    assert printed_date(published) == printed


def test_an_inferred_date_says_so():
    assert printed_date("2024-01", inferred=True) == "January 2024 (date inferred)"


def test_a_missing_date_is_not_called_inferred():
    assert printed_date(None, inferred=True) == "undated"


def test_a_digest_is_called_one_since_its_words_are_ours():
    assert source_line(evidence("Text.", wording="digest")) == "digest of Shine, 3 January 2024"


def test_an_original_is_named_by_publisher_date_and_page():
    assert source_line(evidence("Text.", wording="original", page=7)) == "Shine, 3 January 2024, page 7"


def test_a_source_without_publisher_is_named_by_its_title():
    line = source_line(evidence("Text.", title="My notes", published=None, publisher=None, wording="original"))

    assert line == "My notes, undated"


def test_a_source_in_another_language_than_the_question_says_so():
    told = evidence("Text.", wording="original")

    assert source_line(told, asked_in="zh") == "Shine, 3 January 2024, in English"
    assert source_line(told, asked_in="en") == "Shine, 3 January 2024"
