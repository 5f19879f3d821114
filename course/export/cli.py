"""``smertekurs export``: the course and its questions for learning platforms."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from course.catalogue import Course, Module, read_course
from course.commands.shared import FAULTS, Root, course_root, err, out, stop
from course.export.items import unread_quizzes
from course.export.package import Kind
from widgets.text import LANGS, Lang


class Format(StrEnum):
    """What can be written."""

    scorm2004 = "scorm2004"
    scorm12 = "scorm12"
    cmi5 = "cmi5"
    moodle = "moodle"
    gift = "gift"
    qti = "qti"
    cc = "cc"


class Language(StrEnum):
    """Which language; a package can hold both."""

    nb = "nb"
    en = "en"
    all = "all"


PACKAGES: dict[Format, Kind] = {
    Format.scorm2004: "scorm2004",
    Format.scorm12: "scorm12",
    Format.cmi5: "cmi5",
}


SUFFIX = {Format.moodle: "xml", Format.gift: "txt", Format.qti: "zip", Format.cc: "imscc"}


def export(
    kind: Annotated[
        Format,
        typer.Argument(
            metavar="FORMAT",
            help="scorm2004, scorm12, cmi5: packages that report to a learning platform. moodle, "
            "gift, qti: the questions, as Moodle XML, GIFT or QTI 3. cc: an outline with "
            "questions, as a Common Cartridge.",
            show_default=False,
        ),
    ],
    target: Annotated[
        Path, typer.Argument(metavar="OUT", help="The folder to write into.", show_default=False)
    ],
    root: Root = None,
    lang: Annotated[
        Language,
        typer.Option(
            help="nb or en. all: both in one package, with the switch between them; a file for "
            "each of moodle, gift, qti and cc."
        ),
    ] = Language.all,
    module: Annotated[
        list[str] | None,
        typer.Option(
            help="Only this module, by its folder's name or its number. Can be given again; the "
            "questions of all that are given come in one file.",
            show_default=False,
        ),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="Only the whole course, and no module on its own.")
    ] = False,
    needed: Annotated[
        int | None,
        typer.Option(
            "--pass",
            min=0,
            max=100,
            help="Per cent of the points with which a package is passed: of the module's quiz, or "
            "of the final test. 0: nobody passes or fails. Default: as in modules/frame.yaml.",
            show_default=False,
        ),
    ] = None,
    share: Annotated[
        int,
        typer.Option(
            "--parts", min=0, max=100, help="Per cent of the parts that must be done to complete."
        ),
    ] = 100,
    site: Annotated[
        str,
        typer.Option(
            help="For cc: where the course is hosted (https://...); its modules are linked to.",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Write the course for a learning platform (Moodle, Canvas, Totara and others).

    Without --module and --whole: the whole course, and each module on its own. A package reports
    progress, score and completion: the whole course is complete when the parts are done and the
    final test is passed, a module when its parts are done and its quiz is answered. Files of an
    earlier export are replaced, others are left alone, and the same course gives the same bytes.

    docs/hosts.md says which format to choose. Exit code 1 when a module has faults: it is left
    out, and the rest is written.
    """
    folder = course_root(root)
    course = read_course(folder)
    if module and whole:
        stop("smertekurs: --module and --whole exclude each other; give one of them")
    if course.catalogue is None:
        stop("smertekurs: modules/catalogue.yaml cannot be read. See: smertekurs check", FAULTS)
    chosen = _chosen(course, module or [])
    langs = tuple(one for one in LANGS if lang.value in (one, "all"))
    target = target.resolve()
    if target.exists() and not target.is_dir():
        stop(f"smertekurs: {target} is a file; name a folder")
    if needed is None:
        needed = course.frame.final_test.needed if course.frame else 0
    if site and not site.startswith(("https://", "http://")):
        stop(f"smertekurs: --site is an address that begins with https://, not '{site}'")
    if kind not in PACKAGES:
        try:
            _questions(course, kind, langs, chosen, target, site)
        except OSError as error:
            _cannot_write(error, target)
        return
    parts: list[Module | None] = list(chosen)
    if not module:
        parts = [None] if whole else [None, *course.modules]
    try:
        broken = asyncio.run(
            _packages(folder, PACKAGES[kind], langs, parts, target, needed / 100, share / 100)
        )
    except OSError as error:
        _cannot_write(error, target)
    out.print(f"The packages are in {target}", markup=False)
    if broken:
        out.print(f"Left out: {', '.join(broken)}. See: smertekurs check", markup=False)
        raise typer.Exit(FAULTS)


