"""What stands around a learner's form: its words, its scripts, and the page of one who waits."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import tornado.web

from widgets.text import Lang, words_beside

WAIT_SECONDS = 5
"""How often the page of one who waits for a place asks again."""
NO_MATHJAX = (
    "window.MathJax={Hub:{Config(){},Configured(){},Queue(){},Register:{StartupHook(){}}}};"
)
"""Stands in for MathJax, which Voilà's front end asks for on every page, with or without maths."""


def words(lang: Lang) -> dict[str, Any]:
    """Return the words of the page."""
    return words_beside(Path(__file__).with_name("words.yaml"), lang)


def scripts() -> dict[str, str]:
    """Return the scripts by their addresses. None stands in a page: see the policy in guard.py."""
    page = Path(__file__).parent / "templates" / "smertekurs-form" / "page.js"
    return {
        "form-page.js": page.read_text("utf-8"),
        "form-wait.js": f"setTimeout(() => location.reload(), {WAIT_SECONDS * 1000});",
        "no-mathjax.js": NO_MATHJAX,
    }


def waiting_page(first: Lang, style: str, root: str) -> str:
    """Return the page that says in both languages that all places are taken, ``first`` first."""
    second: Lang = "en" if first == "nb" else "nb"
    parts = "".join(
        f'<section lang="{lang}"><h{level}>{escape(words(lang)["full_title"])}</h{level}>'
        f"<p>{escape(words(lang)['full'])}</p></section>"
        for level, lang in ((1, first), (2, second))
    )
    return (
        f'<!doctype html><html lang="{first}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(words(first)['full_title'])}</title>"
        f'<script src="{escape(root)}form-wait.js"></script>'
        f'<link rel="icon" href="data:,"><style>{style}</style></head>'
        f'<body><main id="content">{parts}</main></body></html>'
    )


class ScriptHandler(tornado.web.RequestHandler):
    """A script of ours; there is nothing secret in it."""

    def initialize(self, text: str) -> None:
        """Take the script."""
        self.text = text

    def get(self) -> None:
        """Send it."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.finish(self.text)


class PartingHandler(tornado.web.RequestHandler):
    """Voilà's page says here that it is being left. Its kernel is ended by ``KernelCare``."""

    def check_xsrf_cookie(self) -> None:
        """Ask for none: Voilà's page sends none, and nothing is done."""

    def post(self) -> None:
        """Say that it was heard."""
        self.set_status(204)
