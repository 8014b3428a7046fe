"""Everybody reaches everything, in a real browser: contrast, names, keyboard, touch, narrow windows, 200%."""

import pytest

from tests.ui.browsing import DEPOTS, PARKS, QUESTION, ask, finished, gone, open_first_source, reach_question_by_key

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_word_has_contrast_and_every_control_a_name(opened, colours):
    page = opened(color_scheme=colours, reduced_motion="reduce")  # else claims appear while they are measured
    ask(page, PARKS)
    open_first_source(page)

    assert page.evaluate(_FAINT) == []
    assert page.evaluate(_NAMELESS) == []


def test_a_narrow_window_and_a_doubled_size_need_no_sideways_scrolling(opened):
    for viewport in ({"width": 400, "height": 800}, {"width": 640, "height": 430}):  # the second is 1280 at 200%
        page = opened(viewport=viewport)
        ask(page, PARKS)
        assert page.evaluate(_SIDEWAYS) == []

        open_first_source(page)
        page.wait_for_function(_IN_VIEW, arg="#cited-quote")
        page.wait_for_function(_IN_VIEW, arg='[class*="st-key-row_"] button[kind="primary"]')  # what opened it stays in sight
        assert page.evaluate(_SIDEWAYS) == []


def test_the_page_can_be_used_without_a_mouse(page):
    reach_question_by_key(page)
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    finished(page)

    page.keyboard.press("Shift")  # a reader who moves: else the page goes on scrolling to its new answer
    page.locator(".mark").first.focus()
    page.locator(".quote-card", has_text="200").wait_for()
    order = [page.evaluate(_FOCUSED)]
    for _ in range(2):
        page.keyboard.press("Tab")
        order.append(page.evaluate(_FOCUSED))
    assert [name.split(":")[0] for name in order] == ["Source 1", "Copy this sentence with its footnote", "[1]"]

    page.keyboard.press("Enter")
    page.wait_for_selector("#cited-quote")
    page.keyboard.press("Escape")
    gone(page.locator("#cited-quote"))
    assert page.evaluate("[...document.querySelectorAll('[tabindex]')].filter((e) => e.tabIndex > 0).length") == 0


def test_on_a_phone_the_first_tap_on_a_number_shows_its_quote_and_the_second_opens_it(opened):
    page = opened(viewport={"width": 400, "height": 800}, has_touch=True, is_mobile=True)
    ask(page, DEPOTS)

    page.locator(".mark").first.tap()
    page.locator(".quote-card", has_text="17 hydrogen depots").wait_for()
    assert page.locator("#cited-quote").count() == 0

    page.locator(".mark").first.tap()
    page.wait_for_selector("#cited-quote")


# Texts of the page's own making whose contrast is below WCAG 2.2 AA: 4.5, or 3 for large letters.
_FAINT = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const linear = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map(linear);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const faint = [];
  const texts = "p, span, h1, h2, h3, button, a, td, th, caption, dt, dd, mark, sup, label";
  for (const element of document.querySelectorAll(`.stApp :is(${texts})`)) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const style = getComputedStyle(element);
    const hidden = !element.offsetParent || style.visibility === "hidden" || element.closest("[disabled], [aria-hidden=true]");
    if (!own || hidden) continue;
    const [one, two] = [light(rgb(style.color)), light(behind(element))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${element.className} ${element.textContent.slice(0, 40)}`);
  }
  return [...new Set(faint)];
}"""


_NAMELESS = """() => [...document.querySelectorAll(".stApp :is(button, a, input, textarea, [role=button])")]
  .filter((e) => e.offsetParent && !e.closest("[aria-hidden=true]"))
  .filter((e) => !(e.textContent.trim() || e.ariaLabel || e.title || e.getAttribute("aria-labelledby")
    || e.labels?.length || e.placeholder || e.querySelector("[aria-label], [alt]")))
  .map((e) => e.outerHTML.slice(0, 120))"""


_IN_VIEW = """selector => { const box = document.querySelector(selector)?.getBoundingClientRect();
                           return box && box.top >= 0 && box.bottom <= innerHeight; }"""


# What can be scrolled sideways and is not meant to be, as a table in its frame is.
_SIDEWAYS = """() => [document.scrollingElement, document.querySelector(".stMain"), document.querySelector(".stColumn")]
  .filter((e) => e && (e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth + 1))
  .map((e) => `${e.tagName} ${e.className} ${e.scrollWidth}`)"""


_FOCUSED = "document.activeElement.ariaLabel || document.activeElement.textContent.trim()"
