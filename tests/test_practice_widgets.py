"""Recall cards, confidence, the week's task and progress in a real browser; all in all's reach."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import practice_sample
import pytest
from conftest import WIDTHS, Visit, hosting
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

BASE = "smerte-og-arbeid/02-sample/"
OTHER_LANGUAGE = {
    "nb": re.compile(r"(?-i:\bEN )|\b(?:the|your|question|choice|card|answer|of|you|and)\b", re.I),
    "en": re.compile(r"(?-i:\bNB )|\b(?:og|ikke|du|oppgave|svaret|kort|valg|av)\b|[æøå]", re.I),
}
SAMPLE = {"nb": re.compile(r"\bNB( [a-z\d-]+)+"), "en": re.compile(r"\bEN( [a-z\d-]+)+")}
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("practice")
    practice_sample.pages(folder)
    with hosting(folder) as address:
        yield address


@pytest.fixture
def open_(visit: Callable[..., Visit], home: str) -> Iterator[Open]:
    """Open the page of one part (or of all); no page may have an error or ask another host."""
    seen: list[Visit] = []

    def go(part: str, lang: str = "nb", **options: Any) -> Page:
        seen.append(visit(f"{home}{part}-{lang}.html", **options))
        return seen[-1].page

    yield go
    for one in seen:
        one.assert_clean()


def kept(page: Page, part: str) -> Any:
    return json.loads(page.evaluate("k => localStorage.getItem(k)", BASE + part) or "null")


def keep(page: Page, part: str, value: str) -> None:
    page.evaluate("([k, v]) => localStorage.setItem(k, v)", [BASE + part, value])
    page.reload()


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def grade(page: Page, *grades: str) -> None:
    for how in grades:
        button(page, "Snu kortet")
        button(page, how)


def test_a_card_hides_its_answer_until_it_is_turned_and_then_leads_on(open_: Open) -> None:
    page = open_("recall")
    button(page, "Begynn")
    assert page.get_by_text("NB back 1").count() == 0
    button(page, "Snu kortet")
    expect(page.get_by_text("NB back 1")).to_be_visible()
    expect(page.locator(".sa-source")).to_have_text("Kilde: Woolf 2011")
    link = page.get_by_role("link", name="Les avsnittet på nytt")
    expect(link).to_have_attribute("href", "#taught-here")


def test_cards_that_were_not_known_can_be_tried_again_until_they_are(open_: Open) -> None:
    page = open_("recall")
    button(page, "Begynn")
    grade(page, "Ikke ennå", "Jeg kunne det", "Litt av det")
    expect(page.get_by_text("Du kunne 1 av 3 kort ved første forsøk.")).to_be_visible()
    assert "done" in kept(page, "recall")
    button(page, "Prøv de 2 kortene igjen")
    expect(page.locator(".sa-case__head")).to_have_text("NB front 1")
    grade(page, "Jeg kunne det", "Ikke ennå")
    button(page, "Prøv det kortet igjen")
    grade(page, "Jeg kunne det")
    expect(page.get_by_text("Du kunne 1 av 3 kort ved første forsøk.")).to_be_visible()
    expect(page.get_by_text("Kom gjerne tilbake")).to_be_visible()


def test_a_reload_keeps_the_card_and_the_draft(open_: Open) -> None:
    page = open_("recall")
    button(page, "Begynn")
    grade(page, "Jeg kunne det")
    page.get_by_label("Svaret ditt").fill("jeg tror <b>dette</b>")
    page.reload()
    expect(page.locator(".sa-case__head")).to_have_text("NB front 2")
    expect(page.get_by_label("Svaret ditt")).to_have_value("jeg tror <b>dette</b>")


@pytest.mark.parametrize(
    "value",
    ["{", '{"queue": 3}', '{"queue": ["gone", "card-2", "card-2"], "first": [], "drafts": 1}'],
)
def test_damaged_storage_never_stops_the_cards(open_: Open, value: str) -> None:
    page = open_("recall")
    keep(page, "recall", value)
    if page.get_by_role("button", name="Begynn").count():
        button(page, "Begynn")
    for _ in range(3):
        if page.get_by_role("button", name="Snu kortet").count():
            grade(page, "Jeg kunne det")
    expect(page.get_by_text("Du er gjennom kortene")).to_be_visible()


def rate(page: Page, part: str, **levels: int) -> None:
    for text, level in levels.items():
        group = page.locator(f"#{part}").get_by_role("group", name=f"NB {text} it")
        group.get_by_label(str(level), exact=True).check()


def test_confidence_at_the_end_is_shown_beside_the_start(open_: Open) -> None:
    page = open_("all")
    rate(page, "confidence-start", know=3)
    assert "done" not in kept(page, "confidence-start")
    rate(page, "confidence-start", do=8)
    assert "done" in kept(page, "confidence-start")
    rate(page, "confidence-end", know=7, do=6)
    end = page.locator("#confidence-end")
    expect(end).to_contain_text("NB know it: fra 3 til 7, opp 4")
    expect(end).to_contain_text("NB do it: fra 8 til 6, ned 2")
    page.reload()
    expect(end).to_contain_text("NB know it: fra 3 til 7, opp 4")


def test_confidence_without_a_start_says_so_and_damaged_ratings_are_unrated(open_: Open) -> None:
    page = open_("all")
    keep(page, "confidence-start", '{"levels": {"know": "high", "do": 11}}')
    rate(page, "confidence-end", know=0, do=10)
    expect(page.locator("#confidence-end")).to_contain_text("Du svarte ikke ved start")


def write_rule(page: Page, cue: str, action: str) -> None:
    page.get_by_label("Hvis …").fill(cue)
    page.get_by_label("så …").fill(action)
    page.get_by_label("så …").blur()


def test_a_rule_is_advised_on_kept_and_asked_about_next_time(open_: Open) -> None:
    page = open_("week")
    write_rule(page, "det passer bedre", "skal jeg huske å spørre om jobb")
    advice = page.locator(".sa-checks")
    expect(advice.locator(".sa-checks__missing")).to_have_count(2)
    write_rule(page, "Hvis pasienten tar seg til nakken,", "så spør jeg hva hun tenker.")
    expect(advice.locator(".sa-checks__met")).to_have_count(3)
    button(page, "Ta vare på regelen")
    rule = page.locator(".sa-week__rule")
    expect(rule).to_be_focused()
    expect(rule).to_have_text("Hvis pasienten tar seg til nakken, så spør jeg hva hun tenker.")
    assert page.get_by_text("Hvordan gikk det?").count() == 0
    page.reload()
    expect(page.get_by_text("Hvordan gikk det?")).to_be_visible()
    expect(page.get_by_text("Kom likevel.")).to_be_visible()
    button(page, "Ikke denne gangen")
    expect(page.get_by_role("status")).to_contain_text("Det er helt vanlig.")
    assert kept(page, "week")["went"] == "not_tried" and "done" in kept(page, "week")


def test_half_a_rule_is_not_kept_and_a_word_that_only_begins_so_is_left(open_: Open) -> None:
    page = open_("week")
    write_rule(page, "hvis", "så")
    button(page, "Ta vare på regelen")
    expect(page.get_by_role("alert")).to_contain_text("både en situasjon og en handling")
    write_rule(page, "hvisken fra venterommet høres", "sårbarhet nevner jeg først")
    button(page, "Ta vare på regelen")
    expect(page.locator(".sa-week__rule")).to_have_text(
        "Hvis hvisken fra venterommet høres, så sårbarhet nevner jeg først."
    )


def test_the_rule_is_printed_on_a_card_of_its_own(open_: Open) -> None:
    page = open_("week")
    write_rule(page, "pasienten er engstelig", "spør jeg hva hun tror")
    button(page, "Ta vare på regelen")
    page.evaluate("window.print = () => {}")
    button(page, "Skriv ut")
    page.emulate_media(media="print")
    sheet = page.locator(".sa-printout")
    expect(sheet).to_contain_text("Hvis pasienten er engstelig, så spør jeg hva hun tror.")
    assert not page.locator("main").is_visible()


def test_progress_follows_what_the_reader_does(open_: Open) -> None:
    page = open_("all")
    bar = page.locator("#progress")
    expect(bar).to_contain_text("Ingen deler er gjort ennå.")
    page.get_by_role("button", name="Fastlege", exact=True).click()
    for choice in ("hurry", "leave"):
        page.get_by_role("button", name=f"NB choice {choice}").click()
        button(page, "Gå videre")
    expect(bar).to_contain_text("1 av 2 deler er gjort")
    assert page.locator("#progress progress").evaluate("e => e.value") == 1
    bar.get_by_text("Delene").click()
    expect(bar.get_by_role("listitem").filter(has_text="Pasienthistorie")).to_contain_text("gjort")
    expect(bar.get_by_role("listitem").filter(has_text="Quiz")).to_contain_text("gjenstår")


def foreign_words(page: Page, lang: str) -> list[str]:
    """Return the words of the other language that the page shows, beside the sample's own."""
    shown = page.locator("main").inner_text() + " ".join(
        page.evaluate("[...document.querySelectorAll('[aria-label]')].map(e => e.ariaLabel)")
    )
    return OTHER_LANGUAGE[lang].findall(SAMPLE[lang].sub("", shown))


