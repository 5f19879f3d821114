"""Copying a folder that somebody else's code may have made, and may still be changing.

No link is followed, nothing but plain files and folders is taken, and not without end. All goes by
open folders, so that what was looked at is what is copied. Source: openat(2).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MOST_BYTES = 20_000_000
MOST_FILES = 200
DEEPEST = 4
"""What one hand-in may hold; nbgrader's own limit counts on the learner's side only."""
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


class RefusedError(Exception):
    """A hand-in cannot be taken. The message says why."""


@contextmanager
def opened(name: str | Path, flags: int, where: int | None = None) -> Iterator[int]:
    """Open a file or folder without following a link, and close it again."""
    handle = os.open(name, flags, dir_fd=where)
    try:
        yield handle
    finally:
        os.close(handle)


def copy_plain(source: int, to: Path, depth: int = 0, left: list[int] | None = None) -> None:
    """Copy the folder open as ``source`` into ``to``: plain files and folders, no more than fits.

    Raises ``RefusedError`` for a link, a pipe, or too much of anything.
    """
    left = [MOST_FILES, MOST_BYTES] if left is None else left
    if depth > DEEPEST:
        raise RefusedError("has folders in folders in folders")
    with os.scandir(source) as entries:
        for entry in entries:
            left[0] -= 1
            if left[0] < 0:
                raise RefusedError(f"has more than {MOST_FILES} files")
            if entry.is_dir(follow_symlinks=False):
                (to / entry.name).mkdir()
                with opened(entry.name, FOLDER, source) as folder:
                    copy_plain(folder, to / entry.name, depth + 1, left)
                continue
            if not entry.is_file(follow_symlinks=False):
                raise RefusedError(f"has something that is no file: {entry.name!r}")
            with opened(entry.name, FILE, source) as handle:
                about = os.fstat(handle)
                if not stat.S_ISREG(about.st_mode):
                    raise RefusedError(f"has something that is no file: {entry.name!r}")
                left[1] -= copy_bytes(handle, to / entry.name, left[1])
                os.utime(to / entry.name, ns=(about.st_mtime_ns, about.st_mtime_ns))


def copy_bytes(handle: int, to: Path, most: int) -> int:
    """Copy what is open into ``to``, and return how much it was; refuse more than ``most``."""
    done = 0
    with to.open("xb") as out:
        while part := os.read(handle, 1 << 20):
            done += len(part)
            if done > most:
                raise RefusedError(f"is larger than {MOST_BYTES // 1_000_000} MB")
            out.write(part)
        out.flush()
        os.fsync(out.fileno())
    return done
