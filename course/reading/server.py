"""The reader's pages: what waits, one text at a time, where two readers differ, kept comments."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from nbgrader.api import Gradebook
from nbgrader.utils import get_username
from tornado.web import HTTPError

from course.assignments.gradebook import has_gradebook
from course.assignments.hub import on_hub
from course.assignments.key import TextKey, find_key
from course.assignments.page import TEMPLATES, LearnerServer, refuse
from course.assignments.submissions import gradebook_of
from course.reading import records
from course.reading.agreement import differences
from course.reading.scripts import Question, Script, questions, scripts
from widgets.base import STYLE
from widgets.content.loader import ContentError
from widgets.text import Lang, words_beside

HERE = Path(__file__).parent
POINTS = (0, 1, 2, 3)
MOST_LETTERS = 5000
"""How long a comment may be."""
SAFE = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The page holds what learners wrote: nothing in it runs or asks for anything."""
NAMED = r"/(nb|en)/([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)/"


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

    def prepare_page(self, lang: str) -> bool:
        """Return whether the page may be shown; else send away the one who asks."""
        self.lang: Lang = "en" if lang == "en" else "nb"
        self.course = self.assignments / self.lang
        if not self.current_user:
            refuse(self)
            return False
        return True

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

    def question(self, assignment: str, name: str) -> Question:
        """Return the question of an address; one that is not there is a 404."""
        for one in questions(self.assignments, self.lang):
            if (one.assignment, one.about.id) == (assignment, name):
                return one
        raise HTTPError(404)

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


class FirstHandler(ReadingHandler):
    """``/``: leads to the list in the language that was asked for at the start."""

    @allow_unauthenticated
    def get(self) -> None:
        """Lead on, or refuse."""
        if self.prepare_page(self.first_lang):
            self.redirect(f"{self.base_url}{self.first_lang}/")


class ListHandler(ReadingHandler):
    """All questions with texts, and how far this reader has come."""

    @allow_unauthenticated
    def get(self, lang: str) -> None:
        """Send the list."""
        if not self.prepare_page(lang):
            return
        rows = []
        if has_gradebook(self.course):
            with self.book() as book:
                lines = records.lines(book)
                for one in questions(self.assignments, self.lang):
                    cells = list(one.cells.values())
                    found = scripts(book, self.course, one)
                    done = sum(len(s.given(lines, self.reader, cells)) == len(cells) for s in found)
                    waiting = sum(len(s.graded) < len(cells) for s in found)
                    if found:
                        rows.append((one, len(found), done, waiting))
        self.show("list.html.j2", rows=rows)


class ScriptHandler(ReadingHandler):
    """One text, with the rubric's lines to give points."""

    @allow_unauthenticated
    def get(self, lang: str, assignment: str, name: str, number: str) -> None:
        """Send the text; number 0 is the first that this reader has not read."""
        if not self.prepare_page(lang):
            return
        question = self.question(assignment, name)
        with self.book() as book:
            found = scripts(book, self.course, question)
            lines = records.lines(book, [one.notebook for one in found])
            cells = list(question.cells.values())
            unread = [
                place
                for place, one in enumerate(found, 1)
                if len(one.given(lines, self.reader, cells)) < len(cells)
            ]
            if int(number) == 0 and found:
                self.redirect(str(unread[0] if unread else 1))
                return
            if not 1 <= int(number) <= len(found):
                raise HTTPError(404)
            script = found[int(number) - 1]
            self.show(
                "script.html.j2",
                question=question,
                number=int(number),
                of=len(found),
                read=len(found) - len(unread),
                script=script,
                given=_before(script, lines, self.reader, cells),
                key=self.key(question),
                bank=records.comments(book, question.id),
                points=POINTS,
                letters=MOST_LETTERS,
                saved=self.get_query_argument("saved", ""),
            )

    @allow_unauthenticated
    def post(self, lang: str, assignment: str, name: str, number: str) -> None:
        """Keep points and comments, and lead to the next text."""
        if not self.prepare_page(lang):
            return
        question = self.question(assignment, name)
        given, kept = {}, []
        for line, cell in question.cells.items():
            points = self.get_body_argument(f"{line}-points", "")
            comment = self.get_body_argument(f"{line}-comment", "").strip()[:MOST_LETTERS]
            if points in map(str, POINTS):
                given[cell] = (float(points), comment)
            if comment and self.get_body_argument(f"{line}-keep", ""):
                kept.append(comment)
        notebook = self.get_body_argument("notebook", "")
        with self.book() as book:
            found = scripts(book, self.course, question)
            script = next((one for one in found if one.notebook == notebook), None)
            # A new hand-in since the page was opened must not get the old one's points.
            if script is None or script.mark != self.get_body_argument("mark", ""):
                self.redirect(f"{number}?saved=changed")
                return
            counts = records.give(book, notebook, script.mark, self.reader, given)
            for comment in kept:
                records.keep(book, question.id, comment)
        if len(given) < len(question.cells):
            self.redirect(f"{number}?saved=part")
        else:
            follow = min(int(number) + 1, len(found))
            self.redirect(f"{follow}?saved={'counts' if counts else 'second'}")

    def key(self, question: Question) -> TextKey | None:
        """Return what the grader is told of the question; a faulty key tells nothing."""
        try:
            found = find_key(question.assignment, self.assignments).question(question.about.id)
        except (ContentError, FileNotFoundError, KeyError):
            return None
        return found if isinstance(found, TextKey) else None


