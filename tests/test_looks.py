"""The design system's page has every widget in every state; nothing on it changes unseen."""

from __future__ import annotations

import io
import os
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from conftest import ARTEFACTS, ROOT
from PIL import Image
from playwright.sync_api import Browser, Page

import widgets

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("looks")]

KEPT = Path(__file__).parent / "looks"
"""What each widget looked like when somebody last looked: a quarter of its size, light and dark."""
RENEW = "SMERTEKURS_RENEW_LOOKS"
WIDTH = 1280
NOTICED = 48
"""How far a colour (0 to 255) of a spot may be from what it was, for another Chromium's sake."""
SPOTS = 0.004
"""The share of spots that may be further off."""
FONT = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@pytest.fixture(scope="module")
def design(browser: Browser, site: str) -> Page:
    """The page, in a font that is the same on every machine, on a day that stays the same."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 900},
        device_scale_factor=0.25,
        reduced_motion="reduce",
        bypass_csp=True,
        locale="nb-NO",
        timezone_id="Europe/Oslo",
    )
    page = context.new_page()
    page.route("**/looks.ttf", lambda route: route.fulfill(path=FONT))
    page.clock.set_fixed_time("2026-01-05T10:00:00+01:00")
    page.goto(f"{site}nb/design/")
    page.wait_for_selector("html[data-widgets=ready]")
    return page


def test_every_public_widget_is_there_in_light_and_dark(design: Page) -> None:
    assert design.locator("h3 > code").all_inner_texts() and set(
        design.locator("h3 > code").all_inner_texts()
    ) == set(widgets.HOMES)
    every = design.locator("[data-widget]").count()
    assert design.locator(".look[data-theme=light] > [data-mounted=true]").count() * 2 == every
    assert design.locator(".look[data-theme=dark] > [data-mounted=true]").count() * 2 == every


def test_what_is_done_there_is_not_kept(design: Page) -> None:
    design.locator("#volumeknob-guess input[type=radio]").first.check()
    design.locator("#volumeknob-guess .sa-guess button").first.click()
    assert design.locator("#volumeknob-guess .sa-figure__body").first.is_visible()
    assert design.evaluate("Object.keys(localStorage)") == []
    design.reload()
    design.wait_for_selector("html[data-widgets=ready]")
    assert design.locator("#volumeknob-guess .sa-figure__body").first.is_hidden()


def spots(picture: Image.Image) -> np.ndarray:
    """Return the colours of a picture, four pixels to a spot."""
    small = picture.convert("RGB").resize(
        (max(1, picture.width // 2), max(1, picture.height // 2)), Image.Resampling.BOX
    )
    return np.asarray(small, dtype=int)


def test_nothing_looks_other_than_when_somebody_last_looked(design: Page) -> None:
    design.add_style_tag(
        content="@font-face{font-family:Looks;src:url(/looks.ttf)}"
        ":root{--sa-font:Looks!important;--sa-serif:Looks!important}"
        ".design > section > *:not(.now){display:none!important}"
        ".looks{content-visibility:visible!important}"
    )
    design.evaluate("document.fonts.load('1rem Looks')")
    names = [f"{where}-{name}" for where, name in widgets_on(design)]
    changed = []
    for name in names:
        where, widget = name.split("-", 1)
        design.evaluate(
            """([where, name]) => {
              for (const old of document.querySelectorAll(".now")) old.classList.remove("now");
              const head = where === "basics" ? null : document.getElementById(name);
              let at = head ? head.nextElementSibling : document.querySelector("#basics > .looks");
              for (; at && at.tagName !== "H3"; at = at.nextElementSibling)
                at.classList.add("now");
            }""",
            [where, widget],
        )
        taken = Image.open(io.BytesIO(design.locator(f"#{where}").screenshot()))
        kept = KEPT / f"{name}.png"
        if os.environ.get(RENEW):
            KEPT.mkdir(exist_ok=True)
            taken.convert("RGB").quantize(64).save(kept, optimize=True)
            continue
        if why := difference(taken, kept):
            ARTEFACTS.mkdir(exist_ok=True)
            taken.save(ARTEFACTS / f"looks-{name}.png")
            changed.append(f"{name}: {why}")
    assert changed == [], "look at test-artefacts/looks-*.png; if they are right: make looks"
    stale = {path.stem for path in KEPT.glob("*.png")} - set(names)
    assert stale == set(), f"pictures of what is no more in {KEPT.relative_to(ROOT)}: make looks"


def widgets_on(page: Page) -> list[tuple[str, str]]:
    """Return each widget's section and name, in the page's order, the basics first."""
    found = page.locator(".design > section > h3").evaluate_all(
        "all => all.map((head) => [head.parentElement.id, head.id])"
    )
    return [("basics", "all"), *[(where, name) for where, name in found]]


def difference(taken: Image.Image, kept: Path) -> str:
    """Return in what way a picture is not the one that is kept, "" when it is the same."""
    if not kept.is_file():
        return "there is no picture of it yet: make looks"
    before = Image.open(kept)
    if abs(before.height - taken.height) > max(3, 0.01 * before.height):
        return f"it is {taken.height * 4} px high and was {before.height * 4}"
    height = min(before.height, taken.height)
    one, two = (spots(p.crop((0, 0, before.width, height))) for p in (before, taken))
    far = (np.abs(one - two).max(axis=2) > NOTICED).mean()
    return f"{far:.1%} of it has another colour" if far > SPOTS else ""


def test_a_changed_colour_or_height_is_noticed(tmp_path: Path) -> None:
    kept = tmp_path / "kept.png"
    base = Image.new("RGB", (320, 200), "white")
    base.save(kept)
    assert difference(base, kept) == ""
    other = base.copy()
    other.paste((0, 88, 110), (20, 20, 60, 40))
    assert "another colour" in difference(other, kept)
    assert "high" in difference(base.resize((320, 230)), kept)
    assert "no picture" in difference(base, tmp_path / "none.png")
