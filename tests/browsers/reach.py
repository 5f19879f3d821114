"""The browsers that ``make browsers`` tours, and the three ways to reach the course."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import firefox
import pytest
import webkit
from tab import Tab

ARTEFACTS = Path(__file__).resolve().parents[2] / "test-artefacts"
MISSING = {
    "firefox": "No Firefox found: sudo apt-get install firefox-esr, or set SMERTEKURS_FIREFOX",
    "webkit": "No WebKitWebDriver found: sudo apt-get install webkit2gtk-driver"
    " gir1.2-webkit2-4.1 python3-gi xvfb (Debian and Ubuntu only)",
}


@pytest.fixture(scope="session", params=("firefox", "webkit"))
def browser_tab(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tab]:
    """One tab for all tests of a browser. A browser that is missing is an error, never a skip."""
    folder = tmp_path_factory.mktemp(request.param) / "profile"
    found = {"firefox": firefox, "webkit": webkit}[request.param].executable()
    if not found:
        pytest.fail(MISSING[request.param], pytrace=False)
    opened: Tab = (
        firefox.Firefox(found, folder)
        if request.param == "firefox"
        else webkit.WebKit(found, folder)
    )
    yield opened
    opened.close()


@pytest.fixture
def tab(browser_tab: Tab, request: pytest.FixtureRequest) -> Iterator[Tab]:
    """The tab at a desktop's size; when the test fails, a picture is kept in test-artefacts/."""
    browser_tab.size(1280, 900)
    browser_tab.errors()
    yield browser_tab
    if getattr(request.node, "failed", False):
        ARTEFACTS.mkdir(exist_ok=True)
        name = re.sub(r"[^\w.-]+", "-", request.node.nodeid).strip("-")
        (ARTEFACTS / f"{name}.png").write_bytes(browser_tab.picture())


@pytest.fixture(params=("served", "hosted", "disk"))
def home(request: pytest.FixtureRequest) -> str:
    """The course's address: our own server, a web server's folder, a folder on a disk."""
    if request.param == "disk":
        folder: Path = request.getfixturevalue("built_folder")
        return f"{folder.as_uri()}/"
    name = {"served": "site", "hosted": "built"}[request.param]
    return str(request.getfixturevalue(name))


@pytest.fixture
def ending(home: str) -> str:
    """What an address below ``home`` ends with: a disk has no page for a folder."""
    return "index.html" if home.startswith("file:") else ""
