"""Serving a learner's page until it is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from course.commands.shared import out, stop
from widgets.text import Lang

if TYPE_CHECKING:
    from course.assignments.page import LearnerServer

LOCAL = "127.0.0.1"


def serve_page(folder: Path, port: int, browser: bool) -> None:
    """Serve the assignment in ``folder`` on this machine until Ctrl-C."""
    from course.assignments.page import AssignmentPage, NoAssignmentError, find_assignment

    try:
        assignment = find_assignment(folder)
    except NoAssignmentError as error:
        stop(f"smertekurs: {error}")
    _until_stopped(AssignmentPage(assignment), assignment.title, port, browser)


def serve_desk(folder: Path, lang: Lang, port: int, browser: bool, base_url: str) -> None:
    """Serve the learner's own list of assignments until Ctrl-C, where a JupyterHub says if any."""
    from course.assignments.desk import Desk
    from course.assignments.desk_page import DeskServer, words
    from course.assignments.hub import on_hub, place

    folder.mkdir(parents=True, exist_ok=True)
    base, host = f"/{base_url.strip('/')}/".replace("//", "/"), LOCAL
    if on_hub():
        here = place()
        base, host, port, browser = here.base_url, here.host, here.port, False
    try:
        server = DeskServer(Desk(folder), lang, base_url=base)
    except RuntimeError as error:
        stop(f"smertekurs: {error}", code=1)
    _until_stopped(server, words(lang)["title"], port, browser, host)


def serve_reading(assignments: Path, lang: Lang, port: int, browser: bool) -> None:
    """Serve the reader's pages until Ctrl-C, where a JupyterHub says if any."""
    from course.assignments.hub import on_hub, place
    from course.reading.handler import words
    from course.reading.server import ReadingServer

    base, host = "/", LOCAL
    if on_hub():
        here = place()
        base, host, port, browser = here.base_url, here.host, here.port, False
    try:
        server = ReadingServer(assignments, lang, base_url=base)
    except RuntimeError as error:
        stop(f"smertekurs: {error}", code=1)
    _until_stopped(server, words(lang)["title"], port, browser, host)


def _until_stopped(
    server: LearnerServer, title: str, port: int, browser: bool, host: str = LOCAL
) -> None:
    def opened(address: str) -> None:
        out.print(f"{title}: {address}", markup=False)
        if browser:
            webbrowser.open(address)

    async def serve() -> None:
        serving = asyncio.ensure_future(server.run(port, opened, host))
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, serving.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await serving

    try:
        asyncio.run(serve())
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        stop(f"smertekurs: port {port} is taken by another program; leave --port out")
