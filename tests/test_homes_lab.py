"""The widgets in JupyterLab, their second home: every one mounts and answers, and no code shows."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

MODULES = Path(__file__).parents[1] / "modules"
PATIENCE = 120_000  # ms: a kernel starts slowly on a busy machine
FOLDERS = sorted(MODULES.glob("[0-9]*"))
TOKEN = "lab-of-the-tests"


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab on a copy of the modules."""

    address: str
    modules: Path


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(MODULES, home / "modules")
    # All cells are in the page at once, so that they can be counted.
    settings = home / "config/lab/user-settings/@jupyterlab/notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text(json.dumps({"windowingMode": "none"}))
    scripts = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}",
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
    }
    port = free_port()
    command = [
        str(scripts / "jupyter"),
        "lab",
        "--no-browser",
        "--allow-root",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}",
        f"--ServerApp.root_dir={home / 'modules'}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    address = f"http://127.0.0.1:{port}"
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"{address}/api/status?token={TOKEN}", server, home / "log")
        yield Lab(address, home / "modules")
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                assert answer.status == 200
            return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"JupyterLab never answered:\n{log.read_text()}")


def ask(lab: Lab, path: str, method: str = "GET") -> bytes:
    headers = {"Authorization": f"token {TOKEN}"}
    request = urllib.request.Request(f"{lab.address}{path}", headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return bytes(answer.read())


def stop_kernels(lab: Lab) -> None:
    """Stop every session, so that each test begins with a fresh kernel."""
    for session in json.loads(ask(lab, "/api/sessions")):
        ask(lab, f"/api/sessions/{session['id']}", "DELETE")


def wait_for_kernel(page: Page, lab: Lab) -> None:
    """Wait until the kernel is up and the page is connected to it.

    JupyterLab shows "idle" before that, and loses the cells that are run meanwhile.
    """
    for _ in range(PATIENCE // 500):
        kernels = [session["kernel"] for session in json.loads(ask(lab, "/api/sessions"))]
        if any(k["connections"] > 0 and k["execution_state"] == "idle" for k in kernels):
            break
        page.wait_for_timeout(500)
    status = page.locator("#jp-main-statusbar").get_by_text("| Idle")
    expect(status).to_be_visible(timeout=PATIENCE)


def run_all(page: Page, lab: Lab, notebook: str) -> int:
    """Open ``notebook`` (below the modules), run all its cells, return how many show a widget."""
    cells = nbformat.read(lab.modules / notebook, as_version=4).cells
    widgets = [
        c.id for c in cells if c.cell_type == "code" and c.source.startswith("from widgets import")
    ]
    page.goto(f"{lab.address}/lab/tree/{notebook}?token={TOKEN}&reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=PATIENCE)
    wait_for_kernel(page, lab)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    mounted = page.locator(".jp-OutputArea .sa:not(.sa-still):not(.sa .sa)")
    # JupyterLab stops at the first cell that fails, so an error ends the waiting.
    failed = page.locator(".jp-OutputArea-output:has(.ansi-red-fg)")
    expect(mounted.nth(len(widgets) - 1).or_(failed.first)).to_be_attached(timeout=PATIENCE)
    assert failed.all_inner_texts() == []
    expect(mounted).to_have_count(len(widgets))
    return len(widgets)


@pytest.fixture(scope="module")
def reader(browser: Browser, lab: Lab) -> Iterator[BrowserContext]:
    """One reader of all notebooks, who need not load JupyterLab itself for each anew."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    yield context
    context.close()


@pytest.fixture
def page(reader: BrowserContext, lab: Lab) -> Iterator[Page]:
    hosts: set[str] = set()
    errors: list[str] = []
    one = reader.new_page()
    one.on("pageerror", lambda error: errors.append(str(error)))
    one.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    yield one
    one.close()
    stop_kernels(lab)
    assert errors == []
    assert hosts - {""} <= {urlsplit(lab.address).netloc}, "the page asked another host"


def place_a_phrase_in_the_diamond(page: Page) -> None:
    diamond = page.locator(".sa-diamond")
    phrase = diamond.locator('[data-bin=""] [data-card]').first
    name = phrase.get_attribute("data-card")
    phrase.locator(".sa-board__choose").press("Enter")
    phrase.locator('[data-to="body"]').press("Enter")
    placed = diamond.locator(f'[data-bin="body"] [data-card="{name}"] .sa-board__choose')
    expect(placed).to_have_count(1)
    expect(diamond.locator("svg[role=img]").first).to_contain_text(
        placed.inner_text().split()[0], timeout=5000
    )


def answer_a_quiz_and_a_case(page: Page) -> None:
    quiz = page.locator(".sa-quiz")
    quiz.get_by_role("button", name="Start the quiz").click()
    quiz.get_by_role("radio").first.check()
    quiz.get_by_role("button", name="Check the answer").click()
    expect(quiz.locator(".sa-verdict")).to_be_visible()
    case = page.locator(".sa-case").first
    case.get_by_role("button").first.click()
    case.locator(".sa-case__choice").first.click()
    expect(case.locator(".sa-feedback")).to_be_visible()


def move_a_slider_until_the_figure_says_something_else(page: Page) -> None:
    figure = page.locator(".sa-figure").filter(has=page.locator(".sa-slider")).first
    guess = figure.locator(".sa-guess input[type=radio]")
    if guess.count():
        guess.first.check()
        figure.locator(".sa-guess button").click()
    words = figure.locator(".sa-figure__words")
    before = words.inner_text()
    figure.locator(".sa-slider input").first.press("End")
    expect(words).not_to_have_text(before)
    figure.locator(".sa-slider input").first.press("Home")
    expect(words).to_be_visible()


# Every module, in the languages by turns: the site's tests see both of each.
BY_TURNS = [f"{path.name}/{('nb', 'en')[n % 2]}.ipynb" for n, path in enumerate(FOLDERS)]
ANSWERS = {
    "03-understanding-pain/en.ipynb": (place_a_phrase_in_the_diamond, answer_a_quiz_and_a_case),
    "04-sensitisation-and-attention/nb.ipynb": (
        move_a_slider_until_the_figure_says_something_else,
    ),
}
"""What is tried on a notebook that is open: opening one takes longer than all that follows."""


def test_what_answers_is_in_a_notebook_that_is_opened() -> None:
    assert ANSWERS.keys() <= set(BY_TURNS)


@pytest.mark.parametrize("notebook", BY_TURNS)
def test_every_widget_mounts_and_answers_and_no_code_shows(
    page: Page, lab: Lab, notebook: str
) -> None:
    assert run_all(page, lab, notebook) > 0
    editors = page.locator(".jp-CodeCell .jp-InputArea-editor").locator("visible=true")
    assert editors.count() == 0, "learners never see code: set jupyter.source_hidden"
    code = page.get_by_text("from widgets import").locator("visible=true")
    assert code.all_inner_texts() == []
    for answers in ANSWERS.get(notebook, ()):
        answers(page)
