"""Pages filled by what a reader did keep what they promise: enlarged, and in few colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import ROOT, Visit
from playwright.sync_api import Page
from test_access_colours import FAULTS as COLOURS
from test_access_colours import forced
from test_access_sizes import FAULTS as SIZES
from test_access_sizes import OPENED, size
from test_journey import READY, SLUG, put
from test_site_pages import LANGS

from course.catalogue import read_course
from course.design.given import WHEN, quiz, right, way, wrong
from widgets.practice.case_player import CasePlayer
from widgets.practice.quiz import Quiz
from widgets.practice.recall_cards import RecallCards
from widgets.text import Lang

pytestmark = pytest.mark.browser

FILLED = (
    "",
    f"{SLUG}/",
    "search/#q=smerte",
    "search/#q=xyzzyq",
    "your-course/",
    "your-data/",
    "summary/",
    "certificate/",
)


def done(lang: Lang) -> dict[str, Any]:
    """Return what the browser keeps of a reader who has done all of a module, and begun others."""
    folder = ROOT / "modules" / SLUG
    items = Quiz(folder / "quiz.yaml", lang=lang).content["items"]
    module = read_course(ROOT).module(SLUG)
    assert module is not None and module.info is not None
    story = next(iter(sorted(folder.glob("cases/*.yaml"))))
    cards = [card["id"] for card in RecallCards(folder / "recall.yaml", lang=lang).content["cards"]]
    give = {item["id"]: (wrong if n % 2 else right) for n, item in enumerate(items)}
    levels = {objective.id: 6 for objective in module.info.objectives}
    taken = way(CasePlayer(story, lang=lang).content, "poor")
    kept = {
        "quiz": quiz(items, lambda item: give[item["id"]](item), len(items)),
        f"case-{story.stem}": {"side": "gp", "taken": taken},
        "recall": {"queue": [], "again": cards[:1], "first": dict.fromkeys(cards, "knew")},
        "confidence-start": {"levels": levels, "done": WHEN},
        "week": {"cue": "pasienten spør", "action": "spør jeg igjen", "went": None},
        "place": {"at": "quiz", "into": 0.2, "when": WHEN},
    }
    return {f"{SLUG}/{part}": value for part, value in kept.items()}


@pytest.fixture(params=LANGS)
def filled(request: pytest.FixtureRequest, site: str, visit: Callable[..., Visit]) -> Any:
    """Return what opens each page after the other, all of it open, in one language."""
    page = visit(f"{site}{request.param}/", 1280, reduced_motion="reduce").page
    for key, value in done(request.param).items():
        put(page, key, value)

    def each() -> Any:
        for name in FILLED:
            page.goto("about:blank")
            page.goto(f"{site}{request.param}/{name}")
            page.wait_for_selector(READY)
            page.evaluate(OPENED)
            yield f"{request.param}/{name}"

    return page, each


def test_what_is_filled_in_is_there_and_without_fault(
    filled: Any, axe: Callable[[Page], list[str]]
) -> None:
    page, each = filled
    found, seen = [], {}
    page.set_viewport_size({"width": 390, "height": 844})
    for name in each():
        seen[name.partition("/")[2]] = page.locator(
            ".hit, .data__row, .sa-map, .sa-quiz__score, .sa-week__rule, .now__list li"
        ).count()
        found += [f"{name}: {fault}" for fault in axe(page)]
    assert found == []
    # The search, the data, the module and the front page hold what the reader did.
    for name in ("search/#q=smerte", "your-data/", f"{SLUG}/", ""):
        assert seen[name] >= 3, name


def test_nothing_of_it_is_lost_at_400_percent_or_with_large_text(filled: Any) -> None:
    page, each = filled
    reader = page.context.new_cdp_session(page)
    found = []
    size(page, reader, 16, 320, 256)
    for name in each():
        found += [f"{name} at 400 %: {fault}" for fault in page.evaluate(SIZES)]
        size(page, reader, 32, 390, 844)
        found += [f"{name} with text of 200 %: {fault}" for fault in page.evaluate(SIZES)]
        size(page, reader, 16, 320, 256)
    assert found == []


def test_all_of_it_can_be_told_apart_in_forced_colours(filled: Any) -> None:
    page, each = filled
    found = []
    forced(page, "dark")
    for name in each():
        found += [f"{name}: {fault}" for fault in page.evaluate(COLOURS)]
    assert found == []
