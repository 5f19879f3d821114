"""The learner's own page: Voilà on one assignment folder, for one person on this machine."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import nbformat
import tornado.web
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from markdown_it import MarkdownIt
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from traitlets.config import Config
from voila.app import Voila
from voila.configuration import VoilaConfiguration
from voila.paths import collect_static_paths, collect_template_paths
from voila.tornado.handler import TornadoVoilaHandler

from course.assignments import again, guard
from course.assignments.hub import identity, on_hub
from course.assignments.places import (
    WAIT_SECONDS,
    PartingHandler,
    ScriptHandler,
    scripts,
    waiting_page,
    words,
)
from course.environment import activated_env
from course.kernels import provisioner
from course.kernels.care import CappedKernelManager, FormSocket, FullError, KernelCare
from course.kernels.client import CLIENT
from course.logs import bounded
from widgets.base import STYLE
from widgets.text import LANGS, Lang

TEMPLATES = Path(__file__).parent / "templates"
EXTENSIONS = [
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
]
"""What the page needs of JupyterLab's extensions; others would only slow it down."""
PATIENCE_SECONDS = 150
"""How long a page may take to be made."""
MOST_BODY = 1_000_000
"""How long a request's body may be; the longest is a reader's comments."""


log = logging.getLogger("smertekurs")


class NoAssignmentError(Exception):
    """The folder holds no assignment; the message says what to do."""


@dataclass(frozen=True)
class Assignment:
    """A learner's fetched assignment: its notebook, its language and its title."""

    notebook: Path
    lang: Lang
    title: str
    intro: str
    """The first cell, as HTML."""


def find_assignment(folder: Path) -> Assignment:
    """Return the assignment in ``folder``. Raises ``NoAssignmentError``."""
    folder = folder.resolve()
    mend = "fetch one with: smertekurs assignment fetch NAME"
    if not (folder / "form.yaml").is_file():
        raise NoAssignmentError(f"{folder} holds no assignment (it has no form.yaml); {mend}")
    for path in sorted(folder.glob("*.ipynb")):
        try:
            cells = nbformat.read(path, as_version=4).cells
        except Exception:
            continue
        forms = [cell.source for cell in cells if "form" in cell.metadata.get("tags", [])]
        lang = re.search(r'lang="(nb|en)"', "".join(forms))
        if lang:
            first = next((c.source for c in cells if c.cell_type == "markdown"), path.stem)
            title = first.split("\n")[0].lstrip("# ")
            intro = MarkdownIt("js-default").render(first)
            return Assignment(path, "en" if lang[1] == "en" else "nb", title, intro)
    raise NoAssignmentError(f"{folder} has no notebook with the assignment's form; {mend}")


def without_mathjax(page_config: dict[str, Any], **about: Any) -> dict[str, Any]:
    """Return the page's configuration without MathJax, which would come from another host."""
    stand_in = f"{about['base_url']}no-mathjax.js"
    return {**page_config, "fullMathjaxUrl": stand_in, "mathjaxConfig": "none"}


def refuse(handler: JupyterHandler) -> None:
    """Send one who has not signed in to the Hub's sign-in; without a Hub, say what is missing."""
    if on_hub():
        # Raises a 403 for one who has signed in and has no right to be here.
        handler.redirect(handler.get_login_url())
        return
    handler.set_status(403)
    body = "".join(f'<p lang="{x}">{escape(words(x)["no_token"])}</p>' for x in LANGS)
    handler.finish(f"<!doctype html><html lang=nb><title>403</title>{body}</html>")


class PageHandler(TornadoVoilaHandler):
    """The page itself, for the one who holds the token."""

    @allow_unauthenticated  # who has no token is told so, in words
    async def get(self, path: str | None = None) -> None:
        """Send the page, with the cookie by which it may end its kernel."""
        if not self.current_user:
            refuse(self)
            return
        assert self.xsrf_token  # reading it sets the cookie
        try:
            # Voilà waits for ever when its kernel does not start.
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._make()
        except FullError:
            await self.wait()
        except TimeoutError:
            lang: Lang = self.voila_configuration.resources["course"]["lang"]
            await self.finish(f'<p class="problem">{escape(words(lang)["broken"])}</p>')

    async def _make(self) -> None:
        """Make the page; when its kernel dies meanwhile, once more."""
        try:
            await super().get("")
        except (FullError, TimeoutError, tornado.web.HTTPError):
            raise
        except Exception as error:
            # What has been sent cannot be taken back.
            if self._headers_written:
                raise
            log.warning("a form is made once more: %r", error)
            self.clear()
            await super().get("")

    async def wait(self) -> None:
        """Say in both languages that all places are taken; the page asks again by itself."""
        course = self.voila_configuration.resources["course"]
        self.set_status(503)
        self.set_header("Retry-After", str(WAIT_SECONDS))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        await self.finish(waiting_page(course["lang"], course["style"], self.base_url))


def resources(assignment: Assignment, back: str | None = None) -> dict[str, Any]:
    """Return what the template needs to know; ``back`` is the address of the learner's desk."""
    css = (TEMPLATES / "smertekurs-form" / "page.css").read_text("utf-8")
    return {
        "course": {
            "lang": assignment.lang,
            "title": assignment.title,
            "intro": assignment.intro,
            "words": words(assignment.lang),
            "style": STYLE + css,
            "back": back,
        }
    }


