"""What of a web page no reader sees: taken out of its tree before anything is read."""

import re
from collections.abc import Mapping
from typing import Any

LARGEST_HIDDEN = 0.5  # of the page's text: when a style hides more, a script shows it again

_NEVER_SHOWN = ("style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas")
_AROUND = ("nav", "header", "footer", "aside", "form", "button", "select")  # menus are hidden until they are opened
_DECORATION = ("span", "i", "b", "em", "small")
_DECLARED = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_NOT_PLAIN = re.compile(r"/\*.*?\*/|@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^;{}]*;", re.DOTALL)  # comments, media queries
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ONE_NAME = re.compile(r"[.#][\w-]+")
_ZERO = re.compile(r"0*(?:\.0+)?(?:px|pt|em|rem|%|vw)?")
_FAR = re.compile(r"-\s*(?:\d{4,}(?:\.\d+)?(?:px|pt)?|\d{3,}(?:em|rem|%|vw|vh))")
_CLIPPED = re.compile(r"rect\((?:\s*[01](?:px)?[\s,]*){4}\)")
_WHITE = re.compile(r"(?i)#fff(?:fff)?|white|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,\s*1(?:\.0*)?\s*)?\)")
_CLEAR = re.compile(r"(?i)transparent|rgba\([^)]*,\s*0(?:\.0*)?\s*\)")


def remove_hidden(tree: Any) -> int:
    """Take out what is not shown; gives how many pieces of text a style hid, those of menus and forms not counted."""
    styles = " ".join(style.text or "" for style in tree.iter("style"))
    names = {name for name, said in _rules(styles) if _hides(said)}
    unstyled = not styles and not tree.xpath("boolean(//link[contains(@rel, 'stylesheet')])")
    for element in list(tree.iter(*_NEVER_SHOWN)):
        element.drop_tree()
    most = LARGEST_HIDDEN * len(tree.text_content())
    count = 0
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "head", "body", "script", "meta", "link", "title"):
            continue
        if element.get("aria-hidden") == "true" and element.tag in _DECORATION:
            element.drop_tree()
        elif _is_hidden(element, names, unstyled) and len(text := element.text_content().strip()) <= most:
            around = any(one.tag in _AROUND for one in (element, *element.iterancestors()))
            count += bool(text) and not around
            element.drop_tree()
    return count


def _is_hidden(element: Any, names: set[str], unstyled: bool) -> bool:
    if element.get("hidden") is not None:
        return True
    if names and any(name in names for name in _names_of(element)):
        return True
    said = _declarations(element.get("style") or "")
    color = said.get("color") or (element.get("color") if element.tag == "font" else None) or ""
    return _hides(said) or bool(_WHITE.fullmatch(color) and _ground_is_white(element, unstyled))


def _hides(said: Mapping[str, str]) -> bool:
    """Whether a style makes an element show nothing."""
    if said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse"):
        return True
    none = {name for name, value in said.items() if _ZERO.fullmatch(value)}
    far = {name for name, value in said.items() if _FAR.fullmatch(value)}
    return bool(
        none & {"font-size", "opacity"}
        or (said.get("overflow") == "hidden" and none & {"height", "max-height", "width"})
        or far & {"left", "top", "right", "text-indent", "margin-left"}
        or _CLIPPED.fullmatch(said.get("clip", ""))
        or _CLEAR.fullmatch(said.get("color", ""))
    )


def _ground_is_white(element: Any, unstyled: bool) -> bool:
    """The nearest ground that is said is white; on a page without style sheets so is one that is not said."""
    for one in (element, *element.iterancestors()):
        said = _declarations(one.get("style") or "")
        ground = said.get("background-color") or said.get("background") or one.get("bgcolor")
        if ground:
            return bool(_WHITE.match(ground.strip()))
    return unstyled


def _names_of(element: Any) -> list[str]:
    names = [f".{name}" for name in (element.get("class") or "").split()]
    return [*names, f"#{element.get('id')}"] if element.get("id") else names


def _rules(styles: str) -> list[tuple[str, Mapping[str, str]]]:
    """Rules of a style sheet for one class or one id; those in media queries are for other screens or paper."""
    rules = _RULE.findall(_NOT_PLAIN.sub("", styles))
    return [
        (name.strip(), _declarations(said))
        for selector, said in rules
        for name in selector.split(",")
        if _ONE_NAME.fullmatch(name.strip())
    ]


def _declarations(style: str) -> Mapping[str, str]:
    return {name.lower(): value.lower().replace("!important", "").strip() for name, value in _DECLARED.findall(style)}
