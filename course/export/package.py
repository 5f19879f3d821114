"""A package for a learning platform: the pages, the launch page, and what it says of itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader
from rjsmin import jsmin

from course.bank import read_bank
from course.catalogue import Course, Module
from course.export.words import export_words
from course.site.frame import STEPS
from widgets.bundle import FRONTEND, plain_script
from widgets.hosted import inline
from widgets.text import Lang, localize

HERE = Path(__file__).parent
Kind = Literal["scorm2004", "scorm12", "cmi5"]
LAUNCH = "index.html"
"""What a platform opens."""
FINAL = "course/final-test"
NEEDED = {
    "single": ("options",),
    "several": ("options",),
    "truefalse": ("answer",),
    "numeric": ("answer", "tolerance"),
    "order": ("steps",),
    "match": ("pairs",),
    "classify": ("categories", "cards"),
}
"""What of a quiz item is needed to score an answer to it."""


@dataclass(frozen=True)
class About:
    """What a package is: its name, its parts, and when it counts as done.

    ``needed`` is the share of points from 0 to 1 with which it is passed (0: it is not judged) and
    ``share`` the share of parts that must be done. The whole course has all ``modules`` and is
    judged by the final test (``final``); a module on its own is judged by its quiz.
    """

    kind: Kind
    name: str
    """``course``, or the folder's name of the module."""
    title: dict[Lang, str]
    text: dict[Lang, str]
    langs: tuple[Lang, ...]
    modules: tuple[Module, ...]
    start: dict[Lang, str]
    final: str | None
    needed: float
    share: float

    @property
    def id(self) -> str:
        """Its name on any platform."""
        return f"smerte-og-arbeid.{self.name}"


def about_of(
    course: Course,
    kind: Kind,
    langs: Sequence[Lang],
    module: Module | None,
    *,
    needed: float,
    share: float,
) -> About:
    """Return what a package of ``module``, or of the whole course, is."""
    every: tuple[Lang, ...] = ("nb", "en")
    if module is not None:
        assert module.info is not None
        return About(
            kind,
            module.slug,
            {lang: module.title(lang) for lang in every},
            {lang: module.info.summary.in_(lang) for lang in every},
            tuple(langs),
            (module,),
            {lang: f"{lang}/{module.slug}/index.html" for lang in langs},
            None,
            needed,
            share,
        )
    assert course.catalogue is not None
    return About(
        kind,
        "course",
        {lang: course.catalogue.title.in_(lang) for lang in every},
        {lang: course.catalogue.introduction.in_(lang) for lang in every},
        tuple(langs),
        tuple(one for one in course.modules if one.whole),
        {lang: f"{lang}/index.html" for lang in langs},
        FINAL if course.frame else None,
        needed,
        share,
    )


def told(about: About, course: Course, pages: Sequence[str]) -> dict[str, Any]:
    """Return what the launch page knows of its package (``frontend/rule.js``)."""
    bank = read_bank(course)
    return {
        "id": about.id,
        "kind": about.kind,
        "langs": about.langs,
        "title": {lang: about.title[lang] for lang in about.langs},
        "start": about.start,
        "pages": sorted(pages),
        "final": about.final,
        "course": [f"course/{part}" for _, parts in STEPS for part in parts] if about.final else [],
        "needed": about.needed,
        "share": about.share,
        "modules": [
            {
                "id": module.slug,
                "parts": module.notebooks["nb"].parts,
                "items": [
                    _scored(entry.item.model_dump(exclude_none=True))
                    for entry in bank
                    if entry.module == module.slug
                ],
            }
            for module in about.modules
        ],
        "words": {lang: export_words(lang) for lang in about.langs},
    }


def _scored(item: dict[str, Any]) -> dict[str, Any]:
    """Return what is needed to score an answer: ids, keys and which texts are alike."""
    kept: dict[str, Any] = {"id": item["id"], "kind": item["kind"]}
    for name in NEEDED[item["kind"]]:
        value = localize(item[name], "nb")
        if isinstance(value, list):
            short = {"id", "right", "category"}
            value = [{key: one[key] for key in one if key in short} for one in value]
        kept[name] = value
    return kept


@cache
def launch_script() -> str:
    """Return the script of the launch page."""
    return inline(jsmin(plain_script(HERE / "frontend" / "launch.js")))


def launch_page(about: About, course: Course, pages: Sequence[str], icon: str) -> bytes:
    """Return the page that a platform opens."""
    package = json.dumps(
        told(about, course, pages), ensure_ascii=False, separators=(",", ":")
    ).replace("<", "\\u003c")
    style = (FRONTEND / "tokens.css").read_text("utf-8")
    style += (HERE / "frontend" / "launch.css").read_text("utf-8")
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True)
    first = about.langs[0]
    html = environment.get_template("launch.html.j2").render(
        lang=first,
        title=about.title[first],
        titles=about.title,
        starts=about.start,
        icon=icon,
        style=style,
        script=launch_script(),
        package=package,
        no_script=[(lang, export_words(lang)["no_script"]) for lang in about.langs],
    )
    return html.encode()


def version_of(files: Mapping[str, bytes]) -> str:
    """Return a short name of exactly this content."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return whole.hexdigest()[:12]


def plain(text: str) -> str:
    """Return ``text`` on one line."""
    return " ".join(text.split())
