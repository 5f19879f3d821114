"""Carries hand-ins in, and assignments and feedback out, between the learners and the course.

On Kubernetes no folder is shared by two learners. Each pod sees a folder of its own, and what is
handed out, read-only (deploy/kubernetes/hub_config.py). So somebody has to carry: this program,
beside the formgraders, with both sides mounted. The course's side is an ordinary nbgrader exchange.

Whose a hand-in is, is told by the folder in which it lay: the Hub made that folder and gave it to
one learner's pod only. Whatever is in it may be made by her own code, and is treated so: no link
is followed, nothing but plain files is taken, and not without end.
Source: nbgrader's documentation of the exchange; openat(2).
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.utils import notebook_hash

from course.assignments.exchange import COURSE_IDS, exchange_folder
from course.assignments.plain_copy import FILE, FOLDER, RefusedError, copy_plain, opened

PERSON = re.compile(r"[a-z0-9][a-z0-9._@-]{0,99}")
"""A learner's name, as deploy/kubernetes/hub_config.py lets it in; her folder is called so."""
HAND_IN = re.compile(
    r"(.+)\+([a-z0-9][a-z0-9-]*)\+(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ UTC)\+[\w=-]+"
)
"""What nbgrader calls a hand-in: who, what, when, and a random part."""
SECRET = re.compile(rb"[0-9a-f]{128}")
"""What ``nbgrader submit`` writes last; feedback is named by it."""
AT_ONCE = 100
"""Hand-ins of one learner that are looked at in one round."""
DRIFT = 600
"""Seconds between the time that a hand-in tells and its coming that are not worth a word."""


