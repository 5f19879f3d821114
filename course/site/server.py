"""The addresses that the site answers, and with which headers."""

from __future__ import annotations

import logging
import re
from typing import Any

import tornado.web
from tornado.netutil import bind_sockets

from course.logs import bounded
from course.site.app import CourseSite
from course.site.asking import Limits
from course.site.assets import EARLY, Asset
from course.site.front import Front
from course.site.policy import policy, script_hash
from course.site.shelf import Finished
from widgets.text import Lang

log = logging.getLogger("smertekurs")

DEFAULT_LIMITS = Limits()
EARLY_HASH = script_hash(EARLY)
"""The script that stands in every page; each page has one more, of its own."""
HEADERS = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Sent with everything; a page adds the scripts that it has."""


class Handler(tornado.web.RequestHandler):
    """Reads only; every answer has our headers and nothing that names the server."""

    SUPPORTED_METHODS = ("GET", "HEAD")

    def initialize(self, site: CourseSite) -> None:
        """Take the site whose pages are handed out."""
        self.site = site

    def set_default_headers(self) -> None:
        """Set the headers that every answer has."""
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def send(self, body: bytes, packed: tuple[bytes, bytes], etag: str, status: int = 200) -> None:
        """Send ``body``, or what it is ``packed`` as (gzip, Brotli) to those who can read that.

        Those who have it already get 304.
        """
        self.set_header("ETag", etag)
        self.set_header("Vary", "Accept-Encoding")
        if status == 200 and self.check_etag_header():
            self.set_status(304)
            return
        self.set_status(status)
        accepted = self.request.headers.get("Accept-Encoding", "")
        for coding, smaller in zip(("br", "gzip"), reversed(packed), strict=True):
            if re.search(rf"\b{coding}\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", accepted):
                self.set_header("Content-Encoding", coding)
                body = smaller
                break
        self.set_header("Content-Length", str(len(body)))
        if self.request.method != "HEAD":
            self.write(body)

    def send_page(self, page: Finished) -> None:
        """Send an HTML page, to be asked for anew each time."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        # What is being mended may be whole in a minute.
        self.set_header("Cache-Control", "no-store" if page.status == 503 else "no-cache")
        self.set_header("Content-Security-Policy", policy((EARLY_HASH, page.script)))
        if page.status == 503:
            self.set_header("Retry-After", "120")
        self.send(page.body, (page.gzipped, page.brotlied), page.etag, page.status)

    def compute_etag(self) -> None:
        """Leave the tag to ``send``."""
        return None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what is wrong in a friendly page, never in a traceback.

        What went wrong on our side is said to be being mended, for that is what it will be.
        """
        if status_code >= 500:
            self.send_page(self.site.trouble(self.request.path.lstrip("/")))
            return
        self.send_page(self.site.missing(self.request.path.lstrip("/")))
        if status_code != 404:
            self.set_status(status_code)
        if status_code == 405:
            self.set_header("Allow", ", ".join(self.SUPPORTED_METHODS))

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        """Log what is our fault, without the request; what clients do wrong is not worth a line."""
        if not isinstance(error, tornado.web.HTTPError):
            log.error("a page could not be sent", exc_info=(kind, error, trace))

    async def head(self, *path: str) -> None:
        """Answer as GET does, without the body."""
        await self.get(*path)  # type: ignore[misc]


class PageHandler(Handler):
    """The pages of the catalogue; any other address gets the friendly page."""

    async def get(self, path: str) -> None:
        """Send the page at ``path``."""
        pages = self.site.known()
        if path == "":
            self.set_header("Vary", "Accept-Language")
            self.redirect(f"{self._lang()}/", status=302)
        elif path in pages:
            self.send_page(await self.site.page(pages[path]))
        elif f"{path}/" in pages:
            self.redirect(f"{path.rsplit('/', 1)[-1]}/", status=301)
        elif f"nb/{path.strip('/')}/" in pages:
            self.set_header("Vary", "Accept-Language")
            up = "../" * path.count("/")
            self.redirect(f"{up}{self._lang()}/{path.strip('/')}/", status=302)
        else:
            self.send_page(self.site.missing(path))

    def _lang(self) -> Lang:
        first = self.request.headers.get("Accept-Language", "nb").split(",")[0].split("-")[0]
        return "en" if first.strip().lower() == "en" else "nb"


class AssetHandler(Handler):
    """The site's own files. Their names change with their content, so they are kept for good."""

    async def get(self, name: str) -> None:
        """Send the asset of that name."""
        asset = next((a for a in self.site.assets.values() if a.name == name), None)
        if asset is None:
            self.send_page(self.site.missing(f"static/{name}"))
            return
        self._send_asset(asset)

    def _send_asset(self, asset: Asset) -> None:
        self.set_header("Content-Type", f"{asset.media}; charset=utf-8")
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.send(asset.content, asset.packed, f'"{asset.name}"')


class IconHandler(Handler):
    """Browsers ask for this address unasked."""

    async def get(self) -> None:
        """Send the icon."""
        icon = self.site.assets["icon"]
        self.set_header("Content-Type", icon.media)
        self.set_header("Cache-Control", "public, max-age=86400")
        self.send(icon.content, icon.packed, f'"{icon.name}"')


def listen(site: CourseSite, port: int, host: str, limits: Limits = DEFAULT_LIMITS) -> Front:
    """Begin to answer on ``host`` and ``port`` (0: any free one); return what answers.

    Raises ``OSError`` when the port is taken or not ours to take.
    """
    bounded(log)
    sockets = bind_sockets(port, host)
    given = {"site": site}
    app = tornado.web.Application(
        [
            (r"/static/([\w.-]+)", AssetHandler, given),
            (r"/favicon\.ico", IconHandler, given),
            (r"/(.*)", PageHandler, given),
        ],
        log_function=lambda handler: None,
    )
    front = Front(app, site.standing, limits)
    front.listen(sockets)
    return front
