"""A text is Chinese when a fifth of its letters are."""

import pytest

from corpus.languages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Shanghai built 70 smart factories.", "en"),
        ("上海建成70家智能工厂。", "zh"),
        ("特斯拉Tesla与上汽SAIC、通用GM合作", "zh"),
        ("The Shanghai smart-manufacturing industry-finance consortium (产融生态联合体) was founded.", "en"),
        ("2024 70 383", "en"),
        ("", "en"),
        ("abcd中", "zh"),  # one of five letters
        ("abcde中", "en"),  # one of six
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language
