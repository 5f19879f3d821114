"""The learner's desk as pages: the list, each assignment's form, and the feedback on it."""

from __future__ import annotations

import asyncio
import copy
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from babel.dates import format_date, format_time
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from voila.configuration import VoilaConfiguration

from course.assignments.desk import Desk, Entry
from course.assignments.due import ZONE
from course.assignments.nbgrader_command import NbgraderError
from course.assignments.page import (
    TEMPLATES,
    LearnerServer,
    NoAssignmentError,
    PageHandler,
    refuse,
    resources,
)
from widgets.base import STYLE
from widgets.text import Lang, words_beside

NAMED = r"/(nb|en)/([a-z0-9][a-z0-9-]*)/"
SAFE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
"""A feedback page holds what people wrote: it runs nothing and asks for nothing."""


def words(lang: Lang) -> dict[str, Any]:
    """Return the words of the desk."""
    return words_beside(Path(__file__).with_name("desk.yaml"), lang)


def told(when: datetime, lang: Lang) -> str:
    """Return a moment in words, in Norwegian time: «fredag 4. desember 2026 kl. 12.00»."""
    here = when.astimezone(ZONE)
    if lang == "nb":
        day = format_date(here, "EEEE d. MMMM y", locale="nb")
        return f"{day} kl. {format_time(here, 'HH.mm', locale='nb')}"
    return f"{format_date(here, 'EEEE d MMMM y', locale='en_GB')} at {here:%H:%M}"


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "smertekurs-desk"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )


def render(template: str, lang: Lang, root: str, **given: Any) -> str:
    """Return a page of the desk; ``root`` is the address of the desk without its language."""
    folder = TEMPLATES
    css = (folder / "smertekurs-form" / "page.css").read_text("utf-8")
    css += (folder / "smertekurs-desk" / "desk.css").read_text("utf-8")
    return (
        _templates()
        .get_template(template)
        .render(
            lang=lang,
            other="en" if lang == "nb" else "nb",
            root=root,
            words=words(lang),
            style=STYLE + css,
            told=lambda when: told(when, lang),
            **given,
        )
    )


def page(desk: Desk, lang: Lang, root: str) -> str:
    """Return the list of assignments as a page."""
    entries = desk.entries(lang)
    done = sum(bool(one.hand_ins) for one in entries)
    return render(
        "list.html.j2",
        lang,
        root,
        who=desk.learner,
        entries=entries,
        summary=words(lang)["summary"].format(done=done, of=len(entries)),
        state=lambda one: _state(one, lang),
    )


def _state(one: Entry, lang: Lang) -> str:
    text: str = words(lang)["states"][one.state]
    time = told(one.hand_ins[0].when, lang) if one.hand_ins else ""
    said = text.format(n=one.answered, of=one.questions, time=time)
    if one.due and one.hand_ins and one.hand_ins[0].when > one.due:
        said += f" {words(lang)['after_due']}"
    return said


class DeskHandler(JupyterHandler):
    """What the pages of the desk share: they are for the one who holds the token."""

    def initialize(self, desk: Desk, lang: Lang) -> None:
        """Take what the server gives."""
        self.desk, self.lang = desk, lang

    def send(self, text: str) -> None:
        """Send a page that no browser keeps: it tells how things stand now."""
        self.set_header("Cache-Control", "no-store")
        self.finish(text)


class FirstHandler(DeskHandler):
    """``/``: leads to the desk in the language that was asked for at the start."""

    @allow_unauthenticated
    def get(self) -> None:
        """Lead on, or refuse."""
        if not self.current_user:
            refuse(self)
            return
        self.redirect(f"{self.base_url}{self.lang}/")


class ListHandler(DeskHandler):
    """``/nb/`` and ``/en/``: the list."""

    @allow_unauthenticated
    def get(self, lang: Lang) -> None:
        """Send the list, read anew."""
        if not self.current_user:
            refuse(self)
            return
        self.send(page(self.desk, lang, self.base_url))


class FeedbackHandler(DeskHandler):
    """The feedback on one hand-in of the learner's own."""

    @allow_unauthenticated
    def get(self, lang: Lang, name: str, stamp: str) -> None:
        """Send the page that the course leader handed back, with a way back to the desk."""
        if not self.current_user:
            refuse(self)
            return
        for one in self.desk.hand_ins(lang, name):
            if one.stamp == stamp and one.feedback:
                html = one.feedback.read_text("utf-8", "replace")
                back = f'<a style="color: var(--sa-link)" href="../../">{words(lang)["back"]}</a>'
                self.set_header("Content-Security-Policy", SAFE)
                self.send(html.replace("<main>", f"<main>\n<p>{back}</p>", 1))
                return
        self.set_status(404)
        self.send(render("gone.html.j2", lang, self.base_url, what="gone", why=""))


class FormHandler(PageHandler):
    """One assignment: fetched when it is not there yet, then the form."""

    voila_configuration: VoilaConfiguration

    def initialize(self, desk: Desk, **kwargs: Any) -> None:
        """Take what the server gives."""
        super().initialize(**kwargs)
        self.desk = desk

    @allow_unauthenticated
    async def get(self, path: str | None = None, name: str = "") -> None:
        """Send the form, or say why it cannot be had. ``path`` is the language."""
        lang: Lang = "en" if path == "en" else "nb"
        if not self.current_user:
            refuse(self)
            return
        what, why = "gone", ""
        try:
            found = await asyncio.to_thread(self.desk.fetch, lang, name)
        except NoAssignmentError:
            self.set_status(404)
        except (NbgraderError, OSError) as error:
            self.set_status(503)
            what, why = "not_fetched", str(error)
        else:
            self.notebook_path = str(found.notebook.relative_to(self.desk.folder.resolve()))
            # Each request has its own words and title; the server's configuration stays as it is.
            config = copy.deepcopy(self.voila_configuration.config)
            config.VoilaConfiguration.resources = resources(found, back="../")
            self.voila_configuration = VoilaConfiguration(config=config)
            await super().get()
            return
        await self.finish(render("gone.html.j2", lang, self.base_url, what=what, why=why))


class DeskServer(LearnerServer):
    """The desk of the one who runs it, at ``base_url``."""

    def __init__(self, desk: Desk, lang: Lang, **kwargs: Any) -> None:
        super().__init__(desk.folder.resolve(), **kwargs)
        self.desk, self.lang = desk, lang

    def pages(self) -> list[tuple[Any, ...]]:
        """Return the routes of the desk."""
        own = {"desk": self.desk, "lang": self.lang}
        return [
            (r"/", FirstHandler, own),
            (r"/(nb|en)/", ListHandler, own),
            (NAMED, FormHandler, {**self.given(), "desk": self.desk}),
            (NAMED + r"feedback/(\d{8}T\d{6})", FeedbackHandler, own),
        ]
