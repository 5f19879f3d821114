"""Binder, rehearsed: its steps in a fresh environment, then the addresses that the badges open.

The steps are repo2docker's for a repository with a ``binder`` folder: copy the whole repository,
history and all; ``pip install -r binder/requirements.txt`` from its root; run ``binder/postBuild``
with ``REPO_DIR`` set; start the Jupyter Server below ``/user/<name>/`` with a token.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import ROOT, Visit
from test_leaks import KEYS, leaked

from course.catalogue import read_course
from widgets.text import LANGS, Lang

pytestmark = [
    pytest.mark.fresh,
    pytest.mark.browser,
    pytest.mark.timeout(900),
    # The image is made once, so one worker takes them all.
    pytest.mark.xdist_group("binder"),
]

TOKEN = "rehearsal"
BASE = "/user/smerte-og-arbeid-x1y2/"
CANARY = "kanarifugl-4711-bare-for-instruktøren"
MARKS = ("BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "BEGIN MARK SCHEME")


@dataclass(frozen=True)
class Image:
    """What Binder built: the repository's folder, and the environment's."""

    repo: Path
    env: Path
    home: Path

    def files(self) -> list[Path]:
        """Return every file that this repository put into the image."""
        ours = [self.repo, self.env / "share" / "smertekurs", self.env / "etc" / "jupyter"]
        ours += self.env.glob("lib/python*/site-packages/smerte_og_arbeid*")
        ours += self.env.glob("lib/python*/site-packages/_editable_impl*")
        ours += [self.home]
        found = [path for top in ours for path in [top, *top.rglob("*")]]
        return [path for path in found if path.is_file() and not path.is_symlink()]


@dataclass(frozen=True)
class Server:
    """The running Jupyter Server."""

    root: str
    image: Image

    def address(self, path: str) -> str:
        """Return where Binder sends the reader for a badge's ``urlpath``."""
        return f"{self.root}{path}?token={TOKEN}"

    def status(self, path: str, token: str = TOKEN) -> int:
        """Return what the server answers to ``path``."""
        request = urllib.request.Request(
            self.root + path, headers={"Authorization": f"token {token}"} if token else {}
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return int(answer.status) if "/login" not in answer.url else 403
        except urllib.error.HTTPError as error:
            return error.code


def badges() -> list[str]:
    """Return the ``urlpath`` of each Binder badge in the README, in order: nb, en, JupyterLab."""
    links = re.findall(r"\]\((https://mybinder\.org/[^)]+)\)", (ROOT / "README.md").read_text())
    return [parse_qs(urlsplit(link).query)["urlpath"][0] for link in links]


def run(command: list[str], cwd: Path, env: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"


def copy_repository(to: Path) -> None:
    """Copy what git knows of, plant what must not come through, and commit it all."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    for name in (
        "assignments/nb/source/terskel/key.ipynb",
        "assignments/nb/release/terskel/key.ipynb",
        "docs/instructors.md",
        "tests/key.py",
        "key.yaml",
    ):
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_text(CANARY, "utf-8")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for step in (["init", "-q"], ["add", "-f", "."], ["commit", "-q", "-m", CANARY]):
        subprocess.run([*git, *step], cwd=to, check=True, capture_output=True)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    top = tmp_path_factory.mktemp("binder")
    repo, env, home = top / "repo", top / "env", top / "home"
    home.mkdir()
    copy_repository(repo)
    run([sys.executable, "-m", "venv", str(env)], top, dict(os.environ))
    image = Image(repo, env, home)
    # pip finds its index by the person's own configuration; all else starts from nothing.
    pip = {**os.environ, "PYTHONNOUSERSITE": "1"}
    install = ["install", "-q", "--no-cache-dir", "-r", "binder/requirements.txt"]
    run([str(env / "bin" / "pip"), *install], repo, pip)
    run(["./binder/postBuild"], repo, environment(image))
    return image


def environment(image: Image) -> dict[str, str]:
    return {
        "PATH": f"{image.env / 'bin'}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(image.home),
        "REPO_DIR": str(image.repo),
        "NB_PYTHON_PREFIX": str(image.env),
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture(scope="module")
def server(image: Image) -> Iterator[Server]:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    log = image.home.parent / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [
                str(image.env / "bin" / "jupyter"),
                "lab",
                "--ip=127.0.0.1",
                f"--port={port}",
                "--no-browser",
                "--allow-root",
                f"--ServerApp.base_url={BASE}",
                f"--IdentityProvider.token={TOKEN}",
            ],
            cwd=image.repo,
            env=environment(image),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}{BASE}", image)
    try:
        limit = time.monotonic() + 90
        while True:
            try:
                assert server.status("api/status") == 200
                break
            except (AssertionError, OSError):
                assert process.poll() is None and time.monotonic() < limit, log.read_text()[-3000:]
                time.sleep(0.2)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()


def test_no_file_of_the_image_knows_an_answer(image: Image) -> None:
    assert KEYS
    files = image.files()
    assert len(files) > 50
    for path in files:
        text = path.read_bytes().decode("utf-8", errors="replace")
        assert CANARY not in text, path
        assert leaked(text) == [], path
    marked = [
        str(path)
        for path in files
        if path.suffix in {".ipynb", ".yaml", ".html", ".json", ".md"}
        and any(mark in path.read_text("utf-8", errors="replace") for mark in MARKS)
    ]
    assert marked == []


def test_neither_history_nor_sources_nor_tests_are_in_the_image(image: Image) -> None:
    left = {path.name for path in image.repo.iterdir()}
    assert not left & {".git", "assignments", "tests", "key.yaml", "benchmarks", ".ci"}
    assert [path for path in image.repo.rglob(".git*")] == []


def test_nobody_without_the_token_gets_a_page(server: Server) -> None:
    for urlpath in badges():
        assert server.status(urlpath, token="") == 403
        assert server.status(urlpath) == 200


def test_what_is_not_in_the_image_is_not_served(server: Server) -> None:
    for path in (
        "api/contents/assignments",
        "files/assignments/nb/source/terskel/key.ipynb",
        "api/contents/tests",
        "files/.git/HEAD",
        "voila/smertekurs/../../../etc/passwd",
        "voila/smertekurs/%2e%2e/%2e%2e/pyvenv.cfg",
        "voila/files/assignments/nb/source/terskel/key.ipynb",
    ):
        assert server.status(path) in {400, 403, 404}, path


@pytest.mark.parametrize(("lang", "which"), [("nb", 0), ("en", 1)])
def test_the_badge_opens_the_course_in_its_language(
    server: Server, visit: Callable[..., Visit], lang: Lang, which: int
) -> None:
    course = read_course(ROOT)
    assert course.catalogue is not None
    title = course.catalogue.title.in_(lang)
    seen = visit(server.address(badges()[which]))
    page = seen.page
    assert page.locator("html").get_attribute("lang") == lang
    assert title in page.title()
    assert title in page.locator("h1").inner_text()
    front = page.url
    for module in course.modules:
        page.goto(front)
        page.locator(f".cards a[href*='{module.slug}']").click()
        page.wait_for_selector("html[data-widgets=ready]")
        assert module.title(lang) in page.locator("h1").inner_text()
        assert page.locator("[data-widget]").count() >= 3
        assert page.locator("[data-widget]:not([data-mounted=true])").count() == 0
    seen.assert_clean()


def test_voilas_own_address_of_a_module_leads_to_its_page(
    server: Server, visit: Callable[..., Visit]
) -> None:
    for lang in LANGS:
        notebook = f"modules/04-sensitisation-and-attention/{lang}.ipynb"
        seen = visit(server.address(f"voila/render/{notebook}"))
        seen.page.wait_for_selector("html[data-widgets=ready]")
        assert seen.page.locator("html").get_attribute("lang") == lang
        seen.assert_clean()


def test_the_badge_opens_jupyterlab_with_a_module(
    server: Server, visit: Callable[..., Visit]
) -> None:
    seen = visit(server.address(badges()[2]))
    seen.page.wait_for_selector(".jp-Notebook .jp-MarkdownCell h1", timeout=90_000)
    # JupyterLab draws a long notebook's cells one after another.
    seen.page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=90_000)
    assert seen.foreign == []


def test_these_tests_are_one_workers(request: pytest.FixtureRequest) -> None:
    # Else each worker would make the image anew.
    assert request.node.nodeid.endswith("@binder") or "PYTEST_XDIST_WORKER" not in os.environ
