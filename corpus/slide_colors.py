"""Which text of a slide nobody sees: white on white, text of two points, shapes beside the slide (ECMA-376 part 1, 19 to 21)."""

from typing import Any

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_TINY = 200  # hundredths of a point
_FILLS = tuple(f"{_A}{name}" for name in ("solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))


def is_unseen_run(run: Any, shape: Any, ground: str | None) -> bool:
    """Whether a run is tiny, or has the color of what is surely behind it; `ground` is the slide's own color, if known."""
    properties = run.find(f"{_A}rPr")
    if properties is None:
        return False
    if str(properties.get("sz", "")).isdigit() and int(properties.get("sz")) <= _TINY:
        return True
    fill = properties.find(f"{_A}solidFill")
    color = _color(fill)
    alpha = None if fill is None else fill.find(f".//{_A}alpha")
    if alpha is not None and alpha.get("val") in ("0", "0%"):
        return True
    return color is not None and color == _behind(shape, ground)


def is_unseen_shape(shape: Any, width: int, height: int) -> bool:
    """Whether a shape is switched off, or lies wholly beside a slide of that width and height."""
    if shape._element.find(f".//{_P}cNvPr[@hidden='1']") is not None and not hasattr(shape, "shapes"):
        return True
    left, top, across, down = shape.left, shape.top, shape.width, shape.height
    if None in (left, top, across, down):
        return False
    return bool(left >= width or top >= height or left + across <= 0 or top + down <= 0)


def ground_color(slide: Any) -> str | None:
    """The color of a slide that has no pictures or filled shapes, which may lie below text; None for any other."""
    levels = (slide, slide.slide_layout, slide.slide_layout.slide_master)
    for level in levels:
        shapes = level._element.iter(f"{_P}pic", f"{_P}sp")
        if any(shape.tag == f"{_P}pic" or _is_filled(shape) for shape in shapes):
            return None
    for level in levels:
        background = level._element.find(f"{_P}cSld/{_P}bg")
        if background is not None:
            reference = background.find(f"{_P}bgRef/{_A}schemeClr")
            if reference is not None:  # in nearly every theme the first background is white; others are not looked up
                return "FFFFFF" if reference.get("val") == "bg1" and _theme_is_white(levels[-1]) else None
            return _color(background.find(f"{_P}bgPr/{_A}solidFill"))
    return None


def _theme_is_white(master: Any) -> bool:
    from lxml import etree

    themes = [relation for relation in master.part.rels.values() if relation.reltype.endswith("/theme")]
    if not themes:
        return False
    mapped = master._element.find(f"{_P}clrMap")
    name = "lt1" if mapped is None else mapped.get("bg1", "lt1")
    root = etree.fromstring(themes[0].target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    color = root.find(f".//{_A}clrScheme/{_A}{name}/*")
    return color is not None and str(color.get("lastClr", color.get("val"))).upper() == "FFFFFF"


def _behind(shape: Any, ground: str | None) -> str | None:
    properties = shape.find(f"{_P}spPr")
    own = None if properties is None else _color(properties.find(f"{_A}solidFill"))
    if own is not None:
        return own
    return None if _is_filled(shape) else ground


def _is_filled(shape: Any) -> bool:
    properties = shape.find(f"{_P}spPr")
    if properties is not None and any(properties.find(fill) is not None for fill in _FILLS):
        return True
    if properties is not None and properties.find(f"{_A}noFill") is not None:
        return False
    styled = shape.find(f"{_P}style/{_A}fillRef")
    return styled is not None and styled.get("idx", "0") != "0"


def _color(fill: Any | None) -> str | None:
    color = None if fill is None else fill.find(f"{_A}srgbClr")
    return None if color is None else str(color.get("val")).upper()
