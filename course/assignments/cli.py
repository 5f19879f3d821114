"""``smertekurs assignment``: an assignment's way, by nbgrader's own commands."""

from __future__ import annotations

import os
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from course.commands.shared import Root, course_root, err, out, stop
from course.environment import activated_env, tool
from widgets.text import Lang

app = typer.Typer(
    no_args_is_help=True,
    help="Take an assignment its way: write, generate, release, fetch, open, submit, collect, "
    "autograde, formgrader, feedback, export. Each runs nbgrader's own command; `nbgrader` in "
    "assignments/nb or assignments/en does the same. $SMERTEKURS_EXCHANGE names the folder where "
    "assignments are handed out and in.",
)

EXPECTED = re.compile("Attribute 'checksum'|Removing failed")
"""Warnings that say nothing: tests are taken out for learners and put back for grading."""

HOME = Path.home()

Name = Annotated[str, typer.Argument(help="The assignment, for example threshold-and-tolerance.")]
Language = Annotated[str, typer.Option("--lang", help="nb or en: which of the two courses.")]
Force = Annotated[bool, typer.Option("--force", help="Do again what is already done.")]
Into = Annotated[Path, typer.Option(help="The folder that holds, or gets, your assignments.")]


def _lang(given: str) -> Lang:
    if given not in ("nb", "en"):
        stop(f"smertekurs: the language is nb or en, not {given!r}")
    return "en" if given == "en" else "nb"


def _nbgrader(command: str, lang: str, folder: Path, *arguments: str, force: bool = False) -> str:
    """Run the command, show what matters of what it said, and return all of it."""
    from course.assignments.nbgrader_command import NbgraderError, run

    given = [*arguments, *(["--force"] if force else [])]
    try:
        with err.status(f"nbgrader {command}"):
            said = run(command, given, folder, _lang(lang))
    except NbgraderError as error:
        for line in error.lines:
            err.print(line, markup=False)
        stop(f"smertekurs: nbgrader {command} failed: {error}", code=1)
    except FileNotFoundError as error:
        stop(f"smertekurs: {error}; run make env in the course's folder")
    return said


def course_of(root: Path | None, lang: str) -> Path:
    folder = course_root(root) / "assignments" / _lang(lang)
    if not (folder / "nbgrader_config.py").is_file():
        stop(f"smertekurs: {folder} is not an nbgrader course; it has no nbgrader_config.py")
    return folder


def need_key(folder: Path, name: str) -> None:
    """End the command unless the key is whole: nbgrader would give everybody 0 points."""
    from course.assignments.key import find_key
    from widgets.content.loader import ContentError

    try:
        find_key(name, folder)
    except (FileNotFoundError, ContentError) as error:
        stop(f"smertekurs: nothing was graded, the key cannot be used: {error}", code=1)


@app.command()
def write(name: Name, root: Root = None) -> None:
    """Author: make both languages' source notebooks from the form and the key."""
    from course.assignments import write as writer
    from widgets.content.loader import ContentError

    try:
        for path in writer.write(course_root(root), name):
            out.print(f"Wrote {path}.", markup=False)
    except (OSError, ContentError, ValueError) as error:
        stop(f"smertekurs: nothing was written: {error}", code=1)


@app.command()
def generate(name: Name, lang: Language = "nb", root: Root = None, force: Force = False) -> None:
    """Make the learners' version of an assignment: no keys, no tests, no mark schemes."""
    folder = course_of(root, lang)
    _nbgrader("generate_assignment", lang, folder, name, force=force)
    out.print(f"Made {folder / 'release' / name}.", markup=False)


@app.command()
def release(
    name: Name,
    lang: Language = "nb",
    root: Root = None,
    force: Force = False,
    due: Annotated[str, typer.Option(help="The last day, as 2026-12-04 or 2026-12-04T12:00.")] = "",
) -> None:
    """Hand an assignment out, with a due date if you give one."""
    from course.assignments.extend import set_due

    folder = course_of(root, lang)
    when = _date(due) if due else None
    _nbgrader("release_assignment", lang, folder, name, force=force)
    if when:
        set_due(folder, _lang(lang), name, when)
    out.print(f"{name} is handed out{f', due {_told(when)}' if when else ''}.", markup=False)


@app.command()
def extend(
    name: Name,
    learner: Annotated[str, typer.Argument(help="The learner's account name.")],
    date: Annotated[str, typer.Argument(help="The new last day: 2026-12-11 or 2026-12-11T12:00.")],
    lang: Language = "nb",
    root: Root = None,
) -> None:
    """Give one learner another due date; it replaces an earlier one for the same learner."""
    from course.assignments.extend import NoDueDateError, extend_for

    try:
        when = _date(date)
        extend_for(course_of(root, lang), _lang(lang), name, learner, when)
    except NoDueDateError as error:
        stop(f"smertekurs: {error}")
    out.print(f"{name} is due {_told(when)} for {learner}.", markup=False)


def _date(text: str) -> datetime:
    from course.assignments.due import parse_date

    try:
        return parse_date(text)
    except ValueError as error:
        stop(f"smertekurs: {error}")


def _told(when: datetime) -> str:
    from course.assignments.due import ZONE

    return f"{when.astimezone(ZONE):%Y-%m-%d %H:%M} (Norwegian time)"


@app.command()
def fetch(name: Name, lang: Language = "nb", into: Into = Path()) -> None:
    """Learner: fetch an assignment into this folder."""
    into.mkdir(parents=True, exist_ok=True)
    if (into / name).exists():
        stop(f"smertekurs: {into / name} is here already; open it: smertekurs assignment open")
    _nbgrader("fetch_assignment", lang, into, name)
    out.print(f"Fetched. Open it with: smertekurs assignment open {into / name}", markup=False)


