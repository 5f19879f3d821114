"""``python -m benchmarks.soak``: readers come and go, forms are opened and left; nothing remains.

Memory, open files, processes and temporary files of the servers are counted when the first round
is over, and again at the end. Ends with 1 when something has grown.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Thread
from urllib.error import HTTPError
from uuid import uuid4

import psutil
from tornado.httpclient import HTTPRequest
from tornado.ioloop import IOLoop
from tornado.websocket import websocket_connect

from benchmarks.grading.cohort import ASSIGNMENT, make_course
from benchmarks.table import put

LET_GO = 45.0
"""Seconds after which the last connection is forgotten: asyncio keeps what a cancelled timer knew
until its time would have come."""
MAY_GROW = {"memory, MiB": 40.0, "open files": 4, "processes": 0, "temporary files": 0}
"""What is no leak: Python's own memory breathes, and a socket or two linger."""


PLACES_TRIED = 20
ANSWER_LIMIT = 60.0
"""Seconds in which a kernel has to answer; none may be waited for without end."""


@dataclass(frozen=True)
class Standing:
    """What a server holds."""

    counts: dict[str, float]

    @classmethod
    def of(cls, process: psutil.Process, temporary: Path) -> Standing:
        """Count what ``process`` and all below it hold."""
        tree = [process, *process.children(recursive=True)]
        files = sum(1 for path in temporary.rglob("*") if path.is_file() or path.is_socket())
        return cls(
            {
                "memory, MiB": sum(one.memory_full_info().pss for one in tree) / 2**20,
                "open files": sum(one.num_fds() for one in tree),
                "processes": len(tree),
                "temporary files": files,
            }
        )


