"""In the reader's own few colours (forced colours) everything can still be told apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Visit
from playwright.sync_api import Page
from test_access_sizes import EVERY, OPENED
from test_site_pages import LANGS

pytestmark = pytest.mark.browser

FAULTS = (Path(__file__).parent / "access_colours.js").read_text("utf-8")
FOCUSED = """() => {
  const el = document.activeElement;
  const style = getComputedStyle(el);
  const ring = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
  return [el.outerHTML.slice(0, 80), ring, el === document.body];
}"""
TABS = 60


def forced(page: Page, scheme: str) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark" if scheme == "dark" else "light")


def test_text_lines_and_edges_stand_out_in_forced_colours(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}nb/", 1280, reduced_motion="reduce").page
    found = []
    # Each page in one of the languages, on white or on black: what it is built of meets all four.
    for n, name in enumerate(EVERY):
        at = f"{LANGS[n % 2]}/{name}"
        forced(page, ("light", "light", "dark", "dark")[n % 4])
        page.goto(f"{site}{at}")
        page.wait_for_selector("html[data-widgets=ready]")
        page.evaluate(OPENED)
        found += [f"{at}: {fault}" for fault in page.evaluate(FAULTS)]
    assert found == []


@pytest.mark.parametrize("name", ["04-sensitisation-and-attention/", "tools/job-map/"])
def test_what_has_the_focus_is_ringed_in_forced_colours(
    name: str, site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}nb/{name}", 1280).page
    forced(page, "dark")
    without = []
    for _ in range(TABS):
        page.keyboard.press("Tab")
        told, ring, nowhere = page.evaluate(FOCUSED)
        if not ring and not nowhere:
            without.append(told)
    assert without == []


def test_what_cannot_be_told_apart_is_found(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}nb/about/", 1280).page
    forced(page, "light")
    assert page.evaluate(FAULTS) == []
    page.evaluate(
        "document.querySelector('main p').style.cssText = 'forced-color-adjust: none; color: #ddd'"
    )
    assert any(fault.startswith("text p") for fault in page.evaluate(FAULTS))
