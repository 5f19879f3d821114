"""The site's own script, style and icon.

Script and style stand in each page, with only the front ends that the page has: one request. A
small script in the place of the first widget lets that answer while the rest of the page is still
being read.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path

from rjsmin import jsmin

import widgets
from course.site.shelf import packed
from widgets import bundle
from widgets.bundle import FRONTEND, site_script
from widgets.hosted import inline

HERE = Path(__file__).parent / "frontend"
EARLY = jsmin((HERE / "early.js").read_text("utf-8")).strip()
"""The few words of script in the page's head, run before the first paint."""


@dataclass(frozen=True)
class Asset:
    """A file that the site hands out; ``name`` holds the hash of its content."""

    name: str
    media: str
    content: bytes

    @cached_property
    def packed(self) -> tuple[bytes, bytes]:
        """The content as gzip and as Brotli, compressed once."""
        return packed(self.content)


def load_front_ends() -> list[str]:
    """Load every public widget; return a line for each that cannot be loaded."""
    failed = []
    for name, home in widgets.HOMES.items():
        try:
            import_module(home)
        except Exception as error:
            failed.append(f"{name}: {type(error).__name__}: {error}")
    return failed


def make_assets() -> dict[str, Asset]:
    """Return the site's files by their role: ``icon``."""
    icon = (HERE / "icon.svg").read_text("utf-8")
    return {"icon": _asset("icon", "svg", "image/svg+xml", icon)}


@cache
def script(entries: frozenset[str], after: tuple[str, ...] = ()) -> str:
    """Return the script with the front ends ``entries`` and what every page does.

    ``after`` are the front ends that have scripts of their own on the page.
    """
    page = os.path.relpath(HERE / "page.js", FRONTEND)
    # The site's own are no widgets: they have parts of the page to see to.
    own = {entry for entry in entries if entry.startswith("..")}
    text = site_script(entries - own, pages=[page, *sorted(own)], after=after)
    return inline(jsmin(text))


@cache
def first_scripts(entry: str, after: tuple[str, ...]) -> tuple[str, ...]:
    """Return the scripts that stand in the place of one of a page's first widgets.

    The first is what can be used at once; the second, if there is one, what that puts off.
    ``after`` are the front ends that have scripts of their own before it.
    """
    return tuple(inline(jsmin(text)) for text in bundle.first_scripts(entry, after) if text)


def _asset(stem: str, suffix: str, media: str, text: str) -> Asset:
    content = text.encode()
    name = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
    return Asset(name, media, content)
