"""One tab of a real browser, driven by real keys and a real pointer, whatever the browser.

Firefox and WebKit are spoken to each in its own standard protocol (``firefox.py``, ``webkit.py``);
what a tour needs of them is said here once. A page is told nothing of it: nothing in it is changed.
"""

from __future__ import annotations

import io
import time
import unicodedata
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

import pypdf

KEYS = {
    "Tab": "\ue004", "Enter": "\ue007", "Space": " ", "Escape": "\ue00c", "Home": "\ue011",
    "End": "\ue010", "Delete": "\ue017", "ArrowLeft": "\ue012", "ArrowUp": "\ue013",
    "ArrowRight": "\ue014", "ArrowDown": "\ue015", "PageDown": "\ue00f", "Shift": "\ue008",
    "Control": "\ue009",
}  # fmt: skip
"""The standard's code of each key that types no letter."""
READY = "return document.documentElement?.dataset.widgets === 'ready'"
MIDDLE = """
const one = typeof arguments[0] === 'string' ? find(arguments[0], arguments[1]) : null;
if (!one) return null;
one.scrollIntoView({ block: 'center', behavior: 'instant' });
const { left, top, width, height } = one.getBoundingClientRect();
return width && height ? [Math.round(left + width / 2), Math.round(top + height / 2)] : null;
"""
FIND = """
const find = (css, text) => [...document.querySelectorAll(css)].find((one) =>
  one.getClientRects().length && (text === null || one.textContent.trim().includes(text)));
"""
"""The first element that is seen, of a selector and perhaps with words in it."""


class Tab(ABC):
    """What a reader can do, and what can be asked of the page before her."""

    name: str
    folder: Path
    """Where what the page saves lands."""

    @abstractmethod
    def open(self, address: str) -> None:
        """Go to an address, and wait until it has loaded."""

    @abstractmethod
    def run(self, body: str, *given: Any) -> Any:
        """Run the body of a function in the page; return what it returns."""

    @abstractmethod
    def act(self, actions: list[dict[str, Any]]) -> None:
        """Let keys and pointers act, as WebDriver describes them."""

    @abstractmethod
    def size(self, width: int, height: int) -> None:
        """Give the page this much room, in CSS pixels."""

    @abstractmethod
    def errors(self) -> list[str]:
        """Return what the console and the page have complained of, since last asked."""

    @abstractmethod
    def give_file(self, css: str, file: Path) -> None:
        """Choose a file in a file field."""

    @abstractmethod
    def step(self, back: bool = True) -> None:
        """Go back, or on again, as by the browser's own button."""

    @abstractmethod
    def picture(self) -> bytes:
        """Return what is seen, as PNG."""

    @abstractmethod
    def on_paper(self, css: str | None = None, text: str | None = None) -> str:
        """Return the words on paper when the page is printed, or when a button of it prints."""

    @abstractmethod
    def close(self) -> None:
        """Close the browser."""

    def page(self, address: str) -> None:
        """Open a page of the course, and wait until its widgets are there."""
        self.open(address)
        self.until(READY)

    def anew(self, address: str) -> None:
        """Open a page as on a first visit: nothing is kept."""
        self.open(address)
        self.run("localStorage.clear()")
        self.page(address)

    def reload(self) -> None:
        """Load the page anew."""
        self.run("globalThis.old = true; location.reload()")
        self.until(f"if (globalThis.old) return false; {READY}")

    def until(self, body: str, *given: Any, seconds: float = 10) -> Any:
        """Wait until the page answers something true; return it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if found := self.run(body, *given):
                    return found
            except GoneError:
                pass
            time.sleep(0.03)
        raise AssertionError(f"{self.name}: never came true: {body} {given}")

    def point(self, css: str, text: str | None = None) -> tuple[int, int]:
        """Bring an element to the middle of the window; return where it then is."""
        x, y = self.until(FIND + MIDDLE, css, text)
        return x, y

    def click(self, css: str, text: str | None = None, pointer: str = "mouse") -> None:
        """Press what is found by ``css``, and has ``text`` in it, with a mouse or a finger."""
        x, y = self.point(css, text)
        self.act([_pointer(pointer, [_move(x, y), _DOWN, _UP])])

    def drag(self, start: tuple[str, str | None], end: tuple[str, str | None]) -> None:
        """Drag one element onto another with the mouse, in steps as a hand does."""
        x, y = self.point(*start)
        where = f"{FIND} const r = find(...arguments).getBoundingClientRect();"
        to_x, to_y = self.run(
            f"{where} return [Math.round(r.left + r.width / 2), Math.round(r.top + r.height / 2)]",
            *end,
        )
        way = [_move(x + (to_x - x) * n // 8, y + (to_y - y) * n // 8, 16) for n in range(1, 9)]
        self.act([_pointer("mouse", [_move(x, y), _DOWN, *way, _move(to_x, to_y, 16), _UP])])
        # What it set going is drawn.
        self.run(
            "await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def press(self, *keys: str) -> None:
        """Press keys one after the other; ``Control+End`` holds the first meanwhile."""
        made = []
        for key in keys:
            parts = [KEYS.get(part, part) for part in (key.split("+") if len(key) > 1 else [key])]
            made += [{"type": "keyDown", "value": part} for part in parts]
            made += [{"type": "keyUp", "value": part} for part in reversed(parts)]
        self.act([{"type": "key", "id": "keys", "actions": made}])

    def type(self, css: str, text: str) -> None:
        """Click into a field and write in it."""
        self.click(css)
        self.press(*("Space" if letter == " " else letter for letter in text))

    def downloaded(self, pattern: str) -> bytes:
        """Wait for a file that the page saves; return what is in it, and take it away."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            for file in self.folder.glob(pattern):
                data = file.read_bytes()
                # A PDF is whole when its end is there.
                if data and (file.suffix != ".pdf" or b"%%EOF" in data[-64:]):
                    file.unlink()
                    return data
            time.sleep(0.05)
        raise AssertionError(f"{self.name}: nothing was saved as {pattern}")

    def text(self, css: str) -> str:
        """Return the words that are seen in the first element of a selector."""
        return str(self.until(f"{FIND} return find(arguments[0], null)?.innerText", css))


class GoneError(Exception):
    """The page went away while it was asked: it is asked again."""


def words_of(paper: bytes) -> str:
    """Return the words of a PDF, letter by letter: fi may be one there."""
    sheets = pypdf.PdfReader(io.BytesIO(paper)).pages
    text = " ".join(sheet.extract_text() for sheet in sheets)
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _pointer(kind: str, actions: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "pointer", "id": kind, "parameters": {"pointerType": kind}, "actions": actions,
    }  # fmt: skip


def _move(x: int, y: int, duration: int = 0) -> dict[str, Any]:
    return {"type": "pointerMove", "x": x, "y": y, "duration": duration, "origin": "viewport"}


_DOWN: dict[str, Any] = {"type": "pointerDown", "button": 0}
_UP: dict[str, Any] = {"type": "pointerUp", "button": 0}
