"""The command ``smertekurs``."""

from __future__ import annotations

from importlib.util import find_spec

import typer

from course.commands.build import build
from course.commands.check import check
from course.commands.lab import lab
from course.commands.serve import serve
from course.commands.shared import Commands

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Smerte og arbeid: serve, check and build the course, and take assignments through "
    "nbgrader. Exit codes: 0 all is well, 1 the content has faults, 2 wrong use or environment.",
)
for command in (serve, lab, check, build):
    app.command()(command)

if find_spec("course.assignments") and find_spec("course.assignments.cli"):
    from course.assignments.cli import app as assignments

    app.add_typer(assignments, name="assignment")
    app.add_typer(assignments, name="assignments", hidden=True)

    from course.assignments.data_cli import app as data

    app.add_typer(data, name="data")

    from course.grading.cli import grade

    app.command()(grade)

if find_spec("course.certificates"):
    from course.certificates.cli import certify, verify

    app.command()(certify)
    app.command()(verify)

if find_spec("course.reports"):
    from course.reports.cli import report

    app.command()(report)


if find_spec("course.export"):
    from course.export.cli import export

    app.command()(export)


@app.callback()
def main() -> None:
    """Serve, check and build the course."""
