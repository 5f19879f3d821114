"""Measure every page of the course beside a bare page of the same text, in one run.

``python -m benchmarks.pages.every --markdown benchmarks/README.md``
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, BrowserContext
from rich.console import Console
from rich.progress import track

from benchmarks.pages import content
from benchmarks.pages.servers import free_port
from benchmarks.pages.visits import OPENED, browser
from benchmarks.table import put
from course.catalogue import read_course
from course.site.pages import Address, addresses

PROBE = Path(__file__).with_name("every_probe.js").read_text("utf-8")
LATE = 200
"""Milliseconds for which a page is left open when it is whole."""
KINDS = {"module": "modules", "tool": "tools"}


@dataclass
class Seen:
    """What the visits of one page took; times in ms, sizes in bytes."""

    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    requests: int = 0
    sent: int = 0
    requests_again: int = 0
    sent_again: int = 0
    shift: float = 0
    script: list[float] = field(default_factory=list)


@contextmanager
def running(command: Sequence[str], ready: str, log: Path) -> Iterator[None]:
    """Run a server until the block ends. It is ready when it has said ``ready``."""
    with log.open("wb") as told:
        process = subprocess.Popen(
            command, stdout=told, stderr=subprocess.STDOUT, cwd=content.ROOT, text=True
        )
    try:
        limit = time.monotonic() + 300
        while ready not in log.read_text("utf-8", errors="replace"):
            if process.poll() is not None or time.monotonic() > limit:
                raise RuntimeError(log.read_text("utf-8", errors="replace"))
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _visit(context: BrowserContext, address: str, seen: Seen, again: bool, bare_: bool) -> None:
    page = context.new_page()
    page.add_init_script(PROBE)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda e: sizes.append(int(e["encodedDataLength"])))
    page.wait_for_timeout(OPENED)
    page.goto(address, wait_until="load")
    limit = time.monotonic() + 20
    while page.evaluate("window.__every.whole") is None and time.monotonic() < limit:
        page.wait_for_timeout(10)
    found = page.evaluate("window.__every")
    if found["first"] is not None:
        (seen.again if again else seen.first).append(found["first"])
    # Browsers ask for a page's icon when all else is there.
    page.wait_for_timeout(LATE)
    sizes = [size for size in sizes if size]
    if again:
        seen.requests_again, seen.sent_again = len(sizes), sum(sizes)
        if not bare_ and not seen.script:
            seen.script = page.evaluate("window.__script()")
    else:
        seen.requests, seen.sent = len(sizes), sum(sizes)
        seen.shift = max(seen.shift, found["shift"])
        if found["whole"] is not None:
            seen.whole.append(found["whole"])
    page.close()


def measure(chromium: Browser, pages: list[Address], homes: dict[str, str], repeats: int):
    """Visit each page twice as one reader, as ours and bare in turns; return what was seen."""
    seen = {(name, page.path): Seen() for name in homes for page in pages}
    for page in track(pages, description="every page", console=Console(stderr=True)):
        # The goal is for the modules; the others are there to be looked at.
        for _ in range(repeats if page.kind == "module" else 1):
            for name, home in homes.items():
                context = chromium.new_context()
                for again in (False, True):
                    one = seen[name, page.path]
                    _visit(context, home + page.path, one, again, name == "bare")
                context.close()
    return seen


def _ratio(ours: list[float], bare_: list[float]) -> float:
    return statistics.median(ours) / statistics.median(bare_) if ours and bare_ else float("nan")


def table(pages: list[Address], seen: dict[tuple[str, str], Seen], note: str) -> str:
    """Return the run as a Markdown table: a row for each kind of page, the worst page named."""
    kinds: dict[str, list[str]] = {}
    for page in pages:
        kinds.setdefault(KINDS.get(page.kind, "others"), []).append(page.path)
    lines = [
        "| pages | first answer, ours/bare: median, worst | second visit: median, worst "
        "| all mounted (ms) | requests | kB | second visit: requests, kB | shift "
        "| input to picture (ms of script) |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]

    def worst(values: dict[str, float], digits: int = 1) -> str:
        path = max(values, key=lambda one: values[one])
        return f"{values[path]:.{digits}f} (`{path}`)"

    for kind, paths in kinds.items():
        ours = {path: seen["ours", path] for path in paths}
        first = {p: _ratio(o.first, seen["bare", p].first) for p, o in ours.items()}
        again = {p: _ratio(o.again, seen["bare", p].again) for p, o in ours.items()}
        whole = statistics.median(t for o in ours.values() for t in o.whole)
        script = {p: max(o.script) for p, o in ours.items() if o.script}
        lines.append(
            f"| {len(paths)} {kind} | {statistics.median(first.values()):.1f}, {worst(first)} "
            f"| {statistics.median(again.values()):.1f}, {worst(again)} | {whole:.0f} "
            f"| {max(o.requests for o in ours.values())} "
            f"| {worst({p: o.sent / 1000 for p, o in ours.items()}, 0)} "
            f"| {max(o.requests_again for o in ours.values())}, "
            f"{max(o.sent_again for o in ours.values()) / 1000:.1f} "
            f"| {max(o.shift for o in ours.values()):.3f} "
            f"| {worst(script, 2) if script else '–'} |"
        )
    return "\n".join([*lines, "", f"* {note}"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 0 whatever the numbers say."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages.every", description=__doc__)
    parser.add_argument("--repeats", type=int, default=3, help="fresh readers of each module")
    parser.add_argument("--only", default="", help="only pages with this in their address")
    parser.add_argument("--markdown", type=Path, metavar="OUT", help="keep the table in this file")
    chosen = parser.parse_args(arguments)
    # Whoever ends the benchmark ends its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    pages = [p for p in addresses(read_course(content.ROOT)) if chosen.only in p.path]
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ports = free_port(), free_port()
        homes = {
            kind: f"http://127.0.0.1:{port}/"
            for kind, port in zip(("ours", "bare"), ports, strict=True)
        }
        serve = [sys.executable, "-m", "course", "serve", "--port", str(ports[0])]
        with running(serve, "pages are ready", folder / "ours.log"):
            for page in pages:
                with urlopen(Request(homes["ours"] + page.path)) as answer:
                    text = content.static_page(answer.read().decode(), page.lang)
                (folder / "bare" / page.path).mkdir(parents=True, exist_ok=True)
                (folder / "bare" / page.path / "index.html").write_text(text, "utf-8")
            static = [sys.executable, "-m", "benchmarks.pages.static_server"]
            static += [str(folder / "bare"), str(ports[1])]
            with running(static, "", folder / "bare.log"), browser() as chromium:
                time.sleep(2)
                seen = measure(chromium, pages, homes, chosen.repeats)
    told = table(
        pages,
        seen,
        f"{date.today().isoformat()}, {os.cpu_count()} cores, load {busy:.1f} before it began; "
        f"each page twice by one reader, modules by {chosen.repeats}, in turns with a bare page "
        "of the same text. First answer: something on the page can be used. Others have little or "
        "nothing to use, and are ready when their menu is.",
    )
    print(told)
    if chosen.markdown:
        put(chosen.markdown, "every", told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