@app.command("open")
def open_(
    folder: Annotated[Path, typer.Argument(help="The fetched assignment.")] = Path(),
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 0,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
) -> None:
    """Learner: open a fetched assignment as a page, and print its address. Stop with Ctrl-C."""
    from course.assignments.serve import serve_page

    serve_page(folder, port, browser)


@app.command()
def serve(
    lang: Language = "nb",
    into: Annotated[
        Path, typer.Option(help="Where your assignments are kept.", show_default="your home folder")
    ] = HOME,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 0,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
    base_url: Annotated[
        str,
        typer.Option(
            help="The path before every address, when behind a proxy; a JupyterHub tells it itself."
        ),
    ] = "/",
) -> None:
    """Learner: open "Mine oppgaver / My assignments" in the browser. Stop with Ctrl-C."""
    from course.assignments.serve import serve_desk

    serve_desk(into, _lang(lang), port, browser, base_url)


@app.command()
def submit(
    folder: Annotated[Path, typer.Argument(help="The fetched assignment.")] = Path(),
) -> None:
    """Learner: hand in an assignment, as the page's own button does."""
    from course.assignments.nbgrader_command import hand_in
    from course.assignments.page import NoAssignmentError, find_assignment

    try:
        found = find_assignment(folder)
        when = hand_in(found.notebook.parent, found.lang)
    except (NoAssignmentError, RuntimeError, FileNotFoundError) as error:
        stop(f"smertekurs: {error}", code=1)
    out.print(f"Handed in {when}.", markup=False)


@app.command()
def collect(name: Name, lang: Language = "nb", root: Root = None) -> None:
    """Bring in what learners have handed in; newer hand-ins replace older ones."""
    said = _nbgrader("collect", lang, course_of(root, lang), name, "--update")
    _tell_lines(said, " and it is not taken: ")
    new = sum("ing submission: " in line for line in said.splitlines())
    out.print(f"{new} new or updated.", markup=False)


def _tell_lines(said: str, holding: str) -> None:
    for line in said.splitlines():
        if holding in line:
            err.print(line.split("WARNING] ", 1)[-1], markup=False)


@app.command()
def autograde(name: Name, lang: Language = "nb", root: Root = None, force: Force = False) -> None:
    """Grade all that can be graded by itself, and say what was odd with a hand-in."""
    folder = course_of(root, lang)
    need_key(folder, name)
    said = _nbgrader("autograde", lang, folder, name, force=force)
    for line in said.splitlines():
        if (
            "| WARNING]" in line
            and "Attribute 'checksum'" not in line
            and "IPKernelApp" not in line
        ):
            out.print(line.split("| WARNING] ", 1)[1], markup=False)
    tell_waiting(folder)


@app.command()
def formgrader(
    lang: Language = "nb",
    root: Root = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to answer on.")] = 8888,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
) -> None:
    """Open nbgrader's formgrader, where free texts are graded by their rubric."""
    folder = course_of(root, lang)
    arguments = [
        tool("jupyter-lab"),
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        f"--ServerApp.root_dir={folder}",
        "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
        "--ServerApp.default_url=/formgrader",
        f"--ServerApp.open_browser={browser}",
    ]
    out.print("The formgrader's address is printed below. Stop with Ctrl-C.", markup=False)
    sys.stdout.flush()
    os.chdir(folder)
    os.execve(arguments[0], arguments, activated_env())


@app.command()
def read(
    lang: Language = "nb",
    root: Root = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 0,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
) -> None:
    """Read free texts: one question across all learners, blind. Stop with Ctrl-C."""
    from course.assignments.serve import serve_reading

    serve_reading(course_of(root, lang).parent, _lang(lang), port, browser)


@app.command()
def feedback(name: Name, lang: Language = "nb", root: Root = None, force: Force = False) -> None:
    """Write the feedback pages and hand them back."""
    folder = course_of(root, lang)
    tell_waiting(folder)
    _nbgrader("generate_feedback", lang, folder, name, force=force)
    said = _nbgrader("release_feedback", lang, folder, name)
    _tell_lines(said, " and it is not handed back: ")
    out.print("The feedback is handed back.", markup=False)


@app.command()
def fetch_feedback(name: Name, lang: Language = "nb", into: Into = Path()) -> None:
    """Learner: fetch the feedback on what you handed in."""
    _nbgrader("fetch_feedback", lang, into, name)
    pages = sorted((into / name / "feedback").glob("*/*.html"))
    if not pages:
        stop("smertekurs: there is no feedback yet", code=1)
    for page in pages:
        out.print(str(page), markup=False)


@app.command()
def export(
    lang: Language = "nb",
    root: Root = None,
    to: Annotated[Path | None, typer.Option(help="The CSV file; default grades.csv.")] = None,
    moodle: Annotated[bool, typer.Option("--moodle", help="For Moodle's CSV import.")] = False,
) -> None:
    """Write everybody's points as CSV. nbgrader counts what is not yet graded as 0.

    With --moodle: one row a learner, and what is not yet graded is left empty.
    """
    from course.assignments.moodle import write_moodle

    folder = course_of(root, lang)
    path = (to or folder / "grades.csv").absolute()
    if moodle:
        write_moodle(folder, path)
    else:
        _nbgrader("export", lang, folder, f"--CsvExportPlugin.to={path}")
    tell_waiting(folder)
    out.print(f"Wrote {path}.", markup=False)


def tell_waiting(folder: Path) -> None:
    from course.assignments.waiting import waiting

    for assignment, students in waiting(folder).items():
        names = ", ".join(students)
        err.print(
            f"{assignment}: free text waits to be graded, and counts as 0 until then: {names}",
            markup=False,
        )
