"""The card sorter and the word choice in a real browser, by keyboard, and their files' faults."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import practice_sample
import pytest
import yaml
from conftest import Visit, hosting
from playwright.sync_api import Page, expect

from widgets.content.loader import ContentError, load
from widgets.content.sorting import SortingContent
from widgets.content.wording import WordingContent

BASE = "smerte-og-arbeid/02-sample/"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("talk")
    practice_sample.pages(folder)
    with hosting(folder) as address:
        yield address


@pytest.fixture
def open_(visit: Callable[..., Visit], home: str) -> Callable[[str], Page]:
    return lambda part: visit(f"{home}{part}-nb.html").page


def kept(page: Page, part: str) -> Any:
    return json.loads(page.evaluate("k => localStorage.getItem(k)", BASE + part) or "null")


def place(page: Page, number: int, column: str) -> None:
    """Place a card with the keyboard alone."""
    card = page.locator(f"[data-card=card{number}]")
    card.get_by_role("button", name=f"NB card {number}", exact=True).press("Enter")
    card.locator(f"[data-to={column}]").press("Enter")


@pytest.mark.browser
def test_cards_are_told_only_when_all_are_placed_and_another_sound_place_counts(
    open_: Callable[[str], Page],
) -> None:
    page = open_("card-sorter-triage")
    see = page.get_by_role("button", name="Se hva kurset mener")
    place(page, 1, "left")
    see.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(
        "Plasser alle kortene først. Et gjett er godt nok."
    )
    assert page.get_by_text("NB because 1").count() == 0
    for number in (2, 3, 4, 5, 6):
        place(page, number, "left")
    see.press("Enter")
    expect(page.get_by_text("4 av 6 kort ligger der kurset ville lagt dem.")).to_be_focused()
    assert page.locator("[data-card=card6]").get_by_text("✓ Riktig").is_visible()
    assert page.locator("[data-card=card2]").get_by_text("→ Ikke helt").is_visible()
    assert kept(page, "card-sorter-triage")["done"]
    page.reload()
    place(page, 2, "right")
    expect(page.get_by_text("5 av 6 kort ligger der kurset ville lagt dem.")).to_be_visible()
    page.get_by_role("button", name="Start på nytt").press("Enter")
    assert "placed" not in kept(page, "card-sorter-triage")
    assert page.locator(".sa-board__tray [data-card]").count() == 6


@pytest.mark.browser
def test_words_move_the_gauge_and_other_words_can_be_tried(open_: Callable[[str], Page]) -> None:
    page = open_("word-choice-words")
    gauge = page.locator("meter")

    def say(words: str, then: str) -> None:
        page.get_by_role("button", name=f"NB say {words}").press("Enter")
        expect(page.get_by_text(f"NB heard {words}")).to_be_visible()
        page.get_by_role("button", name=then).press("Enter")

    assert gauge.evaluate("m => m.value") == 5
    page.get_by_role("button", name="NB say poor").press("Enter")
    expect(page.get_by_text("NB trust: fra 5 til 2 av 10.")).to_be_visible()
    page.get_by_role("button", name="Prøv et annet svar").press("Enter")
    assert gauge.evaluate("m => m.value") == 5
    say("good", "Neste")
    page.reload()
    say("good", "Neste")
    assert gauge.evaluate("m => m.value") == 9
    page.get_by_role("button", name="NB say good").press("Enter")
    expect(page.get_by_text("NB trust: fra 9 til 10 av 10.")).to_be_visible()
    page.get_by_role("button", name="Neste").press("Enter")
    say("fair", "Se hele samtalen")
    assert page.get_by_text("Kurset ville svart det samme.").count() == 3
    assert page.get_by_text("Kurset ville heller sagt: «NB say good»").count() == 1
    assert kept(page, "word-choice-words")["done"]


@pytest.mark.browser
@pytest.mark.parametrize(
    "value", ['"x"', '{"placed": 3, "chosen": [1]}', '{"chosen": {"line1": "gone"}, "at": 99}']
)
@pytest.mark.parametrize("part", ["card-sorter-triage", "word-choice-words"])
def test_damaged_storage_never_stops_them(
    open_: Callable[[str], Page], part: str, value: str
) -> None:
    page = open_(part)
    page.evaluate("([k, v]) => localStorage.setItem(k, v)", [BASE + part, value])
    page.reload()
    assert page.locator("main button").first.is_visible()


def faults(tmp_path: Path, tree: Any, form: Any) -> str:
    path = tmp_path / "x.yaml"
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")
    with pytest.raises(ContentError) as told:
        load(path, form)
    return "\n".join(map(str, told.value.faults))


def test_a_card_without_a_place_and_a_column_without_a_card_are_told(tmp_path: Path) -> None:
    tree = practice_sample.sorting()
    tree["cards"][0]["column"] = "middle"
    assert "there is no column 'middle'" in faults(tmp_path, tree, SortingContent)
    tree = practice_sample.sorting()
    tree["columns"].append({"id": "third", "text": practice_sample.text("third")})
    assert "no card belongs in 'third'" in faults(tmp_path, tree, SortingContent)
    tree = practice_sample.sorting()
    tree["cards"][1]["id"] = "card1"
    assert "the id 'card1' is used by an earlier card" in faults(tmp_path, tree, SortingContent)


def test_a_line_has_three_replies_and_no_id_stands_twice(tmp_path: Path) -> None:
    tree = practice_sample.wording()
    tree["lines"][0] = {**tree["lines"][0], "replies": tree["lines"][0]["replies"][:2]}
    assert "replies" in faults(tmp_path, tree, WordingContent)
    tree = practice_sample.wording()
    tree["lines"][1]["id"] = "line1"
    assert "the id 'line1' is used by an earlier line" in faults(tmp_path, tree, WordingContent)
