"""A widget's place on a page without a kernel: its state, and its still version beside it.

A page's first script (``widgets.bundle.first_scripts``) stands in the place of its first widget,
which it mounts at once; the other places are mounted when the page has been read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

_OTHER = re.compile(r"[^\x00-\xff]")
UNUSED = {"layout", "tabbable", "tooltip"}
"""Traits that the page's host does not need, like those of anywidget's own: it has the front ends
in its own script."""


def kept(state: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page keeps of a widget's state."""
    return {k: value for k, value in state.items() if k not in UNUSED and not k.startswith("_")}


def place(
    state: Mapping[str, Any],
    still: str,
    *,
    prints: bool = False,
    script: str = "",
    live: str = "",
) -> str:
    """Return the HTML of a widget's place.

    ``state`` are its traits, ``still`` the HTML that says the same without a script; with
    ``prints`` the widget itself goes to paper, and not its still version. ``script`` is the page's
    first, if it stands here: before the still version, whose pictures are long. ``live`` is HTML
    that can be used before the widget's front end has come, which then takes it over.
    """
    told = json.dumps(kept(state), ensure_ascii=False, separators=(",", ":"), default=str)
    told = told.replace("<", "\\u003c")
    if live:
        live = f'<div class="sa" data-live>{live}</div>'
    return (
        f'<div data-widget="{escape(str(state["entry"]))}"{" data-prints" if prints else ""}>'
        f'{live}<script type="application/json">{told}</script>{script}'
        f'<noscript><div class="still">{still}</div></noscript></div>'
    )


def inline(script: str) -> str:
    """Return ``script`` as it may stand in a page, where an end tag in it would end it."""
    return escaped(script.replace("</script", "<\\/script"))


def escaped(text: str) -> str:
    """Return JSON or a script with each letter outside ISO 8859-1 as JSON and JavaScript name it.

    Pages have no such letter (``course.site.letters``).
    """
    return _OTHER.sub(lambda letter: json.dumps(letter[0])[1:-1], text)
