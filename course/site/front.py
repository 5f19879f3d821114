"""What browsers talk to: it answers from memory, and asks the site's handlers for the rest.

The reading is done by httptools, the parser of Node.js. An answer that the handlers have given is
kept whole, as it goes over the wire, for as long as no file of the course changes. So a page that
is asked for ten thousand times is put together once for each kind of browser.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.utils import formatdate
from ipaddress import ip_address
from socket import socket
from typing import Any, cast

import httptools
from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPServerRequest,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.web import Application

KEPT_STATUS = {200, 301, 302, 304}
CODINGS = re.compile(r"\b(br|gzip)\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


@dataclass(frozen=True)
class Limits:
    """How much one client may ask for. What is beyond gets a plain answer and is hung up on."""

    target_bytes: int = 2_048
    head_bytes: int = 16_384
    headers: int = 64
    body_bytes: int = 1_024
    head_seconds: float = 10
    """From the first byte of a request to the end of its head."""
    idle_seconds: float = 60
    """Without anything read or written."""
    connections: int = 8_000
    per_second: float = 100
    """Requests for each address, in the long run. A hospital may stand behind one address."""
    burst: float = 1_000
    spare_loopback: bool = True
    """A proxy on this machine asks for everybody, and has limits of its own."""


@dataclass
class Answer:
    """An answer as it goes over the wire, less the date."""

    head: bytes
    body: bytes
    status: int


@dataclass
class _Asked:
    method: str
    target: str
    headers: list[tuple[str, str]]
    keep_alive: bool
    body: int = 0
    whole: bool = False


class Refused(Exception):  # noqa: N818
    """The request is not one that we answer; ``status`` and the message say why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


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
    look_after: float = 0.25
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
        self._buckets: dict[str, tuple[float, float]] = {}
        self._date = (0.0, b"")

    def listen(self, sockets: Iterable[socket]) -> None:
        """Begin to answer on ``sockets``, which are bound."""
        loop = asyncio.get_running_loop()
        for one in sockets:
            made = loop.create_server(lambda: Connection(self), sock=one, backlog=1_024)
            self._hold(made)
        self._hold(self._sweep())

    def _hold(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks = [*getattr(self, "_tasks", []), task]

    async def _sweep(self) -> None:
        """Hang up on those who dawdle."""
        while True:
            await asyncio.sleep(2)
            now = time.monotonic()
            for one in list(self.open):
                one.hang_up_if_late(now)
            refilled = self.limits.burst / max(self.limits.per_second, 1e-9)
            self._buckets = {k: v for k, v in self._buckets.items() if now - v[1] < refilled}

    def may_ask(self, address: str) -> bool:
        """Return whether the client at ``address`` has not asked too much of late."""
        if self.limits.spare_loopback and _is_loopback(address):
            return True
        now, burst = time.monotonic(), self.limits.burst
        left, then = self._buckets.get(address, (burst, now))
        left = min(burst, left + (now - then) * self.limits.per_second)
        self._buckets[address] = (max(left - 1, 0), now)
        return left >= 1

    def date(self) -> bytes:
        """Return the last lines of each answer's head."""
        now = time.time()
        if not 0 <= now - self._date[0] < 1:
            self._date = (now, f"\r\nDate: {formatdate(now, usegmt=True)}\r\n".encode())
        return self._date[1]

    def at_once(self, asked: _Asked) -> tuple[tuple[str, ...] | None, Answer | None]:
        """Return the key under which the answer is kept, and the answer if there is one."""
        codings, tag, langs = "", "", ""
        for name, value in asked.headers:
            if name == "accept-encoding":
                codings = ",".join(CODINGS.findall(value.lower()))
            elif name == "if-none-match":
                tag = value
            elif name == "accept-language" and asked.target == "/":
                langs = value
            elif name in ("range", "if-modified-since"):
                return None, None
        if asked.method not in ("GET", "HEAD"):
            return None, None
        key = (asked.method, asked.target, codings, tag, langs)
        return key, self.kept.get(key)

    async def ask(self, asked: _Asked, key: tuple[str, ...] | None) -> Answer:
        """Return what the handlers answer. Raises ``Refused`` for what no handler can read."""
        seen = self.kept.look()
        try:
            headers = HTTPHeaders()
            for name, value in asked.headers:
                headers.add(name, value)
            capture = _Capture()
            request = HTTPServerRequest(
                method=asked.method,
                uri=asked.target,
                version="HTTP/1.1",
                headers=headers,
                connection=capture,
            )
            self.app(request)
        except Exception as error:
            raise Refused(400, "This request cannot be read.") from error
        answer = await capture.answered
        if key:
            self.kept.put(key, answer, seen)
        return answer


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address.split("%")[0]).is_loopback
    except ValueError:
        return True


