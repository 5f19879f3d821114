"""``smertekurs report``."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from course.commands.shared import Root, course_root, err, out, stop
from widgets.text import LANGS, Lang


def report(
    assignments: Annotated[
        list[str] | None, typer.Argument(help="Names of assignments; default all graded ones.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="The folder; default reports/.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="nb or en; default both.")] = "",
    second: Annotated[
        Path | None,
        typer.Option(help="Another grader's gradebook.db: tells how far the two agree."),
    ] = None,
    progress: Annotated[
        Path | None,
        typer.Option(
            help="A folder of exported progress: the change from test to test, and case choices."
        ),
    ] = None,
    root: Root = None,
) -> None:
    """Tell how the assignments work: items, options, reliability, time and graders.

    Writes a page in each language, CSV and JSON. Nothing is told of groups below five, and nobody
    is named.
    """
    if lang and lang not in LANGS:
        stop(f"smertekurs: the language is nb or en, not {lang!r}")
    folder = course_root(root)
    _need_library()
    from datetime import datetime

    from course.assignments.due import ZONE
    from course.assignments.gradebook import NoGradebookError
    from course.reports import stats
    from course.reports.assess import assess
    from course.reports.data import (
        NothingToReportError,
        read_cohorts,
        read_progress,
        read_second,
        read_twice,
    )
    from course.reports.files import write
    from course.reports.paths import read_paths

    try:
        with err.status("Reading the gradebooks"):
            cohorts = read_cohorts(folder)
            others = read_second(second) if second else {}
            twice = read_twice(folder)
            pairs = read_progress(progress) if progress else None
            partings = read_paths(folder, progress) if progress else []
    except (NothingToReportError, NoGradebookError) as error:
        stop(f"smertekurs: {error}")
    if unknown := sorted(set(assignments or []) - set(cohorts)):
        stop(f"smertekurs: nothing is graded of: {', '.join(unknown)}")
    chosen = [cohorts[name] for name in sorted(set(assignments or cohorts))]
    with err.status("Working the figures out"):
        found = [
            assess(folder, one, others.get(one.assignment), twice.get(one.assignment))
            for one in chosen
        ]
    change = stats.change(*map(list, zip(*pairs, strict=True))) if pairs else None
    if pairs == []:
        err.print(f"{progress}: no file there holds both tests", markup=False)
    langs: list[Lang] = [one for one in LANGS if lang in ("", one)]
    place = (to or folder / "reports").absolute()
    try:
        written = write(place, found, change, langs, datetime.now(ZONE).date(), partings)
    except OSError as error:
        stop(f"smertekurs: the report cannot be written: {error}")
    for path in written:
        out.print(f"Wrote {path}.", markup=False)


def _need_library() -> None:
    missing = [name for name in ("pingouin", "scipy", "sklearn") if find_spec(name) is None]
    if missing:
        stop(
            f"smertekurs: not installed: {', '.join(missing)}; "
            "pip install 'smerte-og-arbeid[reports]'"
        )
