"""Running nbgrader's own commands, also where the environment is not activated."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from course.assignments.exchange import COURSE_IDS, exchange_folder
from course.assignments.hub import learner, on_hub
from course.environment import activated_env, tool
from widgets.text import Lang

WITH_EXCHANGE = {
    "release_assignment",
    "fetch_assignment",
    "submit",
    "collect",
    "release_feedback",
    "fetch_feedback",
}
"""The commands that hand something out or in."""


class NbgraderError(RuntimeError):
    """An nbgrader command failed. The message is its last words; ``lines`` are its complaints."""

    def __init__(self, command: str, said: str) -> None:
        told = [line for line in said.splitlines() if "| ERROR]" in line or "CRITICAL]" in line]
        self.lines = [line.split("] ", 1)[1] for line in told]
        rest = [line for line in said.splitlines() if line.strip()]
        super().__init__(self.lines[-1] if told else rest[-1] if rest else command)


def run(command: str, arguments: Sequence[str], folder: Path, lang: Lang) -> str:
    """Run ``nbgrader command`` in ``folder`` for the course in ``lang`` and return what it said.

    Raises ``NbgraderError`` when it fails.
    """
    line = [tool("nbgrader"), command, *arguments]
    if command in WITH_EXCHANGE:
        exchange = exchange_folder()
        exchange.mkdir(parents=True, exist_ok=True)
        line += [f"--course={COURSE_IDS[lang]}", f"--Exchange.root={exchange}"]
    done = subprocess.run(
        line, cwd=folder, env=activated_env(), capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    if done.returncode != 0:
        raise NbgraderError(command, said)
    return said


def hand_in(folder: Path, lang: Lang) -> str:
    """Hand in the assignment in ``folder`` by ``nbgrader submit``; return when (ISO time, UTC).

    Raises ``RuntimeError`` when nbgrader refuses.
    """
    arguments = [folder.name, "--ExchangeSubmit.strict=True"]
    if on_hub():
        arguments.append(f"--student={learner()}")
    said = run("submit", arguments, folder.parent, lang)
    stamp = re.search(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.\d+)? UTC", said)
    if stamp:
        return stamp[1].replace(" ", "T") + "+00:00"
    return datetime.now(UTC).isoformat(timespec="seconds")