class Connection(asyncio.Protocol):
    """One client's connection; its requests are answered one after another."""

    def __init__(self, front: Front) -> None:
        self.front = front
        self.limits = front.limits
        self._parser: Any = httptools.HttpRequestParser(self)
        self._queue: deque[_Asked | Refused] = deque()
        self._now: _Asked | None = None
        self._seen = self._begun = 0.0
        self._read = self._names = self._head = 0
        self._target = b""
        self._busy: asyncio.Task[None] | None = None
        self._may_write = asyncio.Event()
        self._may_write.set()

    # What asyncio tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.peer = str((transport.get_extra_info("peername") or ("",))[0])
        self._seen = time.monotonic()
        self.front.open.add(self)
        if len(self.front.open) > self.limits.connections:
            self._refuse(Refused(503, "Too many are here just now. Try again in a minute."))

    def connection_lost(self, _why: Exception | None) -> None:
        self.front.open.discard(self)
        self._may_write.set()
        if self._busy:
            self._busy.cancel()

    def pause_writing(self) -> None:
        self._may_write.clear()

    def resume_writing(self) -> None:
        self._may_write.set()
        self._seen = time.monotonic()

    def data_received(self, data: bytes) -> None:
        self._seen = time.monotonic()
        self._read += len(data)
        try:
            self._parser.feed_data(data)
            if self._begun and self._read > self.limits.head_bytes + self.limits.body_bytes:
                raise Refused(431, "The head of this request is too long.")
        except httptools.HttpParserUpgrade:
            self._queue.append(Refused(400, "Only plain HTTP is spoken here."))
        except (httptools.HttpParserError, Refused) as error:
            why = error.__context__ if isinstance(error.__context__, Refused) else error
            said = why if isinstance(why, Refused) else Refused(400, "This is not HTTP.")
            self._queue.append(said)
        if self._busy is None:
            self._answer_all()

    # What the parser tells.

    def on_message_begin(self) -> None:
        self._begun, self._names, self._head, self._target = self._seen, 0, 0, b""
        self._now = _Asked("", "", [], True)

    def on_url(self, part: bytes) -> None:
        self._target += part
        if len(self._target) > self.limits.target_bytes:
            raise Refused(414, "This address is too long.")

    def on_header(self, name: bytes, value: bytes) -> None:
        self._names += 1
        self._head += len(name) + len(value)
        if self._head > self.limits.head_bytes:
            raise Refused(431, "The head of this request is too long.")
        if self._names > self.limits.headers:
            raise Refused(431, "This request has too many headers.")
        assert self._now is not None
        self._now.headers.append((name.decode("latin1").lower(), value.decode("latin1")))

    def on_body(self, part: bytes) -> None:
        assert self._now is not None
        self._now.body += len(part)
        if self._now.body > self.limits.body_bytes:
            raise Refused(413, "Nothing can be sent to this server.")

    def on_message_complete(self) -> None:
        now = self._now
        assert now is not None
        now.method = self._parser.get_method().decode("latin1")
        now.target = self._target.decode("latin1")
        now.keep_alive = (
            self._parser.should_keep_alive() and self._parser.get_http_version() == "1.1"
        )
        # What a callback raises at the end of the head does not stop the parser.
        if self._head > self.limits.head_bytes:
            self._queue.append(Refused(431, "The head of this request is too long."))
        elif any(name == "upgrade" for name, _value in now.headers):
            self._queue.append(Refused(400, "Only plain HTTP is spoken here."))
        else:
            self._queue.append(now)
        self._begun, self._read, self._now = 0.0, 0, None

    # Answering.

    def _answer_all(self) -> None:
        """Answer what can be answered at once; leave the rest to a task."""
        while self._queue:
            asked = self._queue[0]
            if isinstance(asked, Refused):
                self._refuse(asked)
                return
            if not self.front.may_ask(self.peer):
                self._refuse(Refused(429, "Too many requests. Wait a moment."))
                return
            key, answer = self.front.at_once(asked)
            if answer is None or not self._may_write.is_set():
                self.transport.pause_reading()
                self._busy = asyncio.ensure_future(self._wait_for(asked, key))
                return
            self._queue.popleft()
            self._send(answer, asked.keep_alive)

    async def _wait_for(self, asked: _Asked, key: tuple[str, ...] | None) -> None:
        try:
            await self._may_write.wait()
            answer = await self.front.ask(asked, key)
        except Refused as error:
            self._refuse(error)
            return
        except asyncio.CancelledError:
            return
        self._busy = None
        if self.transport.is_closing():
            return
        self._queue.popleft()
        self._send(answer, asked.keep_alive)
        if not self.transport.is_closing():
            self.transport.resume_reading()
            self._answer_all()

    def _send(self, answer: Answer, keep_alive: bool) -> None:
        end = self.front.date() + (b"\r\n" if keep_alive else b"Connection: close\r\n\r\n")
        self.transport.writelines((answer.head, end, answer.body))
        self._seen = time.monotonic()
        if not keep_alive:
            self._queue.clear()
            self.transport.close()

    def _refuse(self, error: Refused) -> None:
        reason = {413: "Too Large", 414: "Too Long", 429: "Too Many", 431: "Too Large"}
        body = f"{error}\n".encode()
        more = "Retry-After: 2\r\n" if error.status in (429, 503) else ""
        head = (
            f"HTTP/1.1 {error.status} {reason.get(error.status, 'Refused')}\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n"
            f"{more}Content-Length: {len(body)}"
        )
        if not self.transport.is_closing():
            self._send(Answer(head.encode(), body, error.status), False)

    def hang_up_if_late(self, now: float) -> None:
        """Hang up on one who has begun a request and does not end it, or has long been silent."""
        late = self._begun and now - self._begun > self.limits.head_seconds
        if late or (now - self._seen > self.limits.idle_seconds and self._busy is None):
            self.transport.abort()
