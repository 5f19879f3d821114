"""Handing feedback back: one hand-in that lost its papers does not hold up the others'."""

from __future__ import annotations

from glob import glob
from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback


def _readable(path: Path) -> bool:
    try:
        return bool(path.read_text("utf-8").strip())
    except (OSError, UnicodeDecodeError):
        return False


class HandBack(ExchangeReleaseFeedback):  # type: ignore[misc]
    """nbgrader's handing back, less what cannot be: that it tells of, and goes on.

    nbgrader names feedback by the secret that it put into the hand-in. A hand-in without one (put
    into ``submitted`` by hand, or spoilt by the learner) has nowhere to go.
    """

    def copy_files(self) -> None:
        """Hand back what can be."""
        before = self.coursedir.student_id_exclude
        without = []
        for page in sorted(glob(f"{self.src_path}/*.html")):  # noqa: PTH207 (src_path has a star)
            folder = Path(page).parent
            student = folder.parent.name
            if not _readable(folder / "submission_secret.txt"):
                without.append(student)
                self.log.warning(
                    f"{student}: the hand-in does not say where its feedback goes, and it is not "
                    f"handed back: {page}"
                )
            elif not _readable(folder / "timestamp.txt"):
                # nbgrader tells of the time, and would end the whole batch without it.
                (folder / "timestamp.txt").unlink(missing_ok=True)
                (folder / "timestamp.txt").write_text("at an unknown time", "utf-8")
        self.coursedir.student_id_exclude = ",".join([*filter(None, [before]), *without])
        try:
            super().copy_files()
        finally:
            self.coursedir.student_id_exclude = before
