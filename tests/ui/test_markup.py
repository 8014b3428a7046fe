"""Words from outside stay words."""

import re

import pytest

from tests.ui.conftest import UI
from ui.markup import element, is_web, label, link


def test_text_and_attributes_are_escaped():
    assert element("p", "<b>&", title='"x"', lang=None, class_="a") == ('<p title="&quot;x&quot;" class="a">&lt;b&gt;&amp;</p>')


@pytest.mark.parametrize("address", ["https://www.shine.cn/biz/", "http://example.org"])
def test_a_web_address_is_a_link_that_opens_beside_the_page(address):
    assert link(address, "Read") == f'<a href="{address}" target="_blank" rel="noopener noreferrer">Read</a>'


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "https://", "http://[", "a.pdf", ""],
)
def test_any_other_address_is_plain_text(address):
    assert not is_web(address)
    assert "href" not in link(address, "Read")


def test_a_label_shows_words_from_outside_and_does_nothing_for_them():
    assert label("*a* [b](c) `d`") == r"\*a\* \[b\]\(c\) \`d\`"
    assert label("red: :red[x] :material/home:").count(":\u2060") == 4


@pytest.mark.parametrize("name", ["page.js", "scroll.js"])
def test_no_tag_seems_to_begin_in_a_script_for_streamlit_would_drop_it(name):
    assert re.findall(r"<[/\w!]", (UI / name).read_text(encoding="utf-8")) == []
