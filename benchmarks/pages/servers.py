"""The three contestants' servers, each a process tree of its own on loopback."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.request import urlopen

import psutil

from benchmarks.pages import content

BIN = Path(sys.executable).parent
START_LIMIT = 120.0
"""Seconds that a server may take to answer at all."""
POOL_LIMIT = 30.0
"""Seconds that a pre-heated pool may take; it sometimes hangs, and then the row says so."""


@dataclass(frozen=True)
class Contestant:
    """How one page is served, and how the probe finds its first slider and the picture it moves."""

    name: str
    path: str
    probe: dict[str, str]
    command: Callable[[Path, int], Sequence[str | Path]]
    write: Callable[[Path], object] = lambda folder: None
    ready: str = ""
    """What its log says when it is ready; where it says nothing, it is ready when it answers."""
    preheated: bool = False


@dataclass
class Server:
    """A running server."""

    root: str
    page: str
    process: psutil.Process
    started_in: float = 0.0
    """Milliseconds from the command until it was ready, by its own word."""

    def tree(self) -> list[psutil.Process]:
        """Return the server's process and all below it."""
        return [self.process, *self.process.children(recursive=True)]

    def kernels(self) -> int:
        """Return the number of Jupyter kernels below the server."""
        count = 0
        for process in self.process.children(recursive=True):
            try:
                command = " ".join(process.cmdline())
                # Ours are forked from a warm process and are called as that is.
                if "kernels.mother" in command and process.ppid() == self.process.pid:
                    continue
            except (psutil.NoSuchProcess, psutil.ZombieProcess):
                continue
            count += (
                "ipykernel" in command
                or "kernels.mother" in command
                or bool(re.search(r"kernel-[\w-]+\.json", command))
            )
        return count


def _voila(folder: Path, port: int, *more: str) -> list[str | Path]:
    return [
        sys.executable,
        "-m",
        "voila",
        str(folder / "module.ipynb"),
        "--no-browser",
        f"--port={port}",
        "--Voila.ip=127.0.0.1",
        *more,
    ]


_STOCK_PROBE = {
    "slider": ".widget-slider .noUi-handle",
    "scope": ".widget-interact",
    "picture": ".jp-OutputArea, .widget-output",
}
STOCK = Contestant("stock Voilà", "/", _STOCK_PROBE, _voila, content.write_stock)
PREHEATED = Contestant(
    "stock Voilà, pre-heated",
    "/",
    _STOCK_PROBE,
    lambda folder, port: _voila(
        folder, port, "--preheat_kernel=True", "--VoilaConfiguration.default_pool_size=1"
    ),
    content.write_stock,
    preheated=True,
)
OURS = Contestant(
    "ours",
    f"/{content.LANG}/{content.SLUG}/",
    {
        "slider": ".sa-figure__controls input[type=range]",
        "scope": ".sa-figure",
        "picture": ".sa-figure__picture",
        # Before it reads, ours asks how sure the reader is.
        "first": ".sa-scale input[type=radio]",
        "said": ".sa-scale input:checked",
    },
    lambda folder, port: [
        BIN / "smertekurs",
        "serve",
        f"--root={folder / 'course'}",
        f"--port={port}",
    ],
    content.write_course,
    ready="pages are ready",
)
STATIC = Contestant(
    "static page",
    "/",
    {"slider": "input[type=range]", "scope": ".figure", "picture": "svg"},
    lambda folder, port: [
        sys.executable,
        "-m",
        "benchmarks.pages.static_server",
        str(folder),
        str(port),
    ],
    lambda folder: content.write_static(folder, our_page()),
)


@cache
def our_page() -> str:
    """Return the HTML of our page, whose text the bare page has."""
    with serving(OURS) as server, urlopen(server.page) as answer:
        return str(answer.read().decode())


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _answers(address: str) -> bool:
    with socket.socket() as s:
        host, port = address.removeprefix("http://").rstrip("/").split(":")
        s.settimeout(0.5)
        return s.connect_ex((host, int(port))) == 0


def _wait_for(address: str, ready: str, process: subprocess.Popen[bytes], log: Path) -> None:
    limit = time.monotonic() + START_LIMIT
    while not (_answers(address) and ready in log.read_text("utf-8", errors="replace")):
        if process.poll() is not None or time.monotonic() > limit:
            raise RuntimeError(f"the server did not start:\n{log.read_text('utf-8')[-2000:]}")
        time.sleep(0.05)


def _wait_for_pool(server: Server) -> None:
    """Wait until the pool has a kernel and has been quiet for a second, or the limit is up."""
    limit = time.monotonic() + POOL_LIMIT
    quiet = 0
    used = -1.0
    while time.monotonic() < limit and quiet < 4:
        time.sleep(0.25)
        now = sum(sum(p.cpu_times()[:2]) for p in server.tree())
        quiet = quiet + 1 if server.kernels() and now - used < 0.02 else 0
        used = now


@contextmanager
def serving(contestant: Contestant) -> Iterator[Server]:
    """Start ``contestant`` from nothing, and stop it and all its kernels afterwards.

    Raises ``RuntimeError`` with the end of its log when it does not start.
    """
    with tempfile.TemporaryDirectory(prefix="pages-") as name:
        folder = Path(name)
        contestant.write(folder)
        port = free_port()
        log = folder / "server.log"
        begun = time.monotonic()
        with log.open("wb") as out:
            process = subprocess.Popen(
                [str(part) for part in contestant.command(folder, port)],
                cwd=content.ROOT,
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
                start_new_session=True,
            )
        root = f"http://127.0.0.1:{port}"
        server = Server(root, root + contestant.path, psutil.Process(process.pid))
        try:
            _wait_for(root, contestant.ready, process, log)
            if contestant.preheated:
                _wait_for_pool(server)
            server.started_in = (time.monotonic() - begun) * 1000
            yield server
        finally:
            _stop(process, server)


def _stop(process: subprocess.Popen[bytes], server: Server) -> None:
    tree = server.tree() if process.poll() is None else []
    process.send_signal(signal.SIGINT)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
    for left in tree:
        if left.is_running():
            left.kill()
    psutil.wait_procs(tree, timeout=5)
