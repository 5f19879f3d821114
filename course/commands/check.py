"""``smertekurs check``: is the content whole?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.commands.shared import FAULTS, course_root, out


def check(
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="The course's folder. Default: $SMERTEKURS_ROOT, else this folder or one above.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Check texts, quizzes, cases, references and glossary, in both languages.

    Each fault is one line: file:line: what is wrong — how to mend it. No notebook is run, so it
    takes seconds. Exit code 0 when all is well, 1 when something is to be mended.
    """
    root = course_root(folder)
    from course.checks import check_course

    faults = check_course(root)
    for fault in faults:
        out.print(str(fault), markup=False)
    if faults:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        out.print(f"{count} to mend.", markup=False)
        raise typer.Exit(FAULTS)
    out.print("The content is whole.", markup=False)
