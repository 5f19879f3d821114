"""Still versions of widgets side by side on one page."""

from __future__ import annotations

import re

_SVG = re.compile(r"<svg\b.*?</svg>", re.S)
_ID = re.compile(r'\sid="([^"]+)"')
_USES = re.compile(r'(url\(#|href="#|aria-(?:labelledby|describedby)=")([^")]+)')


def only_here(html: str, part: str) -> str:
    """Return ``html`` with the ids inside its pictures made unique to ``part``.

    matplotlib gives every picture the same ids (``axes_1``), and a page has many pictures. Ids that
    nothing in the picture uses are taken away.
    """
    number = 0

    def one(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        svg = match[0]
        used = {name for _, names in _USES.findall(svg) for name in names.split()}
        before = f"{part}-{number}-"

        def kept(found: re.Match[str]) -> str:
            return f' id="{before}{found[1]}"' if found[1] in used else ""

        def pointed(found: re.Match[str]) -> str:
            return found[1] + " ".join(before + name for name in found[2].split())

        return _USES.sub(pointed, _ID.sub(kept, svg))

    return _SVG.sub(one, html)
