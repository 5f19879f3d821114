"""One look for every matplotlib picture, as SVG that a page can hold."""

from __future__ import annotations

import io
import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = ("#00586e", "#b34a12", "#5b4a9c", "#4c6b1f")
"""Lines, in order; each is drawn with its own dashes too, so that colour is never alone."""

DASHES: tuple[object, ...] = ("-", (0, (6, 3)), (0, (1, 2)), (0, (8, 3, 2, 3)))

_RC = {
    "svg.fonttype": "none",
    "svg.hashsalt": "smerte-og-arbeid",
    "font.family": "sans-serif",
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#76807f",
    "axes.labelcolor": "#1c2b33",
    "text.color": "#1c2b33",
    "xtick.color": "#4e5d66",
    "ytick.color": "#4e5d66",
    "axes.grid": True,
    "grid.color": "#e4e0d6",
    "lines.linewidth": 2.2,
}


def new_figure(width: float = 6.4, height: float = 3.6) -> Figure:
    """Return an empty figure in the course's style; size in inches."""
    import matplotlib
    from matplotlib.figure import Figure

    matplotlib.rcParams.update(_RC)  # type: ignore[arg-type]
    return Figure(figsize=(width, height), layout="constrained")


def svg(figure: Figure, title: str) -> str:
    """Return ``figure`` as an ``<svg>`` element with ``title`` as its text alternative."""
    import matplotlib

    held = io.StringIO()
    with matplotlib.rc_context(_RC):  # type: ignore[arg-type]
        figure.savefig(held, format="svg", metadata={"Date": None, "Creator": None})
    text = held.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    head, _, rest = text.partition(">")
    head = re.sub(r'\s(?:width|height)="[^"]*"', "", head)
    label = escape(title, quote=True)
    return f'{head} role="img" aria-label="{label}"><title>{label}</title>{rest}'
