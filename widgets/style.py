"""One look for every matplotlib picture, as SVG that a page can hold."""

from __future__ import annotations

import io
import re
from contextlib import AbstractContextManager
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = ("#00586e", "#b34a12", "#5b4a9c", "#4c6b1f")
"""Lines, in order; each is drawn with its own dashes too, so that colour is never alone."""

SOFT = ("#bcd9e0", "#f0cdb8")
"""Surfaces that belong to the first two colours."""

QUIET = "#76807f"
"""Help lines and what is not in focus."""

_RC = {
    "svg.fonttype": "none",
    "svg.hashsalt": "smerte-og-arbeid",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": "#1c2b33",
    "text.color": "#1c2b33",
    "xtick.color": "#4e5d66",
    "ytick.color": "#4e5d66",
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e4e0d6",
    "lines.linewidth": 2.2,
    "path.simplify_threshold": 0.3,
}


def look() -> AbstractContextManager[None]:
    """Return a context within which matplotlib draws in the course's style; no global state."""
    import matplotlib

    return matplotlib.rc_context(_RC)  # type: ignore[arg-type]


def new_figure(width: float = 6.4, height: float = 3.6) -> Figure:
    """Return an empty figure, size in inches, without pyplot. Draw on it within ``look``."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def label(axes: Axes, x: float, y: float, text: str, colour: str, **options: Any) -> None:
    """Write ``text`` beside the line it names, at (x, y) in the data's units."""
    looks: dict[str, Any] = {"color": colour, "fontsize": 10, "va": "center"}
    axes.text(x, y, text, **(looks | options))


def _tidy(text: str, stem: str) -> str:
    """Drop the ids that nothing points to and make the others unique to ``stem``."""
    used = set(re.findall(r'(?:href="|url\()#([^")]+)', text))
    text = re.sub(r' id="([^"]*)"', lambda m: f' id="{stem}-{m[1]}"' * (m[1] in used), text)
    text = re.sub(r'(href="|url\()#', rf"\1#{stem}-", text)
    text = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->|\n\s*", "", text, flags=re.S)
    return _unwrapped(text)


def _unwrapped(text: str) -> str:
    """Drop the groups that say nothing of what is in them, and the turns by nothing."""
    plain: list[bool] = []

    def kept(tag: re.Match[str]) -> str:
        if tag[0].endswith("/>"):
            return "" if tag[0] == "<g/>" else tag[0]
        if tag[0] != "</g>":
            plain.append(tag[0] == "<g>")
            return "" if plain[-1] else tag[0]
        return "" if plain.pop() else tag[0]

    text = re.sub(r"<g\b[^>]*>|</g>", kept, text)
    return re.sub(r' transform="rotate\(-?0 [^"]*"', "", text)


def _rounded(text: str) -> str:
    """Round what is drawn to a tenth of a point, which no eye sees and which halves the text."""
    drawn = re.compile(r'(?<= )(?:d|x|y|points|transform|clip-path)="[^"]*"')
    number = re.compile(r"(\d+)\.(\d)\d+")
    return drawn.sub(lambda m: number.sub(r"\1.\2", m[0]).replace(' "', '"'), text)


def svg(figure: Figure, title: str, description: str, stem: str) -> str:
    """Return ``figure`` as one ``<svg>`` element, the same text each time it is drawn.

    title: its name. description: in words what it shows. stem: begins every id within it, so that
    many pictures can stand on one page.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    held = io.StringIO()
    with look():
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(held, metadata={"Date": None, "Creator": None})
    text = held.getvalue()
    text = _rounded(_tidy(text[text.index("<svg") :], stem))
    head, _, rest = text.partition(">")
    head = re.sub(r'\s(?:width|height)="[^"]*"', "", head)
    name, said = escape(title), escape(description)
    return (
        f'{head} role="img" aria-labelledby="{stem}-title {stem}-desc">'
        f'<title id="{stem}-title">{name}</title><desc id="{stem}-desc">{said}</desc>{rest}'
    )
