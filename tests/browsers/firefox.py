"""Firefox, as Debian or Mozilla ships it, through WebDriver BiDi: no driver beside it is needed."""

from __future__ import annotations

import base64
import itertools
import json
import os
import queue
import re
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

import websocket  # comes with jupyter-server
from tab import GoneError, Tab, words_of

NAMES = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
PREFERENCES = {
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": True,
    # The list of downloads would open over the page and take the keys.
    "browser.download.alwaysOpenPanel": False,
    "browser.shell.checkDefaultBrowser": False,
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "app.normandy.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    # A window that nobody sees is not in front, and no button in it would answer to a key.
    "focusmanager.testmode": True,
    # What a page prints goes to a file, without a dialog.
    "print.always_print_silent": True,
    "print_printer": "Mozilla Save to PDF",
    "print.printer_Mozilla_Save_to_PDF.print_to_file": True,
    "intl.accept_languages": "nb-NO, nb, en",
    # A fresh profile would otherwise spend its first minute on itself.
    "browser.startup.homepage": "about:blank",
    "browser.safebrowsing.update.enabled": False,
}
ANSWERS_WITHIN = 60  # seconds


def executable() -> str | None:
    """Return the path of a Firefox, if there is one."""
    for name in (os.environ.get("SMERTEKURS_FIREFOX"), *NAMES):
        if name and (found := shutil.which(name)):
            return found
    return None


class Firefox(Tab):
    """A Firefox with a profile of its own, made in ``folder``; downloads land there too."""

    name = "Firefox"

    def __init__(self, path: str, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        wanted = PREFERENCES | {
            "browser.download.dir": str(folder),
            "print.printer_Mozilla_Save_to_PDF.print_to_filename": str(folder / "paper.pdf"),
        }
        lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in wanted.items())
        (folder / "user.js").write_text("\n".join(lines), "utf-8")
        self._process = subprocess.Popen(
            [path, "--headless", "--no-remote", "--profile", folder, "--remote-debugging-port=0"],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if found := re.search(r"BiDi listening on (ws://\S+)", line):
                break
        else:
            raise AssertionError("Firefox ended before it could be spoken to")
        # What it says later is read too, or it would wait for us.
        threading.Thread(target=self._process.stderr.read, daemon=True).start()
        self._socket = websocket.create_connection(f"{found[1]}/session", suppress_origin=True)
        self._numbers = itertools.count(1)
        self._answers: dict[int, queue.Queue[dict[str, Any]]] = {}
        self._complaints: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._tab = self._ask("browsingContext.create", type="tab")["context"]
        self._ask("browsingContext.activate", context=self._tab)

    def _listen(self) -> None:
        while True:
            try:
                said = json.loads(self._socket.recv() or "{}")
            except (OSError, ValueError, websocket.WebSocketException):
                return
            if "id" in said:
                self._answers.pop(said["id"]).put(said)
            elif said.get("method") == "log.entryAdded" and said["params"]["level"] == "error":
                self._complaints.append(str(said["params"]["text"]))

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        answer: queue.Queue[dict[str, Any]] = queue.Queue()
        self._answers[number] = answer
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        said = answer.get(timeout=ANSWERS_WITHIN)
        if said["type"] == "error":
            gone = said["error"] in ("no such frame", "unknown error")
            raise (GoneError if gone else AssertionError)(f"{method}: {said['message']}")
        result: dict[str, Any] = said["result"]
        return result

    def open(self, address: str) -> None:
        self._ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def run(self, body: str, *given: Any) -> Any:
        # As JSON there and back, so that what is asked is the same in both protocols.
        said = self._ask(
            "script.callFunction",
            functionDeclaration="async function (given) { const work = async function () {"
            f" {body} }}; return JSON.stringify(await work(...JSON.parse(given)) ?? null) }}",
            arguments=[{"type": "string", "value": json.dumps(given)}],
            target={"context": self._tab},
            awaitPromise=True,
            userActivation=False,
        )
        if said["type"] == "exception":
            raise AssertionError(said["exceptionDetails"]["text"])
        return json.loads(said["result"]["value"])

    def act(self, actions: list[dict[str, Any]]) -> None:
        self._ask("input.performActions", context=self._tab, actions=actions)

    def size(self, width: int, height: int) -> None:
        room = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self._tab, viewport=room)

    def errors(self) -> list[str]:
        found, self._complaints = self._complaints, []
        return found

    def give_file(self, css: str, file: Path) -> None:
        nodes = self._ask(
            "browsingContext.locateNodes",
            context=self._tab,
            locator={"type": "css", "value": css},
        )["nodes"]
        element = {"sharedId": nodes[0]["sharedId"]}
        self._ask("input.setFiles", context=self._tab, element=element, files=[str(file)])

    def step(self, back: bool = True) -> None:
        delta = -1 if back else 1
        self._ask("browsingContext.traverseHistory", context=self._tab, delta=delta)

    def picture(self) -> bytes:
        said = self._ask("browsingContext.captureScreenshot", context=self._tab)
        return base64.b64decode(said["data"])

    def on_paper(self, css: str | None = None, text: str | None = None) -> str:
        if css:
            self.click(css, text)
        else:
            self.run("setTimeout(() => print())")
        return words_of(self.downloaded("paper.pdf"))

    def close(self) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(30)
