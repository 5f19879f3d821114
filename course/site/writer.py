"""Which code writes which kind of page, and what is shown where a page cannot be written."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import NamedTuple

from course.catalogue import Course
from course.site.assets import Asset
from course.site.letters import one_byte
from course.site.pages import DESIGN, FRAME, SEARCH, Address, ModulePage, Page, write
from course.site.plain import plain_page
from course.site.policy import hashes
from course.site.runner import BrokenModuleError, Runner
from course.site.shelf import Finished
from course.site.style import styled
from course.site.words import site_words
from widgets.text import Lang

log = logging.getLogger("smertekurs")


class Written(NamedTuple):
    """A page, its HTML, and the status with which it is sent."""

    page: Page
    html: str
    status: int

    def finished(self) -> Finished:
        """Return the page as it is handed out."""
        return Finished.of(
            one_byte(styled(self.html)), self.status, script=hashes(self.page.scripts)
        )


class Writer:
    """Writes the pages of a course; the notebooks of its modules are run by ``runner``.

    ``index``, ``worker`` and ``handbook`` are the site's.
    """

    def __init__(
        self,
        assets: Mapping[str, Asset],
        runner: Runner,
        *,
        index: str,
        worker: str,
        handbook: Mapping[str, int],
    ) -> None:
        self.assets = assets
        self.runner = runner
        self.handbook = handbook
        self._how = {"index": index, "worker": worker}

    async def write(self, course: Course, address: Address) -> Written:
        """Return a page of the course."""
        if address.kind == "module":
            return await self._write_module(course, address)
        if address.kind in ("tools", "tool"):
            from course.site.tool_pages import ToolPage, ToolsPage

            kind = ToolsPage if address.kind == "tools" else ToolPage
            shown = kind(course, self.assets, address, **self._how)
            return Written(shown, write(shown), 200)
        if address.kind == SEARCH:
            from course.site.search_page import SearchPage

            found = await asyncio.to_thread(
                partial(SearchPage, course, self.assets, address, **self._how)
            )
            return Written(found, write(found), 200)
        if address in DESIGN:
            from course.design.page import DesignPage

            made = await asyncio.to_thread(
                partial(DesignPage, course, self.assets, address, **self._how)
            )
            return Written(made, write(made), 200)
        page = Page(course, self.assets, address, **self._how)
        if address.kind in _needs(course):
            return _mending(page, page.title)
        if address.kind in FRAME:
            if course.frame is None:
                return _mending(page, page.title)
            from course.site.frame import frame_page

            return Written(page, await asyncio.to_thread(frame_page, page, course.frame), 200)
        page.offer(self.handbook)
        return Written(page, plain_page(page), 200)

    async def _write_module(self, course: Course, address: Address) -> Written:
        module = course.module(address.slug)
        if module is None:
            raise LookupError(f"modules/{address.slug} has gone")
        if module.whole:
            page = ModulePage(course, self.assets, address, **self._how)
            try:
                return Written(page, await self.runner.run(page), 200)
            except BrokenModuleError as error:
                log.error("modules/%s/%s.ipynb: %s", address.slug, address.lang, error)
        for fault in module.faults:
            log.error("%s", fault)
        other = Page(course, self.assets, address, **self._how)
        return _mending(other, f"{module.title(address.lang)}")

    def missing(self, course: Course, path: str) -> Finished:
        """Return the page for an address that is not there, in the language it begins with."""
        page = Page(course, self.assets, Address(lang_of(path), "missing"), path=path, **self._how)
        page.title = page.words["missing_title"]
        return Written(page, write(page), 404).finished()

    def trouble(self, course: Course, path: str) -> Finished:
        """Return the page that says that what is at ``path`` is being mended."""
        page = Page(course, self.assets, Address(lang_of(path), "missing"), path=path, **self._how)
        return _mending(page, path).finished()

    def plain(self, course: Course, kind: str, up: str | None = None) -> Finished:
        """Return a page that lies beside the languages: ``choose``, ``missing`` or ``offline``.

        ``up`` is the way from the page to the site's root, where it is not in that itself.
        """
        page = Page(course, self.assets, Address("nb", kind), path="", up=up, **self._how)
        page.title = page.course if kind == "choose" else page.words[f"{kind}_title"]
        return Written(page, write(page), 404 if kind == "missing" else 200).finished()


def bare_trouble(path: str) -> Finished:
    """Return what says the same as ``Writer.trouble`` without any file of the course."""
    lang = lang_of(path)
    title = escape(site_words(lang)["mending_title"])
    head = f'<!doctype html><html lang="{lang}"><meta charset="utf-8">'
    return Finished.of(f"{head}<title>{title}</title><h1>{title}</h1>", 503)


def lang_of(path: str) -> Lang:
    """Return the language that an address begins with, bokmål if none."""
    return "en" if path.split("/")[0] == "en" else "nb"


def _mending(page: Page, what: str) -> Written:
    page.title = page.words["mending_title"]
    return Written(page, write(page, "mending", what=what), 503)


def _needs(course: Course) -> set[str]:
    """Return the kinds of plain pages that a broken shared file stops."""
    files = {Path(fault.file).stem for fault in course.faults}
    return files & {"references", "glossary"}
