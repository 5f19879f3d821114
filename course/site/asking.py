"""What a client may ask of the server, how much of it, and what it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from tornado.httputil import HTTPHeaders


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
    """Without a request, or without anything taken of an answer."""
    look_seconds: float = 2
    """Between two looks at who is late."""
    linger_seconds: float = 2
    """In which one who is refused may read why."""
    answer_seconds: float = 300
    """For the making of an answer."""
    connections: int = 8_000
    per_second: float = 100
    """Requests for each address, in the long run. A hospital may stand behind one address."""
    burst: float = 1_000
    spare_loopback: bool = True
    """A proxy on this machine asks for everybody, and has limits of its own."""
    proxies: tuple[str, ...] = ()
    """Addresses and networks of proxies that say for whom they ask; their readers are counted."""


@dataclass
class Answer:
    """An answer as it goes over the wire, less the date."""

    head: bytes
    body: bytes
    status: int


@dataclass
class Asked:
    """A request, as far as an answer may depend on it. What is not here is told to no handler."""

    method: str = ""
    path: str = ""
    codings: str = ""
    tag: str = ""
    lang: str = ""
    keep_alive: bool = True
    payer: str = ""
    """On whose account it is asked; no answer depends on it."""

    @property
    def key(self) -> tuple[str, ...] | None:
        """What the answer depends on, None for what is never kept."""
        if self.method not in ("GET", "HEAD"):
            return None
        return (self.method, self.path, self.codings, self.tag, self.lang)

    def headers(self) -> HTTPHeaders:
        """Return the headers that a handler gets to see."""
        seen = HTTPHeaders({"Host": "localhost"})
        for name, value in (
            ("Accept-Encoding", self.codings),
            ("If-None-Match", self.tag),
            ("Accept-Language", self.lang),
        ):
            if value:
                seen[name] = value
        return seen


class Refused(Exception):  # noqa: N818
    """The request is not one that we answer; ``status`` and the message say why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
