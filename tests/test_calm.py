"""Who asks the system for less motion gets none: nothing moves by itself, and nothing glides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from conftest import Visit
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

MOVING = """() => new Promise((told) => requestAnimationFrame(() => told(
  document.getAnimations().filter((one) => one.playState === "running").map((one) =>
    `${one.transitionProperty || one.animationName} of ${one.effect.target.outerHTML.slice(0, 80)}`
  ))))"""
SLIDES = """(n) => {
  for (const input of document.querySelectorAll(".sa-figure input[type=range]")) {
    input.value = n ? input.max : input.min;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""
GUESSED = """() => {
  for (const guess of document.querySelectorAll(".sa-guess")) {
    guess.querySelector("input").click();
    guess.querySelector(".sa-button").click();
  }
}"""
MOVE = ("04-sensitisation-and-attention/", "06-activity-and-exposure/", "07-work-and-sick-leave/")
"""Modules whose figures move: wind-up, the attention circle, days and degrees in bars."""


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-widgets=ready]")
    page.evaluate(GUESSED)


@pytest.mark.parametrize("asked", ["reduce", "no-preference"])
def test_nothing_glides_for_who_asks_for_less_motion(
    asked: Literal["reduce", "no-preference"], site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}nb/", reduced_motion=asked).page
    moved = []
    for name in MOVE:
        opened(page, f"{site}nb/{name}")
        for n in range(2):
            page.evaluate(SLIDES, n)
            moved += page.evaluate(MOVING)
        moved += page.get_by_role("button", name="Spill av").all_inner_texts()
    scrolls = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
    if asked == "reduce":
        assert moved == [] and scrolls == "auto"
    else:
        # The same look sees what moves where nobody asks for less.
        assert moved != [] and scrolls == "smooth"


def test_my_week_changes_at_once_and_only_by_the_readers_hand(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}nb/", reduced_motion="reduce").page
    opened(page, f"{site}nb/06-activity-and-exposure/")
    figure = page.locator(".sa-figure", has=page.locator("[role=grid]"))
    picture = figure.locator(".sa-figure__picture")
    weeks = figure.locator(".sa-week-begin button")
    seen = {picture.inner_html()}
    for n in range(weeks.count()):
        weeks.nth(n).focus()
        page.keyboard.press("Enter")
        now = picture.inner_html()
        # All is in its place when the key is let go, and stays there from frame to frame.
        assert page.evaluate(MOVING) == page.evaluate(MOVING) == []
        assert picture.inner_html() == now
        seen.add(now)
    assert len(seen) > 2
