"""Every kind of widget answers to a real hand in Firefox and in WebKit, however it is reached."""

from __future__ import annotations

import pytest
from conftest import ROOT
from hands import answer, focus, guess, has, play, sections
from tab import Tab

from course.catalogue import read_course

pytest_plugins = ("reach",)
KEPT = "return JSON.parse(localStorage.getItem('smerte-og-arbeid/' + arguments[0]))"
MODULES = [module.slug for module in read_course(ROOT).modules]


def test_a_quiz_with_every_kind_of_question_is_taken(tab: Tab, home: str, ending: str) -> None:
    tab.size(390, 844)
    tab.anew(f"{home}nb/04-sensitisation-and-attention/{ending}")
    tab.click("#quiz button")
    kinds = set()
    while not has(tab, "#quiz .sa-quiz__score"):
        kinds.add(answer(tab, "#quiz"))
        tab.click("#quiz .sa-buttons button")
        assert tab.text("#quiz .sa-verdict")
        tab.click("#quiz .sa-buttons button")
    assert kinds == {"order", "places", "number", "sure", "radio", "checkbox"}
    said = tab.text("#quiz .sa-quiz__score")
    tab.reload()
    assert tab.text("#quiz .sa-quiz__score") == said
    assert tab.errors() == []


@pytest.mark.parametrize(
    ("slug", "widget"),
    [
        ("04-sensitisation-and-attention", "practice/case_player"),
        ("08-work-conversation", "practice/role_play"),
    ],
)
def test_a_story_is_played_to_its_end(
    tab: Tab, home: str, ending: str, slug: str, widget: str
) -> None:
    tab.size(390, 844)
    tab.anew(f"{home}en/{slug}/{ending}")
    (part,) = sections(tab, widget)
    tab.click(f"#{part} .sa-button")
    play(tab, f"#{part}")
    assert has(tab, f"#{part} .sa-map")
    tab.reload()
    assert has(tab, f"#{part} .sa-case__verdict")
    assert tab.errors() == []


def test_every_figure_follows_keys_and_pointer(tab: Tab, home: str, ending: str) -> None:
    tried = 0
    for slug in MODULES:
        tab.anew(f"{home}nb/{slug}/{ending}")
        for part in sections(tab, "simulations/"):
            guess(tab, part)
            words = f"#{part} .sa-figure__words"
            slider = f"#{part} .sa-figure__controls input[type=range]"
            if not has(tab, slider):
                continue
            tried += 1
            focus(tab, slider)
            tab.press("Home")
            low = tab.text(words)
            tab.press("ArrowRight", "ArrowRight")
            value = "return document.querySelector(arguments[0]).value"
            by_keys = tab.run(value, slider)
            assert by_keys != tab.run("return document.querySelector(arguments[0]).min", slider)
            tab.click(slider)
            assert tab.until(f"{value} !== arguments[1]", slider, by_keys)
            assert tab.text(words) != low, (slug, part)
    assert tried > 8 and tab.errors() == []


def stands(tab: Tab) -> str:
    """Return the week in blocks, one letter a block, a dot for none."""
    return str(
        tab.run(
            "return [...document.querySelectorAll('#my-week [role=gridcell]')]"
            ".sort((a, b) => a.dataset.bin - b.dataset.bin)"
            ".map((one) => one.textContent.trim()[0] || '.').join('')"
        )
    )


@pytest.mark.parametrize("width", (390, 1280))
def test_a_week_is_built_by_keys_taps_and_dragging(
    tab: Tab, home: str, ending: str, width: int
) -> None:
    tab.size(width, 844)
    tab.anew(f"{home}en/06-activity-and-exposure/{ending}")
    (part,) = sections(tab, "simulations/my_week")
    guess(tab, part)
    tab.click(f"#{part} button", "Empty week")
    tab.until("return !document.querySelector('#my-week [role=gridcell]').textContent.trim()")
    assert set(stands(tab)) == {"."}
    cell = "#my-week [role=gridcell][data-bin='{}']"
    focus(tab, cell.format(0))
    tab.press("1", "Control+End", "2")
    assert stands(tab)[0] == "W" and stands(tab)[27] != "."
    tab.click("#my-week .sa-week-tray label", "Plus")
    tab.click(cell.format(5))
    assert stands(tab)[5] == "P"
    tab.drag(("#my-week .sa-week-tray label", "Work"), (cell.format(9), None))
    assert stands(tab)[9] == "W"
    assert tab.errors() == []


def test_the_diamond_is_filled_by_pointer_and_keys_and_saved(
    tab: Tab, home: str, ending: str
) -> None:
    tab.anew(f"{home}nb/03-understanding-pain/{ending}")
    (part,) = sections(tab, "tools/diamond")
    card = f"#{part} .sa-board__tray [data-card]"
    waiting = "return document.querySelectorAll(arguments[0]).length"
    before = tab.run(waiting, card)
    tab.drag((f"{card} .sa-board__choose", None), (f"#{part} [data-bin=body]", None))
    tab.until(f"{waiting} === arguments[1]", card, before - 1)
    tab.click(f"{card} .sa-board__choose")
    tab.click(f"#{part} [data-to=thoughts]")
    tab.until(f"{waiting} === arguments[1]", card, before - 2)
    focus(tab, f"{card} .sa-board__choose")
    tab.press("Enter")
    focus(tab, f"{card} [data-to=feelings]")
    tab.press("Enter")
    tab.until(f"{waiting} === arguments[1]", card, before - 3)

    tab.anew(f"{home}nb/tools/diamond/{ending}")
    tab.click("label", "egen")
    tab.type("textarea", "stram i nakken")
    tab.until(
        "return [...document.querySelectorAll('.sa-diamond__picture')]"
        ".some((one) => one.getClientRects().length && one.textContent.includes('nakken'))"
    )
    tab.click("button", "bilde (PNG)")
    png = tab.downloaded("*.png")
    assert png.startswith(b"\x89PNG") and len(png) > 10_000
    assert tab.errors() == []


def test_cards_are_recalled_and_sorted(tab: Tab, home: str, ending: str) -> None:
    tab.size(390, 844)
    tab.anew(f"{home}nb/11-coping-and-teamwork/{ending}")
    tab.click("#recall button")
    tab.type("#recall textarea", "lek og rutine")
    tab.click("#recall .sa-buttons button")
    tab.click("#recall .sa-feedback ~ .sa-buttons button")
    assert len(tab.run(KEPT, "11-coping-and-teamwork/recall")["first"]) == 1
    (sorter, *_) = sections(tab, "practice/card_sorter")
    tab.click(f"#{sorter} .sa-board__choose")
    tab.click(f"#{sorter} .sa-board__way")
    assert has(tab, f"#{sorter} .sa-board__bins [data-card]")
    assert tab.errors() == []