def _cannot_write(error: OSError, target: Path) -> NoReturn:
    stop(f"smertekurs: cannot write {error.filename or target}: {error.strerror or error}")


def _chosen(course: Course, names: Sequence[str]) -> list[Module]:
    found = []
    for name in names:
        number = int(name) if name.isdigit() else None
        fits = [one for one in course.modules if name == one.slug or one.number == number]
        if not fits:
            there = ", ".join(one.slug for one in course.modules)
            stop(f"smertekurs: there is no module '{name}'; there are {there}")
        found += fits
    return found


def _questions(
    course: Course,
    kind: Format,
    langs: Sequence[Lang],
    modules: Sequence[Module],
    target: Path,
    site: str,
) -> None:
    """Write the questions of ``modules`` (none given: of all) as a file for each language."""
    from course.export.archive import put
    from course.export.cartridge import cartridge, left_out
    from course.export.gift import gift
    from course.export.items import sections
    from course.export.moodle import moodle_xml
    from course.export.qti import qti_package

    whole = [one for one in modules or course.modules if one.whole]
    assert course.catalogue is not None
    name = "-".join(one.slug for one in modules) or "smerte-og-arbeid"
    for lang in langs:
        title = course.catalogue.title.in_(lang)
        found = sections(course, whole, lang)
        make = {Format.moodle: moodle_xml, Format.gift: gift, Format.qti: qti_package}
        if kind is Format.cc:
            content = cartridge(title, whole, found, lang, site)
        else:
            content = make[kind](title, found, lang)
        file = target / f"{name}.{kind.value}.{lang}.{SUFFIX[kind]}"
        put(file, content)
        count = sum(len(section.items) for section in found)
        out.print(f"{file}: {count} questions", markup=False)
        if kind is Format.cc and (lost := left_out(found)):
            out.print(
                f"Without {lost} of them: a cartridge has no numbers with a tolerance, no order "
                "and no pairs. The formats moodle and qti have them.",
                markup=False,
            )
    broken = [one.slug for one in modules or course.modules if not one.whole]
    broken += [f"{slug}/quiz.yaml" for slug in unread_quizzes(course) if slug not in broken]
    if broken:
        out.print(f"Left out: {', '.join(broken)}. See: smertekurs check", markup=False)
        raise typer.Exit(FAULTS)


async def _packages(
    folder: Path,
    kind: Kind,
    langs: Sequence[Lang],
    parts: Sequence[Module | None],
    target: Path,
    needed: float,
    share: float,
) -> list[str]:
    from course.export.pages import wanted
    from course.export.write import write_packages
    from course.site.app import CourseSite

    site = CourseSite(folder, index="index.html")
    site.prepare()
    for line in await site.check_widgets():
        err.print(f"widget left out: {line}", markup=False)
    try:
        with Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=out
        ) as bar:
            pages = sum(len(wanted(site, langs, part.slug if part else None)) for part in parts)
            tasks = {
                "page": bar.add_task("Making the pages", total=pages),
                "package": bar.add_task("Packing", total=len(parts)),
            }
            return await write_packages(
                site,
                kind,
                langs,
                parts,
                target,
                needed=needed,
                share=share,
                progress=lambda what, count: bar.advance(tasks[what], count),
            )
    finally:
        await site.close()
