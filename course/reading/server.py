"""The server of the reader's pages, and the addresses that it answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from course.assignments.hub import on_hub
from course.assignments.page import TEMPLATES, LearnerServer
from course.reading.handler import ReadingHandler
from course.reading.pages import BankHandler, CompareHandler, ListHandler, ScriptHandler
from widgets.text import Lang

NAMED = r"/(nb|en)/([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)/"


class FirstHandler(ReadingHandler):
    """``/``: leads to the list in the language that was asked for at the start."""

    @allow_unauthenticated
    def get(self) -> None:
        """Lead on."""
        self.redirect(f"{self.base_url}{self.first_lang}/")


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
        raise HTTPError(404)
