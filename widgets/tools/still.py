"""Small parts of the tools' still versions: plain HTML, for print and where no script runs."""

from __future__ import annotations

import re
from html import escape


def paragraphs(text: str) -> str:
    """Return ``text`` as HTML paragraphs; ``**word**`` is bold, an empty line parts paragraphs."""
    out = []
    for part in re.split(r"\n\s*\n", text.strip()):
        out.append("<p>" + re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(part)) + "</p>")
    return "".join(out)
