"""Collecting only what the learner herself handed in, and only as a whole.

Whoever has an account can put a folder in the exchange under any name. nbgrader says so in its
log and takes it all the same, and the newest counts: so one learner could replace another's
answers. Here a folder that another person's account made is left where it is, and told of.
"""

from __future__ import annotations

import os
import pwd
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect


def maker(path: Path) -> str | None:
    """Return whose account made ``path``; None when that tells nothing about the learner.

    It tells nothing where one account runs everybody's pages (then it is the collector's own),
    or where the account has no name on this machine (containers).
    """
    number = path.stat().st_uid
    if number == os.getuid():
        return None
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return None


def whole(path: Path) -> bool:
    """Return whether the hand-in at ``path`` is whole: nbgrader writes its secret last."""
    try:
        return (path / "submission_secret.txt").stat().st_size > 0
    except OSError:
        return False


class CollectOwn(ExchangeCollect):  # type: ignore[misc]
    """nbgrader's collecting, less what another handed in and what is being handed in just now."""

    src_records: list[dict[str, Any]]

    def _refused(self, record: dict[str, Any]) -> str | None:
        """Return why a hand-in is not to be taken, else None."""
        path = Path(self.inbound_path, record["filename"])
        made = maker(path)
        if made not in (None, record["username"]):
            return f"{made} handed this in"
        # Taken half, it would count as taken, and the rest would never come.
        return None if whole(path) else "this is only half handed in (collect again in a minute)"

    def _sort_by_timestamp(self, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return a learner's hand-ins, the newest first, and what is not taken after them all."""
        newest = super()._sort_by_timestamp(records)
        return sorted(newest, key=lambda one: self._refused(one) is not None)

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """Read who, what and when from a hand-in's name, and tell of one that is not taken."""
        record: dict[str, Any] = super()._path_to_record(path)
        if why := self._refused(record):
            self.log.warning(
                f"{record['username']}: {why}, and it is not taken: {record['filename']}"
            )
        return record

    def init_src(self) -> None:
        """Choose what to collect, as nbgrader does, and leave out what is not to be taken."""
        super().init_src()
        self.src_records = [one for one in self.src_records if not self._refused(one)]
