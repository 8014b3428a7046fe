"""Words from outside stay words."""

import pytest

from ui.markup import element, is_web, link


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
