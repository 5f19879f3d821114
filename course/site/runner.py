"""What runs the modules' notebooks: Voilà, loaded when the first has to be run, and its kernels."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import widgets
from course.site.pages import ModulePage

if TYPE_CHECKING:
    from course.site.render import Renderer

DRAWING = "course.site.drawing"
"""What the still versions are drawn with."""


class BrokenModuleError(Exception):
    """A module's notebook does not run; the message says which cell and why."""


class Runner:
    """Runs notebooks of the course folder ``root``, two at a time; a kernel ends with its page.

    Voilà answers no reader: there is no kernel, file or listing to ask for.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.runs = 0
        """How many notebooks have been run."""
        self._turn = asyncio.Semaphore(2)
        self._renderer: asyncio.Task[Renderer] | None = None

    async def run(self, page: ModulePage) -> str:
        """Return the page of a module as HTML.

        Raises ``BrokenModuleError`` when its notebook does not run.
        """
        renderer = await self._loaded()
        async with self._turn:
            self.runs += 1
            return await renderer.render(page)

    async def _loaded(self) -> Renderer:
        """Return what runs notebooks, loaded beside the answering when first asked for."""
        if self._renderer is None or (self._renderer.done() and self._renderer.exception()):
            self._renderer = asyncio.ensure_future(self._load())
        return await asyncio.shield(self._renderer)

    async def _load(self) -> Renderer:
        def load() -> type[Renderer]:
            _warm_up()
            from course.site.render import Renderer

            return Renderer

        return (await asyncio.to_thread(load))(self.root)

    async def warm_up(self) -> None:
        """Make the next notebook's run a quick one."""
        await self._loaded()
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


def _warm_up() -> None:
    """Begin to warm the process that kernels are forked from, which has all the widgets."""
    from course.kernels.provisioner import MOTHER

    MOTHER.modules = (*sorted(set(widgets.HOMES.values())), DRAWING)
    # Where it cannot be done kernels start the ordinary way, with a warning each.
    with suppress(OSError):
        MOTHER.start()
