"""``smertekurs grade``."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from course.assignments.cli import Force, Language, Name, course_of, need_key, tell_waiting
from course.commands.shared import FAULTS, Root, err, out, stop


def grade(
    name: Name,
    lang: Language = "nb",
    root: Root = None,
    jobs: Annotated[
        int, typer.Option(min=0, max=256, help="Processes at once; 0 is one a core.")
    ] = 0,
    force: Force = False,
) -> None:
    """Instructor: grade all collected hand-ins of an assignment at once.

    The same results as `nbgrader autograde`, on all cores and without a kernel for each hand-in.
    Nothing that a learner wrote is run. What is graded already is passed over; interrupted, the
    command goes on where it was. --force grades all again, and keeps the points that people gave.
    One line for each hand-in that is odd. Exit code 1 when some could not be graded.
    """
    from course.grading.batch import grade_all
    from course.grading.template import NotGeneratedError

    folder = course_of(root, lang)
    need_key(folder, name)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=err, transient=True) as progress:
        bar = progress.add_task(name, total=None)

        def told(student: str, lines: list[str]) -> None:
            for line in lines:
                progress.console.print(line, markup=False, highlight=False)
            progress.advance(bar)

        try:
            done = grade_all(
                folder,
                name,
                jobs or None,
                force,
                begun=lambda count: progress.update(bar, total=count),
                told=told,
            )
        except NotGeneratedError as error:
            stop(f"smertekurs: nothing was graded: {error}", code=1)
    odd = len({line.split(":", 1)[0] for line in done.odd})
    out.print(
        f"{len(done.graded)} graded, {len(done.already)} graded before, "
        f"{len(done.failed)} could not be graded; {odd} odd.",
        markup=False,
    )
    tell_waiting(folder)
    if done.failed:
        raise typer.Exit(FAULTS)
