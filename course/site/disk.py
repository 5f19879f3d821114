"""Rendered pages kept on disk, so that a second start need not run the notebooks again."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
import time
from functools import cache
from importlib.metadata import version
from itertools import accumulate, pairwise
from pathlib import Path

from platformdirs import user_cache_path

from course.site.shelf import Finished

log = logging.getLogger("smertekurs")

KEPT_FOR = 30 * 24 * 3600.0
"""Seconds after which a page that nobody asked for is taken away."""
_PACKAGES = (Path(__file__).parents[1], Path(__file__).parents[2] / "widgets")
_RENDERERS = ("voila", "nbconvert", "anywidget", "ipywidgets", "matplotlib", "markdown-it-py")


def cache_folder() -> Path:
    """Return where pages are kept: ``$SMERTEKURS_CACHE``, else the user's own cache folder."""
    named = os.environ.get("SMERTEKURS_CACHE")
    return Path(named) if named else user_cache_path("smertekurs")


@cache
def made_by() -> str:
    """Return a digest of all that makes a page: our code, and what renders with it."""
    whole = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted(package.rglob("*")):
            if path.is_file() and path.suffix not in {".pyc", ".map"}:
                whole.update(f"{path.relative_to(package)}=".encode() + path.read_bytes())
    whole.update(" ".join(f"{name}={version(name)}" for name in _RENDERERS).encode())
    return whole.hexdigest()


class PageCache:
    """Pages by what they are made of. Whatever goes wrong here costs time, never a page.

    A file is a digest of all that follows, then a line of JSON (the script's hash and the length
    of each part), then the page, as gzip, and as Brotli: what was cut short or changed on disk is
    not used.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "pages"
        self._told = False

    def get(self, *of: str) -> Finished | None:
        """Return the page made of ``of``, if it is kept whole."""
        path = self._path(of)
        try:
            digest, rest = path.read_bytes().split(b"\n", 1)
            if digest != _digest(rest):
                return None
            os.utime(path)
        except (OSError, ValueError):
            return None
        head, rest = rest.split(b"\n", 1)
        about = json.loads(head)
        ends = list(accumulate(about["lengths"], initial=0))
        body, gzipped, brotlied = (rest[begin:end] for begin, end in pairwise(ends))
        return Finished(200, body, gzipped, brotlied, about["etag"], about["script"])

    def put(self, page: Finished, *of: str) -> None:
        """Keep the page made of ``of``. Where that is not possible, say so once."""
        parts = (page.body, page.gzipped, page.brotlied)
        about = {"script": page.script, "etag": page.etag, "lengths": [len(p) for p in parts]}
        rest = b"\n".join((json.dumps(about).encode(), b"".join(parts)))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_digest(rest) + b"\n" + rest)
                Path(name).replace(self._path(of))
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            if not self._told:
                log.warning(
                    "pages cannot be kept in %s (%s); the next start makes them anew. "
                    "Set SMERTEKURS_CACHE to a folder that can be written to",
                    self.folder,
                    error.strerror,
                )
            self._told = True

    def tidy(self) -> None:
        """Take away what nobody has asked for in a long time."""
        limit = time.time() - KEPT_FOR
        for path in self.folder.glob("*"):
            try:
                if path.stat().st_mtime < limit:
                    path.unlink()
            except OSError:
                continue

    def _path(self, of: tuple[str, ...]) -> Path:
        return self.folder / hashlib.sha256("\0".join((made_by(), *of)).encode()).hexdigest()


def _digest(rest: bytes) -> bytes:
    return hashlib.sha256(rest).hexdigest().encode()
