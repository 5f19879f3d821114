"""From the command to the first page: stock Voilà with one notebook, and the whole course.

``python -m benchmarks.start --markdown benchmarks/README.md``
"""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psutil

from benchmarks.pages import content
from benchmarks.pages.servers import free_port
from benchmarks.table import put

LIMIT = 300.0
MODULE = f"/{content.LANG}/{content.SLUG}/"


def ask(port: int, path: str, limit: float = LIMIT) -> bytes:
    """Return the body at ``path``, asked for as soon as the port answers."""
    end = time.monotonic() + limit
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=limit)
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
        except ConnectionError:
            if time.monotonic() > end:
                raise
            time.sleep(0.01)
            continue
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return body


@contextmanager
def started(command: Sequence[str | Path], log: Path, cache: Path) -> Iterator[float]:
    """Run a server until the block ends, and give the time of its command."""
    begun = time.monotonic()
    with log.open("wb") as told:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=told,
            stderr=subprocess.STDOUT,
            cwd=content.ROOT,
            env={**os.environ, "SMERTEKURS_CACHE": str(cache)},
        )
    try:
        yield begun
    finally:
        tree = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        for left in tree:
            if left.is_running():
                left.kill()


def stock(folder: Path) -> float:
    """Return the seconds from stock Voilà's command to its notebook's whole page."""
    port, notebook = free_port(), content.write_stock(folder)
    command = [sys.executable, "-m", "voila", notebook, "--no-browser", f"--port={port}"]
    with started(command, folder / "stock.log", folder) as begun:
        ask(port, "/")
        return time.monotonic() - begun


def _serve(root: Path, port: int) -> list[str | Path]:
    return [sys.executable, "-m", "course", "serve", f"--root={root}", f"--port={port}"]


def ours(root: Path, folder: Path, path: str) -> float:
    """Return the seconds from our command to the whole page at ``path``."""
    port = free_port()
    with started(_serve(root, port), folder / "ours.log", folder / "cache") as begun:
        ask(port, path)
        return time.monotonic() - begun


def changed(root: Path, folder: Path, repeats: int) -> list[float]:
    """Return the seconds from a change of a notebook to the whole new page."""
    port, log, took = free_port(), folder / "ours.log", []
    notebook = root / "modules" / content.SLUG / f"{content.LANG}.ipynb"
    with started(_serve(root, port), log, folder / "cache"):
        while "pages are ready" not in log.read_text("utf-8", errors="replace"):
            time.sleep(0.2)
        # The time in which an author opens the file.
        time.sleep(8)
        for n in range(repeats):
            was, new = "Ny " * n, "Ny " * (n + 1)
            text = notebook.read_text("utf-8").replace(f'"# {was}', f'"# {new}', 1)
            notebook.write_text(text, "utf-8")
            begun = time.monotonic()
            while f"<h1>{new}".encode() not in ask(port, MODULE):
                time.sleep(0.01)
            took.append(time.monotonic() - begun)
            time.sleep(3)
    return took


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 0 whatever the numbers say."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.start", description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--markdown", type=Path, metavar="OUT", help="keep the table in this file")
    chosen = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = folder / "course"
        shutil.copytree(content.ROOT / "modules", root / "modules")

        def nothing(path: str) -> Callable[[], float]:
            def run() -> float:
                shutil.rmtree(folder / "cache", ignore_errors=True)
                return ours(root, folder, path)

            return run

        rows: dict[str, list[float]] = {"stock Voilà, its one notebook": []}
        ways = {
            "stock Voilà, its one notebook": lambda: stock(folder),
            "ours, from nothing: front page": nothing(f"/{content.LANG}/"),
            "ours, from nothing: a module": nothing(MODULE),
        }
        for _ in range(chosen.repeats):
            for what, way in ways.items():
                rows.setdefault(what, []).append(way())
        edited = changed(root, folder, chosen.repeats)
        for _ in range(chosen.repeats):
            again = rows.setdefault("ours, second start: a module", [])
            again.append(ours(root, folder, MODULE))
        rows["ours, a changed notebook"] = edited
    base = statistics.median(rows["stock Voilà, its one notebook"])
    lines = ["| what | seconds | times stock |", "|---|---:|---:|"]
    for what, times in rows.items():
        middle = statistics.median(times)
        lines.append(f"| {what} | {middle:.2f} | {middle / base:.2f} |")
    lines += [
        "",
        f"* {date.today().isoformat()}, {os.cpu_count()} cores, load {busy:.1f} before it began; "
        f"medians of {chosen.repeats}. Expected: at most 3 times stock, and a change within a "
        "second.",
    ]
    told = "\n".join(lines)
    print(told)
    if chosen.markdown:
        put(chosen.markdown, "start", told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
