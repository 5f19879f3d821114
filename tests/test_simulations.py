"""Each simulation: guess first, then see; keys change picture, words and table; two languages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

import widgets
from widgets.content.loader import load
from widgets.content.sorting import SortingContent
from widgets.preview import page as preview
from widgets.simulations.base import Simulation
from widgets.text import LANGS
from widgets.tools.sheet import sheet
from widgets.tools.sheet_content import SheetContent

SLIDERS = {
    "Alarm": 2,
    "Threshold": 6,
    "WindUp": 3,
    "VolumeKnob": 2,
    "AttentionCircle": 5,
    "ListSize": 2,
    "GradedLeave": 3,
    "ActivityPacing": 3,
    "Evidence": 4,
    "FearAvoidance": 4,
    "ReturnStates": 1,
    "MyWeek": 0,
}
NAMES = tuple(SLIDERS)
browser_test = pytest.mark.browser


def test_every_simulation_is_tried_here() -> None:
    homes = widgets.HOMES.items()
    assert {name for name, home in homes if home.startswith("widgets.simulations.")} == set(NAMES)


def make(name: str, lang: str = "nb") -> Simulation:
    return getattr(widgets, name)(lang=lang)


@pytest.fixture
def shown(
    tmp_path: Path, visit: Callable[..., Any], address: Callable[[Path], str]
) -> Callable[..., Any]:
    def open_(name: str, lang: str = "nb", width: int = 1280) -> Any:
        target = tmp_path / f"{name}-{lang}.html"
        target.write_text(preview([make(name, lang)], lang), "utf-8")
        return visit(address(target), width=width)

    return open_


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", LANGS)
def test_the_still_version_has_picture_words_table_source_and_limits(name: str, lang: str) -> None:
    simulation = make(name, lang)
    still = simulation.still_html()
    header, rows = simulation.table()
    assert still.count("<svg") == 1 and 'role="img"' in still
    assert still.count('<th scope="col">') == len(header) and len(rows) >= 2
    assert simulation.describe().split(".")[0][:20] in still
    for text in simulation.words["limits"]:
        assert text[:15] in still
    assert len(still.encode()) < 60_000


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_left_in_a_placeholder(name: str) -> None:
    for lang in LANGS:
        assert "{" not in make(name, lang).describe()


@browser_test
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", LANGS)
def test_the_figure_is_hidden_until_the_reader_has_guessed(
    name: str, lang: str, shown: Callable[..., Any]
) -> None:
    seen = shown(name, lang)
    page = seen.page
    picture = page.locator(".sa-figure__picture")
    button = page.locator(".sa-guess .sa-button")
    assert not picture.is_visible()
    assert button.is_disabled()
    page.locator(".sa-guess input").first.focus()
    page.keyboard.press("Space")
    button.focus()
    page.keyboard.press("Enter")
    assert picture.is_visible()
    assert page.locator(".sa-figure__words").inner_text() == make(name, lang).describe()
    seen.assert_clean()


@browser_test
@pytest.mark.parametrize("name", NAMES)
def test_every_slider_changes_picture_words_and_table_by_keys(
    name: str, shown: Callable[..., Any]
) -> None:
    seen = shown(name)
    page = seen.page
    page.locator(".sa-guess input").first.check()
    page.locator(".sa-guess .sa-button").click()
    sliders = page.locator(".sa-figure__controls input[type=range]")
    assert sliders.count() == SLIDERS[name]
    for n in range(sliders.count()):
        before = page.locator(".sa-figure__picture").inner_html()
        words = page.locator(".sa-figure__words").inner_text()
        rows = page.locator(".sa-table table").text_content()
        sliders.nth(n).focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        assert page.locator(".sa-figure__picture").inner_html() != before
        changed = page.locator(".sa-figure__words").inner_text() != words
        assert changed or page.locator(".sa-table table").text_content() != rows
        assert sliders.nth(n).get_attribute("aria-valuetext")
    seen.assert_clean()


@browser_test
def test_the_tolerance_is_never_below_the_threshold(shown: Callable[..., Any]) -> None:
    page = shown("Threshold").page
    page.locator(".sa-guess input").first.check()
    page.locator(".sa-guess .sa-button").click()
    page.get_by_label("Anne: terskel").fill("9")
    assert page.get_by_label("Anne: toleranse").input_value() == "9"


@browser_test
def test_the_guess_is_kept_after_a_reload(shown: Callable[..., Any]) -> None:
    page = shown("WindUp").page
    page.locator(".sa-guess input").nth(1).check()
    page.locator(".sa-guess .sa-button").click()
    page.reload()
    assert page.locator(".sa-figure__picture").is_visible()
    assert page.locator(".sa-guess__was").is_visible()


@browser_test
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", (390, 1280))
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    name: str, width: int, shown: Callable[..., Any], axe: Callable[..., list[str]]
) -> None:
    for lang in LANGS:
        page = shown(name, lang, width).page
        assert axe(page) == []
        page.locator(".sa-guess input").first.check()
        page.locator(".sa-guess .sa-button").click()
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "part",
    [
        "breathing-pacer",
        "demand-control-support",
        "group-planner",
        "polar-bear",
        "prognosis-sorter",
        "pyramid",
    ],
)
def test_a_tool_that_rests_on_a_model_says_from_where_and_what_it_leaves_out(part: str) -> None:
    content: SheetContent | SortingContent = (
        load(ROOT / "modules/10-what-works/pyramid.yaml", SortingContent)
        if part == "pyramid"
        else sheet(part)
    )
    assert content.honesty in ("published", "illustrative")
    assert len(content.leaves_out) >= 3


def stands(page: Any) -> list[str]:
    """Return how each control stands, the words, and the rows of the table."""
    controls = page.locator(".sa-figure__controls input[data-state]").evaluate_all(
        "all => all.map((one) => one.type === 'radio' ? String(one.checked) : one.value)"
    )
    said = page.locator(".sa-figure__words").inner_text()
    return [*controls, said, page.locator(".sa-table table").text_content()]


@browser_test
@pytest.mark.parametrize("name", NAMES)
def test_a_link_opens_the_figure_again_as_it_stands(name: str, shown: Callable[..., Any]) -> None:
    seen = shown(name)
    page = seen.page
    page.locator(".sa-guess input").first.check()
    page.locator(".sa-guess .sa-button").click()
    first = stands(page)
    controls = page.locator(".sa-figure__controls")
    assert controls.locator("input[type=range]:not([data-state])").count() == 0
    for radio in controls.locator("fieldset input[data-state]").all()[-1:]:
        radio.check()
    for slider in controls.locator("input[type=range]").all():
        slider.focus()
        page.keyboard.press("ArrowLeft")
    for cell in controls.locator("[role=gridcell][tabindex='0']").all():
        cell.press("Delete")
    left = stands(page)
    assert left != first
    link = page.locator(".sa-share a").evaluate("a => a.href")
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    page.goto(link)
    # Open at once, though there is no guess, and with the word that says why.
    assert page.locator(".sa-figure__picture").is_visible()
    assert page.locator(".sa-guess__feedback").is_visible()
    assert stands(page) == left
    assert page.evaluate("localStorage.length") == 0
    seen.assert_clean()


@browser_test
@pytest.mark.parametrize(
    "said", ["rate=99&strength=x&decay=", "rate=0.33", "%E0%A4%A&&=?", "rate=NaN&other=1", ""]
)
def test_a_damaged_link_leaves_the_figure_as_it_is(
    said: str, shown: Callable[..., Any], tmp_path: Path, address: Callable[[Path], str]
) -> None:
    seen = shown("WindUp")
    page = seen.page
    page.goto("about:blank")
    page.goto(f"{address(tmp_path / 'WindUp-nb.html')}#wind-up?{said}")
    start = make("WindUp").start
    for name in ("rate", "strength", "decay"):
        assert float(page.locator(f"[data-state={name}]").input_value()) == start[name]
    assert page.locator(".sa-guess input").first.is_visible()
    seen.assert_clean()


@browser_test
def test_the_link_is_copied_or_shown(shown: Callable[..., Any]) -> None:
    page = shown("WindUp", "en").page
    page.locator(".sa-guess input").first.check()
    page.locator(".sa-guess .sa-button").click()
    page.evaluate("""Object.defineProperty(navigator, "clipboard", {
        configurable: true, value: { writeText: async (text) => { window.copied = text; } } })""")
    page.get_by_role("button", name="Copy the link").press("Enter")
    page.get_by_text("The link has been copied").wait_for()
    link = page.locator(".sa-share a").evaluate("a => a.href")
    assert page.evaluate("window.copied") == link
    # Without a clipboard (an address without encryption) the reader gets it to copy by hand.
    page.evaluate("""Object.defineProperty(navigator, "clipboard", { value: undefined })""")
    page.get_by_role("button", name="Copy the link").press("Enter")
    page.get_by_text(f"Copy the address yourself: {link}").wait_for()


@browser_test
@pytest.mark.parametrize("name", ["AttentionCircle", "WindUp"])
def test_motion_begins_by_the_readers_hand_can_be_stopped_and_is_none_for_who_asks_for_less(
    name: str, shown: Callable[..., Any]
) -> None:
    page = shown(name, "en").page
    page.locator(".sa-guess input").first.check()
    page.locator(".sa-guess .sa-button").click()
    count = page.locator(".sa-count")
    whole = count.inner_text()
    page.get_by_role("button", name="Play").press("Enter")
    page.wait_for_function("!/ ([01]) of/.test(document.querySelector('.sa-count').textContent)")
    page.get_by_role("button", name="Stop").press("Enter")
    held = count.inner_text()
    page.get_by_role("button", name="One more").press("Enter")
    assert count.inner_text() not in (held, whole)
    page.get_by_role("button", name="Show all").press("Enter")
    assert count.inner_text() == whole
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    assert page.get_by_role("button", name="One more").is_visible()
    assert page.get_by_role("button", name="Play").count() == 0
