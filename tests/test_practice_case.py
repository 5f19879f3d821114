"""The case player in a real browser: both sides, every kind of ending, back and forth, kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import practice_sample
import pytest
from conftest import Visit, hosting
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

KEY = "smerte-og-arbeid/02-sample/case-anna"
TO_GOOD = ("listen", "ask", "plan", "agree")
TO_HALF = ("listen", "wait", "end")
TO_POOR = ("hurry", "leave")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("practice")
    practice_sample.pages(folder)
    with hosting(folder) as address:
        yield address


@pytest.fixture
def story(visit: Callable[..., Visit], home: str) -> Iterator[Page]:
    seen = visit(f"{home}case-anna-nb.html")
    yield seen.page
    seen.assert_clean()


def play(page: Page, choices: tuple[str, ...], side: str | None = "Fastlege") -> None:
    if side:
        page.get_by_role("button", name=side, exact=True).click()
    for choice in choices:
        page.get_by_role("button", name=f"NB choice {choice}").click()
        expect(page.locator(".sa-feedback")).to_contain_text(f"NB then {choice}")
        page.get_by_role("button", name="Gå videre").click()


@pytest.mark.parametrize(
    ("choices", "title", "how"),
    [
        (TO_GOOD, "title good", "Det gikk godt"),
        (TO_HALF, "title half", "Det gikk både opp og ned"),
        (TO_POOR, "title stop", "Det ble vanskelig"),
    ],
)
def test_each_kind_of_ending_can_be_reached(
    story: Page, choices: tuple[str, ...], title: str, how: str
) -> None:
    play(story, choices)
    expect(story.locator(".sa-case__head")).to_have_text(f"NB {title}")
    expect(story.locator(".sa-case__verdict")).to_have_text(how)
    expect(story.get_by_text("Slutter du har funnet: 1 av 3")).to_be_visible()


def test_each_side_is_told_its_own_story_and_sees_its_own_choices(story: Page) -> None:
    play(story, ("listen",))
    expect(story.get_by_text("NB gp node second")).to_be_visible()
    expect(story.get_by_role("button", name="choice refer")).to_be_visible()
    expect(story.get_by_role("button", name="choice show")).to_have_count(0)
    story.get_by_text("Veien hit").click()
    story.get_by_role("button", name="Start på nytt").click()
    play(story, ("listen",), "Fysioterapeut")
    expect(story.get_by_text("NB physio node second")).to_be_visible()
    expect(story.get_by_role("button", name="choice show")).to_be_visible()
    expect(story.get_by_role("button", name="choice refer")).to_have_count(0)


def test_an_earlier_choice_changes_what_is_told_and_what_can_be_chosen(story: Page) -> None:
    play(story, ("listen",))
    expect(story.get_by_text("NB she was heard")).to_be_visible()
    story.get_by_text("Veien hit").click()
    story.get_by_role("button", name="Start på nytt").click()
    play(story, ("hurry", "back"))
    expect(story.get_by_text("NB she was heard")).to_have_count(0)
    play(story, ("ask", "plan"), None)
    expect(story.get_by_role("button", name="choice agree")).to_have_count(0)
    expect(story.get_by_role("button", name="choice push")).to_be_visible()


def test_the_meters_end_in_words_and_numbers_within_0_and_10(story: Page) -> None:
    play(story, TO_GOOD)
    meters = story.locator(".sa-case__meters li")
    expect(meters.nth(0)).to_contain_text("NB trust: 7 av 10 (høyt), opp 2 fra start")
    expect(meters.nth(1)).to_contain_text("NB work: 8 av 10 (høyt), opp 6 fra start")
    story.get_by_role("button", name="Spill en gang til").click()
    play(story, TO_POOR, None)
    expect(meters.nth(0)).to_contain_text("NB trust: 0 av 10 (lavt), ned 5 fra start")
    expect(meters.nth(1)).to_contain_text("NB work: 2 av 10 (lavt), som ved start")


@pytest.mark.parametrize("carry_on", [False, True])
def test_a_reload_comes_back_to_the_same_place(story: Page, carry_on: bool) -> None:
    play(story, ("listen",))
    story.get_by_role("button", name="NB choice wait").click()
    if carry_on:
        story.get_by_role("button", name="Gå videre").click()
    story.reload()
    if not carry_on:
        expect(story.get_by_text("NB then wait")).to_be_visible()
        story.get_by_role("button", name="Gå videre").click()
    expect(story.get_by_text("NB gp node pause")).to_be_visible()
    story.get_by_text("Veien hit").click()
    expect(story.locator(".sa-case__path > li")).to_have_count(2)


def test_one_can_go_back_to_a_choice_and_try_another_way(story: Page) -> None:
    play(story, TO_HALF)
    story.get_by_role("button", name="Tilbake til valg 2 og prøv noe annet").click()
    expect(story.get_by_text("NB gp node second")).to_be_visible()
    expect(story.get_by_text("NB she was heard")).to_be_visible()
    play(story, TO_GOOD[1:], None)
    expect(story.get_by_text("Slutter du har funnet: 2 av 3")).to_be_visible()
    story.get_by_role("button", name="Spill som fysioterapeuten").click()
    play(story, TO_POOR, None)
    expect(story.get_by_text("Slutter du har funnet: 3 av 3")).to_be_visible()
    assert "done" in json.loads(story.evaluate("key => localStorage.getItem(key)", KEY))


def test_the_map_shows_all_places_and_the_list_says_the_same_without_spoiling(story: Page) -> None:
    play(story, TO_HALF)
    picture = story.get_by_role("img")
    expect(picture).to_have_accessible_name(
        "Kart over historien, ovenfra og ned. Du var innom 4 av 9 steder. "
        "Listen under kartet sier det samme i ord."
    )
    assert story.locator(".sa-map__place").count() == 9
    assert story.locator(".sa-map__place--here").count() == 4
    assert story.locator(".sa-map__way--taken").count() == 3
    story.get_by_text("Kartet i ord").click()
    outline = story.locator(".sa-outline")
    assert outline.locator("> li").count() == 9
    expect(outline).to_contain_text("NB choice wait Fører til Sted 6 (ditt valg)")
    expect(outline).to_contain_text("NB title half")
    assert "title good" not in outline.inner_text() and "title stop" not in outline.inner_text()
    assert outline.get_by_text("ditt valg").count() == 3


@pytest.mark.parametrize(
    "value",
    [
        "{",
        "7",
        '{"side": "boss", "taken": ["listen"]}',
        '{"side": "gp", "taken": "listen"}',
        '{"side": "gp", "taken": ["gone", 4], "pending": {}, "seen": 3}',
    ],
)
def test_damaged_storage_never_stops_the_story(story: Page, value: str) -> None:
    story.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, value])
    story.reload()
    side = story.get_by_role("button", name="Fastlege", exact=True)
    play(story, TO_GOOD, "Fastlege" if side.count() else None)
    expect(story.get_by_text("NB title good").first).to_be_visible()


def test_a_story_can_be_played_by_keyboard_alone(story: Page) -> None:
    story.locator(".sa-case .sa-button").first.focus()
    story.keyboard.press("Enter")
    for choice in TO_GOOD:
        expect(story.locator(".sa-case__head")).to_be_focused()
        for _ in range(10):
            story.keyboard.press("Tab")
            if story.evaluate("document.activeElement.textContent") == f"NB choice {choice}":
                break
        story.keyboard.press("Enter")
        expect(story.locator(".sa-case__head")).to_be_focused()
        while story.evaluate("document.activeElement.textContent") != "Gå videre":
            story.keyboard.press("Tab")
        story.keyboard.press("Enter")
    expect(story.locator(".sa-case__head")).to_be_focused()
    expect(story.locator(".sa-case__head")).to_have_text("NB title good")


def test_the_place_of_a_choice_does_not_tell_how_good_it_is(
    visit: Callable[..., Visit], home: str
) -> None:
    page = visit(f"{home}case-anna-nb.html").page
    page.get_by_role("button", name="Fastlege", exact=True).click()
    places = set()
    for name, good in (
        ("first", "listen"),
        ("second", "ask"),
        ("work", "plan"),
        ("meeting", "agree"),
    ):
        expect(page.get_by_text(f"NB gp node {name}", exact=True)).to_be_visible()
        shown = page.locator(".sa-case__choice").all_inner_texts()
        places.add(shown.index(f"NB choice {good}"))
        play(page, (good,), None)
    assert len(places) > 1
