"""A page's first widget can be used before the rest of the page has come, and loses nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Visit
from halting import halting
from playwright.sync_api import Route

from widgets import Confidence
from widgets.preview import page as preview
from widgets.text import LANGS, Lang

LETTER = "02-language-and-trust"
SORTER = "00-safe-start"
KEEP = """kept => {
  for (const [name, value] of Object.entries(kept))
    localStorage.setItem(`smerte-og-arbeid/${name}`, JSON.stringify(value));
}"""
SLOW = {"offline": False, "latency": 20, "downloadThroughput": 60_000, "uploadThroughput": -1}


@pytest.mark.browser
def test_what_is_written_before_the_rest_has_come_stays(
    site: str, visit: Callable[..., Visit]
) -> None:
    with halting(f"{site}nb/{LETTER}/") as (address, go_on):
        tab = visit("about:blank").page
        tab.goto(address, wait_until="commit")
        field = tab.locator("#patient-letter select").first
        field.wait_for()
        assert tab.locator("html[data-widgets=ready]").count() == 0
        field.focus()
        chosen = field.locator("option").nth(1).get_attribute("value")
        field.select_option(index=1)
        go_on.set()
        tab.wait_for_selector("html[data-widgets=ready]")
        assert field.input_value() == chosen
        assert field.evaluate("one => one === document.activeElement")
        # The letter is drawn of what was chosen, and the ways out are there.
        assert tab.locator("#patient-letter .sa-view").first.inner_text().strip()
        assert tab.locator("#patient-letter .sa-open").count() == 1
        kept = tab.evaluate("JSON.parse(localStorage['smerte-og-arbeid/tools/patient-letter'])")
        assert kept["values"] == {"version": chosen}


@pytest.mark.browser
def test_a_card_is_placed_by_keyboard_before_the_rest_has_come_and_by_pointer_after(
    site: str, visit: Callable[..., Visit]
) -> None:
    with halting(f"{site}nb/{SORTER}/") as (address, go_on):
        tab = visit("about:blank").page
        tab.goto(address, wait_until="commit")
        board = tab.locator("#card-sorter-triage .sa-board")
        card = board.locator("[data-card=saddle]")
        card.get_by_role("button").first.press("Enter")
        card.locator("[data-to=urgent]").press("Enter")
        assert board.locator("[data-bin=urgent] [data-card=saddle]").count() == 1
        go_on.set()
        tab.wait_for_selector("html[data-widgets=ready]")
        assert board.locator("[data-bin=urgent] [data-card=saddle]").count() == 1
        grip = board.locator("[data-card=cancer] .sa-board__grip")
        grip.scroll_into_view_if_needed()
        grip.hover()
        tab.mouse.down()
        board.locator("[data-bin=urgent]").hover()
        tab.mouse.up()
        assert board.locator("[data-bin=urgent] [data-card=cancer]").count() == 1


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [0, 1])
def test_how_sure_the_reader_is_can_be_told_before_its_script_or_the_next_has_come(
    scripts: int, site: str, visit: Callable[..., Visit]
) -> None:
    with halting(f"{site}nb/{SORTER}/", scripts) as (address, go_on):
        tab = visit("about:blank").page
        tab.goto(address, wait_until="commit")
        part = tab.locator("#confidence-start")
        if scripts:
            part.locator("[data-mounted]").wait_for()
        step = part.locator(".sa-scale").first.get_by_label("7", exact=True)
        step.check()
        assert tab.locator("[data-mounted]").count() == scripts
        assert ("1 av 4" in part.locator("[role=status]").inner_text()) == bool(scripts)
        go_on.set()
        tab.wait_for_selector("html[data-widgets=ready]")
        assert "1 av 4" in part.locator("[role=status]").inner_text()
        assert step.is_checked() and step.evaluate("one => one === document.activeElement")
        key = f"smerte-og-arbeid/{SORTER}/confidence-start"
        levels = "key => JSON.parse(localStorage[key]).levels"
        assert tab.evaluate(levels, key) == {"triage-urgency": 7}
        step.press("ArrowRight")
        assert tab.evaluate(levels, key) == {"triage-urgency": 8}


@pytest.mark.browser
@pytest.mark.parametrize("aim", ["", "#card-sorter-triage"])
def test_a_step_chosen_early_leaves_what_an_earlier_visit_chose(
    aim: str, site: str, visit: Callable[..., Visit]
) -> None:
    key = f"{SORTER}/confidence-start"
    with halting(f"{site}nb/{SORTER}/", 0) as (address, go_on):
        tab = visit(f"{address}none").page
        tab.evaluate(KEEP, {key: {"levels": {"know-limits": 3, "triage-urgency": 1}}})
        tab.goto(f"{address}{aim}", wait_until="commit")
        scales = tab.locator("#confidence-start .sa-scale")
        scales.first.get_by_label("7", exact=True).check()
        go_on.set()
        tab.wait_for_selector("html[data-widgets=ready]")
        assert scales.first.get_by_label("7", exact=True).is_checked()
        assert scales.last.get_by_label("3", exact=True).is_checked()
        kept = tab.evaluate(f"JSON.parse(localStorage['smerte-og-arbeid/{key}']).levels")
        assert kept == {"know-limits": 3, "triage-urgency": 7}


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
def test_scales_that_stand_in_the_page_are_those_that_the_script_makes(
    lang: Lang, site: str, visit: Callable[..., Visit], address: Callable, tmp_path: Path
) -> None:
    (tmp_path / "scales.html").write_text(
        preview([Confidence("start", lang, ROOT / "modules" / SORTER)], lang), "utf-8"
    )
    made = visit(address(tmp_path / "scales.html")).page.locator("[data-widget] > .sa")
    there = visit(f"{site}{lang}/{SORTER}/").page.locator("#confidence-start > div > .sa")
    names = re.compile(r' (name="[^"]*"|data-live="")')
    outer = "one => one.outerHTML"
    assert names.sub("", there.evaluate(outer)) == names.sub("", made.evaluate(outer))
    groups = "one => [...new Set([...one.querySelectorAll('input')].map((box) => box.name))].length"
    assert there.evaluate(groups) == made.evaluate(groups) == 4


@pytest.mark.browser
def test_a_broken_widget_is_shown_still_and_the_next_can_be_used(
    site: str, visit: Callable[..., Visit]
) -> None:
    def broken(route: Route) -> None:
        html = route.fetch().text()
        entry = '"entry":"practice/confidence.js"'
        route.fulfill(body=html.replace(entry, '"entry":"none.js"', 1), content_type="text/html")

    seen = visit("about:blank")
    tab = seen.page
    tab.route(f"**/nb/{SORTER}/", broken)
    tab.goto(f"{site}nb/{SORTER}/")
    tab.wait_for_selector("html[data-widgets=ready]")
    part = tab.locator("#confidence-start")
    assert part.locator(".sa-still").is_visible() and part.locator("input").count() == 0
    assert tab.locator("#card-sorter-triage [data-mounted=true]").count() == 1
    assert len(seen.errors) == 1 and "practice/confidence.js" in seen.errors[0]


@pytest.mark.browser
def test_without_scripts_the_scales_are_lines_to_write_on(
    site: str, visit: Callable[..., Visit]
) -> None:
    tab = visit(f"{site}nb/{SORTER}/", java_script_enabled=False).page
    assert not tab.locator("#confidence-start .sa-scale").first.is_visible()
    assert tab.locator("#confidence-start .sa-still").first.is_visible()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("slug", "kept", "there", "seen"),
    [
        (
            LETTER,
            {"tools/patient-letter": {"values": {"version": "mental"}}},
            ".sa-tool",
            "#patient-letter select",
        ),
        (
            SORTER,
            {f"{SORTER}/card-sorter-triage": {"placed": {"saddle": "urgent"}}},
            ".sa-tool",
            "#card-sorter-triage [data-bin=urgent] [data-card=saddle]",
        ),
        (
            SORTER,
            {f"{SORTER}/confidence-start": {"levels": {"know-limits": 3}}},
            ".sa-scale",
            "#confidence-start .sa-scale:nth-of-type(4) :checked[value='3']",
        ),
    ],
)
def test_what_was_done_on_an_earlier_visit_is_there_from_the_first_paint(
    slug: str, kept: dict, there: str, seen: str, site: str, visit: Callable[..., Visit]
) -> None:
    tab = visit(f"{site}nb/").page
    tab.evaluate(KEEP, kept)
    tab.add_init_script(
        "window.__frames = []; requestAnimationFrame(function note() {"
        "  const watch = new ResizeObserver(() => { watch.disconnect();"
        f"    const part = document.querySelector({f'[data-widget] {there}'!r});"
        "    if (!part?.checkVisibility({ visibilityProperty: true })) return;"
        f"    const one = document.querySelector({seen!r});"
        "    window.__frames.push(Boolean(one) && one.value !== ''); });"
        "  watch.observe(document.documentElement);"
        "  if (window.__frames.length < 300) requestAnimationFrame(note); });"
    )
    tab.context.new_cdp_session(tab).send("Network.emulateNetworkConditions", SLOW)
    tab.goto(f"{site}nb/{slug}/")
    tab.wait_for_selector("html[data-widgets=ready]")
    frames = tab.evaluate("window.__frames")
    assert frames and all(frames)
