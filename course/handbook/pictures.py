"""Pictures as files of the book, each with what it shows in words."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from html import escape

from bs4 import BeautifulSoup, Tag

from widgets.style import COLOURS, look

INK = "#1c2b33"
_XMLNS = 'xmlns="http://www.w3.org/2000/svg"'


@dataclass
class Album:
    """The book's pictures by file name."""

    files: dict[str, bytes] = field(default_factory=dict)

    def placed(self, soup: BeautifulSoup, stem: str) -> None:
        """Move every ``<svg>`` of ``soup`` to a file, and leave an ``<img>`` with its words."""
        for number, drawn in enumerate(soup.find_all("svg"), 1):
            assert isinstance(drawn, Tag)
            said = drawn.find("desc")
            alt = said.get_text() if isinstance(said, Tag) else str(drawn.get("aria-label", ""))
            assert alt, f"{stem}: a picture without words"
            name = f"{stem}-{number}.svg"
            self.files[name] = _alone(str(drawn)).encode()
            picture = soup.new_tag("img", attrs={"src": name, "alt": alt})
            drawn.replace_with(picture)


def _alone(svg: str) -> str:
    """Return an ``<svg>`` as a file that needs nothing around it."""
    # The parser lowers the names that SVG writes with capitals.
    for name in ("viewBox", "clipPath", "preserveAspectRatio", "clipPathUnits", "linearGradient"):
        svg = re.sub(rf"(?<=[\s</]){name.lower()}(?=[\s=>])", name, svg)
    if _XMLNS not in svg:
        svg = svg.replace("<svg", f"<svg {_XMLNS}", 1)
    svg = re.sub(r'\s(?:role|aria-[a-z]+)="[^"]*"', "", svg)
    svg = svg.replace("currentColor", INK)
    # The book's own font, so that it looks the same everywhere.
    svg = re.sub(r"(?<=[\s:\"'])sans-serif", "DejaVu Sans, sans-serif", svg, count=0)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}'


def cover(title: str, subtitle: str) -> bytes:
    """Return the cover as a PNG, 1200 by 1600 px, the same bytes each time it is drawn."""
    import numpy as np
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with look():
        figure = Figure(figsize=(6, 8), facecolor="#f5f3ee")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, 12), ylim=(0, 16))
        axes.axis("off")
        x = np.linspace(0, 12, 600)
        bell = np.exp(-(((x - 6) / 2.6) ** 2))
        for height, colour, width in (
            (4.2, "#bcd9e0", 9),
            (2.4, COLOURS[1], 5),
            (1.1, COLOURS[0], 5),
        ):
            axes.plot(x, 6 + height * bell * np.sin(x * 4.2), color=colour, linewidth=width)
        size = 40 if len(title) < 16 else 34
        axes.text(1, 13.2, title, fontsize=size, fontweight="bold", color=INK, va="center")
        axes.text(1, 12, subtitle, fontsize=20, color=COLOURS[0], va="center")
        held = io.BytesIO()
        canvas = FigureCanvasAgg(figure)
        figure.set_dpi(200)
        canvas.print_png(held, metadata={"Software": None})
    return held.getvalue()


def image(name: str, alt: str) -> str:
    """Return a picture that stands alone."""
    return f'<p><img src="{escape(name)}" alt="{escape(alt)}"></p>'
