"""Write a bare page with some widgets on it, mounted by the site's own host script.

For authors and tests: ``python -m widgets.preview OUT.html STATEMENT... EXPRESSION...``. Arguments
that begin with ``from`` or ``import`` are run; the others must give a widget.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path

from widgets.base import STYLE, CourseWidget
from widgets.bundle import site_script
from widgets.hosted import inline, place


def page(widgets: Sequence[CourseWidget], lang: str = "nb", title: str = "Smerte og arbeid") -> str:
    """Return a whole HTML page that mounts ``widgets`` without a kernel."""
    places = "".join(
        f'<section id="{escape(w.part)}">{place(w.get_state(), w.still_html())}</section>'
        for w in widgets
    )
    script = inline(site_script([w.front_end for w in widgets]))
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}\n"
        "body{margin:0;background:var(--sa-bg);color:var(--sa-text);font-family:var(--sa-font)}"
        "main{max-width:46rem;margin:auto;padding:1rem}section{margin:2rem 0}</style>"
        f"</head><body><main><h1>{escape(title)}</h1>{places}</main>"
        f"<script>{script}</script></body></html>"
    )


def main(arguments: Sequence[str]) -> None:
    """Write the page that the command line asks for."""
    out, *rest = arguments
    names: dict[str, object] = {}
    made = []
    for argument in rest:
        if argument.startswith(("from ", "import ")):
            exec(argument, names)
        else:
            made.append(eval(argument, names))
    Path(out).write_text(page(made, made[0].lang if made else "nb"), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
