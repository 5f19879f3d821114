"""The course's site: the pages of the catalogue, each made once and kept."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from course.catalogue import Course, module_folders, read_course, shared_files
from course.site.assets import Asset, load_front_ends, make_assets
from course.site.disk import PageCache, cache_folder
from course.site.pages import DESIGN, SEARCH, Address, addresses
from course.site.runner import Runner
from course.site.search import search_files
from course.site.shelf import Finished, Shelf, Watch, standing
from course.site.writer import Writer, bare_trouble, lang_of
from widgets.text import Lang

log = logging.getLogger("smertekurs")

LOOK_AFTER = 0.25
"""Seconds for which the list of pages is taken to be as it was."""


class CourseSite:
    """The pages of the course folder ``root``.

    Each page is made once and kept. ``index`` is what links to folders end with:
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
        self.runner = Runner(root)
        self._asked = 0
        self._calm = asyncio.Event()
        self._calm.set()
        self._course: tuple[str, Course] | None = None
        self._looked = float("-inf")
        self._known: dict[str, Address] = {}
        self._missing: dict[tuple[Lang, int], tuple[Course, Finished]] = {}

    def prepare(self) -> None:
        """Make what every answer needs."""
        self.assets: dict[str, Asset] = make_assets()
        self.writer = Writer(
            self.assets,
            self.runner,
            index=self.index,
            worker=self.worker,
            handbook=self.handbook,
        )

    async def check_widgets(self) -> list[str]:
        """Load all widgets; return a line for each that cannot be loaded."""
        return await asyncio.to_thread(load_front_ends)

    async def warm_up(self) -> None:
        """Make the next notebook's run a quick one."""
        await self.runner.warm_up()

    def kernels(self) -> list[str]:
        """Return the names of the kernels that run now."""
        return self.runner.kernels()

    async def close(self) -> None:
        """End every kernel and take away what was written for them."""
        await self.runner.close()

    @property
    def runs(self) -> int:
        """How many notebooks have been run."""
        return self.runner.runs

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
        written = await self.writer.write(self.course, address)
        finished = await asyncio.to_thread(written.finished)
        # What was edited while it was made belongs to another state.
        if written.status == 200 and self._state(address) == state:
            self.disk.put(finished, *of)
        return finished

    def missing(self, path: str) -> Finished:
        """Return the page for an address that is not there, in the language it begins with."""
        lang, depth, course = lang_of(path), path.count("/"), self._lately()
        kept = self._missing.get((lang, depth))
        if kept and kept[0] is course:
            return kept[1]
        made = self.writer.missing(course, path)
        # Those who try all addresses must not cost more than those who read.
        if depth < 64:
            self._missing[lang, depth] = (course, made)
        return made

    def trouble(self, path: str) -> Finished:
        """Return the page that says that what is at ``path`` is being mended; never raises."""
        try:
            return self.writer.trouble(self._lately(), path)
        except Exception as error:
            log.error("the page that tells of trouble could not be made either: %r", error)
            return bare_trouble(path)

    def plain(self, kind: str, up: str | None = None) -> Finished:
        """Return a page that lies beside the languages, as ``Writer.plain`` does."""
        return self.writer.plain(self.course, kind, up)
