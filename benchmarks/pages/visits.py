"""One reader's visit in a real Chromium, and what it cost."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import TimeoutError as PageTimeoutError

from benchmarks.pages.servers import Contestant, Server

PROBE = Path(__file__).with_name("probe.js").read_text("utf-8")
VISIT_LIMIT = 60.0
"""Seconds after which a page counts as never interactive."""
UNASKED = 250
"""Milliseconds in which a page is left alone before it is asked whether it has answered."""
OPENED = 1000
"""Milliseconds that a new tab is given first: a browser makes its own bars and menus of web pages,
which would take the processors from the page that is measured."""
KEYS = 10
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_ON_A_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


@dataclass
class Visit:
    """What one visit cost. Times in milliseconds; ``None`` where the page never answered."""

    interactive: float | None = None
    """Until the first slider answered."""
    first: float | None = None
    """Until the first thing that can be used answered, slider or not."""
    requests: int = 0
    bytes: int = 0
    foreign: set[str] = field(default_factory=set)
    input_to_picture: float | None = None
    server_ready: float | None = None
    """From the server's command until it was ready; the reader does not wait for this."""


@contextmanager
def browser() -> Iterator[Browser]:
    """Start a headless Chromium that itself asks no host for anything."""
    named = os.environ.get("SMERTEKURS_CHROMIUM")
    found = named or next(
        (path for name in (*_BROWSERS, *_ON_A_MAC) if (path := shutil.which(name))), None
    )
    if not found:
        raise RuntimeError("No Chromium found; run: make browser, or set SMERTEKURS_CHROMIUM.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=found,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        # The first page of a browser pays for the browser; nobody should pay for that here.
        started.new_page().close()
        yield started
        started.close()


class _Meter:
    """Counts what a page asks for, from the browser's own network events."""

    def __init__(self, page: Page, visit: Visit, host: str) -> None:
        self.visit = visit
        self.host = host
        self._counted: set[str] = set()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.webSocketCreated", self._opened)
        session.on("Network.loadingFinished", self._loaded)
        session.on("Network.webSocketFrameReceived", self._frame)

    def _count(self, address: str, request: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https", "ws", "wss"):
            return
        self.visit.requests += 1
        self._counted.add(request)
        if parts.netloc != self.host:
            self.visit.foreign.add(parts.netloc)

    def _asked(self, event: dict[str, Any]) -> None:
        self._count(event["request"]["url"], event["requestId"])

    def _opened(self, event: dict[str, Any]) -> None:
        self._count(event["url"], event["requestId"])

    def _loaded(self, event: dict[str, Any]) -> None:
        sent = int(event["encodedDataLength"])
        self.visit.bytes += sent
        if not sent and event["requestId"] in self._counted:
            # What the browser had kept: no server was asked.
            self.visit.requests -= 1
            self._counted.remove(event["requestId"])

    def _frame(self, event: dict[str, Any]) -> None:
        self.visit.bytes += len(event["response"]["payloadData"])


def _wait_until(page: Page, expression: str, seconds: float) -> bool:
    """Ask the page until ``expression`` is true or the time is up; return whether it became so.

    The page's content security policy forbids what Playwright's own waiting does.
    """
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if page.evaluate(expression):
            return True
        page.wait_for_timeout(40)
    return False


def open_page(
    context: BrowserContext, server: Server, contestant: Contestant, visit: Visit
) -> Page:
    """Open the page in a new tab and wait until its first slider answers, or the limit is up."""
    page = context.new_page()
    page.add_init_script(f"window.__probe_form = {json.dumps(contestant.probe)};\n{PROBE}")
    _Meter(page, visit, urlsplit(server.root).netloc)
    page.wait_for_timeout(OPENED)
    try:
        page.goto(server.page, timeout=VISIT_LIMIT * 1000, wait_until="commit")
    except PageTimeoutError:
        return page
    # Asking runs script in the page: not while the quick ones are still coming.
    page.wait_for_timeout(UNASKED)
    answered = "Boolean(window.__probe && window.__probe.interactive !== null)"
    if _wait_until(page, answered, VISIT_LIMIT):
        visit.interactive = page.evaluate("window.__probe.interactive")
        visit.first = page.evaluate("window.__probe.first")
    return page


def press_keys(page: Page, visit: Visit, times: int = KEYS) -> None:
    """Press the arrow key on the slider ``times`` times; keep the median time to the picture."""
    if visit.interactive is None:
        return
    page.wait_for_load_state("load")
    page.evaluate("window.__probe.slider.focus()")
    for n in range(times):
        had = page.evaluate("window.__probe.keys.length")
        page.keyboard.press("ArrowLeft" if n % 2 else "ArrowRight")
        _wait_until(page, f"window.__probe.keys.length > {had}", 5)
        page.wait_for_timeout(100)
    measured: list[float] = page.evaluate("window.__probe.keys")
    visit.input_to_picture = statistics.median(measured) if measured else None


def settle(page: Page) -> None:
    """Wait until the page asks for nothing more, at most ten seconds."""
    try:
        page.wait_for_load_state("networkidle", timeout=10_000)
    except PageTimeoutError:
        return
