"""Whatever dies under a form, nothing that was written in it is lost, and it mends itself."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psutil
import pytest
from form_server import kernels, make_folder, opened
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PATIENCE = 90_000


def picture(page: Page, name: str) -> None:
    if target := os.environ.get("SMERTEKURS_PICTURES"):
        page.screenshot(path=f"{target}/{name}.png", full_page=True)


def write(page: Page, text: str) -> None:
    page.locator("textarea").fill(text)


def has(page: Page, folder: Path, text: str) -> None:
    """Wait until the form says that all is saved, and look on the disk."""
    expect(page.locator("textarea")).to_have_value(text, timeout=PATIENCE)
    expect(page.locator(".sa-form__state")).to_contain_text("Lagret kl.", timeout=PATIENCE)
    assert json.loads((folder / "answers.json").read_text("utf-8"))["answers"]["script"] == text


def test_a_kernel_and_a_server_are_killed_mid_form_and_all_answers_are_kept(
    tmp_path: Path, visit: Callable[..., Any]
) -> None:
    folder = make_folder(tmp_path / "mine")
    with ExitStack() as first:
        address, server = first.enter_context(opened(folder))
        seen = visit(address)
        page: Page = seen.page
        page.locator(".sa-form").wait_for(timeout=PATIENCE)
        write(page, "ett")
        has(page, folder, "ett")
        seen.assert_clean()
        (kernel,) = kernels(server.pid)
        kernel.kill()
        write(page, "ett to")
        has(page, folder, "ett to")
        (kernel,) = kernels(server.pid)
        server.kill()
        server.wait()
        write(page, "ett to tre")
        expect(page.locator(".sa-form__state")).to_contain_text("Ikke lagret ennå", timeout=30_000)
    with opened(folder) as (again, server):
        assert again == address, "open pages would not find it"
        has(page, folder, "ett to tre")
        page.goto("about:blank")
        gone, alive = psutil.wait_procs(kernels(server.pid), timeout=30)
        assert not alive and len(gone) <= 1


def test_with_all_places_taken_the_next_form_waits_politely_and_then_opens(
    tmp_path: Path, visit: Callable[..., Any], axe: Callable[[Page], list[str]]
) -> None:
    folder = make_folder(tmp_path / "mine")
    with opened(folder, SMERTEKURS_MOST_FORMS="1") as (address, server):
        first: Page = visit(address).page
        first.locator(".sa-form").wait_for(timeout=PATIENCE)
        second: Page = visit(address, width=390).page
        expect(second.locator("h1")).to_have_text("Vent litt")
        expect(second.locator("section[lang=en]")).to_contain_text("All places are taken just now")
        assert axe(second) == [] and len(kernels(server.pid)) == 1
        picture(second, "waiting")
        first.goto("about:blank")
        second.locator(".sa-form").wait_for(timeout=PATIENCE)


def test_two_windows_on_one_assignment_keep_what_each_has_answered(
    tmp_path: Path, visit: Callable[..., Any]
) -> None:
    folder = make_folder(tmp_path / "mine")
    with opened(folder) as (address, _server), opened(folder) as (another, _other):
        assert address.split("?")[0] != another.split("?")[0]
        one, two = (visit(place).page for place in (address, another))
        for page in (one, two):
            page.locator(".sa-form").wait_for(timeout=PATIENCE)
        write(one, "fra det ene")
        has(one, folder, "fra det ene")
        two.locator('[data-question="statements"] input').first.press("Space")
        expect(two.locator(".sa-warning").first).to_contain_text("endret et annet sted")
        kept = json.loads((folder / "answers.json").read_text("utf-8"))["answers"]
        assert kept["script"] == "fra det ene" and len(kept["statements"]) == 1
