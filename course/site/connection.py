"""One client's connection: what is read of it, how long it may take, and what it gets to hear.

The reading is done by httptools, the parser of Node.js; HTTP/1.1 is RFC 9112.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

import httptools

from course.site.asking import Answer, Asked, Limits, Refused

if TYPE_CHECKING:
    from course.site.front import Front

CODINGS = re.compile(r"\b(br|gzip)\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
HOST = re.compile(r"[\w.:\[\]%~-]*", re.ASCII)
ABSOLUTE = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
ANSWERED_HEADERS = {"accept-encoding", "accept-language", "if-none-match"}
"""What an answer may depend on; handlers see no other."""
SETTLED = re.compile("/(nb|en|static)/")
"""Addresses of which no other language of the reader's makes another page."""
FORWARDED = "x-forwarded-for"
"""For whom a proxy asks; read only where the proxy is one that the host has named."""


class Connection(asyncio.Protocol):
    """One client's connection; its requests are answered one after another."""

    def __init__(self, front: Front) -> None:
        self.front = front
        self.limits: Limits = front.limits
        self._parser: Any = httptools.HttpRequestParser(self)
        self._queue: deque[Asked | Refused] = deque()
        self._seen = self._begun = self._refused = 0.0
        self._unsent = 0
        self._reset()
        self._over = False
        """Nothing more is read: what came cannot be understood, or is too much."""
        self._busy: asyncio.Task[None] | None = None
        self._may_write = asyncio.Event()
        self._may_write.set()

    def _reset(self) -> None:
        self._begun, self._read, self._names, self._head, self._body = 0.0, 0, 0, 0, 0
        self._target, self._in_body = b"", False
        self._headers: dict[str, str] = {}
        self._hosts: list[str] = []

    # What asyncio tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._peer = str((transport.get_extra_info("peername") or ("",))[0])
        self._payer = self.front.payer(self._peer)
        self._hears = {FORWARDED} if self.front.trusts(self._peer) else set[str]()
        self._seen = time.monotonic()
        if len(self.front.open) >= self.limits.connections:
            self._over = True
            self._say(Refused(503, "Too many are here just now. Try again in a minute."))
            self.transport.close()
            return
        self.front.open.add(self)

    def connection_lost(self, _why: Exception | None) -> None:
        self.front.open.discard(self)
        self._may_write.set()
        self._over = True
        self._queue.clear()
        if self._busy:
            self._busy.cancel()

    def pause_writing(self) -> None:
        self._may_write.clear()

    def resume_writing(self) -> None:
        self._may_write.set()

    def data_received(self, data: bytes) -> None:
        if self._over:
            return
        self._read += len(data)
        try:
            self._parser.feed_data(data)
            if self._begun and self._read > self.limits.head_bytes + self.limits.body_bytes:
                raise Refused(431, "The head of this request is too long.")
        except httptools.HttpParserUpgrade:
            self._stop(Refused(400, "Only plain HTTP is spoken here."))
        except (httptools.HttpParserError, Refused) as error:
            why = error if isinstance(error, Refused) else error.__context__
            self._stop(why if isinstance(why, Refused) else Refused(400, "This is not HTTP."))
        if self._busy is None:
            self._answer_all()

    # What the parser tells.

    def on_message_begin(self) -> None:
        self._seen = self._begun = time.monotonic()

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
        if self._in_body:
            return  # a trailer, by which nothing of the head may be changed
        called, said = name.decode("latin1").lower(), value.decode("latin1").strip()
        if called == "host":
            self._hosts.append(said)
        elif called == "upgrade":
            self._stop(Refused(400, "Only plain HTTP is spoken here."))
        elif called == "expect":
            self._stop(Refused(417, "Nothing can be sent to this server."))
        elif called in ANSWERED_HEADERS or called in self._hears:
            # A header that comes twice is one with a comma.
            before = self._headers.get(called)
            self._headers[called] = said if before is None else f"{before}, {said}"

    def on_headers_complete(self) -> None:
        self._in_body = True

    def on_body(self, part: bytes) -> None:
        self._body += len(part)
        if self._body > self.limits.body_bytes:
            raise Refused(413, "Nothing can be sent to this server.")

    def on_message_complete(self) -> None:
        if not self._over:
            # What a callback raises at the end of the head does not stop the parser.
            try:
                self._queue.append(self._asked())
            except Refused as error:
                self._stop(error)
        self._reset()

    def _asked(self) -> Asked:
        if self._head > self.limits.head_bytes:
            raise Refused(431, "The head of this request is too long.")
        version = self._parser.get_http_version()
        if version not in ("1.0", "1.1"):
            raise Refused(505, "HTTP 1.1 is spoken here.")
        if len(self._hosts) > 1 or (version == "1.1" and not self._hosts):
            raise Refused(400, "A request names one host.")
        if self._hosts and not HOST.fullmatch(self._hosts[0]):
            raise Refused(400, "The host of this request is no name of a host.")
        target = ABSOLUTE.sub("", self._target.decode("latin1"), count=1)
        path = re.split("[?#]", target, maxsplit=1)[0] or "/"
        if not path.startswith("/"):
            raise Refused(400, "The address of a page begins with a slash.")
        get = self._headers.get
        found = CODINGS.findall(get("accept-encoding", "").lower())
        first = re.split("[,;-]", get("accept-language", ""), maxsplit=1)[0]
        return Asked(
            self._parser.get_method().decode("latin1"),
            path,
            ", ".join(sorted(set(found))),
            get("if-none-match", ""),
            # An address that begins with a language has an answer of its own.
            "" if SETTLED.match(path) else "en" if first.strip().lower() == "en" else "nb",
            version == "1.1" and self._parser.should_keep_alive(),
            self.front.payer_behind(self._peer, get(FORWARDED, "")) if self._hears else self._payer,
        )

    def _stop(self, why: Refused) -> None:
        """Answer what was asked before, say why no more is read, and hang up."""
        if not self._over:
            self._over = True
            self._queue.append(why)

    # Answering.

    def _answer_all(self) -> None:
        """Answer what can be answered at once; leave the rest to a task."""
        while self._queue:
            asked = self._queue[0]
            if isinstance(asked, Refused):
                self._refuse(asked)
                return
            if not self.front.may_ask(asked.payer):
                self._refuse(Refused(429, "Too many requests. Wait a moment."))
                return
            answer = self.front.kept.get(asked.key) if asked.key else None
            if answer is None or not self._may_write.is_set():
                self.transport.pause_reading()
                self._busy = asyncio.ensure_future(self._wait_for(asked))
                return
            self._queue.popleft()
            self._send(answer, asked.keep_alive)

    async def _wait_for(self, asked: Asked) -> None:
        answer: Answer | Refused
        await self._may_write.wait()
        try:
            answer = await self.front.ask(asked)
        except Refused as error:
            answer = error
        self._busy = None
        if self.transport.is_closing():
            return
        # Whose next request we did not read was not late with it.
        self._begun = self._begun and time.monotonic()
        self.transport.resume_reading()
        if isinstance(answer, Refused):
            self._refuse(answer)
            return
        self._queue.popleft()
        self._send(answer, asked.keep_alive)
        if not self.transport.is_closing():
            self._answer_all()

    def _send(self, answer: Answer, keep_alive: bool) -> None:
        end = self.front.date() + (b"\r\n" if keep_alive else b"Connection: close\r\n\r\n")
        self.transport.writelines((answer.head, end, answer.body))
        self._seen = time.monotonic()
        if not keep_alive:
            self._over = True
            self._queue.clear()
            self.transport.close()

    def _say(self, error: Refused) -> None:
        body = f"{error}\n".encode()
        more = "Retry-After: 2\r\n" if error.status in (429, 503) else ""
        head = (
            f"HTTP/1.1 {error.status} {HTTPStatus(error.status).phrase}\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n"
            f"Cache-Control: no-store\r\n{more}Content-Length: {len(body)}"
        ).encode()
        end = self.front.date() + b"Connection: close\r\n\r\n"
        self.transport.write(b"".join((head, end, body)))

    def _refuse(self, error: Refused) -> None:
        """Say why, and hang up a little later: who is hung up on while sending reads nothing."""
        self._over = True
        self._queue.clear()
        if self.transport.is_closing():
            return
        self._say(error)
        self._refused = time.monotonic()
        self.transport.write_eof()

    def hang_up_if_late(self, now: float) -> None:
        """Hang up on one who does not end a request, was refused, is silent or does not read."""
        limits, unsent = self.limits, self.transport.get_write_buffer_size()
        if unsent < self._unsent:
            self._seen = now
        self._unsent = unsent
        # Who waits for a page that is being made is not late with anything.
        waits = self._busy is not None and self._may_write.is_set()
        late = (
            (self._refused and now - self._refused > limits.linger_seconds)
            or (self._begun and self._busy is None and now - self._begun > limits.head_seconds)
            or (not waits and now - self._seen > limits.idle_seconds)
        )
        if late:
            self.transport.abort()
