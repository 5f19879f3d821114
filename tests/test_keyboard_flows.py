"""What a learner does is done by keys alone: Tab, arrows, Enter and Space, and typing.

The whole way from the front page to the certificate is in test_journey.py, the quiz, the case, the
tools and the forms each in their own files; here is what stands between them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Visit
from playwright.sync_api import Page, expect
from test_journey import READY, SLUG, follow, kept, press, put, to

pytestmark = pytest.mark.browser
KEPT = "Object.fromEntries(Object.entries(localStorage).map(([k, v]) => [k, JSON.parse(v)]))"


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(READY)


def test_who_has_ten_minutes_finds_what_fits_and_goes_there(
    site: str, visit: Callable[..., Visit]
) -> None:
    seen = visit(f"{site}nb/{SLUG}/")
    page = seen.page
    page.wait_for_selector(READY)
    put(page, f"{SLUG}/place", {"at": "situation", "into": 0.5})
    opened(page, f"{site}nb/your-course/")
    ten = page.locator("#minutes-10")
    to(page, ten)
    expect(ten).to_be_checked()
    fits = page.locator("[data-now-list]")
    before = fits.inner_text()
    page.keyboard.press("ArrowLeft")
    assert not ten.is_checked() and fits.inner_text() != before
    page.keyboard.press("ArrowRight")
    assert fits.inner_text() == before
    follow(page, fits.get_by_role("link").first, "nb/")
    assert not page.url.endswith("/your-course/")
    seen.assert_clean()


def test_what_is_kept_is_taken_out_deleted_and_brought_in_again(
    site: str, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    seen = visit(f"{site}en/your-data/")
    page = seen.page
    put(page, f"{SLUG}/week", {"cue": "a patient asks", "action": "I ask back"})
    put(page, f"{SLUG}/confidence-start", {"levels": {"explain": 5}})
    opened(page, f"{site}en/your-data/")
    before = page.evaluate(KEPT)
    rows = page.locator(".data__row[data-key]")
    with page.expect_download() as download:
        press(page, page.get_by_role("button", name="Download as a file"))
    download.value.save_as(tmp_path / "kept.json")
    # One, and back again; then all.
    press(page, rows.first.get_by_role("button"))
    expect(rows).to_have_count(len(before) - 1)
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate(KEPT) == before
    press(page, page.get_by_role("button", name="Delete everything", exact=True))
    press(page, page.get_by_role("button", name="Yes, delete everything"))
    assert page.evaluate("localStorage.length") == 0
    with page.expect_file_chooser() as chooser:
        press(page, page.locator("[data-kept-import]"))
    chooser.value.set_files(tmp_path / "kept.json")
    expect(page.get_by_text(f"Brought in: {len(before)}.")).to_be_visible()
    assert page.evaluate(KEPT) == before
    seen.assert_clean()


def test_a_modules_ratings_rule_and_cards_are_done(site: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{site}nb/{SLUG}/", reduced_motion="reduce")
    page = seen.page
    page.wait_for_selector(READY)
    scales = page.locator("#confidence-start .sa-scale")
    for n in range(scales.count()):
        to(page, scales.nth(n).locator("input").first)
        page.keyboard.press("ArrowRight")
    assert "done" in kept(page, f"{SLUG}/confidence-start")

    recall = page.locator("#recall")
    press(page, recall.locator("button").first)
    for _ in range(40):
        if recall.get_by_text("Du er gjennom kortene").count():
            break
        # Turn the card; then «I knew it», the first of what can be said.
        press(page, recall.locator("button").first)
        press(page, recall.locator("button").first)
    expect(recall.get_by_text("Du er gjennom kortene")).to_be_visible()

    week = page.locator("#week")
    to(page, week.get_by_label("Hvis …"))
    page.keyboard.press("Control+A")
    page.keyboard.type("pasienten tar seg til nakken")
    page.keyboard.press("Tab")
    to(page, week.get_by_label("så …"))
    page.keyboard.press("Control+A")
    page.keyboard.type("spør jeg hva hun tenker")
    press(page, week.get_by_role("button", name="Ta vare på regelen"))
    expect(week.locator(".sa-week__rule")).to_be_focused()
    assert kept(page, f"{SLUG}/week")["cue"] == "pasienten tar seg til nakken"
    seen.assert_clean()


def test_the_meeting_is_played_to_an_end(site: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{site}nb/08-work-conversation/", reduced_motion="reduce")
    page = seen.page
    page.wait_for_selector(READY)
    meeting = page.locator("[data-widget='practice/role_play.js']")
    to(page, meeting.locator("button").first)
    page.keyboard.press("Enter")
    for _ in range(60):
        if meeting.locator(".sa-map").count():
            break
        press(page, meeting.locator("button").first)
    expect(meeting.locator(".sa-map")).to_be_visible()
    press(page, meeting.locator("summary").first)
    expect(meeting.locator("details").first).to_have_attribute("open", "")
    seen.assert_clean()


def test_my_week_is_reached_left_and_changed(site: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{site}nb/06-activity-and-exposure/", reduced_motion="reduce")
    page = seen.page
    page.wait_for_selector(READY)
    figure = page.locator(".sa-figure", has=page.locator("[role=grid]"))
    to(page, figure.locator(".sa-guess input").first)
    page.keyboard.press("Space")
    press(page, figure.locator(".sa-guess .sa-button"))
    to(page, figure.locator("[role=gridcell][tabindex='0']"))
    said = figure.locator(".sa-figure__words").inner_text()
    page.keyboard.press("Delete")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Delete")
    assert figure.locator(".sa-figure__words").inner_text() != said
    page.keyboard.press("Tab")
    inside = "() => Boolean(document.activeElement.closest('[role=grid]'))"
    assert not page.evaluate(inside)
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(inside)
    seen.assert_clean()


def test_the_evaluation_is_filled_in_and_taken_out(site: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{site}en/evaluation/")
    page = seen.page
    page.wait_for_selector(READY)
    groups = page.locator("main fieldset:has(input[type=radio])")
    for n in range(groups.count()):
        to(page, groups.nth(n).locator("input").first)
        page.keyboard.press("Space")
    to(page, page.get_by_label("What did you benefit from most?"))
    page.keyboard.type("The patient stories")
    with page.expect_download() as download:
        press(page, page.get_by_role("button", name="Save as a text file"))
    text = Path(download.value.path()).read_text("utf-8")
    assert "The patient stories" in text
    seen.assert_clean()


def test_the_language_and_the_look_are_changed_from_the_top_of_a_page(
    site: str, visit: Callable[..., Visit]
) -> None:
    seen = visit(f"{site}nb/tools/")
    page = seen.page
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)
    press(page, page.locator("[data-theme-toggle]"))
    assert page.evaluate(ground) != before
    press(page, page.locator("[data-switch]"))
    page.wait_for_url("**/en/tools/**")
    seen.assert_clean()
