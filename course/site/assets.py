"""The site's own script, style and icon: one file each, named by what is in it."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path

import widgets
from widgets.base import FRONT_ENDS, STYLE
from widgets.bundle import FRONTEND, site_script

HERE = Path(__file__).parent / "frontend"
EARLY = (HERE / "early.js").read_text("utf-8").strip()
"""The few words of script in the page's head, run before the first paint."""
EARLY_HASH = "sha256-" + b64encode(hashlib.sha256(EARLY.encode()).digest()).decode()
"""By which the content security policy knows that script, and no other."""


@dataclass(frozen=True)
class Asset:
    """A file that the site hands out; ``name`` holds the hash of its content."""

    name: str
    media: str
    content: bytes

    @cached_property
    def gzipped(self) -> bytes:
        """The content, compressed once."""
        return gzip.compress(self.content, 9, mtime=0)


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
    """Return the site's assets by their role: ``script``, ``style`` and ``icon``."""
    page = os.path.relpath(HERE / "page.js", FRONTEND)
    style = STYLE + "".join(p.read_text("utf-8") for p in sorted(HERE.glob("*.css")))
    return {
        "script": _asset("course", "js", "text/javascript", site_script([*FRONT_ENDS, page])),
        "style": _asset("course", "css", "text/css", _smaller(style)),
        "icon": _asset("icon", "svg", "image/svg+xml", (HERE / "icon.svg").read_text("utf-8")),
    }


def _asset(stem: str, suffix: str, media: str, text: str) -> Asset:
    content = text.encode()
    name = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
    return Asset(name, media, content)


def _smaller(css: str) -> str:
    return re.sub(r"/\*.*?\*/\s*", "", css, flags=re.S)
