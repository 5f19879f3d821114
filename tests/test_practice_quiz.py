"""The quiz in a real browser: by keys and clicks, scored, explained, kept, in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import practice_sample
import pytest
from conftest import Visit, hosting
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

KEY = "smerte-og-arbeid/02-sample/quiz"
COUNT = len(practice_sample.quiz()["items"])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("practice")
    practice_sample.pages(folder)
    with hosting(folder) as address:
        yield address


@pytest.fixture
def quiz(visit: Callable[..., Visit], home: str) -> Iterator[Page]:
    """The quiz in bokmål, at its first question; the page must stay without errors."""
    seen = visit(f"{home}quiz-nb.html")
    seen.page.get_by_role("button", name="Start quizen").click()
    yield seen.page
    seen.assert_clean()


def kept(page: Page) -> dict[str, Any]:
    return json.loads(page.evaluate("key => localStorage.getItem(key)", KEY))


def go(page: Page, number: int) -> None:
    page.get_by_role("button", name=f"Oppgave {number}:").click()


def check(page: Page) -> Locator:
    page.get_by_role("button", name="Sjekk svaret").click()
    return page.locator(".sa-verdict")


def order_as(page: Page, wanted: str) -> None:
    """Bring the steps into the wanted order with the buttons, by keyboard."""
    for place, step in enumerate(wanted):
        row = page.locator(".sa-order li", has_text=f"step {step}")
        while page.locator(".sa-order__text").all_inner_texts().index(f"NB step {step}") > place:
            row.get_by_role("button", name="Flytt opp").press("Enter")


def select(page: Page, **places: str) -> None:
    for label, option in places.items():
        page.get_by_label(label.replace("_", " "), exact=False).select_option(label=f"NB {option}")


def sure(page: Page, percent: str) -> None:
    page.get_by_role("group", name="Hvor sikker").get_by_label(percent, exact=True).check()


def answer_all_right(page: Page) -> None:
    go(page, 1)
    page.get_by_label("option a").check()
    check(page)
    go(page, 2)
    page.get_by_label("option a").check()
    page.get_by_label("option b").check()
    check(page)
    go(page, 3)
    page.get_by_label("Usant").check()
    sure(page, "100 %")
    check(page)
    go(page, 4)
    page.get_by_label("Svaret ditt").fill("12,5")
    check(page)
    go(page, 5)
    order_as(page, "abcd")
    check(page)
    go(page, 6)
    select(page, left_a="right ab", left_b="right ab", left_c="right c")
    check(page)
    go(page, 7)
    select(page, card_a="group x", card_b="group y", card_c="group y")
    check(page)


def test_all_right_answers_give_full_score_and_finish_the_part(quiz: Page) -> None:
    answer_all_right(quiz)
    assert "done" in kept(quiz)
    quiz.get_by_role("button", name="Se resultatet").click()
    expect(quiz.locator(".sa-quiz__score")).to_have_text(f"{COUNT} av {COUNT} poeng (100 %)")
    expect(quiz.get_by_text("Alt er riktig.")).to_be_visible()


def test_every_option_is_explained_also_those_not_chosen(quiz: Page) -> None:
    quiz.get_by_label("option b").check()
    expect(check(quiz)).to_contain_text("Ikke helt")
    review = quiz.locator(".sa-quiz__review > li")
    expect(review).to_have_count(3)
    for name in "abc":
        expect(review.filter(has_text=f"about {name}")).to_be_visible()
    expect(review.filter(has_text="about a")).to_contain_text("Riktig, men du valgte det ikke")
    expect(review.filter(has_text="about b")).to_contain_text("Ikke riktig, og du valgte det")
    expect(quiz.get_by_text("NB explained")).to_be_visible()


def test_the_feedback_names_its_source_and_links_to_it(quiz: Page) -> None:
    quiz.get_by_label("option a").check()
    check(quiz)
    expect(quiz.locator(".sa-source")).to_have_text("Kilde: Woolf 2011")
    quiz.get_by_role("link", name="Woolf 2011").click()
    assert quiz.url.endswith("#ref-woolf-2011")


def test_part_of_the_answer_gives_part_of_the_point_and_trying_again_mends_it(quiz: Page) -> None:
    go(quiz, 2)
    quiz.get_by_label("option a").check()
    expect(check(quiz)).to_contain_text("Delvis riktig: 50 %")
    quiz.get_by_role("button", name="Prøv igjen").click()
    quiz.get_by_label("option b").check()
    expect(check(quiz)).to_contain_text("Riktig")
    answer = kept(quiz)["answers"]["many"]
    assert (answer["first"], answer["score"], answer["tries"]) == (0.5, 1, 2)
    expect(quiz.get_by_role("button", name="Oppgave 2: riktig")).to_be_visible()


@pytest.mark.parametrize(
    ("number", "what"),
    [(1, "Noe mangler"), (2, "Noe mangler"), (3, "Noe mangler"), (4, "Noe mangler")],
)
def test_an_empty_answer_is_not_taken(quiz: Page, number: int, what: str) -> None:
    go(quiz, number)
    quiz.get_by_role("button", name="Sjekk svaret").click()
    expect(quiz.get_by_role("alert")).to_contain_text(what)
    assert not kept(quiz).get("answers")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12,5", "number right"),
        ("13.0", "number right"),
        (" 12 ", "number right"),
        ("3", "number low"),
        ("1 300", "number high"),
        ("−4", "number low"),
    ],
)
def test_a_number_is_read_as_people_write_it(quiz: Page, typed: str, said: str) -> None:
    go(quiz, 4)
    quiz.get_by_label("Svaret ditt").fill(typed)
    check(quiz)
    expect(quiz.locator(".sa-quiz__review")).to_contain_text(said)


def test_what_is_no_number_is_told_so(quiz: Page) -> None:
    go(quiz, 4)
    quiz.get_by_label("Svaret ditt").fill("tolv")
    quiz.get_by_role("button", name="Sjekk svaret").click()
    expect(quiz.get_by_role("alert")).to_contain_text("ikke et tall")


def test_steps_can_be_dragged_too(quiz: Page) -> None:
    go(quiz, 5)
    before = quiz.locator(".sa-order__text").all_inner_texts()
    grip = quiz.locator(".sa-order__grip").first.bounding_box()
    last = quiz.locator(".sa-order li").last.bounding_box()
    assert grip and last
    quiz.mouse.move(grip["x"] + 8, grip["y"] + 20)
    quiz.mouse.down()
    quiz.mouse.move(grip["x"] + 8, last["y"] + 10, steps=6)
    quiz.mouse.up()
    assert quiz.locator(".sa-order__text").all_inner_texts() == [*before[1:], before[0]]


def test_a_low_step_is_dragged_over_a_high_one_without_going_to_and_fro(quiz: Page) -> None:
    go(quiz, 5)
    rows = quiz.locator(".sa-order__text")
    before = rows.all_inner_texts()
    high = before[1][-1]
    quiz.add_style_tag(content=f".sa-order li:has([data-move^='{high} ']) {{ min-height: 14rem }}")
    grip = quiz.locator(".sa-order__grip").first.bounding_box()
    over = quiz.locator(".sa-order li").nth(1).bounding_box()
    assert grip and over
    quiz.mouse.move(grip["x"] + 8, grip["y"] + 8)
    quiz.mouse.down()
    seen = []
    for down in range(0, int(over["height"]), 6):
        quiz.mouse.move(grip["x"] + 8, over["y"] + down)
        seen.append(rows.all_inner_texts() == before)
    quiz.mouse.up()
    assert seen == sorted(seen, reverse=True) and True in seen and False in seen


def test_the_steps_are_never_shown_in_the_right_order_at_first(
    visit: Callable[..., Visit], home: str
) -> None:
    for _ in range(6):
        page = visit(f"{home}quiz-nb.html").page
        page.get_by_role("button", name="Start quizen").click()
        go(page, 5)
        shown = page.locator(".sa-order__text").all_inner_texts()
        assert shown != [f"NB step {s}" for s in "abcd"]


def test_confidence_is_held_against_what_was_right(quiz: Page) -> None:
    go(quiz, 3)
    quiz.get_by_label("Sant", exact=True).check()
    sure(quiz, "100 %")
    check(quiz)
    expect(quiz.locator(".sa-quiz__review")).to_contain_text("Du var 100 % sikker")
    expect(quiz.locator(".sa-quiz__review")).to_contain_text("said true")
    go(quiz, 7)
    quiz.get_by_role("button", name="Se resultatet").click()
    expect(quiz.get_by_text("100 % sikker og hadde rett i 0 %")).to_be_visible()
    expect(quiz.get_by_text("6 oppgaver er ikke besvart ennå.")).to_be_visible()


def test_the_result_says_what_to_look_at_again_and_where(quiz: Page) -> None:
    answer_all_right(quiz)
    go(quiz, 4)
    go(quiz, 7)
    quiz.get_by_role("button", name="Se resultatet").click()
    quiz.get_by_role("button", name="Start på nytt").click()
    quiz.get_by_label("option b").check()
    check(quiz)
    go(quiz, 7)
    quiz.get_by_role("button", name="Se resultatet").click()
    again = quiz.locator(".sa-quiz__again")
    expect(again).to_contain_text("NB know it")
    expect(again.get_by_role("link")).to_have_attribute("href", "#taught-here")
    again.get_by_role("button", name="Oppgave 1: NB question one").click()
    expect(quiz.locator(".sa-verdict")).to_be_visible()


def test_a_reload_comes_back_to_the_same_question_in_the_same_order(quiz: Page) -> None:
    quiz.get_by_label("option c").check()
    check(quiz)
    go(quiz, 2)
    shown = quiz.locator(".sa-choice__row").all_inner_texts()
    quiz.reload()
    expect(quiz.get_by_text(f"Oppgave 2 av {COUNT}")).to_be_visible()
    assert quiz.locator(".sa-choice__row").all_inner_texts() == shown
    expect(quiz.get_by_role("button", name="Oppgave 1: ikke helt")).to_be_visible()


@pytest.mark.parametrize(
    "value",
    [
        "{not json",
        "[]",
        '"x"',
        '{"at": 99, "answers": 4}',
        '{"at": -1, "answers": {"one": null}, "seed": {}}',
        '{"at": 0, "answers": {"one": {"given": "z", "score": 7}}}',
        '{"at": 4, "answers": {"steps": {"given": ["a", "a", "b", "c"]}, "pairs": {"given": []}}}',
        '{"at": 2, "answers": {"claim": {"given": true, "sure": "very"}}}',
    ],
)
def test_damaged_storage_starts_over_and_still_works(
    visit: Callable[..., Visit], home: str, value: str
) -> None:
    seen = visit(f"{home}quiz-nb.html")
    seen.page.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, value])
    seen.page.reload()
    start = seen.page.get_by_role("button", name="Start quizen")
    if start.count():
        start.click()
    answer_all_right(seen.page)
    assert len(kept(seen.page)["answers"]) == COUNT
    seen.assert_clean()


def tab_to(page: Page, css: str) -> None:
    """Press Tab until the focus is on what ``css`` names."""
    for _ in range(60):
        if page.evaluate("css => document.activeElement.matches(css)", css):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {css}")


def press_button(page: Page, words: str) -> None:
    for _ in range(60):
        if page.evaluate("document.activeElement.textContent") == words:
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {words}")


def test_the_whole_quiz_can_be_taken_by_keyboard_alone(
    visit: Callable[..., Visit], home: str
) -> None:
    seen = visit(f"{home}quiz-nb.html")
    page = seen.page
    press_button(page, "Start quizen")
    for number in range(COUNT):
        expect(page.get_by_text(f"Oppgave {number + 1} av {COUNT}")).to_be_visible()
        kind = practice_sample.quiz()["items"][number]["kind"]
        if kind in ("single", "truefalse"):
            tab_to(page, ".sa-choice input")
            page.keyboard.press("Space")
        if kind == "truefalse":
            tab_to(page, ".sa-scale input")
            page.keyboard.press("Space")
            page.keyboard.press("ArrowRight")
        if kind == "several":
            tab_to(page, ".sa-choice input")
            page.keyboard.press("Space")
        if kind == "numeric":
            tab_to(page, ".sa-number input")
            page.keyboard.type("12,4")
        if kind in ("match", "classify"):
            for n in range(3):
                tab_to(page, f".sa-pair:nth-of-type({n + 1}) select")
                page.keyboard.press("ArrowDown")
        press_button(page, "Sjekk svaret")
        expect(page.locator(".sa-verdict")).to_be_focused()
        press_button(page, "Neste" if number < COUNT - 1 else "Se resultatet")
    expect(page.locator(".sa-quiz__score")).to_be_visible()
    seen.assert_clean()
