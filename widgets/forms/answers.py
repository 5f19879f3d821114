"""A learner's answers as a file: written at once and whole, never lost."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import Any

NAME = "answers.json"
RECEIPT = "receipt.json"
FORMAT = 1
MOST_BYTES = 1_000_000
"""A larger file is not read: a form's answers take a few kilobytes."""


class DamagedAnswersError(ValueError):
    """The file does not hold a learner's answers; the message says why."""


@dataclass(frozen=True)
class Kept:
    """What was read: the answers, when they were saved, and a damaged file that was kept aside."""

    answers: dict[str, Any]
    saved: str | None = None
    aside: str | None = None


def parse(text: str, assignment: str) -> tuple[dict[str, Any], str | None]:
    """Return (answers, when saved) from the text of an answer file.

    Raises ``DamagedAnswersError`` when it is no JSON, has another form or assignment.
    """
    try:
        held = json.loads(text, parse_constant=_refuse, parse_float=_finite)
        json.dumps(held, ensure_ascii=False).encode()  # half a character cannot be written again
    except (ValueError, RecursionError) as error:
        raise DamagedAnswersError(f"it is not valid JSON ({error})") from None
    if not isinstance(held, dict) or not isinstance(held.get("answers"), dict):
        raise DamagedAnswersError("it has no 'answers'")
    if held.get("format") != FORMAT:
        raise DamagedAnswersError(f"its format is {held.get('format')!r}, not {FORMAT}")
    if held.get("assignment") != assignment:
        raise DamagedAnswersError(f"it belongs to {held.get('assignment')!r}, not {assignment!r}")
    saved = held.get("saved")
    return held["answers"], saved if isinstance(saved, str) else None


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _finite(digits: str) -> float:
    value = float(digits)
    if not isfinite(value):
        _refuse(digits)
    return value


def read(folder: Path, assignment: str) -> Kept:
    """Return the answers in ``folder``. A damaged file is kept aside with the time in its name."""
    path = folder / NAME
    if not path.exists():
        return Kept({})
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DamagedAnswersError("it is too large")
        answers, saved = parse(path.read_text("utf-8"), assignment)
    except (DamagedAnswersError, UnicodeDecodeError):
        return Kept({}, aside=_keep_aside(path))
    return Kept(answers, saved)


def _keep_aside(path: Path) -> str:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = path.with_name(f"answers.damaged-{stamp}.json")
    n = 1
    while aside.exists():
        n += 1
        aside = path.with_name(f"answers.damaged-{stamp}-{n}.json")
    path.rename(aside)
    return aside.name


def write(folder: Path, assignment: str, answers: dict[str, Any]) -> str:
    """Write the answers and return when (ISO time, UTC). The file is whole at every moment.

    Raises ``OSError`` when the disk refuses, ``ValueError`` when it is more than can be read
    again; what was saved before then stays.
    """
    saved = datetime.now(UTC).isoformat(timespec="seconds")
    first = _first(folder / NAME, assignment) or saved
    held = {"format": FORMAT, "assignment": assignment, "first": first, "saved": saved}
    held["answers"] = answers
    if len(json.dumps(held, ensure_ascii=False, indent=1).encode()) > MOST_BYTES:
        raise ValueError(f"they are longer than {MOST_BYTES:,} bytes")
    _write_whole(folder / NAME, held)
    return saved


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold others off the folder's answers, where the system can."""
    handle = -1
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    except (ImportError, OSError):
        pass  # some network disks cannot; the file is whole all the same
    try:
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def _first(path: Path, assignment: str) -> str | None:
    """Return when the first answer was saved, from the file that is there now."""
    try:
        text = path.read_text("utf-8") if path.stat().st_size <= MOST_BYTES else ""
        parse(text, assignment)
        first = json.loads(text).get("first")
    except (OSError, ValueError):
        return None
    return first if isinstance(first, str) else None


def _write_whole(path: Path, held: dict[str, Any]) -> None:
    text = json.dumps(held, ensure_ascii=False, indent=1, allow_nan=False)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".answers-", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_receipt(folder: Path, when: str, mark: str) -> None:
    """Keep when the answers were handed in and their fingerprint then."""
    _write_whole(folder / RECEIPT, {"format": FORMAT, "when": when, "mark": mark})


def read_receipt(folder: Path) -> dict[str, Any]:
    """Return ``{when, mark, stale}`` of the last hand-in, or an empty mapping.

    ``stale`` says that the answers have been changed since.
    """
    try:
        held = json.loads((folder / RECEIPT).read_text("utf-8"))
        when, mark = str(held["when"]), str(held["mark"])
        datetime.fromisoformat(when)
        return {"when": when, "mark": mark, "stale": fingerprint(folder) != mark}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 of the answer file, which a receipt names."""
    return hashlib.sha256((folder / NAME).read_bytes()).hexdigest()
