"""Serving a learner's page until it is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import webbrowser
from pathlib import Path

from course.commands.shared import out, stop


def serve_page(folder: Path, port: int, browser: bool) -> None:
    """Serve the assignment in ``folder`` on this machine until Ctrl-C."""
    from course.assignments.page import AssignmentPage, NoAssignmentError, find_assignment

    try:
        assignment = find_assignment(folder)
    except NoAssignmentError as error:
        stop(f"smertekurs: {error}")

    def opened(address: str) -> None:
        out.print(f"{assignment.title}: {address}", markup=False)
        if browser:
            webbrowser.open(address)

    async def serve() -> None:
        serving = asyncio.ensure_future(AssignmentPage(assignment).run(port, opened))
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
