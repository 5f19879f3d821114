"""What the tests share: a real browser, a real server, a real static build.

Nothing is skipped: a test that needs a browser fails with a word on how to get one.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from benchmarks.grading.cohort import make_course

ROOT = Path(__file__).resolve().parents[1]
ARTEFACTS = ROOT / "test-artefacts"
WIDTHS = (1280, 390)
CHROMIUM = (
    # The same browser without its own windows and menus: each visit costs half as much.
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PLAYWRIGHTS = (
    ".cache/ms-playwright/chromium-*/chrome-linux*/chrome",
    "Library/Caches/ms-playwright/chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
"""Where Playwright puts a browser of its own, below the home folder (Linux, macOS)."""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str:
    """Return the path of a Chromium; fail, saying what to do, when there is none."""
    own = [str(path) for pattern in PLAYWRIGHTS for path in sorted(Path.home().glob(pattern))]
    for name in (os.environ.get("SMERTEKURS_CHROMIUM"), *CHROMIUM, *own):
        if name and (found := shutil.which(name)):
            return found
    pytest.exit("No Chromium found: run make browser, or set SMERTEKURS_CHROMIUM", returncode=3)


FORMGRADER_LISTENS = "window.formgrader?.grades?.loaded && formgrader.comments?.loaded"
"""Its fields can be seen before it saves what is written in them."""


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session", autouse=True)
def pages_kept(shared: Path) -> None:
    """Let the workers share the pages that one has rendered, and touch nobody's own."""
    os.environ["SMERTEKURS_CACHE"] = str(shared / "pages-kept")


@contextmanager
def alone(shared: Path, what: str = "lock") -> Iterator[None]:
    """Let one worker at a time do what the others then find done."""
    with (shared / what).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        engine = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield engine
        engine.close()


def said(message: ConsoleMessage) -> str:
    """Return what the browser's console says, and of which address."""
    return f"{message.text} {message.location['url']}".strip()


@dataclass
class Visit:
    """A page in the browser, and what happened while it was open."""

    page: Page
    home: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def assert_clean(self) -> None:
        """Fail when the console told of an error, or another host was asked for anything."""
        assert self.errors == []
        assert self.foreign == []


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """Open an address in a browser of its own: ``visit(address, width=1280, dark=False, ...)``.

    Returns a ``Visit``. When the test fails, a picture of each page is kept in test-artefacts/.
    """
    opened: list[Visit] = []

    def open_(address: str, width: int = 1280, dark: bool = False, **options: Any) -> Visit:
        # Few tests are of what is kept for reading without a network.
        options.setdefault("service_workers", "block")
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            locale="nb-NO",
            **options,
        )
        page = context.new_page()
        seen = Visit(page, re.sub(r"^(\w+://[^/]*).*", r"\1", address))

        def asked(url: str) -> None:
            seen.requests.append(url)
            if not url.startswith((seen.home, "data:", "blob:")):
                seen.foreign.append(url)

        page.on("request", lambda r: asked(r.url))
        page.on("pageerror", lambda e: seen.errors.append(str(e)))
        page.on("console", lambda m: m.type == "error" and seen.errors.append(said(m)))
        opened.append(seen)
        page.goto(address)
        return seen

    yield open_
    failed = getattr(request.node, "failed", False)
    for number, seen in enumerate(opened):
        if failed:
            ARTEFACTS.mkdir(exist_ok=True)
            name = re.sub(r"[^\w.-]+", "-", request.node.nodeid).strip("-")
            seen.page.screenshot(path=ARTEFACTS / f"{name}-{number}.png", full_page=True)
        seen.page.context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Let fixtures know that their test failed."""
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True  # type: ignore[attr-defined]
    return report


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """Return what axe-core finds on a page: one line for each violation, with where.

    ``axe(page, "color-contrast")`` leaves the rules out that are named.
    """

    def run(page: Page, *without: str) -> list[str]:
        rules = {rule: {"enabled": False} for rule in without}
        options = {"resultTypes": ["violations"], "rules": rules}
        found = Axe().run(page, options=options).response["violations"]
        return [
            f"{v['id']} ({v['impact']}): {v['help']}: "
            + "; ".join(f"{n['target']} {n['html'][:160]}" for n in v["nodes"][:4])
            for v in found
        ]

    return run


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run ``work`` to its end. In a thread, for the browser has a loop of its own in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def smertekurs(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, and return how it ended and what it said."""
    command = [sys.executable, "-m", "course", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=240, **options)


