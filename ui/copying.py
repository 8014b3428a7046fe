"""Buttons that copy a text as it is; ui/page.js does the copying."""

from ui.markup import element
from ui.texts import Texts


def copy_button(name: str, text: str, texts: Texts, label: str | None = None) -> str:
    """A button and, hidden behind it, what it copies. `label` is what a screen reader says where the name is short."""
    button = element("button", name, class_="copy", type="button", aria_label=label, data_done=texts("copied"))
    return f'<span class="copying">{button}{element("span", text, class_="copied-text", hidden="")}</span>'
