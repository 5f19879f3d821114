"""The course's site: Voilà with a template of our own, which serves the catalogue and no more."""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from traitlets import Dict, Unicode
from traitlets.config import Config
from voila.app import Voila
from voila.configuration import VoilaConfiguration
from voila.paths import collect_template_paths

from course.catalogue import Course, module_folders, read_course, shared_files
from course.site.assets import Asset, load_front_ends, make_assets
from course.site.disk import PageCache, cache_folder
from course.site.frame import frame_page
from course.site.pages import (
    FRAME,
    SEARCH,
    TEMPLATES,
    Address,
    ModulePage,
    Page,
    addresses,
    write,
)
from course.site.plain import plain_page
from course.site.policy import script_hash
from course.site.render import BrokenModuleError, render_module
from course.site.search import search_files
from course.site.search_page import SearchPage
from course.site.shelf import Finished, Shelf, Watch, standing
from course.site.style import styled
from course.site.tool_pages import ToolPage, ToolsPage
from widgets.text import Lang

log = logging.getLogger("smertekurs")

LOOK_AFTER = 0.25
"""Seconds for which the list of pages is taken to be as it was."""


class CourseSite(Voila):
    """Standalone Voilà on a course folder (``root_dir``).

    Each page is made once and kept; a module's kernel ends when its page is made. No route of
    Voilà's own is reachable, so there is no kernel, file or listing for a reader to ask for.
    ``index`` is what links to folders end with: nothing on a server, ``index.html`` on a disk.
    ``handbook`` holds the size in bytes of each file of the handbook, where it is built.
    """

    index = Unicode("")
    handbook = Dict()

    def __init__(self, root: Path, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.root_dir = str(root)
        self.log_level = logging.ERROR
        self.config.merge(
            Config(
                {
                    "VoilaConfiguration": {
                        "template": "smertekurs",
                        "allow_template_override": "NO",
                        "allow_theme_override": "NO",
                        "strip_sources": True,
                        "preheat_kernel": False,
                        "progressive_rendering": False,
                    },
                    "NotebookClient": {"timeout": 120},
                    # No port that others on the machine could reach.
                    "KernelManager": {"transport": "ipc"},
                }
            )
        )
        self.shelf = Shelf()
        self.disk = PageCache(cache_folder())
        self.watch = Watch(root)
        self.runs = 0
        """How many notebooks have been run."""
        self._turn = asyncio.Semaphore(2)
        self._course: tuple[str, Course] | None = None
        self._looked = float("-inf")
        self._known: dict[str, Address] = {}
        self._missing: dict[tuple[Lang, int], tuple[Course, Finished]] = {}

    def setup_template_dirs(self) -> None:
        """Find our template beside this file; what it rests on is Voilà's."""
        self.template_paths = [str(TEMPLATES), *collect_template_paths(["voila", "nbconvert"])]
        self.static_paths: list[str] = []

    def prepare(self) -> list[str]:
        """Make all that rendering needs; return a line for each widget that cannot be loaded."""
        # Voilà's own initialize reads the command line and takes the signals; both are serve's.
        self.voila_configuration = VoilaConfiguration(parent=self)
        self.setup_template_dirs()
        self.connection_dir = tempfile.mkdtemp(prefix="smertekurs_")
        failed = load_front_ends()
        self.disk.tidy()
        self.assets: dict[str, Asset] = make_assets()
        self.site_settings = self.init_settings()
        return failed

    async def close(self) -> None:
        """End every kernel and take away what was written for them."""
        await self.kernel_manager.shutdown_all(now=True)
        shutil.rmtree(self.connection_dir, ignore_errors=True)

    @property
    def course(self) -> Course:
        """The course as it lies on disk now."""
        state = self.watch.state(self._files())
        if self._course is None or self._course[0] != state:
            self._course = (state, read_course(Path(self.root_dir)))
        return self._course[1]

    def _files(self, slug: str | None = None) -> list[Path]:
        """Return the files that every page rests on, and with ``slug`` all of that module's."""
        root = Path(self.root_dir)
        files = [*shared_files(root), *sorted((root / "modules" / "pages").glob("*.md"))]
        for folder in module_folders(root):
            files += [folder / name for name in ("module.yaml", "nb.ipynb", "en.ipynb")]
            if folder.name == slug:
                files += sorted([*folder.glob("*.yaml"), *folder.glob("cases/*.yaml")])
        return files

    def standing(self) -> object:
        """Return what changes when any file of the course does: names, times and sizes."""
        return standing(Path(self.root_dir, "modules"))

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
            self._known = {address.path: address for address in self.addresses()}
            self._looked = now
        assert self._course is not None
        return self._course[1]

    async def page(self, address: Address) -> Finished:
        """Return a page, made if need be. ``address`` is one of ``addresses()``."""
        state = self._state(address)
        return await self.shelf.get(address, state, lambda: self._make(address, state))

    def _state(self, address: Address) -> str:
        files = self._files(address.slug)
        if address.kind in (*FRAME, "front", "your-data"):
            files += sorted(Path(self.root_dir, "modules").glob("*/*.yaml"))
        if address.kind == SEARCH:
            files += search_files(Path(self.root_dir))
        return self.watch.state(files)

    async def _make(self, address: Address, state: str) -> Finished:
        course = self.course
        if address.kind in ("tools", "tool"):
            kind = ToolsPage if address.kind == "tools" else ToolPage
            shown = kind(course, self.assets, address, index=self.index)
            return _finished(shown, write(shown))
        if address.kind == SEARCH:
            found = await asyncio.to_thread(
                SearchPage, course, self.assets, address, index=self.index
            )
            return _finished(found, write(found))
        if address.kind != "module":
            page = Page(course, self.assets, address, index=self.index)
            if address.kind in _needs(course):
                return self._mending(page, page.title)
            if address.kind in FRAME:
                if course.frame is None:
                    return self._mending(page, page.title)
                return _finished(page, await asyncio.to_thread(frame_page, page, course.frame))
            page.offer(self.handbook)
            return _finished(page, plain_page(page))
        module = course.module(address.slug)
        assert module is not None
        if module.whole:
            of = (address.path, self.index, state)
            if kept := self.disk.get(*of):
                return Finished.of(kept[0], script=kept[1])
            try:
                page = ModulePage(course, self.assets, address, index=self.index)
                async with self._turn:
                    self.runs += 1
                    finished = _finished(page, await render_module(self, page))
                # What was edited while it ran belongs to another state.
                if self._state(address) == state:
                    self.disk.put(finished.body.decode(), finished.script, *of)
                return finished
            except BrokenModuleError as error:
                log.error("modules/%s/%s.ipynb: %s", address.slug, address.lang, error)
        for fault in module.faults:
            log.error("%s", fault)
        page = Page(course, self.assets, address, index=self.index)
        return self._mending(page, f"{module.title(address.lang)}")

    def _mending(self, page: Page, what: str) -> Finished:
        page.title = page.words["mending_title"]
        return _finished(page, write(page, "mending", what=what), 503)

    def missing(self, path: str) -> Finished:
        """Return the page for an address that is not there, in the language it begins with."""
        lang: Lang = "en" if path.split("/")[0] == "en" else "nb"
        course = self._lately()
        kept = self._missing.get((lang, path.count("/")))
        if kept and kept[0] is course:
            return kept[1]
        address = Address(lang, "missing")
        page = Page(course, self.assets, address, path=path, index=self.index)
        page.title = page.words["missing_title"]
        made = _finished(page, write(page), 404)
        # Those who try all addresses must not cost more than those who read.
        if path.count("/") < 64:
            self._missing[lang, path.count("/")] = (course, made)
        return made

    def choose(self) -> Finished:
        """Return the page that asks for a language."""
        page = Page(self.course, self.assets, Address("nb", "choose"), path="", index=self.index)
        page.title = page.course
        return _finished(page, write(page))


def _finished(page: Page, html: str, status: int = 200) -> Finished:
    return Finished.of(styled(html), status, script=script_hash(page.script))


def _needs(course: Course) -> set[str]:
    """Return the kinds of plain pages that a broken shared file stops."""
    files = {Path(fault.file).stem for fault in course.faults}
    return files & {"references", "glossary"}
