"""SVG elements as escaped text."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape


def element(name: str, *children: str, **attributes: float | str | None) -> Markup:
    """Return an element; children and attribute values are escaped unless they are Markup.

    Args:
        name: Name of the tag.
        children: Text or elements.
        attributes: `text_anchor` becomes `text-anchor`, `class_` becomes `class`; None leaves the attribute out.
    """
    shown = Markup("").join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    if not children:
        return Markup("<{}{}/>").format(name, shown)
    return Markup("<{0}{1}>{2}</{0}>").format(name, shown, Markup("").join(escape(child) for child in children))


def drawing(
    parts: Iterable[Markup], *, name: str, title: str, description: str, height: float, view_width: float | None = None, class_: str = ""
) -> Markup:
    """Return a whole drawing that screen readers can tell.

    Args:
        parts: What is drawn.
        name: Unique on the page.
        title: What it is.
        description: What it shows, in words.
        height: Pixels.
        view_width: Width of the coordinates; the drawing is then scaled as a whole. None: x is in percent of the width there is.
        class_: Its class in the style sheet.
    """
    size: dict[str, float | str] = {"width": "100%", "height": height}
    if view_width is not None:
        size = {"viewBox": f"0 0 {_number(view_width)} {_number(height)}", "width": view_width, "height": height}
    told = (element("title", title, id=f"{name}-title"), element("desc", description, id=f"{name}-desc"))
    labels = {"role": "img", "aria-labelledby": f"{name}-title {name}-desc"}
    return element("svg", *told, *parts, class_=class_ or None, **labels, **size)


def text(content: str, x: float | str, y: float, *, class_: str = "", anchor: str = "start") -> Markup:
    """Return a line of text; x in the drawing's coordinates or as `37.5%`, y is its base line."""
    return element("text", content, x=x, y=y, class_=class_ or None, text_anchor=anchor)


def share(part: float) -> str:
    """Return a share (0 to 1) as percent for x and width."""
    return f"{_number(100 * part)}%"


def anchor_at(part: float) -> str:
    """Return how a text at a share of the width is anchored so that it stays inside."""
    return "start" if part < 0.06 else "end" if part > 0.94 else "middle"


def _attribute(key: str, value: float | str | None) -> Markup:
    name = key.rstrip("_") if key == "class_" else key.replace("_", "-")
    return Markup(' {}="{}"').format(name, value if isinstance(value, str) else _number(value or 0.0))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