def begun(page: Page) -> Page:
    """Bring every widget to where most is shown: answered, ended, turned, kept."""
    widgets = [f"#{part} .sa-button" for part in ("quiz", "case-anna", "recall")]
    for css in widgets:
        page.locator(css).first.click()
    page.locator("#quiz .sa-choice input").nth(1).check()
    page.locator("#quiz .sa-button").first.click()
    for choice in ("hurry", "leave"):
        page.locator(".sa-case__choice", has_text=choice).click()
        page.locator("#case-anna .sa-button").first.click()
    page.locator("#case-anna summary").click()
    page.locator("#recall .sa-button").first.click()
    for n, words in enumerate(("x y z", "x")):
        page.locator("#week input").nth(n).fill(words)
    page.locator("#week .sa-button").first.click()
    for part in ("confidence-start", "confidence-end"):
        for level in page.locator(f"#{part} input[value='4']").all():
            level.check()
    for _ in range(6):
        page.locator("#card-sorter-triage .sa-board__tray .sa-board__choose").first.click()
        page.locator(".sa-board__way:visible").first.click()
    page.locator("#card-sorter-triage .sa-buttons .sa-button").first.click()
    page.locator(".sa-words__reply").first.click()
    page.locator("#progress summary").click()
    return page


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_all_are_in_reach_of_all_and_speak_one_language(
    open_: Open, axe: Callable[[Page], list[str]], lang: str, width: int, dark: bool
) -> None:
    page = open_("all", lang, width=width, dark=dark)
    assert axe(page) == []
    begun(page)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert foreign_words(page, lang) == []
    small = page.evaluate(
        "[...document.querySelectorAll('main :is(button, summary, select, input)')]"
        ".filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 80),"
        " e.getBoundingClientRect()]).filter(([, r]) => r.width < 24 || r.height < 24)"
    )
    assert small == []


@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_each_kind_of_question_is_in_reach_before_and_after_it_is_answered(
    open_: Open, axe: Callable[[Page], list[str]], lang: str, number: int
) -> None:
    page = open_("quiz", lang, width=390)
    page.locator("#quiz .sa-button").click()
    page.locator(".sa-steps__step").nth(number).click()
    assert axe(page) == []
    for field in page.locator("#quiz select").all():
        field.select_option(index=1)
    for group in page.locator("#quiz fieldset").all():
        if group.locator("input[type=radio], input[type=checkbox]").count():
            group.locator("input").first.check()
    if page.locator(".sa-number input").count():
        page.locator(".sa-number input").fill("7")
    page.locator("#quiz .sa-buttons .sa-button").first.click()
    expect(page.locator(".sa-verdict")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert foreign_words(page, lang) == []
