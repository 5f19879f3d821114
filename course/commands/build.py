"""``smertekurs build``: the reading part of the course as files."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from tempfile import TemporaryFile
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from course.commands.shared import FAULTS, Root, course_root, err, out, stop
from widgets.text import LANGS

MARK = ".smertekurs-site"
"""The file by which an earlier build is known, so that it may be replaced."""


def build(
    target: Annotated[Path, typer.Argument(metavar="OUT", help="The folder to write.")],
    root: Root = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what is in OUT, whatever it is.")
    ] = False,
    handbook: Annotated[
        bool,
        typer.Option(
            "--handbook",
            help="Also write the whole course as a PDF and an EPUB in each language, in "
            "OUT/handbook, and link to them from the page about the course.",
        ),
    ] = False,
) -> None:
    """Write the reading part of the course as a static site that any web server can host.

    The pages are the same as those of serve. Links are relative, so the site works below any
    address. An earlier build in OUT is replaced; a folder with anything else in it is left alone
    unless --force is given. Exit code 1 when a module has faults: its page then says so.
    """
    folder = course_root(root)
    target = target.resolve()
    _may_write(target, folder, force)
    books = _books(folder) if handbook else {}
    broken = asyncio.run(_write(folder, target, books))
    out.print(f"The site is in {target}", markup=False)
    if broken:
        out.print(f"Being mended: {', '.join(broken)}. See: smertekurs check", markup=False)
        raise typer.Exit(FAULTS)


def _may_write(target: Path, course: Path, force: bool) -> None:
    if target.exists() and not target.is_dir():
        stop(f"smertekurs: {target} is a file; name a folder")
    taken = target.is_dir() and any(target.iterdir()) and not (target / MARK).is_file()
    # Not even by force: the course, what holds it, and what it is made of.
    if taken and (target.is_relative_to(course) or course.is_relative_to(target)):
        stop(f"smertekurs: {target} is part of the course or holds it; name another folder")
    if taken and not force:
        stop(f"smertekurs: {target} is not empty and not an earlier build; --force replaces it")
    # Now, not after the minute that the pages take.
    try:
        target.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=target):
            pass
    except OSError as error:
        stop(f"smertekurs: cannot write in {target} ({error.strerror}); name another folder")


def _books(course: Path) -> dict[str, bytes]:
    """Return the handbooks by file name; what is missing on the machine is told at once."""
    from course.catalogue import read_course
    from course.handbook.book import make_book
    from course.handbook.press import epub, needed, pdf

    needed()
    read = read_course(course)
    made = {}
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=out
    ) as bar:
        task = bar.add_task("Making the handbooks", total=2 * len(LANGS))
        for lang in LANGS:
            book = make_book(read, lang)
            for kind, press in (("pdf", pdf), ("epub", epub)):
                made[f"smerte-og-arbeid-{lang}.{kind}"] = press(book)
                bar.advance(task)
    return made


async def _write(course: Path, target: Path, books: dict[str, bytes]) -> list[str]:
    from course.site.app import CourseSite

    sizes = {name: len(content) for name, content in books.items()}
    site = CourseSite(course, index="index.html", handbook=sizes)
    for line in site.prepare():
        err.print(f"widget left out: {line}", markup=False)
    broken = []
    files: dict[str, bytes] = {
        MARK: b"",
        "index.html": site.choose().body,
        "404.html": site.missing("").body,
        **{f"static/{asset.name}": asset.content for asset in site.assets.values()},
        **{f"handbook/{name}": content for name, content in books.items()},
    }
    try:
        with Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=out
        ) as bar:
            pages = site.addresses()
            task = bar.add_task("Making the pages", total=len(pages))
            for address in pages:
                page = await site.page(address)
                files[f"{address.path}index.html"] = page.body
                if page.status != 200:
                    broken.append(address.path)
                bar.advance(task)
    finally:
        await site.close()
    # Only now: a build that fails leaves the earlier one as it was.
    if target.is_dir():
        for old in target.iterdir():
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    for name, content in files.items():
        path = target / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            stop(
                f"smertekurs: {path} could not be written ({error.strerror}); the site is not whole"
            )
    return broken