def secret_of(folder: int) -> bytes | None:
    """Return the hand-in's secret; None while the learner's side still writes."""
    try:
        with opened("submission_secret.txt", FILE, folder) as handle:
            secret = os.read(handle, 200)
            written = os.fstat(handle).st_mtime
    except FileNotFoundError:
        return None
    # nbgrader opens the folder to all when it is done. Some storage knows no modes: then wait.
    done = stat.S_IMODE(os.fstat(folder).st_mode) == 0o777 or time.time() - written > 60
    if not done:
        return None
    if not SECRET.fullmatch(secret):
        raise RefusedError("was not handed in by nbgrader")
    return secret


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of each file below ``folder``: equal for a copy."""
    found = {}
    for where, _folders, files in os.walk(folder):
        for name in files:
            about = Path(where, name).stat()
            found[str(Path(where, name).relative_to(folder))] = (about.st_size, int(about.st_mtime))
    return found


def put(source: Path, to: Path) -> bool:
    """Copy a file to ``to`` in one step, unless it is there already; return whether it was."""
    about = source.stat()
    if to.is_file():
        there = to.stat()
        if (there.st_size, int(there.st_mtime)) == (about.st_size, int(about.st_mtime)):
            return False
    handle, temporary = tempfile.mkstemp(dir=to.parent, prefix=".new-")
    os.close(handle)
    shutil.copy2(source, temporary)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(to)
    return True


@dataclass
class Gatherer:
    """Both sides: the course's exchange, and the volume with a folder for each learner."""

    exchange: Path
    learners: Path
    told: set[tuple[str, str]] = field(default_factory=set)
    """What was complained of already: one line, not one a round."""
    whose: dict[Path, tuple[str, frozenset[str]]] = field(default_factory=dict)
    """By hand-in on the course's side: the learner, and what her feedback will be called."""

    def round(self) -> int:
        """Carry everything that waits; return how many hand-ins came in."""
        for course in COURSE_IDS.values():
            if (self.exchange / course).is_dir():
                self.hand_out(course)
        taken = 0
        own = self.learners / "own"
        own.mkdir(exist_ok=True)
        people = sorted(one.name for one in own.iterdir() if PERSON.fullmatch(one.name))
        for person, course in itertools.product(people, COURSE_IDS.values()):
            try:
                taken += self.take_in(own, person, course)
            except OSError as error:  # One learner's folder must not stop the others'.
                self.tell(person, course, f"cannot be read: {error.strerror}")
        for course in COURSE_IDS.values():
            self.hand_back(own, people, course)
        return taken

    def tell(self, person: str, what: str, why: str) -> None:
        """Say one line about a hand-in, once."""
        if (person, what + why) not in self.told:
            self.told.add((person, what + why))
            print(f"{person}: {what!r} {why}", flush=True)

    def hand_out(self, course: str) -> None:
        """Show learners what the course has released: assignments, and when they are due."""
        outbound, shown = self.exchange / course / "outbound", self.learners / "handed-out" / course
        (shown / "outbound").mkdir(parents=True, exist_ok=True)
        released = {one.name for one in outbound.iterdir()} if outbound.is_dir() else set()
        for name in released | {one.name for one in (shown / "outbound").iterdir()}:
            there = shown / "outbound" / name
            if name in released and state(there) == state(outbound / name):
                continue
            with tempfile.TemporaryDirectory(dir=shown, ignore_cleanup_errors=True) as temporary:
                if name in released:
                    shutil.copytree(outbound / name, Path(temporary, "new"))
                if there.exists():
                    there.rename(Path(temporary, "old"))
                if name in released:
                    Path(temporary, "new").rename(there)
                    print(f"{course}: {name} is handed out", flush=True)
        if (self.exchange / course / "due.json").is_file():
            put(self.exchange / course / "due.json", shown / "due.json")

    def take_in(self, own: Path, person: str, course: str) -> int:
        """Bring in what one learner has handed in; return how many."""
        taken = 0
        with opened(own / person, FOLDER) as folder:
            try:
                with (
                    opened("exchange", FOLDER, folder) as exchange,
                    opened(course, FOLDER, exchange) as here,
                    opened("inbound", FOLDER, here) as inbound,
                ):
                    with os.scandir(inbound) as entries:
                        names = [one.name for one in itertools.islice(entries, AT_ONCE)]
                    for name in sorted(names):
                        try:
                            taken += self.take(inbound, name, person, course)
                        except RefusedError as why:
                            self.tell(person, name, f"{why}; it is not taken")
                        except OSError as error:
                            self.tell(person, name, f"cannot be read: {error.strerror}")
            except FileNotFoundError:
                return taken
        return taken

    def take(self, inbound: int, name: str, person: str, course: str) -> bool:
        """Move one hand-in to the course's side; return False while it is being written."""
        told = HAND_IN.fullmatch(name)
        if told is None:
            raise RefusedError("was not handed in by nbgrader")
        if told[1] != person:
            raise RefusedError("bears another's name")
        if not (self.exchange / course / "outbound" / told[2]).is_dir():
            raise RefusedError("belongs to no assignment that is handed out")
        to = self.exchange / course / "inbound" / name
        with opened(name, FOLDER, inbound) as folder:
            if secret_of(folder) is None:
                return False
            if not to.exists():
                with tempfile.TemporaryDirectory(dir=self.exchange / course) as temporary:
                    copied = Path(temporary, "hand-in")
                    copied.mkdir()
                    copy_plain(folder, copied)
                    copied.rename(to)
                self.warn_of_time(person, name, told[3])
        shutil.rmtree(name, dir_fd=inbound)
        print(f"{person}: {told[2]} is taken in", flush=True)
        return True

    def warn_of_time(self, person: str, name: str, told: str) -> None:
        """Say when a hand-in tells another time than that of its coming."""
        when = datetime.strptime(told, "%Y-%m-%d %H:%M:%S.%f UTC").replace(tzinfo=UTC)
        if abs((now := datetime.now(UTC)) - when).total_seconds() > DRIFT:
            self.tell(person, name, f"came at {now:%Y-%m-%d %H:%M} UTC: look whether it was late")

    def hand_back(self, own: Path, people: list[str], course: str) -> None:
        """Give each learner her own feedback, and take back what the course has taken back."""
        held = self.exchange / course
        present = set((held / "inbound").iterdir()) if (held / "inbound").is_dir() else set()
        for gone in [one for one in self.whose if one.parent.parent == held and one not in present]:
            del self.whose[gone]
        for one in present - self.whose.keys():
            self.whose[one] = one.name.rsplit("+", 3)[0], feedback_names(one)
        mine: dict[str, set[str]] = {}
        for one in present:
            person, names = self.whose[one]
            mine.setdefault(person, set()).update(names)
        for person in people:
            place = own / person / "feedback" / course
            if not place.is_dir():
                continue
            ready = {name for name in mine.get(person, ()) if (held / "feedback" / name).is_file()}
            for old in place.iterdir():
                if old.name not in ready:
                    old.unlink()
            for name in ready:
                if put(held / "feedback" / name, place / name):
                    print(f"{person}: feedback is handed back", flush=True)


def feedback_names(hand_in: Path) -> frozenset[str]:
    """Return what nbgrader will call the feedback on a hand-in."""
    try:
        secret = (hand_in / "submission_secret.txt").read_text("ascii")
    except (OSError, ValueError):
        return frozenset()
    found = {one.stem for one in hand_in.glob("*.ipynb")}
    # A hand-in may have lost its notebook; an assignment's notebook bears its name.
    found.update(hand_in.name.rsplit("+", 3)[1:2])
    return frozenset(f"{notebook_hash(secret=secret, notebook_id=one)}.html" for one in found)


def main() -> int:
    """Carry once, or go on until stopped."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--learners", type=Path, default=Path("/srv/learners"))
    parser.add_argument("--every", type=float, help="seconds between rounds; else once")
    given = parser.parse_args()
    gatherer = Gatherer(exchange_folder(), given.learners)
    while True:
        try:
            gatherer.round()
        except OSError as error:
            if not given.every:
                raise
            print(f"This round failed, the next one tries again: {error}", flush=True)
        if not given.every:
            return 0
        time.sleep(given.every)


if __name__ == "__main__":
    sys.exit(main())
