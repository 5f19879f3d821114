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


def serve_page(folder: Path, port: int, browser: bool) -> None:
    """Serve the assignment in ``folder`` on this machine until Ctrl-C."""
    from course.assignments.page import AssignmentPage, NoAssignmentError, find_assignment

    try:
        assignment = find_assignment(folder)
    except NoAssignmentError as error:
        stop(f"smertekurs: {error}")
    _until_stopped(AssignmentPage(assignment), assignment.title, port, browser)


def serve_desk(folder: Path, lang: Lang, port: int, browser: bool, base_url: str) -> None:
    """Serve the learner's own list of assignments until Ctrl-C."""
    from course.assignments.desk import Desk
    from course.assignments.desk_page import DeskServer, words

    folder.mkdir(parents=True, exist_ok=True)
    base = f"/{base_url.strip('/')}/".replace("//", "/")
    server = DeskServer(Desk(folder), lang, base_url=base)
    _until_stopped(server, words(lang)["title"], port, browser)


def _until_stopped(server: LearnerServer, title: str, port: int, browser: bool) -> None:
    def opened(address: str) -> None:
        out.print(f"{title}: {address}", markup=False)
        if browser:
            webbrowser.open(address)

    async def serve() -> None:
        serving = asyncio.ensure_future(server.run(port, opened))
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
