"""What a learner has on the desk: the assignments, how far each has come, receipts and feedback.

All is read from files that nbgrader itself keeps: what is handed out, the learner's own folder,
the learner's copies of what was handed in, and the feedback that was handed back.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import escape
from html import unescape
from pathlib import Path

from jupyter_core.paths import jupyter_data_dir
from nbgrader.utils import notebook_hash

from course.assignments.due import due
from course.assignments.exchange import COURSE_IDS, exchange_folder
from course.assignments.hub import learner
from course.assignments.nbgrader_command import run
from course.assignments.page import Assignment, NoAssignmentError, find_assignment
from widgets.content.loader import load
from widgets.forms import answers as store
from widgets.forms.form_content import FormContent
from widgets.text import Lang

NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
"""What an assignment may be called; nothing else is looked for on the disk."""
TOTAL = re.compile(r'<p class="total">([^<]*)</p>')


@dataclass(frozen=True)
class HandIn:
    """One hand-in: when, the SHA-256 of the answers in it, and its feedback if there is any."""

    when: datetime
    mark: str
    feedback: Path | None

    @property
    def stamp(self) -> str:
        """The time as it stands in an address."""
        return self.when.strftime("%Y%m%dT%H%M%S")


@dataclass(frozen=True)
class Entry:
    """An assignment on the desk. ``hand_ins`` has the newest first."""

    name: str
    title: str
    intro: str
    due: datetime | None
    questions: int
    answered: int
    begun: bool
    changed: bool
    hand_ins: tuple[HandIn, ...]

    @property
    def feedback(self) -> HandIn | None:
        """The newest hand-in that has feedback."""
        return next((one for one in self.hand_ins if one.feedback), None)

    @property
    def points(self) -> str | None:
        """The points as the feedback tells them, in words."""
        if self.feedback is None or self.feedback.feedback is None:
            return None
        with contextlib.suppress(OSError):
            found = TOTAL.search(self.feedback.feedback.read_text("utf-8", "replace"))
            return unescape(found[1]) if found else None
        return None

    @property
    def state(self) -> str:
        """Return ``feedback``, ``handed-in``, ``changed``, ``late``, ``begun`` or ``open``."""
        if self.hand_ins:
            if self.changed:
                return "changed"
            return "feedback" if self.hand_ins[0].feedback else "handed-in"
        if self.due and self.due < datetime.now(UTC):
            return "late"
        return "begun" if self.begun else "open"


@dataclass(frozen=True)
class Desk:
    """The desk of the one who runs this process; ``folder`` is where the assignments are kept."""

    folder: Path

    @property
    def learner(self) -> str:
        """Who hands in: the account, or on JupyterHub the one who signed in. Never typed."""
        return learner()

    def place(self, lang: Lang, name: str) -> Path:
        """Return the folder of the learner's own copy."""
        return self.folder / COURSE_IDS[lang] / name

    def entries(self, lang: Lang) -> list[Entry]:
        """Return the assignments that are handed out, and those that were: the next due first."""
        out = exchange_folder() / COURSE_IDS[lang] / "outbound"
        names = {path.parent.name for path in out.glob("*/form.yaml")}
        names |= {path.parent.name for path in self.place(lang, "x").parent.glob("*/form.yaml")}
        found = [self._entry(lang, name, out / name) for name in names if NAME.fullmatch(name)]
        never = datetime.max.replace(tzinfo=UTC)
        return sorted(found, key=lambda one: (one.due or never, one.title))

    def _entry(self, lang: Lang, name: str, out: Path) -> Entry:
        here = self.place(lang, name)
        form = _form(here) or _form(out)
        answers, mark = _answers(here, name)
        hand_ins = tuple(self.hand_ins(lang, name))
        return Entry(
            name=name,
            title=form.title.in_(lang) if form else name,
            intro=form.intro.in_(lang) if form else "",
            due=due(lang, name, self.learner),
            questions=len(form.questions) if form else 0,
            answered=sum(one.id in answers for one in form.questions) if form else 0,
            begun=bool(answers),
            changed=bool(hand_ins and mark and mark != hand_ins[0].mark),
            hand_ins=hand_ins,
        )

    def hand_ins(self, lang: Lang, name: str) -> list[HandIn]:
        """Return all hand-ins of an assignment, the newest first, from nbgrader's own copies."""
        kept = Path(jupyter_data_dir()) / "nbgrader_cache" / COURSE_IDS[lang]
        found = []
        for copy in kept.glob(f"{escape(self.learner)}+{name}+*"):
            try:
                stamp = (copy / "timestamp.txt").read_text("utf-8").strip()
                when = datetime.fromisoformat(stamp.removesuffix(" UTC")).replace(tzinfo=UTC)
                mark = hashlib.sha256((copy / store.NAME).read_bytes()).hexdigest()
            except (OSError, ValueError):
                continue
            found.append(HandIn(when, mark, _feedback(copy, lang)))
        return sorted(found, key=lambda one: one.when, reverse=True)

    def fetch(self, lang: Lang, name: str) -> Assignment:
        """Return the learner's copy of an assignment, fetched by nbgrader when it is not there.

        Missing files are fetched again; what the learner wrote is never touched.
        Raises ``NoAssignmentError`` when there is none, ``NbgraderError`` when it cannot be had.
        """
        if not NAME.fullmatch(name):
            raise NoAssignmentError(name)
        here = self.place(lang, name)
        with contextlib.suppress(NoAssignmentError):
            return find_assignment(here)
        if not (exchange_folder() / COURSE_IDS[lang] / "outbound" / name).is_dir():
            raise NoAssignmentError(name)
        here.parent.mkdir(parents=True, exist_ok=True)
        run(
            "fetch_assignment", [name, *(["--replace"] if here.exists() else [])], here.parent, lang
        )
        return find_assignment(here)


def _form(folder: Path) -> FormContent | None:
    try:
        return load(folder / "form.yaml", FormContent)
    except Exception:  # A form that cannot be read must not hide the others.
        return None


def _answers(folder: Path, name: str) -> tuple[dict[str, object], str | None]:
    """Return what the learner has answered and its SHA-256, without touching the file."""
    try:
        raw = (folder / store.NAME).read_bytes()
        return store.parse(raw.decode(), name)[0], hashlib.sha256(raw).hexdigest()
    except (OSError, ValueError):
        return {}, None


def _feedback(copy: Path, lang: Lang) -> Path | None:
    """Return the feedback on a hand-in: nbgrader names it by the hand-in's own secret."""
    with contextlib.suppress(OSError):
        secret = (copy / "submission_secret.txt").read_text("utf-8")
        for notebook in sorted(copy.glob("*.ipynb")):
            named = notebook_hash(secret=secret, notebook_id=notebook.stem)
            path = exchange_folder() / COURSE_IDS[lang] / "feedback" / f"{named}.html"
            if path.is_file():
                return path
    return None
