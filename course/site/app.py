"""The course's site: the pages of the catalogue, each made once and kept."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import widgets
from course.catalogue import Course, module_folders, read_course, shared_files
from course.site.assets import Asset, load_front_ends, make_assets
from course.site.disk import PageCache, cache_folder
from course.site.pages import (
    DESIGN,
    FRAME,
    SEARCH,
    Address,
    ModulePage,
    Page,
    addresses,
    write,
)
from course.site.plain import plain_page
from course.site.policy import hashes
from course.site.search import search_files
from course.site.shelf import Finished, Shelf, Watch, standing
from course.site.style import styled
from course.site.words import site_words
from widgets.text import Lang

if TYPE_CHECKING:
    from course.site.render import Renderer

DRAWING = "course.site.drawing"
"""What the still versions are drawn with."""
log = logging.getLogger("smertekurs")

LOOK_AFTER = 0.25
"""Seconds for which the list of pages is taken to be as it was."""


class CourseSite:
    """The pages of the course folder ``root``.

    Each page is made once and kept; a module's kernel ends when its page is made. Voilà, which
    runs the modules' notebooks, is loaded when the first has to be run, and answers no reader:
    there is no kernel, file or listing to ask for. ``index`` is what links to folders end with:
    nothing on a server, ``index.html`` on a disk. ``worker`` is the name of the service worker
    below the site's root, if there is one, and ``handbook`` the size in bytes of each file of the
    handbook, where it is built.
    """

    def __init__(
        self,
        root: Path,
        *,
        index: str = "",
        worker: str = "",
        handbook: Mapping[str, int] | None = None,
    ) -> None:
        self.root = root
        self.index = index
        self.handbook = dict(handbook or {})
        self.worker = worker
        self.shelf = Shelf()
        self.disk = PageCache(cache_folder())
        self.watch = Watch(root)
        self.runs = 0
        """How many notebooks have been run."""
        self._asked = 0
        self._calm = asyncio.Event()
        self._calm.set()
        self._turn = asyncio.Semaphore(2)
        self._course: tuple[str, Course] | None = None
        self._looked = float("-inf")
        self._known: dict[str, Address] = {}
        self._missing: dict[tuple[Lang, int], tuple[Course, Finished]] = {}
        self._renderer: asyncio.Task[Renderer] | None = None

    @property
    def _how(self) -> dict[str, str]:
        return {"index": self.index, "worker": self.worker}

    def prepare(self) -> None:
        """Make what every answer needs."""
        self.assets: dict[str, Asset] = make_assets()

    async def check_widgets(self) -> list[str]:
        """Load all widgets; return a line for each that cannot be loaded."""
        return await asyncio.to_thread(load_front_ends)

    async def renderer(self) -> Renderer:
        """Return what runs notebooks, loaded beside the answering when first asked for."""
        if self._renderer is None or (self._renderer.done() and self._renderer.exception()):
            self._renderer = asyncio.ensure_future(self._load_renderer())
        return await asyncio.shield(self._renderer)

    async def _load_renderer(self) -> Renderer:
        def load() -> type[Renderer]:
            _warm_up()
            from course.site.render import Renderer

            return Renderer

        return (await asyncio.to_thread(load))(self.root)

    async def warm_up(self) -> None:
        """Make the next notebook's run a quick one."""
        await self.renderer()
        await asyncio.to_thread(_warm_up)

    def kernels(self) -> list[str]:
        """Return the names of the kernels that run now."""
        if self._renderer is None or not self._renderer.done():
            return []
        return list(self._renderer.result().kernel_manager.list_kernel_ids())

    async def close(self) -> None:
        """End every kernel and take away what was written for them."""
        if self._renderer is None:
            return
        with suppress(Exception):
            await (await self._renderer).close()

    @property
    def course(self) -> Course:
        """The course as it lies on disk now."""
        state = self.watch.state(self._files())
        if self._course is None or self._course[0] != state:
            self._course = (state, read_course(self.root))
        return self._course[1]

    def _files(self, slug: str | None = None) -> list[Path]:
        """Return the files that every page rests on, and with ``slug`` all of that module's."""
        files = [*shared_files(self.root)]
        for folder in module_folders(self.root):
            files += [folder / name for name in ("module.yaml", "nb.ipynb", "en.ipynb")]
            if folder.name == slug:
                files += sorted([*folder.glob("*.yaml"), *folder.glob("cases/*.yaml")])
        return files

    def standing(self) -> int:
        """Return what changes when any file of the course does: names, times and sizes."""
        return standing(self.root / "modules")

    def addresses(self) -> list[Address]:
        """Return every page that there is now."""
        return addresses(self.course)

    def known(self) -> dict[str, Address]:
        """Return the pages by their paths, as they were a moment ago at most."""
        self._lately()
        return self._known

    def _lately(self) -> Course:
        """Return the course as it was a moment ago at most: looking costs, and anybody may ask."""
        now = time.monotonic()
        if self._course is None or now - self._looked > LOOK_AFTER:
            self._known = {address.path: address for address in (*self.addresses(), *DESIGN)}
            self._looked = now
        assert self._course is not None
        return self._course[1]

    async def page(self, address: Address) -> Finished:
        """Return a page, made if need be. ``address`` is one of ``known()``."""
        self._asked += 1
        self._calm.clear()
        try:
            return await self._page(address)
        finally:
            self._asked -= 1
            if not self._asked:
                self._calm.set()

    async def page_ahead(self, address: Address) -> Finished:
        """Return a page as ``page`` does, but let those that readers wait for come first."""
        await self.calm()
        return await self._page(address)

    async def calm(self) -> None:
        """Wait until no reader waits for a page."""
        await self._calm.wait()

    async def _page(self, address: Address) -> Finished:
        """Return a page. What fails is tried once more, then told to be being mended.

        A kernel may be killed, a file taken away while it is read: neither is kept.
        """
        for _ in range(2):
            try:
                state = self._state(address)
                return await self.shelf.get(address, state, partial(self._make, address, state))
            except asyncio.CancelledError:
                task = asyncio.current_task()
                if task is None or task.cancelling():
                    raise
                log.error("%s: its making was cut short", address.path)
            except Exception as error:
                log.error("%s could not be made: %r", address.path, error)
            self._looked = float("-inf")
            with suppress(Exception):
                if address.path not in self.known():
                    return self.missing(address.path)
        return self.trouble(address.path)

    def _state(self, address: Address) -> str:
        if address.kind == "module":
            return self.watch.state(self._files(address.slug))
        # The others gather from the whole course.
        every = sorted((self.root / "modules").rglob("*"))
        files = [path for path in every if path.is_file()]
        if address.kind == SEARCH:
            files += [path for path in search_files(self.root) if path not in files]
        return self.watch.state(files)

    async def _make(self, address: Address, state: str) -> Finished:
        of = (address.path, self.index, self.worker, repr(self.handbook), state)
        # Reading is short; packing takes a tenth of a second, in which others are answered.
        if kept := self.disk.get(*of):
            return kept
        page, html, status = await self._write(address)
        finished = await asyncio.to_thread(
            Finished.of, styled(html), status, script=hashes(page.scripts)
        )
        # What was edited while it was made belongs to another state.
        if status == 200 and self._state(address) == state:
            self.disk.put(finished, *of)
        return finished

    async def _write(self, address: Address) -> tuple[Page, str, int]:
        """Return a page, its HTML, and the status with which it is sent."""
        course = self.course
        if address.kind == "module":
            return await self._write_module(address)
        if address.kind in ("tools", "tool"):
            from course.site.tool_pages import ToolPage, ToolsPage

            kind = ToolsPage if address.kind == "tools" else ToolPage
            shown = kind(course, self.assets, address, **self._how)
            return shown, write(shown), 200
        if address.kind == SEARCH:
            from course.site.search_page import SearchPage

            found = await asyncio.to_thread(
                partial(SearchPage, course, self.assets, address, **self._how)
            )
            return found, write(found), 200
        if address in DESIGN:
            from course.design.page import DesignPage

            made = await asyncio.to_thread(
                partial(DesignPage, course, self.assets, address, **self._how)
            )
            return made, write(made), 200
        page = Page(course, self.assets, address, **self._how)
        if address.kind in _needs(course):
            return self._mending(page, page.title)
        if address.kind in FRAME:
            if course.frame is None:
                return self._mending(page, page.title)
            from course.site.frame import frame_page

            return page, await asyncio.to_thread(frame_page, page, course.frame), 200
        page.offer(self.handbook)
        return page, plain_page(page), 200

    async def _write_module(self, address: Address) -> tuple[Page, str, int]:
        course = self.course
        module = course.module(address.slug)
        if module is None:
            raise LookupError(f"modules/{address.slug} has gone")
        if module.whole:
            renderer = await self.renderer()
            from course.site.render import BrokenModuleError

            page = ModulePage(course, self.assets, address, **self._how)
            try:
                async with self._turn:
                    self.runs += 1
                    return page, await renderer.render(page), 200
            except BrokenModuleError as error:
                log.error("modules/%s/%s.ipynb: %s", address.slug, address.lang, error)
        for fault in module.faults:
            log.error("%s", fault)
        other = Page(course, self.assets, address, **self._how)
        return self._mending(other, f"{module.title(address.lang)}")

    def _mending(self, page: Page, what: str) -> tuple[Page, str, int]:
        page.title = page.words["mending_title"]
        return page, write(page, "mending", what=what), 503

    def missing(self, path: str) -> Finished:
        """Return the page for an address that is not there, in the language it begins with."""
        lang: Lang = "en" if path.split("/")[0] == "en" else "nb"
        course = self._lately()
        kept = self._missing.get((lang, path.count("/")))
        if kept and kept[0] is course:
            return kept[1]
        address = Address(lang, "missing")
        page = Page(course, self.assets, address, path=path, **self._how)
        page.title = page.words["missing_title"]
        made = _finished(page, write(page), 404)
        # Those who try all addresses must not cost more than those who read.
        if path.count("/") < 64:
            self._missing[lang, path.count("/")] = (course, made)
        return made

    def trouble(self, path: str) -> Finished:
        """Return the page that says that what is at ``path`` is being mended; never raises."""
        lang: Lang = "en" if path.split("/")[0] == "en" else "nb"
        words = site_words(lang)
        try:
            page = Page(
                self._lately(), self.assets, Address(lang, "missing"), path=path, **self._how
            )
            return _finished(page, *self._mending(page, path)[1:])
        except Exception as error:
            log.error("the page that tells of trouble could not be made either: %r", error)
            title = escape(words["mending_title"])
            head = f'<!doctype html><html lang="{lang}"><meta charset="utf-8">'
            return Finished.of(f"{head}<title>{title}</title><h1>{title}</h1>", 503)

    def plain(self, kind: str, up: str | None = None) -> Finished:
        """Return a page that lies beside the languages: ``choose``, ``missing`` or ``offline``.

        ``up`` is the way from the page to the site's root, where it is not in that itself.
        """
        page = Page(self.course, self.assets, Address("nb", kind), path="", up=up, **self._how)
        page.title = page.course if kind == "choose" else page.words[f"{kind}_title"]
        return _finished(page, write(page), 404 if kind == "missing" else 200)


def _warm_up() -> None:
    """Begin to warm the process that kernels are forked from, which has all the widgets."""
    from course.kernels.provisioner import MOTHER

    MOTHER.modules = (*sorted(set(widgets.HOMES.values())), DRAWING)
    # Where it cannot be done kernels start the ordinary way, with a warning each.
    with suppress(OSError):
        MOTHER.start()


def _finished(page: Page, html: str, status: int = 200) -> Finished:
    return Finished.of(styled(html), status, script=hashes(page.scripts))


def _needs(course: Course) -> set[str]:
    """Return the kinds of plain pages that a broken shared file stops."""
    files = {Path(fault.file).stem for fault in course.faults}
    return files & {"references", "glossary"}
