"""Words from outside inside our own markup: always escaped, a link only to the web."""

import re
from html import escape
from urllib.parse import urlsplit

_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!<>|~$&]")


def element(tag: str, text: str, **attributes: str | None) -> str:
    """One element around a text, both escaped; an attribute of None is left out, `class_` is written class."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items() if value is not None
    )
    return f"<{tag}{written}>{escape(text)}</{tag}>"


def link(url: str, text: str) -> str:
    """A link that opens beside the page; the bare address as text where it is not http or https."""
    if not is_web(url):
        return element("span", url, class_="address")
    return element("a", text, href=url, target="_blank", rel="noopener noreferrer")


def is_web(url: str) -> bool:
    """Whether a click on the address can only open a web page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def label(text: str) -> str:
    """Words from outside as the label of a button, which Streamlit reads as Markdown: all of it is shown, nothing is done."""
    inert = _MARKDOWN.sub(r"\\\g<0>", " ".join(text.split()))
    return inert.replace(":", ":\u2060")  # else ":red[...]" colours and ":material/...:" fetches a picture