def _before(
    script: Script, lines: list[records.Line], reader: str, cells: list[str]
) -> dict[str, tuple[float, str]]:
    """Return what the page shows as given: the reader's own, never another reader's."""
    mine = script.given(lines, reader, cells)
    if mine or script.readers(lines, cells):
        return {cell: (one.points, one.comment) for cell, one in mine.items()}
    return script.graded  # given in the formgrader


class CompareHandler(ReadingHandler):
    """Where this reader and another differ, and what they settle on."""

    @allow_unauthenticated
    def get(self, lang: str, assignment: str, name: str) -> None:
        """Send the texts that both have read, those that differ most first."""
        if not self.prepare_page(lang):
            return
        question = self.question(assignment, name)
        with self.book() as book:
            found = scripts(book, self.course, question)
            lines = records.lines(book, [one.notebook for one in found])
            told = differences(found, lines, question, self.reader)
        self.show("compare.html.j2", question=question, told=told, points=POINTS)

    @allow_unauthenticated
    def post(self, lang: str, assignment: str, name: str) -> None:
        """Keep what the readers settled on for one text."""
        if not self.prepare_page(lang):
            return
        question = self.question(assignment, name)
        notebook = self.get_body_argument("notebook", "")
        with self.book() as book:
            found = scripts(book, self.course, question)
            lines = records.lines(book, [one.notebook for one in found])
            for one in differences(found, lines, question, self.reader).scripts:
                if one.script.notebook != notebook:
                    continue
                given = {}
                for line, cell in question.cells.items():
                    points = self.get_body_argument(f"{line}-points", "")
                    if points in map(str, POINTS):
                        given[cell] = (float(points), one.script.graded.get(cell, (0, ""))[1])
                records.give(book, notebook, one.script.mark, records.SETTLED, given)
        self.redirect("compare")


class BankHandler(ReadingHandler):
    """The comments that are kept for a question."""

    @allow_unauthenticated
    def get(self, lang: str, assignment: str, name: str) -> None:
        """Send the list."""
        if not self.prepare_page(lang):
            return
        question = self.question(assignment, name)
        with self.book() as book:
            kept = records.comments(book, question.id)
        self.show("bank.html.j2", question=question, bank=kept, letters=MOST_LETTERS)

    @allow_unauthenticated
    def post(self, lang: str, assignment: str, name: str) -> None:
        """Add a comment, or take one out."""
        if not self.prepare_page(lang):
            return
        question = self.question(assignment, name)
        gone = self.get_body_argument("drop", "")
        text = self.get_body_argument("text", "").strip()[:MOST_LETTERS]
        with self.book() as book:
            if gone.isdecimal():
                records.drop(book, int(gone))
            if text:
                records.keep(book, question.id, text)
        self.redirect("comments")


class ScriptFileHandler(ReadingHandler):
    """The page's one script: it puts a kept comment into the field above it."""

    @allow_unauthenticated
    def get(self) -> None:
        """Send it; there is nothing secret in it."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish((TEMPLATES / "smertekurs-reading" / "reading.js").read_text("utf-8"))


class ReadingServer(LearnerServer):
    """The reader's pages for the nbgrader courses in ``assignments``. It has no kernels."""

    def __init__(self, assignments: Path, lang: Lang, **kwargs: Any) -> None:
        super().__init__(assignments, **kwargs)
        self.assignments, self.lang = assignments, lang

    def warm_up(self) -> None:
        """There is nothing to warm up."""

    def init_handlers(self) -> list[Any]:
        """Return our pages, and the way back from the Hub's sign-in; nothing of Voilà's."""
        base = self.base_url.rstrip("/")
        ours = self.pages()
        if on_hub():
            ours += self.identity_provider.get_handlers()
        ours.append((r"/.*", GoneHandler, {"assignments": self.assignments, "lang": self.lang}))
        return [(base + path, *rest) for path, *rest in ours]

    def pages(self) -> list[tuple[Any, ...]]:
        """Return the routes."""
        own = {"assignments": self.assignments, "lang": self.lang}
        return [
            (r"/", FirstHandler, own),
            (r"/reading\.js", ScriptFileHandler, own),
            (r"/(nb|en)/", ListHandler, own),
            (NAMED + r"(\d{1,6})", ScriptHandler, own),
            (NAMED + r"compare", CompareHandler, own),
            (NAMED + r"comments", BankHandler, own),
        ]


class GoneHandler(ReadingHandler):
    """Any other address."""

    @allow_unauthenticated
    def get(self) -> None:
        """Say that there is no such page."""
        if self.prepare_page(self.first_lang):
            raise HTTPError(404)
