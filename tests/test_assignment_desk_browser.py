"""A learner goes from the list to the feedback on one page, without code and without a terminal."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from test_assignment_loop import NAME, PATIENCE, new_school, set_mark, started
from test_leaks import leaked

pytestmark = [pytest.mark.loop, pytest.mark.browser, pytest.mark.timeout(400)]


def card(page: Page) -> Locator:
    return page.locator(f"#{NAME}")


def picture(page: Page, name: str) -> None:
    if target := os.environ.get("SMERTEKURS_PICTURES"):
        page.screenshot(path=f"{target}/desk-{name}.png", full_page=True)


def hand_in(page: Page, folder: Path) -> str:
    """Hand in on the form, check the receipt on it, go back to the list; return the checksum."""
    page.get_by_role("button", name="Lever oppgaven", exact=True).press("Enter")
    receipt = page.locator(".sa-receipt__mark")
    expect(page.locator(".sa-receipt")).to_contain_text("Levert", timeout=PATIENCE)
    mark = hashlib.sha256((folder / "answers.json").read_bytes()).hexdigest()
    expect(receipt).to_have_text(mark, timeout=PATIENCE)
    page.get_by_role("link", name="Til Mine oppgaver").press("Enter")
    expect(page.locator("h1")).to_have_text("Mine oppgaver")
    return mark


def test_from_the_list_to_the_feedback(
    tmp_path: Path, visit: Callable[..., Any], axe: Callable[[Page], list[str]]
) -> None:
    school = new_school(tmp_path, "nb")
    for who in ("teacher", "kari"):
        school.env(who)
    school.does("teacher", "generate", NAME)
    school.does("teacher", "release", NAME, "--due", "2099-12-04T12:00")
    home = tmp_path / "homes" / "kari"
    folder = home / "smerte-og-arbeid" / NAME
    with started(school, "kari", "serve", "--no-open") as (address, _pid):
        seen = visit(address)
        page = seen.page
        expect(page.locator("h1")).to_have_text("Mine oppgaver")
        expect(card(page)).to_contain_text("fredag 4. desember 2099 kl. 12.00")
        expect(card(page)).to_contain_text("Ikke begynt")
        page.get_by_role("link", name="Åpne oppgaven").press("Enter")
        page.locator(".sa-form").wait_for(timeout=PATIENCE)
        set_mark(page, 0, 0, 2)
        expect(page.locator(".sa-form__state")).to_contain_text("Lagret kl.")
        first = hand_in(page, folder)
        expect(card(page).locator(".sa-desk__state")).to_contain_text("Venter på retting")
        page.get_by_role("link", name="Se eller endre svarene").press("Enter")
        page.locator(".sa-form").wait_for(timeout=PATIENCE)
        set_mark(page, 0, 1, 8)
        expect(page.locator(".sa-form__state")).to_contain_text("Lagret kl.")
        second = hand_in(page, folder)
        assert second != first
        card(page).locator("summary").press("Enter")
        expect(card(page).locator("code")).to_have_text([second, first])
        for step in ("collect", "autograde", "feedback"):
            school.does("teacher", step, NAME)
        page.reload()
        expect(card(page)).to_contain_text("Poeng: 2 av 29")
        card(page).locator("summary").press("Enter")
        assert axe(page) == []
        assert leaked(page.content()) == []
        picture(page, "1280")
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        picture(page, "390")
        page.get_by_role("link", name="Les tilbakemeldingen").first.press("Enter")
        expect(page.locator(".total")).to_have_text("Poeng: 2 av 29")
        picture(page, "feedback")
        page.get_by_role("link", name="Til Mine oppgaver").press("Enter")
        page.get_by_role("link", name="English").press("Enter")
        expect(page.locator("h1")).to_have_text("My assignments")
        seen.assert_clean()
