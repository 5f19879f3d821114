"""The same form in JupyterLab: it opens, its keys are its own, and answers are saved."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from test_assignment_loop import new_school
from test_homes_lab import PATIENCE, TOKEN, Lab, free_port, wait_for, wait_for_kernel

from widgets.forms.assignment_form import AssignmentForm

pytestmark = [pytest.mark.browser, pytest.mark.loop, pytest.mark.timeout(400)]
NAME = "threshold-and-tolerance"


def test_a_learner_answers_in_jupyterlab(browser: Browser, tmp_path: Path) -> None:
    school = new_school(tmp_path, "nb")
    school.does("teacher", "generate", NAME)
    folder = tmp_path / NAME
    shutil.copytree(school.nbgrader / "release" / NAME, folder)
    port = free_port()
    command = [
        str(Path(sys.executable).parent / "jupyter-lab"),
        "--no-browser",
        "--allow-root",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}",
        f"--ServerApp.root_dir={tmp_path}",
    ]
    address = f"http://127.0.0.1:{port}"
    with (tmp_path / "log").open("w") as log:
        env = {**os.environ, "HOME": str(tmp_path)}
        server = subprocess.Popen(command, env=env, cwd=tmp_path, stdout=log, stderr=log)
    try:
        wait_for(f"{address}/api/status?token={TOKEN}", server, tmp_path / "log")
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.goto(f"{address}/lab/tree/{NAME}/{NAME}.ipynb?token={TOKEN}&reset")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=PATIENCE)
        wait_for_kernel(page, Lab(address, tmp_path))
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.locator(".sa-form").wait_for(timeout=PATIENCE)
        slider = page.locator(".sa-form input[type=range]").first
        slider.press("ArrowRight")
        slider.press("ArrowRight")
        saved = AssignmentForm.read_words("nb")["saved"].split("{")[0]
        expect(page.locator(".sa-form__state")).to_contain_text(saved, timeout=30_000)
        held = json.loads((folder / "answers.json").read_text("utf-8"))
        assert held["answers"]["people"] == {"anne": {"threshold": 2}}
        assert page.get_by_text("from course").locator("visible=true").count() == 0
        page.close()
    finally:
        server.terminate()
        server.wait(30)