@contextmanager
def running(
    temporary: Path, *arguments: str | Path, ready: str = "http://"
) -> Iterator[tuple[str, psutil.Process]]:
    """Run a command that serves, with a temporary folder of its own; yield address and process.

    It is ready when it has said ``ready``.
    """
    temporary.mkdir(parents=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "course", *map(str, arguments)],
        env={**os.environ, "TMPDIR": str(temporary), "JUPYTER_RUNTIME_DIR": f"{temporary}-run"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    address = ""
    try:
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+/\S*", line):
                address = found[0]
            if address and ready in line:
                # A server whose words nobody reads waits for ever once the pipe is full.
                Thread(target=process.stdout.read, daemon=True).start()
                yield address, psutil.Process(process.pid)
                break
        else:
            raise RuntimeError(f"smertekurs {arguments[0]} did not start")
    finally:
        process.terminate()
        process.wait(60)


def fetch(address: str, **headers: str) -> str:
    """Return what is at ``address``, in words."""
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
        return str(answer.read().decode("utf-8", "replace"))


def read_pages(base: str, rng: Random, visits: int) -> None:
    """Read pages as readers do: one after another, some that are not there."""
    pages = re.findall(r'href="(?:\.\./)*(nb/[\w/-]+/)"', fetch(f"{base}nb/")) or ["nb/"]
    for _ in range(visits):
        fetch(base + rng.choice(pages))


async def use_form(address: str) -> None:
    """Open a form, connect to its kernel as its page does, and leave."""
    for _ in range(PLACES_TRIED):
        try:
            page = await IOLoop.current().run_in_executor(None, fetch, address)
            break
        except HTTPError as error:
            # All places are taken: the page asks again by itself, and so do we.
            if error.code != 503:
                raise
            await asyncio.sleep(1)
    else:
        raise RuntimeError("no place became free")
    found = re.search(r'"kernelId": "([\w-]+)"', page)
    if not found:
        raise RuntimeError("the form gave no kernel")
    root, token = address.split("/?token=")
    where = f"{root.replace('http', 'ws')}/api/kernels/{found[1]}/channels?session_id=soak"
    request = HTTPRequest(where, headers={"Authorization": f"token {token}"})
    socket = await websocket_connect(request)
    await socket.write_message(asked_about())
    # A kernel says what it does to all; only an answer to us shows that it heard us.
    while answer := await asyncio.wait_for(socket.read_message(), ANSWER_LIMIT):
        if '"kernel_info_reply"' in str(answer):
            break
    else:
        raise RuntimeError("the kernel hung up before it had answered")
    socket.close()


def asked_about() -> str:
    """Return the question that a form's page begins with: what kind of kernel this is."""
    header = {"msg_id": uuid4().hex, "msg_type": "kernel_info_request", "session": "soak"}
    header |= {"username": "reader", "version": "5.3", "date": "2026-01-01T00:00:00Z"}
    rest = {"parent_header": {}, "metadata": {}, "content": {}, "channel": "shell"}
    return json.dumps({"header": header, "buffers": [], **rest})


def settled(process: psutil.Process, processes: float) -> None:
    """Wait until the kernels of those who have left are gone."""
    limit = time.monotonic() + 30
    while time.monotonic() < limit:
        if len(process.children(recursive=True)) + 1 <= processes:
            return
        time.sleep(0.2)


def warmed(process: psutil.Process) -> None:
    """Wait until the site has what runs notebooks: where pages are kept, that comes after them."""
    limit = time.monotonic() + 60
    while not process.children(recursive=True) and time.monotonic() < limit:
        time.sleep(0.2)
    # The process is there before all that it needs has been read.
    time.sleep(2)


def watched(
    base: str,
    site: psutil.Process,
    site_files: Path,
    form: str,
    learner: psutil.Process,
    form_files: Path,
    seconds: float,
    rest: float,
    rng: Random,
) -> dict[str, tuple[Standing, Standing, int]]:
    """Visit two servers that run; return what each held after the first round and at the end.

    ``rest`` are the seconds that they are left alone before the end.
    """
    warmed(site)
    read_pages(base, rng, 300)
    IOLoop().run_sync(lambda: use_form(form))
    settled(learner, 2)
    before = Standing.of(site, site_files), Standing.of(learner, form_files)
    reads = opens = 0
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        read_pages(base, rng, 60)
        reads += 60
        IOLoop().run_sync(lambda: use_form(form))
        opens += 1
    settled(learner, before[1].counts["processes"])
    time.sleep(rest)
    return {
        "pages": (before[0], Standing.of(site, site_files), reads),
        "forms": (before[1], Standing.of(learner, form_files), opens),
    }


def soak(
    seconds: float, seed: int = 1, rest: float = LET_GO
) -> dict[str, tuple[Standing, Standing, int]]:
    """Return for each server what it held after the first round and at the end, and the visits."""
    rng = Random(seed)
    found: dict[str, tuple[Standing, Standing, int]] = {}
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        place = Path(name)
        folder = make_course(place / "course") / "release" / ASSIGNMENT
        serve = running(place / "a", "serve", "--port", "0", ready="pages are ready")
        form = running(place / "b", "assignment", "open", folder, "--no-open")
        with serve as (base, site), form as (address, learner):
            found = watched(
                base, site, place / "a", address, learner, place / "b", seconds, rest, rng
            )
    return found


def grown(found: dict[str, tuple[Standing, Standing, int]]) -> list[str]:
    """Return a line for each thing that has grown more than it may."""
    return [
        f"{name}: {what} grew from {before.counts[what]:.0f} to {after.counts[what]:.0f}"
        for name, (before, after, _visits) in found.items()
        for what, most in MAY_GROW.items()
        if after.counts[what] - before.counts[what] > most
    ]


def table(found: dict[str, tuple[Standing, Standing, int]], seconds: float) -> str:
    """Return the result as Markdown."""
    lines = [f"{seconds / 60:.1f} minutes of visits.", ""]
    lines += ["| server | visits | what | at first | at the end |", "|---|---:|---|---:|---:|"]
    for name, (before, after, visits) in found.items():
        for what in MAY_GROW:
            lines.append(
                f"| {name} | {visits:,} | {what} | {before.counts[what]:.0f} | "
                f"{after.counts[what]:.0f} |"
            )
    return "\n".join([*lines, "", *(grown(found) or ["Nothing has grown."])])


def main() -> None:
    """Soak, print, and write the table where ``--markdown`` says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--markdown", type=Path, help="write the table between its marks here")
    given = parser.parse_args()
    found = soak(given.seconds)
    told = table(found, given.seconds)
    print(told)
    if given.markdown:
        put(given.markdown, "soak", told)
    raise SystemExit(bool(grown(found)))


if __name__ == "__main__":
    main()
