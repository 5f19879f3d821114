"""``smertekurs build``: the reading part of the course as files."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path
from tempfile import TemporaryFile
from typing import Annotated
from urllib.parse import urlsplit

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
    address: Annotated[
        str,
        typer.Option(
            help="Where the site will lie, such as https://example.no/smerte/. Its sitemap, and "
            "the links of its page for missing addresses, need it."
        ),
    ] = "",
    offline: Annotated[
        bool,
        typer.Option(help="Let readers' browsers keep the course, to be read without a network."),
    ] = True,
    packed: Annotated[
        bool,
        typer.Option(
            "--packed",
            help="Write each page compressed beside it too, as .gz and .br, for web "
            "servers that send those.",
        ),
    ] = False,
) -> None:
    """Write the reading part of the course as a static site that any web server can host.

    The pages are the same as those of serve. Links are relative, so the site works below any
    address. SHA256SUMS tells whether a copy is whole (sha256sum -c SHA256SUMS); the same course
    gives the same files. An earlier build in OUT is replaced; a folder with anything else in it is
    left alone unless --force is given. Exit code 1 when a module has faults: its page then says so.
    """
    folder = course_root(root)
    target = target.resolve()
    if address and not re.fullmatch(r"https?://[^\s?#]+", address):
        stop(f"smertekurs: --address {address!r} is not an address such as https://example.no/a/")
    address = f"{address.rstrip('/')}/" if address else ""
    _may_write(target, folder, force)
    books = _books(folder) if handbook else {}
    files, broken = asyncio.run(_make(folder, address, offline, packed, books))
    _put(files, target)
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


async def _make(
    course: Path, address: str, offline: bool, packed: bool, books: dict[str, bytes]
) -> tuple[dict[str, bytes], list[str]]:
    """Return the files of the site, and the addresses of the pages that are being mended."""
    from course.site import published
    from course.site.app import CourseSite
    from course.site.shelf import packed as pack

    sizes = {name: len(content) for name, content in books.items()}
    worker = published.WORKER if offline else ""
    site = CourseSite(course, index="index.html", worker=worker, handbook=sizes)
    site.prepare()
    for line in await site.check_widgets():
        err.print(f"widget left out: {line}", markup=False)
    broken = []
    files: dict[str, bytes] = {
        "index.html": site.plain("choose").body,
        "404.html": site.plain("missing", urlsplit(address).path).body,
        **{f"static/{asset.name}": asset.content for asset in site.assets.values()},
        **{f"handbook/{name}": content for name, content in books.items()},
    }
    try:
        with Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=out
        ) as bar:
            pages = site.addresses()
            task = bar.add_task("Making the pages", total=len(pages))
            for each in pages:
                page = await site.page(each)
                files[f"{each.path}index.html"] = page.body
                if page.status != 200:
                    broken.append(each.path)
                bar.advance(task)
    finally:
        await site.close()
    if offline:
        files[published.OFFLINE] = site.plain("offline").body
        files[published.WORKER] = published.worker(files)
    files["sitemap.xml"] = published.sitemap(pages, address)
    if packed:
        for name in [name for name in files if published.packable(name)]:
            files[f"{name}.gz"], files[f"{name}.br"] = pack(files[name])
    files[published.SUMS] = published.checksums(files)
    return files, broken


def _put(files: dict[str, bytes], target: Path) -> None:
    """Write the site in place of an earlier one; a build that failed has left that as it was."""
    if target.is_dir():
        for old in target.iterdir():
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    for name, content in {MARK: b"", **files}.items():
        path = target / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            stop(
                f"smertekurs: {path} could not be written ({error.strerror}); the site is not whole"
            )
