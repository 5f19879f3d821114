"""What the built course has beside its pages: for search engines, offline reading and trust."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from html import escape

from rjsmin import jsmin

from course.site.assets import HERE
from course.site.pages import Address
from widgets.text import LANGS

SUMS = "SHA256SUMS"
WORKER = "worker.js"
OFFLINE = "offline.html"
"""What is shown without a network in place of a page that is not kept."""
_PACKABLE = (".html", ".js", ".svg", ".xml")


def sitemap(pages: Iterable[Address], address: str) -> bytes:
    """Return the sitemap (https://www.sitemaps.org/protocol.html) of a course at ``address``.

    Each page names its other language. The protocol wants whole addresses: without ``address``
    they are relative, which not every search engine reads.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for page in pages:
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" '
            f'href="{escape(f"{address}{lang}/{page.below}")}"/>'
            for lang in LANGS
        )
        lines.append(f"<url><loc>{escape(address + page.path)}</loc>{links}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def worker(files: Mapping[str, bytes]) -> bytes:
    """Return the service worker of a course that has these files. It changes when one of them does.

    Kept from the start are the pages that lead to the others.
    """
    read = {name: data for name, data in files.items() if name.endswith((".html", ".svg"))}
    course = {
        "files": {name: hashlib.sha256(data).hexdigest()[:16] for name, data in read.items()},
        "first": [OFFLINE, "index.html", *(f"{lang}/index.html" for lang in LANGS)],
    }
    source = (HERE / "worker.js").read_text("utf-8")
    told = json.dumps(course, separators=(",", ":"), sort_keys=True)
    return str(jsmin(source.replace("/* course */ null", told))).encode()


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Return the digests of ``files`` as ``sha256sum -c`` reads them."""
    return "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    ).encode()


def packable(name: str) -> bool:
    """Return whether a file of this name is smaller when it is compressed."""
    return name.endswith(_PACKABLE)
