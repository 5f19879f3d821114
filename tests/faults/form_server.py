"""A learner's form served by the real command, and the processes behind it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import psutil
from conftest import ROOT

CELL = 'from course.assignments import form; form("form.yaml", lang="nb")'


def make_folder(folder: Path) -> Path:
    """Write what a learner has when an assignment is fetched."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "assignments" / "forms" / "threshold-and-tolerance.yaml", folder)
    (folder / "threshold-and-tolerance.yaml").rename(folder / "form.yaml")
    cells = [nbformat.v4.new_markdown_cell("# Terskel og toleranse")]
    cells.append(nbformat.v4.new_code_cell(CELL, metadata={"tags": ["form"]}))
    about: dict[str, Any] = {"kernelspec": {"name": "python3", "language": "python"}}
    about["kernelspec"]["display_name"] = "Python 3"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=about), folder / "form.ipynb")
    return folder


@contextmanager
def opened(
    folder: Path, said: list[str] | None = None, **env: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run ``smertekurs assignment open``; yield the address that it prints and the process.

    What the server says lands in ``said``.
    """
    with running(["open", str(folder)], folder.parent, said, **env) as (address, process):
        yield address, process


@contextmanager
def running(
    command: list[str], near: Path, said: list[str] | None = None, **env: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a serving command of ``smertekurs assignment``, with a home of its own in ``near``."""
    said = [] if said is None else said
    home = near / "home"
    home.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "course", "assignment", *command, "--no-open"],
        env={**os.environ, "HOME": str(home), "JUPYTER_RUNTIME_DIR": str(home / "run"), **env},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+/\S*", line):
                # Nobody's log is full: a server that cannot write waits for ever.
                drain = threading.Thread(target=lambda: said.extend(process.stdout or ()))
                drain.start()
                yield found[0], process
                break
        else:
            raise AssertionError("".join(said))
    finally:
        process.terminate()
        process.wait(60)


def kernels(server: int) -> list[psutil.Process]:
    """Return the kernels below a server; forked ones bear the warm process's name."""
    found = []
    for child in psutil.Process(server).children(recursive=True):
        try:
            command = " ".join(child.cmdline())
            above = " ".join(psutil.Process(child.ppid()).cmdline())
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue  # it ended while we looked
        forked = "course.kernels.mother" in command and "course.kernels.mother" in above
        if forked or "ipykernel_launcher" in command:
            found.append(child)
    return found
