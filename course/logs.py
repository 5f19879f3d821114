"""What servers write to their logs: no address of a reader, and never without bound.

A log that nobody reads, such as a pipe, is full one day; who then writes to it waits for ever.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

BURST = 20
PER_MINUTE = 6.0
"""Lines in the long run. A traceback is one line of some kilobytes."""


class Bound(logging.Filter):
    """Lets some records pass at once, and then a few each minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._left, self._then = float(BURST), clock()

    def filter(self, _record: logging.LogRecord) -> bool:
        """Return whether there is still room for a record."""
        now = self._clock()
        self._left = min(BURST, self._left + (now - self._then) * PER_MINUTE / 60)
        self._then = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class _NoRequest(logging.Filter):
    """Takes the request out of what tornado says of an error: its address may hold a token."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str) and record.msg.startswith("Uncaught exception"):
            record.msg, record.args = "an answer could not be made", ()
        return True


def bounded(*own: logging.Logger) -> None:
    """Hold the loggers of a server in bounds, beside its ``own``.

    What clients do wrong (tornado warns of it, with the address) is not written at all.
    """
    logging.getLogger("tornado.general").setLevel(logging.ERROR)
    logging.getLogger("tornado.access").setLevel(logging.CRITICAL)
    faults = logging.getLogger("tornado.application")
    if not any(isinstance(one, _NoRequest) for one in faults.filters):
        faults.addFilter(_NoRequest())
    for logger in (faults, logging.getLogger("asyncio"), *own):
        if not any(isinstance(one, Bound) for one in logger.filters):
            logger.addFilter(Bound())
