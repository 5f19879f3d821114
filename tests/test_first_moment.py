"""A page's first widget can be used before the rest of the page has come, and loses nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Visit
from halting import halting

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
def test_how_sure_the_reader_is_can_be_told_before_the_next_widget_has_come(
    site: str, visit: Callable[..., Visit]
) -> None:
    with halting(f"{site}nb/{SORTER}/", scripts=1) as (address, go_on):
        tab = visit("about:blank").page
        tab.goto(address, wait_until="commit")
        scale = tab.locator("#confidence-start .sa-scale").first
        scale.get_by_label("7", exact=True).check()
        said = tab.locator("#confidence-start [role=status]")
        assert "1 av 4" in said.inner_text()
        assert tab.locator("[data-mounted]").count() == 1
        go_on.set()
        tab.wait_for_selector("html[data-widgets=ready]")
        assert scale.get_by_label("7", exact=True).is_checked() and "1 av 4" in said.inner_text()
        scale.get_by_label("7", exact=True).press("ArrowRight")
        key = f"smerte-og-arbeid/{SORTER}/confidence-start"
        kept = tab.evaluate("key => JSON.parse(localStorage[key])", key)
        assert kept["levels"] == {"triage-urgency": 8} and "done" not in kept


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
        f"    if (!document.querySelector({f'[data-widget] {there}'!r})) return;"
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
