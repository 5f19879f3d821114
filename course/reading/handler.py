"""What the reader's pages share: who reads, in which language, and how a page is shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jupyter_server.base.handlers import JupyterHandler
from nbgrader.api import Gradebook
from nbgrader.utils import get_username
from tornado.web import HTTPError

from course.assignments.hub import on_hub
from course.assignments.page import TEMPLATES, refuse
from course.assignments.submissions import gradebook_of
from course.reading import records
from course.reading.scripts import Question, questions
from widgets.base import STYLE
from widgets.text import Lang, words_beside

HERE = Path(__file__).parent
POINTS = (0, 1, 2, 3)
SAFE = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The page holds what learners wrote: nothing in it runs or asks for anything."""


def words(lang: Lang) -> dict[str, Any]:
    """Return the words of the pages."""
    return words_beside(HERE / "words.yaml", lang)


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "smertekurs-reading"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    parts = ("smertekurs-form/page.css", "smertekurs-reading/reading.css")
    return STYLE + "".join((TEMPLATES / part).read_text("utf-8") for part in parts)


class ReadingHandler(JupyterHandler):
    """What the pages share. They are for the one who holds the token, or whom the Hub lets in."""

    def initialize(self, assignments: Path, lang: Lang) -> None:
        """Take what the server gives."""
        self.assignments, self.first_lang = assignments, lang

    async def prepare(self) -> None:  # type: ignore[override]
        """Find out what is asked for, before any page; send away the one who may not ask."""
        await super().prepare()
        lang, *named = self.path_args or [self.first_lang]
        self.lang: Lang = "en" if lang == "en" else "nb"
        self.course = self.assignments / self.lang
        if not self.current_user:
            refuse(self)
        elif named:
            self.question = self.find(named[0], named[1])

    @property
    def reader(self) -> str:
        """Who reads: whom the Hub has signed in, else the machine's account. Never typed."""
        return str(self.current_user.username if on_hub() else get_username())

    @contextmanager
    def book(self) -> Iterator[Gradebook]:
        """Open the gradebook, with our tables in it."""
        with gradebook_of(self.course) as book:
            records.prepare(book)
            yield book

    def find(self, assignment: str, name: str) -> Question:
        """Return the question of an address; one that is not there is a 404."""
        for one in questions(self.assignments, self.lang):
            if (one.assignment, one.about.id) == (assignment, name):
                return one
        raise HTTPError(404)

    def points(self) -> dict[str, tuple[str, float]]:
        """Return the points of the form that was sent: of each line its cell and its points."""
        given = {}
        for line, cell in self.question.cells.items():
            points = self.get_body_argument(f"{line}-points", "")
            if points in map(str, POINTS):
                given[line] = (cell, float(points))
        return given

    def show(self, template: str, **given: Any) -> None:
        """Send a page that no browser keeps."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Security-Policy", SAFE)
        page = _templates().get_template(template)
        self.finish(
            page.render(
                lang=self.lang,
                other="en" if self.lang == "nb" else "nb",
                root=self.base_url,
                words=words(self.lang),
                style=_style(),
                who=self.reader,
                xsrf=self.xsrf_form_html(),
                **given,
            )
        )

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in words that there is no such page, or what went wrong."""
        self.lang = getattr(self, "lang", self.first_lang)
        self.set_status(status_code)
        why = str(kwargs["exc_info"][1]) if status_code >= 500 and "exc_info" in kwargs else ""
        self.show("gone.html.j2", why=why)