class LearnerServer(Voila):
    """Standalone Voilà on a learner's folder: our pages, a kernel and its front end, no more.

    No file of the folder is handed out, no listing, no template but ours.
    """

    def __init__(self, folder: Path, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.root_dir = str(folder)
        # Without the name of a notebook Voilà lists the folder and renders any notebook in it.
        self.notebook_path = "none.ipynb"
        if on_hub():
            self.identity_provider_class = identity()
            self.auto_token = True  # whom the Hub lets in needs no token of ours
        else:
            self.before = again.before(Path(self.root_dir))
            self.token = self.before.token
            self.cookie_secret = self.before.cookie.encode()
        self.log_level = logging.ERROR
        self.config.merge(
            Config(
                {
                    "VoilaConfiguration": {
                        "template": "smertekurs-form",
                        "allow_template_override": "NO",
                        "allow_theme_override": "NO",
                        "strip_sources": True,
                        "preheat_kernel": False,
                        "progressive_rendering": False,
                        "extension_allowlist": EXTENSIONS,
                        "page_config_hook": without_mathjax,
                        "multi_kernel_manager_class": CappedKernelManager,
                    },
                    "NotebookClient": {"timeout": 120},
                    "KernelProvisionerFactory": {"default_provisioner_name": provisioner.NAME},
                    # A new kernel would know nothing of the form: the page opens anew instead.
                    "KernelManager": {"transport": "ipc", "autorestart": False},
                    "AsyncKernelManager": {"client_class": CLIENT},
                }
            )
        )

    def setup_template_dirs(self) -> None:
        """Find our template beside this file; what it rests on is Voilà's."""
        theirs = collect_template_paths(["voila", "nbconvert"])
        self.template_paths = [str(TEMPLATES / "smertekurs-form"), str(TEMPLATES), *theirs]
        self.static_paths = collect_static_paths(["voila", "nbconvert"], "base")

    def init_handlers(self) -> list[Any]:
        """Return Voilà's routes less those that hand out files, and our own pages."""
        base = self.base_url.rstrip("/")
        shut = tuple(
            base + path
            for path in (
                "/voila/files",
                "/voila/templates",
                "/voila/api/shutdown",
                "/api/kernels/(?P<kernel_id>\\w+-\\w+-\\w+-\\w+-\\w+)/channels",
                "/login",
                "/(.*)",
            )
        )
        theirs = [route for route in super().init_handlers() if not route[0].startswith(shut)]
        ours = [
            *self.pages(),
            (r"/api/kernels/([\w-]+)/channels", FormSocket, {"care": self.care}),
            (r"/voila/api/shutdown/[\w-]+", PartingHandler),
            *((f"/{name}", ScriptHandler, {"text": text}) for name, text in scripts().items()),
        ]
        if on_hub():
            # Voilà puts the way back from the Hub's sign-in beside its base address, not below it.
            ours += self.identity_provider.get_handlers()
        return [*theirs, *((base + path, *rest) for path, *rest in ours)]

    def given(self) -> dict[str, Any]:
        """Return what Voilà's handler is made with."""
        return {
            "notebook_path": "",
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }

    def pages(self) -> list[tuple[Any, ...]]:
        """Return the routes of our own pages."""
        raise NotImplementedError

    def warm_up(self) -> None:
        """Begin to make the first kernel's start a quick one."""
        # Where it cannot be done kernels start the ordinary way, with a warning each.
        with contextlib.suppress(OSError):
            provisioner.MOTHER.start()

    def _bind(self, port: int, host: str) -> list[Any]:
        """Take a port: where none is wished for, the one that open pages know if it is free."""
        known = None if on_hub() else self.before
        if port == 0 and known and known.port:
            with contextlib.suppress(OSError):
                return bind_sockets(known.port, host)
        sockets = bind_sockets(port, host)
        if known and (port or not known.port):
            again.keep(Path(self.root_dir), known, sockets[0].getsockname()[1])
        return sockets

    async def run(self, port: int, opened: Callable[[str], None], host: str = "127.0.0.1") -> None:
        """Answer on ``host`` and ``port`` (0: any free one) until cancelled.

        ``opened`` is told the address. Raises ``OSError`` when the port is taken.
        """
        bounded(self.log, log)
        sockets = self._bind(port, host)
        os.environ.update(activated_env())
        self.warm_up()
        self.voila_configuration = VoilaConfiguration(parent=self)
        self.setup_template_dirs()
        self.connection_dir = provisioner.connection_folder()
        settings = {**self.init_settings(), **guard.SETTINGS}
        self.care = KernelCare(self.kernel_manager)
        watching = asyncio.ensure_future(self.care.watch())
        try:
            app = tornado.web.Application(
                self.init_handlers(), log_function=lambda handler: None, **settings
            )
            app.add_transform(guard.Guard)
            server = HTTPServer(app, max_body_size=MOST_BODY, idle_connection_timeout=120)
            server.add_sockets(sockets)
            port = sockets[0].getsockname()[1]
            ours = f"?token={self.token}" if self.token else ""
            opened(f"http://{host or '127.0.0.1'}:{port}{self.base_url}{ours}")
            await asyncio.Event().wait()
        finally:
            watching.cancel()
            await self.kernel_manager.shutdown_all(now=True)
            provisioner.MOTHER.stop()
            shutil.rmtree(self.connection_dir, ignore_errors=True)


class AssignmentPage(LearnerServer):
    """One assignment, at ``/``."""

    def __init__(self, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(assignment.notebook.parent, **kwargs)
        self.assignment = assignment
        self.config.VoilaConfiguration.resources = resources(assignment)

    def pages(self) -> list[tuple[Any, ...]]:
        """Return the route of the assignment's page."""
        return [
            (r"/", PageHandler, {**self.given(), "notebook_path": self.assignment.notebook.name})
        ]
