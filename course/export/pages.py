"""The site's pages as a package holds them: those it has, and no link to one that it lacks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import PurePosixPath

from course.export.words import export_words, instead
from course.site.app import CourseSite
from course.site.pages import Address
from widgets.text import Lang

AROUND = ("glossary", "references", "about", "accessibility", "your-data")
"""The pages that go along with a module on its own."""
SHELF = (
    "try{const s=parent!==window&&parent.smertekursShelf;"
    'if(s)Object.defineProperty(window,"localStorage",{value:s})}catch{}'
)
"""Lets a page keep what it keeps with the launch page around it (``frontend/shelf.js``)."""

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.S)
_HREF = re.compile(r'\bhref="([^"]*)"')
_ITEM = re.compile(r"<li><a\b([^>]*)>[^<]*</a></li>\n?")


def wanted(site: CourseSite, langs: Sequence[Lang], slug: str | None) -> list[Address]:
    """Return the pages of a package: all, or a module's and those that go along with it."""
    return [
        address
        for address in site.addresses()
        if address.lang in langs
        and (slug is None or address.slug == slug or address.kind in AROUND)
        and (slug is None or address.kind in ("module", *AROUND))
    ]


async def rendered(
    site: CourseSite, addresses: Iterable[Address], advance: Callable[[], None]
) -> tuple[dict[str, str], list[str]]:
    """Return the pages as ``{path: HTML}``, and the addresses of those that cannot be made."""
    pages, broken = {}, []
    for address in addresses:
        page = await site.page(address)
        if page.status == 200:
            pages[f"{address.path}index.html"] = page.body.decode()
        else:
            broken.append(address.path)
        advance()
    return pages, broken


def packaged(pages: Mapping[str, str], assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a package: the pages, changed for it, and what they ask for."""
    there = {*pages, *assets}
    made = {path: _fitted(path, html, there).encode() for path, html in pages.items()}
    return {**made, **assets}


def _fitted(path: str, html: str, there: set[str]) -> str:
    lang: Lang = "en" if path.startswith("en/") else "nb"

    def has(attributes: str) -> bool:
        found = _HREF.search(attributes)
        return found is None or _target(path, found[1]) in there

    def link(match: re.Match[str]) -> str:
        attributes, inside = match.groups()
        found = _HREF.search(attributes)
        if found and found[1].startswith(("https://", "http://")):
            # Many sites refuse to be shown in the frame that the course stands in.
            return match[0] if "target=" in attributes else f'<a target="_blank"{match[0][2:]}'
        if has(attributes):
            return match[0]
        if "around__" in attributes or "data-switch" in attributes or "hreflang" in attributes:
            return ""
        kind = re.search(r'\bclass="[^"]*"', attributes)
        return f"<span{' ' + kind[0] if kind else ''}>{inside}</span>"

    html = _ITEM.sub(lambda m: m[0] if has(m[1]) else "", html)
    html = _LINK.sub(link, html)
    html = re.sub(r'<link rel="alternate"([^>]*)>\n?', lambda m: m[0] if has(m[1]) else "", html)
    html = re.sub(r'<nav class="around"[^>]*>\s*</nav>\n?', "", html)
    for said, now in instead(lang):
        html = html.replace(said, now)
    if path == f"{lang}/about/index.html":
        note = f"<p><strong>{escape(export_words(lang)['about_here'])}</strong></p>"
        html = html.replace("</h1>", f"</h1>{note}", 1)
    return html.replace("<script>", f"<script>{SHELF}</script><script>", 1)


def _target(path: str, href: str) -> str:
    """Return the file that a relative address leads to, below the package."""
    plain = href.split("#")[0].split("?")[0]
    if not plain:
        return path
    parts: list[str] = list(PurePosixPath(path).parent.parts)
    for step in plain.split("/"):
        if step == ".." and parts:
            parts.pop()
        elif step not in ("", ".", ".."):
            parts.append(step)
    return "/".join(parts)
