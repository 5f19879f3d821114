"""WebKit, Safari's engine, as Debian ships it for GTK, through its own WebKitWebDriver."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tab import GoneError, Tab, words_of

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The standard's name of an element in an answer."""
WINDOW = Path(__file__).with_name("window.py")
SYSTEM_PYTHON = "/usr/bin/python3"
"""The one that Debian's packages for GTK are made for."""
HAS_GTK = "import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1')"


ASYNC = """
const say = arguments[arguments.length - 1];
(async function () {{ {} }})(...[...arguments].slice(0, -1)).then(
  (found) => say([found ?? null]), (error) => say(String(error)));
"""
"""What is asked may wait for something; what goes wrong in it comes as text."""


def executable() -> str | None:
    """Return the path of the driver, if it and what makes its window are there."""
    driver = shutil.which(os.environ.get("SMERTEKURS_WEBKIT") or "WebKitWebDriver")
    if not driver or not shutil.which("Xvfb") or not Path(SYSTEM_PYTHON).exists():
        return None
    asked = subprocess.run([SYSTEM_PYTHON, "-c", HAS_GTK], capture_output=True)
    return driver if asked.returncode == 0 else None


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class WebKit(Tab):
    """A WebKit window on a screen that nobody sees; what it keeps and saves is in ``folder``."""

    name = "WebKit"

    def __init__(self, path: str, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        reads, writes = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
            pass_fds=(writes,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writes)
        with os.fdopen(reads) as said:
            display = said.readline().strip()
        port = _free_port()
        self._log = (folder / "webkit.log").open("w")
        self._driver = subprocess.Popen(
            [path, f"--port={port}"],
            env={
                **{k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "PYTHONPATH")},
                "DISPLAY": f":{display}",
                "SMERTEKURS_WINDOW": str(folder),
                "XDG_DATA_HOME": str(folder / "data"),
                "XDG_CACHE_HOME": str(folder / "cache"),
                "LC_ALL": "C.UTF-8",
            },
            stdout=self._log,
            stderr=self._log,
        )
        self._address = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                self._call("GET", "/status")
                break
            except OSError:
                time.sleep(0.1)
        wanted = {"webkitgtk:browserOptions": {"binary": str(WINDOW), "args": []}}
        made = self._call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._address += f"/session/{made['sessionId']}"
        self._heard: list[str] = []

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(self._address + path, data, {"Content-Type": "application/json"})
        request.method = method
        try:
            with urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            said = json.load(error)["value"]
            gone = said["error"] in ("no such frame", "no such window", "javascript error")
            raise (GoneError if gone else AssertionError)(f"{path}: {said}") from None

    def open(self, address: str) -> None:
        self._remember()
        self._call("POST", "/url", {"url": address})

    def run(self, body: str, *given: Any) -> Any:
        said = self._call(
            "POST", "/execute/async", {"script": ASYNC.format(body), "args": list(given)}
        )
        if not isinstance(said, list):
            raise GoneError(f"{body}: {said}")
        return said[0]

    def act(self, actions: list[dict[str, Any]]) -> None:
        self._call("POST", "/actions", {"actions": actions})

    def size(self, width: int, height: int) -> None:
        self._call("POST", "/window/rect", {"width": width, "height": height})
        self.until("return innerWidth === arguments[0]", width)

    def _remember(self) -> None:
        """Keep what the page complained of, before it is left."""
        self._heard += self.run("return (globalThis.complaints || []).splice(0)")

    def errors(self) -> list[str]:
        self._remember()
        found, self._heard = self._heard, []
        return found

    def give_file(self, css: str, file: Path) -> None:
        found = self._call("POST", "/element", {"using": "css selector", "value": css})
        self._call("POST", f"/element/{found[ELEMENT]}/value", {"text": str(file)})

    def step(self, back: bool = True) -> None:
        self._remember()
        self._call("POST", "/back" if back else "/forward", {})

    def picture(self) -> bytes:
        return base64.b64decode(self._call("GET", "/screenshot"))

    def on_paper(self, css: str | None = None, text: str | None = None) -> str:
        if css:
            self.click(css, text)
        # Driven so, WebKit lets print() do nothing: the window prints, as its menu would.
        os.kill(int((self.folder / "window.pid").read_text()), signal.SIGUSR1)
        return words_of(self.downloaded("paper.pdf"))

    def close(self) -> None:
        with contextlib.suppress(GoneError, AssertionError, OSError):
            self._call("DELETE", "")
        for process in (self._driver, self._screen):
            process.terminate()
            process.wait(30)
        self._log.close()
