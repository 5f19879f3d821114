"""Collecting only what the learner herself handed in.

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


class CollectOwn(ExchangeCollect):  # type: ignore[misc]
    """nbgrader's collecting, less what was handed in under another's name."""

    src_records: list[dict[str, Any]]

    def _foreign(self, record: dict[str, Any]) -> str | None:
        """Return who made a hand-in under another's name, else None."""
        made = maker(Path(self.inbound_path, record["filename"]))
        return made if made != record["username"] else None

    def _sort_by_timestamp(self, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return a learner's hand-ins, the newest first, and what others made after them all."""
        newest = super()._sort_by_timestamp(records)
        return sorted(newest, key=lambda one: self._foreign(one) is not None)

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """Read who, what and when from a hand-in's name, and tell of one that another made."""
        record: dict[str, Any] = super()._path_to_record(path)
        if made := self._foreign(record):
            self.log.warning(
                f"{record['username']}: {made} handed this in, and it is not taken: "
                f"{record['filename']}"
            )
        return record

    def init_src(self) -> None:
        """Choose what to collect, as nbgrader does, and leave out what others made."""
        super().init_src()
        self.src_records = [one for one in self.src_records if not self._foreign(one)]
