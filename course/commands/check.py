"""``smertekurs check``: is the content whole?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from course.commands.shared import FAULTS, course_root, out, stop
from widgets.content.loader import Fault


def check(
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="The course's folder. Default: $SMERTEKURS_ROOT, else this folder or one above.",
            show_default=False,
        ),
    ] = None,
    bank: Annotated[
        bool, typer.Option("--bank", help="Also tell what the item bank covers, by module.")
    ] = False,
    stale: Annotated[
        bool,
        typer.Option("--stale", help="Also list what is due to be checked against its source."),
    ] = False,
    spelling: Annotated[
        bool, typer.Option("--spelling", help="Also look every word up (needs hunspell).")
    ] = False,
) -> None:
    """Check texts, quizzes, cases, references and glossary, in both languages.

    Each fault is one line: file:line: what is wrong — how to mend it. No notebook is run, so it
    takes seconds. Exit code 0 when all is well, 1 when something is to be mended.

    With --bank it also sums up the quiz items of all modules: how many of which kind and level,
    facts and objectives without an item, weak feedback, and right answers that can be guessed
    from their place or length. With --stale it lists the boxes of law, schemes and statistics, the
    dated facts and the links that nobody has checked, or that are to be checked again, the first
    due first. Both are advice, and change no exit code.
    With --spelling each word must be in Debian's dictionaries or in modules/words.nb.txt or
    words.en.txt.
    """
    root = course_root(folder)
    from course.checks import check_course

    faults = check_course(root)
    if spelling:
        faults += _misspelt(root)
    if bank:
        _tell_bank(root)
    if stale:
        _tell_stale(root)
    for fault in faults:
        out.print(str(fault), markup=False)
    if faults:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        out.print(f"{count} to mend.", markup=False)
        raise typer.Exit(FAULTS)
    out.print("The content is whole.", markup=False)


def _misspelt(root: Path) -> list[Fault]:
    from course.catalogue import read_course
    from course.checks.spelling import NoDictionaryError, check_spelling

    try:
        return check_spelling(read_course(root))
    except NoDictionaryError as error:
        stop(f"smertekurs: {error}")


def _tell_stale(root: Path) -> None:
    from course.catalogue import read_course
    from course.checks.stale import due

    waiting = due(read_course(root), date.today())
    for one in waiting:
        out.print(str(one), markup=False)
    count = "1 thing waits" if len(waiting) == 1 else f"{len(waiting)} things wait"
    out.print(f"{count} for a check.", markup=False)


def _tell_bank(root: Path) -> None:
    from course.catalogue import read_course
    from course.checks.bank import report_bank

    for report in report_bank(read_course(root)):
        out.print(f"{report.module or 'The whole bank'}: {report.items} items", markup=False)
        for name, counts in (
            ("kinds", report.kinds),
            ("levels", report.levels),
            ("place of the one right option", report.places),
        ):
            said = ", ".join(f"{key}: {count}" for key, count in sorted(counts.items()))
            out.print(f"  {name}: {said or 'none'}", markup=False)
        out.print(f"  the one right option is the longest: {report.longest}", markup=False)
        for line in report.noted:
            out.print(f"  - {line}", markup=False)
