"""When an assignment is due: told to learners in the exchange, and kept in nbgrader's gradebook.

nbgrader keeps due dates where learners cannot read. So the exchange has ``due.json`` beside the
assignments. An extra date for one learner stands there under a hash, not under the name.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from course.assignments.exchange import COURSE_IDS, exchange_folder
from widgets.text import Lang

ZONE = ZoneInfo("Europe/Oslo")
"""Due dates are written and told in this time."""


def parse_date(text: str) -> datetime:
    """Return the moment that ``2026-12-04`` (its last minute) or ``2026-12-04 12:00`` names.

    Without a time zone it is Norwegian time. Raises ``ValueError`` with how to write it.
    """
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{text!r} is not a date; write 2026-12-04 or 2026-12-04T12:00") from None
    if len(text.strip()) <= len("2026-12-04"):
        when = datetime.combine(when, time(23, 59))
    return when if when.tzinfo else when.replace(tzinfo=ZONE)


def _path(lang: Lang) -> Path:
    return exchange_folder() / COURSE_IDS[lang] / "due.json"


def _hash(lang: Lang, assignment: str, learner: str) -> str:
    return hashlib.sha256(f"{COURSE_IDS[lang]}+{assignment}+{learner}".encode()).hexdigest()


def _read(lang: Lang) -> dict[str, Any]:
    try:
        held = json.loads(_path(lang).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def due(lang: Lang, assignment: str, learner: str) -> datetime | None:
    """Return when ``learner`` has to hand in, or None when there is no due date."""
    with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError):
        about = _read(lang)[assignment]
        text = about.get("learners", {}).get(_hash(lang, assignment, learner)) or about["due"]
        return datetime.fromisoformat(text)
    return None


def tell(lang: Lang, assignment: str, when: datetime | None, learner: str | None = None) -> None:
    """Write a due date into the exchange, for all or for one learner; None takes it away."""
    held = _read(lang)
    about = held.setdefault(assignment, {})
    place = about if learner is None else about.setdefault("learners", {})
    key = "due" if learner is None else _hash(lang, assignment, learner)
    if when is None:
        place.pop(key, None)
    else:
        place[key] = when.astimezone(UTC).isoformat(timespec="seconds")
    _write(_path(lang), held)


def own_dates(lang: Lang, learner: str) -> int:
    """Return how many dates ``learner`` has alone."""
    return sum(
        _hash(lang, assignment, learner) in about.get("learners", {})
        for assignment, about in _read(lang).items()
        if isinstance(about, dict)
    )


def forget(lang: Lang, learner: str) -> int:
    """Take out all dates of ``learner`` alone; return how many there were."""
    held, found = _read(lang), 0
    for assignment, about in held.items():
        learners = about.get("learners", {}) if isinstance(about, dict) else {}
        found += learners.pop(_hash(lang, assignment, learner), None) is not None
    if found:
        _write(_path(lang), held)
    return found


def _write(path: Path, held: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".due-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(held, file, indent=1)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(path)
