"""Enlarged and spaced as much as WCAG asks for, everything on every page can still be read.

400 % zoom of a window of 1280 by 1024 leaves 320 by 256 px (1.4.10); 200 % text is the browser's
own setting for the size of text (1.4.4); the distances are those of 1.4.12.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Visit
from playwright.sync_api import CDPSession, Page
from test_site_pages import LANGS, PAGES, TOOLS

pytestmark = pytest.mark.browser

EVERY = [*PAGES, *(f"tools/{name}/" for name in TOOLS if name != "job-map")]
FAULTS = (Path(__file__).parent / "access_faults.js").read_text("utf-8")
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
    " word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"
)
OPENED = """() => {
  for (const body of document.querySelectorAll(".sa-figure__body[hidden]")) body.hidden = false;
  for (const more of document.querySelectorAll("details")) more.open = true;
}"""
"""What a reader sees who has guessed at each figure and opened all that is folded."""


def size(page: Page, reader: CDPSession, text: int, width: int, height: int) -> None:
    """Set the browser's size of text, in px, and the window; wait until figures are drawn anew."""
    reader.send("Page.setFontSizes", {"fontSizes": {"standard": text, "fixed": text * 13 // 16}})
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def faults(page: Page, seen: str) -> list[str]:
    return [f"{seen}: {fault}" for fault in page.evaluate(FAULTS)]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", [0, 1], ids=["half", "other-half"])
def test_nothing_is_lost_at_400_percent_with_large_text_or_wide_spaces(
    lang: str, part: int, site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}{lang}/", 320, reduced_motion="reduce").page
    reader = page.context.new_cdp_session(page)
    found = []
    for n, name in enumerate(EVERY[part::2]):
        size(page, reader, 16, 320, 256)
        page.goto(f"{site}{lang}/{name}")
        page.wait_for_selector("html[data-widgets=ready]")
        page.evaluate(OPENED)
        at = f"{lang}/{name}"
        found += faults(page, f"{at} at 400 %")
        # Each page in one of the languages: what is spaced and large is mostly of the page's build.
        if n % 2 != LANGS.index(lang):
            continue
        size(page, reader, 32, 390, 844)
        found += faults(page, f"{at} with text of 200 % on a phone")
        size(page, reader, 32, 1280, 1024)
        found += faults(page, f"{at} with text of 200 %")
        size(page, reader, 16, 1280, 1024)
        page.add_style_tag(content=SPACED)
        found += faults(page, f"{at} with wide spaces")
        size(page, reader, 16, 320, 256)
        found += faults(page, f"{at} at 400 % with wide spaces")
    assert found == []


def test_a_text_that_is_cut_off_or_covered_is_found(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}nb/about/", 320).page
    assert page.evaluate(FAULTS) == []
    page.evaluate("document.querySelector('main p').style.cssText = 'height: 1em; overflow: clip'")
    assert any("cut off" in fault for fault in page.evaluate(FAULTS))
    page.evaluate("document.querySelector('main p').style.cssText = 'height: 1em'")
    assert any("on top of" in fault for fault in page.evaluate(FAULTS))
    page.evaluate("document.querySelector('main p').style.cssText = 'width: 30rem'")
    told = page.evaluate(FAULTS)
    assert any("sideways" in fault for fault in told) and any("edge" in fault for fault in told)
