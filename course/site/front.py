"""What browsers talk to: it answers from memory, and asks the site's handlers for the rest.

An answer that the handlers have given is
kept whole, as it goes over the wire, for as long as no file of the course changes. So a page that
is asked for ten thousand times is put together once for each kind of browser.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from ipaddress import IPv6Address, ip_address, ip_network
from socket import socket
from typing import Any, cast

from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPInputError,
    HTTPServerRequest,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.web import Application

from course.site.asking import Answer, Asked, Limits, Refused
from course.site.connection import Connection

log = logging.getLogger("smertekurs")

KEPT_STATUS = {200, 301, 302, 304}
BROWSERS = "br, gzip"
"""What browsers can read, as a request is known by."""


class _Capture(HTTPConnection):
    """Takes what a handler answers."""

    context = None

    def __init__(self) -> None:
        self.answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._start: ResponseStartLine | None = None
        self._headers = HTTPHeaders()
        self._chunks: list[bytes] = []

    def set_close_callback(self, _callback: Callable[[], None] | None) -> None:
        """Do nothing: the answer is for all who ask, also when this one is gone."""

    def write_headers(
        self,
        start_line: RequestStartLine | ResponseStartLine,
        headers: HTTPHeaders,
        chunk: bytes | None = None,
    ) -> asyncio.Future[None]:
        self._start, self._headers = cast(ResponseStartLine, start_line), headers
        return self.write(chunk or b"")

    def write(self, chunk: bytes) -> asyncio.Future[None]:
        if chunk:
            self._chunks.append(chunk)
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done

    def finish(self) -> None:
        assert self._start is not None
        body, code = b"".join(self._chunks), self._start.code
        if "Content-Length" not in self._headers and code not in (204, 304):
            self._headers["Content-Length"] = str(len(body))
        lines = [f"HTTP/1.1 {code} {self._start.reason}"]
        lines += [f"{k}: {v}" for k, v in self._headers.get_all() if k not in ("Date", "Server")]
        if not self.answered.done():
            self.answered.set_result(Answer("\r\n".join(lines).encode("latin1"), body, code))


@dataclass
class Kept:
    """The answers that are kept, the last used last; none outlives a change of the course."""

    most: int = 2_048
    look_after: float = 0.1
    """Seconds for which the course is taken to be as it was."""
    state: Callable[[], object] = lambda: None
    answers: OrderedDict[tuple[str, ...], Answer] = field(default_factory=OrderedDict)
    _seen: object = None
    _looked: float = float("-inf")

    def look(self) -> object:
        """Return the state of the course. When it has changed, forget the answers."""
        now = time.monotonic()
        if now - self._looked > self.look_after:
            seen = self.state()
            if seen != self._seen:
                self.answers.clear()
            self._seen, self._looked = seen, now
        return self._seen

    def get(self, key: tuple[str, ...]) -> Answer | None:
        """Return the answer that is kept for ``key``."""
        self.look()
        answer = self.answers.get(key)
        if answer:
            self.answers.move_to_end(key)
        return answer

    def put(self, key: tuple[str, ...], answer: Answer, seen: object) -> None:
        """Keep an answer that was made when the course was as ``seen``."""
        if answer.status in KEPT_STATUS and seen == self.look():
            self.answers[key] = answer
            if len(self.answers) > self.most:
                self.answers.popitem(last=False)


class Front:
    """The server's side that all connections share."""

    def __init__(self, app: Application, state: Callable[[], object], limits: Limits) -> None:
        self.app, self.limits = app, limits
        self.kept = Kept(state=state)
        self.open: set[Connection] = set()
        self.port = 0
        self._buckets: dict[str, tuple[float, float]] = {}
        self._proxies = [ip_network(one, strict=False) for one in limits.proxies]
        self._date = (0.0, b"")

    def listen(self, sockets: Iterable[socket]) -> None:
        """Begin to answer on ``sockets``, which are bound."""
        loop = asyncio.get_running_loop()
        for one in sockets:
            self.port = int(one.getsockname()[1])
            made = loop.create_server(lambda: Connection(self), sock=one, backlog=1_024)
            self._hold(made)
        self._hold(self._sweep())

    def _hold(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks = [*getattr(self, "_tasks", []), task]

    async def _sweep(self) -> None:
        """Hang up on those who dawdle."""
        while True:
            await asyncio.sleep(self.limits.look_seconds)
            now = time.monotonic()
            for one in list(self.open):
                one.hang_up_if_late(now)
            refilled = self.limits.burst / max(self.limits.per_second, 1e-9)
            self._buckets = {k: v for k, v in self._buckets.items() if now - v[1] < refilled}

    def may_ask(self, address: str) -> bool:
        """Return whether the client at ``address`` has not asked too much of late.

        ``address`` is as ``payer`` gives it.
        """
        if not address:
            return True
        now, burst = time.monotonic(), self.limits.burst
        left, then = self._buckets.get(address, (burst, now))
        left = min(burst, left + (now - then) * self.limits.per_second)
        self._buckets[address] = (max(left - 1, 0), now)
        return left >= 1

    def payer(self, address: str) -> str:
        """Return on whose account a client asks: its address, or its network of IPv6.

        Empty for those without a limit.
        """
        try:
            one = ip_address(address.split("%")[0])
        except ValueError:
            return ""
        if isinstance(one, IPv6Address):
            one = one.ipv4_mapped or one
        if self.limits.spare_loopback and one.is_loopback:
            return ""
        # One household has a whole network of the sixth version.
        return one.packed[:8].hex() if isinstance(one, IPv6Address) else str(one)

    def trusts(self, address: str) -> bool:
        """Return whether at ``address`` is a proxy that says for whom it asks."""
        if not self._proxies:
            return False
        try:
            one = ip_address(address.split("%")[0])
        except ValueError:
            return False
        if isinstance(one, IPv6Address):
            one = one.ipv4_mapped or one
        return any(one in network for network in self._proxies)

    def payer_behind(self, proxy: str, forwarded: str) -> str:
        """Return on whose account the trusted ``proxy`` asks: the nearest that is not trusted.

        ``forwarded`` is its ``X-Forwarded-For``. What stands farther from us than the nearest may
        have been made up. A proxy that does not say for whom it asks pays for itself.
        """
        for hop in reversed(forwarded.split(",")):
            address = hop.strip()
            if not self.trusts(address):
                return self.payer(address) or self.payer(proxy)
        return self.payer(proxy)

    def date(self) -> bytes:
        """Return the last lines of each answer's head."""
        now = time.time()
        if not 0 <= now - self._date[0] < 1:
            self._date = (now, f"\r\nDate: {formatdate(now, usegmt=True)}\r\n".encode())
        return self._date[1]

    async def prepare(self, path: str) -> None:
        """Put together what browsers get at ``path``, so that nobody is the first to ask."""
        with suppress(Refused):
            await self.ask(Asked("GET", path, BROWSERS))

    async def ask(self, asked: Asked) -> Answer:
        """Return what the handlers answer. Raises ``Refused`` for what no handler can answer."""
        if asked.key and (kept := self.kept.get(asked.key)):
            return kept
        seen = self.kept.look()
        capture = _Capture()
        try:
            self.app(
                HTTPServerRequest(
                    start_line=RequestStartLine(asked.method, asked.path, "HTTP/1.1"),
                    headers=asked.headers(),
                    connection=capture,
                )
            )
            async with asyncio.timeout(self.limits.answer_seconds):
                answer = await capture.answered
        except HTTPInputError as error:
            raise Refused(400, "This request cannot be read.") from error
        except Exception as error:
            log.error("a request could not be answered: %r", error)
            raise Refused(503, "This page is being mended. Try again in a minute.") from error
        if asked.key:
            self.kept.put(asked.key, answer, seen)
        return answer
