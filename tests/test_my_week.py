"""The week of blocks can be built by keys alone, by taps and by dragging; line and words follow."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from widgets import MyWeek
from widgets.models import my_week
from widgets.preview import page as preview

pytestmark = pytest.mark.browser
WIDTHS = (390, 1280)


@pytest.fixture
def week(
    tmp_path: Path, visit: Callable[..., Any], address: Callable[[Path], str]
) -> Callable[..., Any]:
    """Return what opens the figure, guessed, at a width."""

    def open_(width: int = 1280) -> Any:
        target = tmp_path / "week.html"
        target.write_text(preview([MyWeek(lang="en")], "en"), "utf-8")
        seen = visit(address(target), width=width)
        guessed(seen.page)
        return seen

    return open_


def guessed(page: Any) -> None:
    page.locator(".sa-guess input").first.check()
    page.locator(".sa-guess .sa-button").click()


def stands(page: Any) -> str:
    """Return the week as the figure has it, by the name of each cell."""
    letters = {name: kind for kind, name in MyWeek(lang="en").words["kinds"].items()}
    cells = page.get_by_role("gridcell").evaluate_all(
        "all => all.map((one) => [Number(one.dataset.bin), one.textContent])"
    )
    return "".join(letters.get(text, ".") for _, text in sorted(cells))


def cell(page: Any, day: str, part: str) -> Any:
    return page.locator(f"[role=gridcell][aria-label^='{day} {part}:']")


def said(page: Any) -> str:
    return str(page.locator("[role=status].sa-visually-hidden").inner_text()).strip()


def expected(week: str) -> str:
    figure = MyWeek(lang="en")
    figure.start = {**figure.start, "week": week}
    return figure.describe()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_flexible_week_is_built_by_keys_alone(week: Callable[..., Any], width: int) -> None:
    seen = week(width)
    page = seen.page
    page.get_by_role("button", name="Empty week").press("Enter")
    assert said(page) == "Empty week has been loaded."
    # One stop in the week; from it the arrows go everywhere, and stop at the edge.
    assert page.locator("[role=gridcell][tabindex='0']").count() == 1
    cell(page, "Monday", "morning").focus()
    page.keyboard.press("Control+End")
    assert page.evaluate("document.activeElement.dataset.bin") == "27"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.bin") == "27"
    page.keyboard.press("Control+Home")
    along, down = ("ArrowRight", "ArrowDown") if width < 500 else ("ArrowDown", "ArrowRight")
    for day in range(7):
        for number in ("1", "1", "3", "4"):
            page.keyboard.press(number)
            page.keyboard.press(along)
        for _ in range(3):
            page.keyboard.press("ArrowLeft" if width < 500 else "ArrowUp")
        page.keyboard.press(down)
        assert stands(page) == "wwrp" * (day + 1) + "." * (24 - 4 * day)
    assert page.locator(".sa-figure__words").inner_text() == expected("wwrp" * 7)
    assert page.locator(".sa-checks__met").count() == 5
    page.keyboard.press("Delete")
    assert said(page) == "Sunday morning is empty."
    # Enter places what is in hand: the last number chose it.
    page.keyboard.press("Enter")
    assert said(page) == "Plus placed on Sunday morning."
    page.keyboard.press("Space")
    assert stands(page)[24] == "."
    page.get_by_role("button", name="Undo").press("Enter")
    assert stands(page)[24] == "p"
    seen.assert_clean()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_tap_on_a_block_and_a_tap_on_a_cell_place_it(
    browser: Browser, tmp_path: Path, width: int, address: Callable[[Path], str]
) -> None:
    target = tmp_path / "week.html"
    target.write_text(preview([MyWeek(lang="en")], "en"), "utf-8")
    context = browser.new_context(viewport={"width": width, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(address(target))
    guessed(page)
    before = page.locator(".sa-figure__picture").inner_html()
    page.locator(".sa-week-tray label", has_text="Plus").tap()
    cell(page, "Tuesday", "evening").tap()
    assert said(page) == "Plus placed on Tuesday evening."
    assert page.locator(".sa-figure__picture").inner_html() != before
    page.locator(".sa-week-tray label", has_text="Remove").tap()
    cell(page, "Monday", "morning").tap()
    assert said(page) == "Monday morning is empty."
    left = "." + MyWeek(lang="en").start["week"][1:7] + "p" + MyWeek(lang="en").start["week"][8:]
    assert stands(page) == left
    # Each target is large enough for a finger.
    for one in page.locator("[role=gridcell], .sa-week-tray label, .sa-week-begin button").all():
        box = one.bounding_box()
        assert box and box["width"] >= 24 and box["height"] >= 24
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.reload()
    assert stands(page) == left
    context.close()


def drag(page: Any, start: Any, end: Any) -> None:
    # Away from the window's edges, where a drag scrolls the page.
    start.evaluate("one => one.scrollIntoView({ block: 'center' })")
    one, other = start.bounding_box(), end.bounding_box()
    page.mouse.move(one["x"] + one["width"] / 2, one["y"] + one["height"] / 2)
    page.mouse.down()
    page.mouse.move(other["x"] + 8, other["y"] + 8, steps=5)
    page.mouse.move(other["x"] + other["width"] / 2, other["y"] + other["height"] / 2, steps=3)
    page.mouse.up()


def test_a_block_is_dragged_in_moved_and_taken_out(week: Callable[..., Any]) -> None:
    seen = week()
    page = seen.page
    page.get_by_role("button", name="Empty week").click()
    tray = page.locator(".sa-week-tray label", has_text="Work")
    drag(page, tray, cell(page, "Wednesday", "midday"))
    assert stands(page) == "." * 9 + "w" + "." * 18
    drag(page, cell(page, "Wednesday", "midday").locator("span"), cell(page, "Friday", "evening"))
    assert stands(page) == "." * 19 + "w" + "." * 8
    # A move is one step: undone at once.
    page.get_by_role("button", name="Undo").click()
    assert stands(page) == "." * 9 + "w" + "." * 18
    drag(
        page,
        cell(page, "Wednesday", "midday").locator("span"),
        page.locator(".sa-week-tray legend"),
    )
    assert stands(page) == "." * 28
    assert said(page) == "Wednesday midday is empty."
    seen.assert_clean()


def test_each_week_to_begin_with_is_told_as_python_tells_it(week: Callable[..., Any]) -> None:
    page = week().page
    figure = MyWeek(lang="en")
    for name, title in figure.words["weeks"].items():
        page.get_by_role("button", name=title, exact=True).click()
        assert page.locator(".sa-figure__words").inner_text() == expected(
            figure.start["weeks"][name]
        )
        met = sum(my_week.checks(figure.start["weeks"][name]).values())
        assert page.locator(".sa-checks__met").count() == met


@pytest.mark.parametrize("said_", ["week=www", "week=" + "x" * 28, "week="])
def test_a_damaged_link_leaves_the_week_as_it_is(said_: str, week: Callable[..., Any]) -> None:
    seen = week()
    page = seen.page
    before = stands(page)
    address = page.url
    page.goto("about:blank")
    page.goto(f"{address}#my-week?{said_}")
    assert stands(page) == before
    seen.assert_clean()
