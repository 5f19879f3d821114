"""The finished pages, kept in memory: each made once, and anew when what it rests on changes."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import os
from collections.abc import Awaitable, Callable, Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import brotli


def packed(body: bytes) -> tuple[bytes, bytes]:
    """Return ``body`` as gzip and as Brotli.

    Brotli's two last steps take ten times as long for a tenth less.
    """
    return (
        gzip.compress(body, 9, mtime=0),
        brotli.compress(body, mode=brotli.MODE_TEXT, quality=9),
    )


@dataclass(frozen=True)
class Finished:
    """A page ready to be sent, compressed once."""

    status: int
    body: bytes
    gzipped: bytes
    brotlied: bytes
    etag: str
    script: str = ""
    """By which a content security policy knows the page's own scripts."""

    @classmethod
    def of(cls, html: str, status: int = 200, *, script: str = "") -> Finished:
        """Return ``html`` made ready."""
        body = html.encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        return cls(status, body, *packed(body), etag, script)


@dataclass
class Shelf:
    """Pages by key. Those who ask for a page that is being made wait for the same making."""

    _kept: dict[Hashable, tuple[str, asyncio.Task[Finished]]] = field(default_factory=dict)

    async def get(
        self, key: Hashable, state: str, make: Callable[[], Awaitable[Finished]]
    ) -> Finished:
        """Return the page of ``key`` as it is in ``state``; ``make`` it if that is not kept."""
        kept = self._kept.get(key)
        if kept is None or kept[0] != state or _failed(kept[1]):
            kept = (state, asyncio.ensure_future(make()))
            self._kept[key] = kept
        # A reader who leaves must not end the making for the others.
        return await asyncio.shield(kept[1])


def _failed(task: asyncio.Task[Finished]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)


def standing(folder: Path) -> int:
    """Return a number that changes when the name, time or size of a file below ``folder`` does."""
    seen = []
    folders = [str(folder)]
    while folders:
        with suppress(OSError), os.scandir(folders.pop()) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    stat = entry.stat()
                    seen.append((entry.path, stat.st_mtime_ns, stat.st_size))
    return hash(tuple(sorted(seen)))


class Watch:
    """Tells in what state some files are, reading only those whose time or size changed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._seen: dict[Path, tuple[int, int, str]] = {}

    def state(self, files: Iterable[Path]) -> str:
        """Return a digest of the names and contents of ``files``; a missing one counts as empty.

        The names are those below the root, so that a copy of a course is in the same state.
        """
        whole = hashlib.sha256()
        for path in files:
            whole.update(f"{path.relative_to(self._root)}={self._digest(path)};".encode())
        return whole.hexdigest()

    def _digest(self, path: Path) -> str:
        try:
            stat = path.stat()
            seen = self._seen.get(path)
            if seen and seen[:2] == (stat.st_mtime_ns, stat.st_size):
                return seen[2]
            # It may be taken away between the two.
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            return ""
        self._seen[path] = (stat.st_mtime_ns, stat.st_size, digest)
        return digest
