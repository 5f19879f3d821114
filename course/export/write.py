"""Write packages for learning platforms: the pages made once, then packed for each part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from course.catalogue import Course, Module
from course.export.archive import put, zipped
from course.export.manifests import manifest
from course.export.package import LAUNCH, About, Kind, about_of, launch_page
from course.export.pages import packaged, rendered, wanted
from course.site.app import CourseSite
from widgets.text import Lang


def file_of(about: About) -> str:
    """Return the name of a package's file."""
    what = "smerte-og-arbeid" if about.name == "course" else about.name
    return f"{what}.{about.kind}.{'-'.join(about.langs)}.zip"


def package_files(
    about: About, course: Course, pages: Mapping[str, str], assets: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return all files of a package; ``pages`` are the site's own, by path."""
    files = packaged(pages, assets)
    icon = next(name for name in assets if name.startswith("static/icon."))
    files[LAUNCH] = launch_page(about, course, sorted(pages), icon)
    name, content = manifest(about, files)
    return {**files, name: content}


async def write_packages(
    site: CourseSite,
    kind: Kind,
    langs: Sequence[Lang],
    parts: Sequence[Module | None],
    target: Path,
    *,
    needed: float,
    share: float,
    progress: Callable[[str, int], None] = lambda what, count: None,
) -> list[str]:
    """Write a package for each part (None is the whole course); return the pages that failed.

    ``needed`` and ``share`` are those of ``About``. ``progress`` hears of each page ("page") and
    package ("package") that is done. A module with a fault gets no package; the whole course is
    written without it. Raises ``OSError`` when ``target`` cannot be written.
    """
    course = site.course
    assets = {f"static/{asset.name}": asset.content for asset in site.assets.values()}
    broken: list[str] = []
    for part in parts:
        addresses = wanted(site, langs, part.slug if part else None)
        pages, failed = await rendered(site, addresses, lambda: progress("page", 1))
        broken += [path for path in failed if path not in broken]
        if part is None or (part.whole and not failed):
            about = about_of(course, kind, langs, part, needed=needed, share=share)
            file = target / file_of(about)
            put(file, zipped(package_files(about, course, pages, assets)))
        progress("package", 1)
    return broken
