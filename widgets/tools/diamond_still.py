"""An empty Diamond as SVG, to print and write on."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

BOXES = {
    "body": (200, 70, 200, 90),
    "feelings": (50, 215, 180, 90),
    "thoughts": (370, 215, 180, 90),
    "actions": (200, 360, 200, 90),
}
"""x, y, width and height of each corner's box, in px of a 600 by 520 picture."""


def empty_diamond(titles: Mapping[str, str], name: str) -> str:
    """Return the SVG; ``titles`` gives each corner its heading, ``name`` is the picture's."""
    label = f"{name}: {', '.join(titles[corner] for corner in [*BOXES, 'surroundings'])}"
    corners = "".join(
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="9" fill="none" stroke="currentColor" '
        f'stroke-width="{2.5 if corner == "body" else 1.5}"/>'
        f'<text x="{x + w / 2}" y="{y + 20}" text-anchor="middle" font-weight="700" '
        f'fill="currentColor">{escape(titles[corner])}</text>'
        for corner, (x, y, w, h) in BOXES.items()
    )
    return (
        f'<svg viewBox="0 0 600 520" role="img" aria-label="{escape(label)}" font-size="15" '
        'font-family="sans-serif"><rect x="2" y="2" width="596" height="516" rx="44" fill="none" '
        'stroke="currentColor" stroke-width="1.5"/><rect x="30" y="40" width="540" height="440" '
        'rx="34" fill="none" stroke="currentColor" stroke-dasharray="5 4"/>'
        f'<text x="300" y="27" text-anchor="middle" font-weight="700" fill="currentColor">'
        f"{escape(titles['surroundings'])}</text>"
        '<path d="M300 160 230 240M300 160 370 240M300 360 230 280M300 360 370 280" '
        f'stroke="currentColor" stroke-dasharray="2 5" fill="none"/>{corners}</svg>'
    )
