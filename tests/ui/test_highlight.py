"""The document as it is drawn: its text, nothing else, with the quote marked to the character."""

import html
import re

import pytest

from corpus.records import Document, Page
from ui.highlight import NOTHING, Span, marked_text

TEXT = """---
id: act
---

# Chips Act

## Funds

The fund has <b>43</b> billion. It ends in 2030.
A second line.

~~Not~~ ![x](http://e.org) $a$ :red[b]
"""


def _span(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


def _marked(drawn):
    return [html.unescape(mark) for mark in re.findall(r'<mark class="quote"[^>]*>(.*?)</mark>', drawn)]


def test_the_quote_is_marked_to_the_character():
    quote = "The fund has <b>43</b> billion."

    drawn = marked_text(Document("act", "Act", TEXT), _span(TEXT, quote + " It ends in 2030."), _span(TEXT, quote))

    assert _marked(drawn) == [quote]
    assert '<span class="passage"> It ends in 2030.</span>' in drawn
    assert drawn.count('id="cited-quote"') == 1


def test_a_quote_over_two_lines_is_marked_on_both():
    drawn = marked_text(Document("act", "Act", TEXT), quote=_span(TEXT, "It ends in 2030.\nA second line."))

    assert _marked(drawn) == ["It ends in 2030.", "A second line."]
    assert drawn.count('id="cited-quote"') == 1


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '<img src=x onerror="alert(1)">', '"><svg onload=x>'])
def test_no_markup_of_the_document_survives(hostile):
    text = f"Before {hostile} after\n\n# {hostile}\n"

    drawn = marked_text(Document("d", "T", text), quote=_span(text, hostile))

    assert set(re.findall(r"</?(\w+)", drawn)) == {"p", "h3", "mark"}
    assert _marked(drawn) == [hostile]


def test_markdown_other_than_headings_is_left_as_it_is_written():
    drawn = marked_text(Document("act", "Act", TEXT))

    assert "<p>~~Not~~ ![x](http://e.org) $a$ :red[b]</p>" in drawn
    assert "<h3>Chips Act</h3><h4>Funds</h4>" in drawn


def test_front_matter_is_not_shown():
    assert "id: act" not in marked_text(Document("act", "Act", TEXT))


def test_a_first_heading_that_repeats_the_title_is_left_out_unless_it_is_cited():
    document = Document("act", "Chips Act", TEXT)

    assert "Chips Act" not in marked_text(document)
    assert _marked(marked_text(document, quote=_span(TEXT, "Chips Act"))) == ["Chips Act"]


def test_pages_are_numbered_where_they_begin_even_within_a_line():
    document = Document("d", "T", "one two\nthree", pages=(Page(1, 0), Page(2, 4)))

    assert marked_text(document) == (
        '<div class="page-number">1</div><p>one </p><div class="page-number">2</div><p>two\nthree</p>'
    )


def test_every_word_of_the_body_is_drawn_once_in_its_order():
    drawn = marked_text(Document("act", "Act", TEXT), _span(TEXT, "The fund"), NOTHING)

    assert html.unescape(re.sub("<[^>]+>", " ", drawn)).split() == TEXT.split("---")[2].replace("#", "").split()
