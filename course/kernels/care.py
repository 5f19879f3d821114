"""Kernels of forms: not more than a machine can bear, and none that nobody uses.

All waiting is measured by a clock that only goes forward, so setting the machine's clock ends none.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Int, default
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

log = logging.getLogger("smertekurs")

GONE_SECONDS = 3.0
"""From the closing of a page to the end of its kernel: what was sent last is written first."""
IDLE_SECONDS = 1800.0
"""How long an open page may do nothing. When it is used again it opens anew, by itself."""
UNOPENED_SECONDS = 60.0
"""How long a page that is made may wait for its reader."""
MOST_KERNELS = 12
"""How many forms may be open at once; ``$SMERTEKURS_MOST_FORMS`` says otherwise."""
MESSAGES_PER_SECOND, BURST = 30.0, 300.0
"""What a page may send. A form sends two or three messages a second while somebody types."""
MOST_BYTES = 2_000_000
"""How long one message may be; answers longer than a million bytes are not kept."""


class FullError(Exception):
    """There are as many kernels as there may be."""


class CappedKernelManager(AsyncMappingKernelManager):  # type: ignore[misc]
    """Jupyter's own, with a limit to the number of kernels."""

    most = Int(help="How many kernels there may be at once.").tag(config=True)
    starting = 0

    @default("most")
    def _most(self) -> int:
        named = os.environ.get("SMERTEKURS_MOST_FORMS", "")
        return int(named) if named.isdecimal() and int(named) > 0 else MOST_KERNELS

    async def start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override]
        """Start a kernel and return its id. Raises ``FullError``."""
        if len(self.list_kernel_ids()) + self.starting >= self.most:
            raise FullError
        self.starting += 1
        try:
            started: str = await super().start_kernel(**kwargs)
            return started
        finally:
            self.starting -= 1


@dataclass
class _Life:
    born: float
    last: float
    """When its page last said anything, or left."""
    pages: int = 0
    opened: bool = False


class KernelCare:
    """Knows which kernels are in use, and ends the others."""

    def __init__(self, manager: Any, clock: Callable[[], float] = time.monotonic) -> None:
        self._manager, self._clock = manager, clock
        self._lives: dict[str, _Life] = {}

    def _life(self, kernel: str) -> _Life:
        now = self._clock()
        return self._lives.setdefault(kernel, _Life(now, now))

    def opened(self, kernel: str) -> None:
        """A page has connected to its kernel."""
        life = self._life(kernel)
        life.pages, life.opened, life.last = life.pages + 1, True, self._clock()

    def used(self, kernel: str) -> None:
        """A page has sent something to its kernel."""
        self._life(kernel).last = self._clock()

    def closed(self, kernel: str) -> None:
        """A page has left its kernel."""
        life = self._life(kernel)
        life.pages, life.last = max(0, life.pages - 1), self._clock()

    async def look(self) -> None:
        """End each kernel that has died, was left, was never opened or has long been idle."""
        now = self._clock()
        kernels = set(self._manager.list_kernel_ids())
        self._lives = {one: life for one, life in self._lives.items() if one in kernels}
        for kernel in kernels:
            life = self._life(kernel)
            quiet = now - life.last
            if life.pages:
                over = quiet > IDLE_SECONDS
            else:
                over = quiet > (GONE_SECONDS if life.opened else UNOPENED_SECONDS)
            if over or not await self._lives_on(kernel):
                await self._end(kernel)

    async def _lives_on(self, kernel: str) -> bool:
        try:
            return bool(await self._manager.is_alive(kernel))
        except Exception:  # it ended while we looked at another
            return kernel not in self._manager.list_kernel_ids()

    async def _end(self, kernel: str) -> None:
        try:
            await self._manager.shutdown_kernel(kernel, now=True)
        except Exception as error:  # the others are looked after all the same
            log.warning("a kernel did not end: %s", error)

    async def watch(self) -> None:
        """Look every second, for ever."""
        while True:
            await asyncio.sleep(1)
            try:
                await self.look()
            except Exception as error:  # whoever stops looking lets kernels fill the machine
                log.warning("kernels could not be looked after: %r", error)


class FormSocket(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """Voilà's connection between a page and its kernel, watched and held to a rate."""

    def initialize(self, care: KernelCare) -> None:
        """Take who looks after the kernels."""
        super().initialize()
        self._care = care
        self._open = False
        self._left, self._then = BURST, time.monotonic()

    def check_origin(self, origin: str | None = None) -> bool:
        """Refuse pages of other hosts, also with the token, which Jupyter's own check lets in."""
        named = self.request.headers.get("Origin")
        if named and urlsplit(named).netloc.lower() != str(self.request.host).lower():
            return False
        return bool(super().check_origin(origin))

    async def open(self, kernel_id: str) -> None:
        """Connect the page to its kernel."""
        self._open = True
        self._care.opened(kernel_id)
        await super().open(kernel_id)

    def on_message(self, ws_message: str | bytes) -> None:
        """Pass a message on; hang up on one who sends too many."""
        now = time.monotonic()
        self._left = min(BURST, self._left + (now - self._then) * MESSAGES_PER_SECOND) - 1
        self._then = now
        if self._left < 0:
            self.close(1008, "too many messages")
            return
        self._care.used(self.kernel_id)
        super().on_message(ws_message)

    def on_close(self) -> None:
        """Note that the page is gone."""
        if self._open:
            self._open = False
            self._care.closed(self.kernel_id)
        if getattr(self, "connection", None) is not None:
            super().on_close()