@dataclass
class Served:
    """A running ``smertekurs serve``: its address, its process, and what it has said."""

    base: str
    process: subprocess.Popen[str]
    said: list[str]

    def until(self, words: str) -> None:
        """Read what the server says until a line has ``words`` in it."""
        assert self.process.stdout is not None
        while not any(words in line for line in self.said):
            line = self.process.stdout.readline()
            assert line, f"the server ended: {''.join(self.said)}"
            self.said.append(line)


@contextmanager
def serving(root: Path) -> Iterator[Served]:
    """Serve the course in ``root`` on a free port, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "course", "serve", "--port", "0", "--root", str(root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        served = Served("", process, [])
        served.until("http://")
        served.base = re.findall(r"http://\S+", served.said[-1])[0]
        yield served
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture(scope="session")
def served(shared: Path) -> Iterator[Served]:
    """The course as it is, served by the real command, all pages made."""
    with ExitStack() as stack:
        with alone(shared):
            server = stack.enter_context(serving(ROOT))
            server.until("pages are ready")
        yield server


@pytest.fixture(scope="session")
def site(served: Served) -> str:
    """The address of the served course, ending with a slash."""
    return served.base


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class _Tidy(_Silent):
    """Leads ``index.html`` on to its folder, as some hosts of static files do."""

    def do_GET(self) -> None:
        if not self.path.endswith("/index.html"):
            return super().do_GET()
        self.send_response(301)
        self.send_header("Location", self.path.removesuffix("index.html"))
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def hosting(folder: Path, tidy: bool = False) -> Iterator[str]:
    """Host ``folder`` as an ordinary web server does, or a tidy one; return its address."""
    handler = partial(_Tidy if tidy else _Silent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Return what gives a test's own page an address that a browser can open.

    Of pages from a disk, each in a fresh context, Chromium 156 loses what a few in a hundred keep.
    """
    base = tmp_path_factory.getbasetemp()
    with hosting(base) as home:
        yield lambda path: home + quote(str(path.relative_to(base)))


@pytest.fixture(scope="session")
def built_folder(shared: Path) -> Path:
    """The static site, written by the real command, below a folder of another name."""
    folder = shared / "host" / "some" / "where"
    # Beside the server: that makes other pages, and another worker may wait for them.
    with alone(shared, "lock-built"):
        if not folder.is_dir():
            done = smertekurs("build", folder, "--root", ROOT)
            assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def built(built_folder: Path) -> Iterator[str]:
    """The address of the static site, below a sub-path, ending with a slash."""
    with hosting(built_folder.parents[1]) as address:
        yield f"{address}some/where/"


@pytest.fixture(scope="session")
def generated(shared: Path) -> Path:
    """A course whose first assignment is generated; to be copied, never graded in."""
    folder = shared / "generated"
    with alone(shared, "lock-generated"):
        if not folder.is_dir():
            make_course(shared / "generating")
            (shared / "generating").rename(folder)
    return folder


@pytest.fixture
def course_copy(tmp_path: Path) -> Path:
    """A copy of the course's content that a test may break."""
    shutil.copytree(ROOT / "modules", tmp_path / "course" / "modules")
    return tmp_path / "course"


SLOW = ("fresh", "loop", "browser")
"""Markers of slow tests; the first that a test has says when it is run."""
ORDER = ("", "fresh", "loop", "browser")
"""The quick tests first. Then the longest pieces that one worker has to do alone, and at the end
the many short ones, so that no worker is left waiting for another."""
MADE_ONCE = ("twins", "executed", "graded", "lab")
"""Fixtures that take long: the tests of each go to one worker, so that no other makes it too."""


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the quick tests first: most mistakes are told of within a minute."""
    for item in items:
        for name in set(MADE_ONCE) & set(getattr(item, "fixturenames", ())):
            about = getattr(item, "callspec", None)
            made = Path(str(about.params.get(name, ""))).parts[-2:] if about else ()
            item.add_marker(pytest.mark.xdist_group("-".join((name, *made))))

    def turn(item: pytest.Item) -> int:
        marks = {mark.name for mark in item.iter_markers()}
        return ORDER.index(next((name for name in SLOW if name in marks), ""))

    items.sort(key=turn)
