"""The built course inside a Jupyter Server (Binder, JupyterHub), beside Voilà's server extension.

Voilà's renderer writes the pages once, when the image is built; here they are only handed out, to
those whom the Jupyter Server has let in. Where Voilà's own extension would run a notebook of the
course for each visitor, with its stock template, the visitor is led to the same page in the course.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web
from traitlets import Unicode
from traitlets.config import Configurable

from course.site.policy import policy_of

PLACE = "voila/smertekurs"
"""Where the course lies below the Jupyter Server's address."""


class CourseExtension(Configurable):
    """What the host may set: ``c.CourseExtension.site``."""

    site = Unicode(
        str(Path(sys.prefix, "share", "smertekurs", "site")),
        help="Folder of the built course (what `smertekurs build` wrote).",
    ).tag(config=True)


class SiteHandler(JupyterHandler, web.StaticFileHandler):
    """Hands out the built course, and nothing beside it."""

    def set_extra_headers(self, path: str) -> None:
        """Send the policy that the standalone server sends with the same page."""
        file = Path(self.absolute_path or "")
        text = file.read_text("utf-8") if file.suffix == ".html" else ""
        self.set_header("Content-Security-Policy", policy_of(text))

    @web.authenticated
    def head(self, path: str) -> Awaitable[None]:  # type: ignore[override]
        """Answer as ``get`` does, without the body."""
        return super().head(path)

    @web.authenticated
    def get(  # type: ignore[override]
        self, path: str, include_body: bool = True
    ) -> Awaitable[None]:
        """Send a file of the built course."""
        return web.StaticFileHandler.get(self, path, include_body)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """Hide dot files; otherwise as tornado does."""
        if any(part.startswith(".") for part in Path(absolute_path).relative_to(root).parts):
            raise web.HTTPError(404)
        return super().validate_absolute_path(root, absolute_path)


class ToTheCourse(JupyterHandler):
    """Leads from Voilà's address of a module's notebook to the module's page."""

    @web.authenticated
    def get(self, slug: str, lang: str) -> None:
        """Send the browser to the module's page."""
        self.redirect(url_path_join(self.base_url, PLACE, lang, slug) + "/")


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": "course.site.extension"}]


def _load_jupyter_server_extension(server: Any) -> None:
    folder = Path(CourseExtension(parent=server).site)
    if not (folder / "index.html").is_file():
        server.log.warning(
            "The course is not built in %s; run: smertekurs build %s", folder, folder
        )
        return
    base = server.web_app.settings["base_url"]
    server.web_app.add_handlers(
        ".*$",
        [
            (
                url_path_join(base, r"/voila/render/modules/([a-z0-9-]+)/(nb|en)\.ipynb"),
                ToTheCourse,
            ),
            (
                url_path_join(base, PLACE, r"(.*)"),
                SiteHandler,
                {"path": str(folder), "default_filename": "index.html"},
            ),
        ],
    )
    server.log.info("The course lies at %s", url_path_join(base, PLACE) + "/")
