"""Where the course's content lies."""

from __future__ import annotations

import os
from pathlib import Path

MARK = Path("modules", "catalogue.yaml")
"""The file by which a course folder is known."""


class PlainError(Exception):
    """An error whose message says what, where and how to mend it."""


class NoCourseError(PlainError):
    """No course folder was found; the message says where we looked and what to do."""


def find_root(given: Path | None = None, start: Path | None = None) -> Path:
    """Return the course folder, which holds ``modules/catalogue.yaml``.

    The first of: ``given``; the environment's ``SMERTEKURS_ROOT``; the folder ``start`` (by
    default the present one) or one above it; the folder that holds this package.
    Raises ``NoCourseError``; a folder that was named outright is never replaced by another.
    """
    named = given or (Path(os.environ["SMERTEKURS_ROOT"]) if _env_root() else None)
    if named is not None:
        root = named.expanduser().resolve()
        if not (root / MARK).is_file():
            raise NoCourseError(f"{root} is not a course folder: it has no {MARK}")
        return root
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[1]):
        if (folder / MARK).is_file():
            return folder
    raise NoCourseError(
        f"no course folder here: neither {here} nor a folder above it has {MARK}; "
        "go to the course's folder, or name it with --root"
    )


def _env_root() -> bool:
    return bool(os.environ.get("SMERTEKURS_ROOT", "").strip())
