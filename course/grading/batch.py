"""Grades all submissions of an assignment on all cores: one writer, many readers.

A process of the pool places the answers and runs our own test cells; this process writes the
gradebook and the autograded folder, one submission at a time. A submission is done when its
autograded folder is there, so an interrupted batch goes on where it was.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc, rmtree
from sqlalchemy.exc import SQLAlchemyError

from course.grading import worker
from course.grading.handed_in import keep_files
from course.grading.records import Records
from course.grading.template import Template, prepare

AHEAD = 4
"""Submissions that wait for each process; the rest are not even looked at, to spare memory."""

Tell = Callable[[str, list[str]], None]


@dataclass
class Summary:
    """What a batch came to: learners graded, those that were graded already, and what failed."""

    graded: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)


def submissions(template: Template) -> list[str]:
    """Return who has handed the assignment in, by name."""
    found = template.folder.glob(f"submitted/*/{template.assignment}")
    return sorted(path.parent.name for path in found if path.is_dir())


def grade_all(
    folder: Path,
    assignment: str,
    jobs: int | None = None,
    force: bool = False,
    begun: Callable[[int], None] = lambda count: None,
    told: Tell = lambda student, lines: None,
) -> Summary:
    """Grade the submissions of ``assignment`` in the nbgrader course at ``folder``.

    ``jobs`` is the number of processes, by default one a core. ``force`` grades again what is
    graded; points that a person gave are kept. ``begun`` hears how many there are to grade, and
    ``told`` each learner as he is done, with what was odd. A submission that cannot be graded is
    in ``failed``, and the rest go on. Raises ``NotGeneratedError`` when nothing can be graded.
    """
    template = prepare(folder, assignment)
    summary = Summary()
    waiting: list[str] = []
    for leftover in folder.glob("autograded/*/.making-*"):
        # A batch was killed while it wrote this; it did not count as done.
        shutil.rmtree(leftover, ignore_errors=True)
    linked = []
    for student in submissions(template):
        handed = _handed(template, student)
        if handed.is_symlink() or handed.parent.is_symlink():
            linked.append(student)
            continue
        (waiting if force or _is_new(template, student) else summary.already).append(student)
    begun(len(waiting) + len(linked))
    for student in linked:
        summary.failed[student] = "the hand-in is a link to elsewhere, which is not followed"
        told(student, [f"{student}: not graded: {summary.failed[student]}; take it away."])
    if not waiting:
        return summary
    database = template.coursedir
    with Records(database.db_url, database.course_id, assignment) as records:
        for student, result in _graded(template, waiting, jobs or os.cpu_count() or 1):
            lines: list[str] = []
            try:
                if isinstance(result, Exception):
                    raise result
                lines = [*result.odd, *_write(template, records, result)]
                summary.graded.append(student)
                summary.odd += lines
            except (OSError, ValueError, SQLAlchemyError, BrokenProcessPool) as error:
                why = str(error).splitlines()[0] if str(error) else type(error).__name__
                summary.failed[student] = why
                lines = [f"{student}: could not be graded: {why}. Run the command again for it."]
            told(student, lines)
    return summary


def _is_new(template: Template, student: str) -> bool:
    """Return whether the submission waits: never graded, or handed in again since."""
    done = template.folder / "autograded" / student / template.assignment
    if not done.is_dir():
        return True
    handed = _handed(template, student)
    new, old = _stamp(handed), _stamp(done)
    return new is not None and old is not None and new > old


def _handed(template: Template, student: str) -> Path:
    """Return the folder that ``student`` handed in."""
    return template.folder / "submitted" / student / template.assignment


def _stamp(folder: Path) -> datetime | None:
    """Return when the submission in ``folder`` was handed in; ``None`` when that is unreadable."""
    path = folder / "timestamp.txt"
    if path.is_symlink() or not path.is_file():
        return None
    try:
        found: datetime = parse_utc(path.open(encoding="utf-8").read(100).strip())
    except (OSError, ValueError, OverflowError):
        # nbgrader's own reading of it ends the whole batch here.
        return None
    return found


def _graded(
    template: Template, students: list[str], jobs: int
) -> Iterator[tuple[str, worker.Graded | Exception]]:
    """Yield each submission graded, or what went wrong. A process that dies takes none with it."""
    left = list(reversed(students))
    suspects: list[str] = []
    while left or suspects:
        # After a death each of those that were under way is tried alone, to find the one.
        alone = bool(suspects)
        queue = [suspects.pop()] if alone else left
        size = 1 if alone else min(jobs, len(left))
        flying: dict[Future[worker.Graded], str] = {}
        with _pool(template, size) as pool:
            while queue or flying:
                while queue and len(flying) < size * AHEAD:
                    student = queue.pop()
                    flying[pool.submit(worker.grade, student)] = student
                done, _ = wait(flying, return_when=FIRST_COMPLETED)
                dead = False
                for future in done:
                    student = flying.pop(future)
                    error = future.exception()
                    if isinstance(error, BrokenProcessPool):
                        dead = True
                        if alone:
                            yield student, BrokenProcessPool("the process that graded it died")
                        else:
                            suspects.append(student)
                    elif isinstance(error, Exception):
                        yield student, ValueError(f"{type(error).__name__}: {error}")
                    else:
                        yield student, future.result()
                if dead:
                    suspects += [] if alone else flying.values()
                    break


def _pool(template: Template, size: int) -> ProcessPoolExecutor:
    # Forked from a process that has imported all there is to import, and nothing of ours besides.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["course.grading.worker"])
    return ProcessPoolExecutor(size, context, initializer=worker.begin, initargs=(template,))


def _write(template: Template, records: Records, result: worker.Graded) -> list[str]:
    """Save one graded submission: the gradebook first, then its folder, which says that it is done.

    Returns what was odd. Raises ``OSError`` or ``SQLAlchemyError``; then nothing counts as done.
    """
    student = result.student
    handed = _handed(template, student)
    home = template.folder / "autograded" / student
    home.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=home))
    try:
        lines = [f"{student}: {line}" for line in keep_files(handed, making)]
        for name, text in result.notebooks.items():
            (making / f"{name}.ipynb").write_text(text, "utf-8")
        _add_sources(template, making)
        for path in making.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o444)
        making.chmod(0o755)
        stamp = _stamp(handed)
        if stamp is None and (handed / "timestamp.txt").exists():
            lines.append(f"{student}: its time stamp cannot be read; graded as handed in in time")
        late = records.save(student, result.marks, stamp)
        if late > 0:
            lines.append(f"{student}: handed in {late / 3600:.1f} hours late")
        target = home / template.assignment
        if target.exists():
            rmtree(str(target))
        making.rename(target)
    finally:
        if making.exists():
            shutil.rmtree(making, ignore_errors=True)
    return lines


def _add_sources(template: Template, into: Path) -> None:
    """Put the assignment's own files beside the notebook; a learner's of the same name give way."""
    source = template.folder / "source" / template.assignment
    for path in source.rglob("*"):
        if path.is_file() and path.suffix != ".ipynb" and ".ipynb_checkpoints" not in path.parts:
            target = into / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                target.unlink()
            shutil.copyfile(path, target)
