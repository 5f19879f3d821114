"""Ids and links within the book: one namespace for what were many pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

from course.schema import Term
from course.site.prose import Linker, prose

_PAGE = re.compile(r"^(?:\.\./)+(?:(?:nb|en)/)?([\w-]+)/(?:index\.html)?(?:([\w-]+)/)?(?:#(.*))?$")


class BookLinker(Linker):
    """Links each glossary term at its first appearance to the glossary at the end of the book."""

    def _link(self, shown: str, term: Term) -> str:
        return f'<a class="term" href="#term-{term.id}">{self._plain(shown)}</a>'


def address(href: str, chapter: str) -> str:
    """Return where a link of the page ``chapter`` leads to in the book.

    ``#ref-x`` and ``#term-x`` stand at the end, ``#x`` is the chapter's own, and ``../04-x/#y``
    another chapter's.
    """
    if href.startswith(("#ref-", "#term-")):
        return href
    if href.startswith("#"):
        return f"#{chapter}-{href[1:]}"
    if found := _PAGE.match(href):
        page, below, place = found.groups()
        if page == "tools" and below:
            return f"#tool-{below}"
        if page == "glossary" and place:
            return f"#term-{place}"
        return f"#{page}-{place}" if place else f"#{page}"
    return href


@dataclass
class Texts:
    """Turns the texts of one chapter into HTML whose ids and links are the book's."""

    chapter: str
    linker: BookLinker | None = None
    ids: set[str] = field(default_factory=set)

    def markdown(self, source: str, place: str | None = None, deeper: int = 0) -> str:
        """Return ``source`` as HTML; its first heading becomes the target ``place``.

        Headings are moved ``deeper`` levels down.
        """
        return self.html(prose(source, self.linker), place, deeper)

    def html(self, html: str, place: str | None = None, deeper: int = 0) -> str:
        """Return ``html`` with the book's links and levels of headings."""
        soup = BeautifulSoup(html, "html.parser")
        for link in soup.find_all("a", href=True):
            link["href"] = address(str(link["href"]), self.chapter)
            for name in ("rel", "aria-label"):
                link.attrs.pop(name, None)
        for heading in soup.find_all(re.compile("^h[1-6]$")):
            assert isinstance(heading, Tag)
            heading.name = f"h{int(heading.name[1]) + deeper}"
        if place:
            first = soup.find(re.compile("^h[1-6]$"))
            if isinstance(first, Tag):
                first["id"] = f"{self.chapter}-{place}"
            else:
                return f'<div id="{self.chapter}-{place}">{soup}</div>'
        return str(soup)
