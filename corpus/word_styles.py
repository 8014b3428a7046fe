"""What the styles of a Word document say of paragraphs and runs: heading levels, lists, hidden text (ECMA-376 part 1, 17.7)."""

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?i)(?:heading|标题|überschrift|titre)\s*([1-9])")
_TINY = 4  # half points: text of two points or less is not read by anybody
_LONGEST_CHAIN = 20  # styles based on styles; Word itself stops at 11


class Styles:
    """Properties of paragraphs and runs, their own or those of their styles."""

    def __init__(self, element: Any | None) -> None:
        """`element` is the root of styles.xml; None for a document without styles."""
        found = () if element is None else element.iter(f"{_W}style")
        self._styles: dict[str, Any] = {style.get(f"{_W}styleId"): style for style in found}
        self._known: dict[tuple[str, str, str], Any] = {}

    def heading_level(self, paragraph: Any) -> int:
        """1 for the title, 2 for the first level of headings and so on; 0 for a paragraph that is no heading."""
        name = self.name(paragraph)
        if name.lower() in ("title", "标题"):
            return 1
        if match := _HEADING.fullmatch(name):
            return int(match[1]) + 1
        outline = self.of_paragraph(paragraph, "outlineLvl")
        level = 9 if outline is None else int(outline.get(f"{_W}val", 9))
        return level + 2 if level < 9 else 0

    def name(self, paragraph: Any) -> str:
        """The name of the paragraph's style; empty for the default one."""
        style = self._styles.get(style_id(paragraph))
        name = None if style is None else style.find(f"{_W}name")
        return "" if name is None else str(name.get(f"{_W}val", ""))

    def of_paragraph(self, paragraph: Any, name: str) -> Any | None:
        """A property of a paragraph, its own or that of its style."""
        own = paragraph.find(f"{_W}pPr/{_W}{name}")
        return own if own is not None else self.of_style(paragraph, name)

    def of_style(self, paragraph: Any, name: str) -> Any | None:
        """A property that the style of a paragraph gives it."""
        return self._inherited(style_id(paragraph), "pPr", name)

    def is_unseen(self, run: Any, paragraph: Any, on_white: bool) -> bool:
        """Whether a run is hidden, tiny, or white on what is surely a white ground."""
        hidden = self._of_run(run, paragraph, "vanish")
        if hidden is not None and hidden.get(f"{_W}val", "1") not in ("0", "false", "off"):
            return True
        size = self._of_run(run, paragraph, "sz")
        if size is not None and _number(size.get(f"{_W}val")) <= _TINY:
            return True
        color = self._of_run(run, paragraph, "color")
        white = color is not None and str(color.get(f"{_W}val")).upper() == "FFFFFF"
        shaded = any(self._of_run(run, paragraph, name) is not None for name in ("shd", "highlight"))
        return white and on_white and not shaded and self.of_paragraph(paragraph, "shd") is None

    def _of_run(self, run: Any, paragraph: Any, name: str) -> Any | None:
        own = run.find(f"{_W}rPr/{_W}{name}")
        if own is not None:
            return own
        found = self._inherited(style_id(run, "rPr", "rStyle"), "rPr", name)
        return found if found is not None else self._inherited(style_id(paragraph), "rPr", name)

    def _inherited(self, style: str, kind: str, name: str) -> Any | None:
        key = (style, kind, name)
        if key not in self._known:
            self._known[key] = self._along_chain(*key)
        return self._known[key]

    def _along_chain(self, style: str, kind: str, name: str) -> Any | None:
        for _ in range(_LONGEST_CHAIN):
            element = self._styles.get(style)
            if element is None:
                return None
            found = element.find(f"{_W}{kind}/{_W}{name}")
            if found is not None:
                return found
            based_on = element.find(f"{_W}basedOn")
            style = "" if based_on is None else based_on.get(f"{_W}val", "")
        return None


def style_id(element: Any, kind: str = "pPr", name: str = "pStyle") -> str:
    """The id of the style of a paragraph (or, told so, of a run); empty for the default one."""
    style = element.find(f"{_W}{kind}/{_W}{name}")
    return "" if style is None else str(style.get(f"{_W}val", ""))


def _number(written: str | None) -> float:
    try:
        return float(written or "inf")
    except ValueError:
        return float("inf")
