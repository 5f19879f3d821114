"""What the browser prints is the page to read: as the reader left it, with nothing to press."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable

import pypdf
import pytest
from conftest import Visit
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PRESSED = ":is(button, input[type=range], nav, .skip):visible"


def _printed(page: Page) -> str:
    """Return the text of the page as the browser prints it."""
    made = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    return re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in made.pages))


def _run(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _ready(page: Page) -> None:
    page.wait_for_selector("html[data-widgets=ready]")


def test_a_module_prints_its_figures_and_its_case_as_they_stand(
    site: str, visit: Callable[..., Visit]
) -> None:
    seen = visit(f"{site}nb/04-sensitisation-and-attention/", dark=True)
    page = seen.page
    _ready(page)
    assert "Veien du tok" not in _printed(page)
    figure = page.locator("#wind-up")
    figure.locator(".sa-guess input").first.check()
    figure.locator(".sa-guess .sa-button").click()
    rate = figure.get_by_role("slider").first
    rate.fill("0.8")
    said = figure.locator(".sa-figure__words").inner_text()
    case = page.locator("#case-kari")
    case.get_by_role("button", name="Fastlege").click()
    while not case.locator(".sa-case__verdict").count():
        case.locator(".sa-case__choice").first.click()
        case.get_by_role("button", name="Gå videre").click()
    ended = case.locator(".sa-case__head").inner_text()
    text = _printed(page)
    # Where a line ends, the PDF may have a space more; and fl may be one letter.
    assert _run(said) in _run(text) and _run(ended) in _run(text) and "Veien du tok" in text
    # What is folded away on the screen; the address of a source that is no DOI.
    assert "Hva modellen ikke viser" in text and "Opplevd styrke for hvert støt" in text
    assert "doi:10." in text and "_model_module" not in text
    assert figure.locator("details[open]").count() == 0, "the screen is as it was"
    page.emulate_media(media="print")
    assert page.locator(PRESSED).count() == 0
    # The figure that nobody has guessed at is there too, dark on white.
    expect(page.locator("#volume-knob .sa-figure__picture svg")).to_be_visible()
    line = page.locator("#threshold .sa-line").first
    assert line.evaluate("node => getComputedStyle(node).stroke") == "rgb(0, 88, 110)"
    seen.assert_clean()


def test_a_tool_prints_what_is_written_in_it(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}en/tools/activity-plan/").page
    _ready(page)
    page.get_by_role("button", name="example").first.click()
    written = page.locator(".sa-sheet input[type=text]").first.input_value()
    text = _printed(page)
    assert written and written in text and "Monday" in text
    page.emulate_media(media="print")
    assert page.locator(PRESSED).count() == 0


def test_the_mechanism_sorter_prints_the_answers_and_the_patients_that_wait(
    site: str, visit: Callable[..., Visit]
) -> None:
    seen = visit(f"{site}nb/03-understanding-pain/")
    page = seen.page
    _ready(page)
    assert "Mitt svar:" not in _printed(page), "a form to fill in, as long as nothing is done"
    sorter = page.locator("#mechanism-sorter .sa-sorter")
    sorter.get_by_label("Nociplastisk", exact=False).check()
    sorter.get_by_label("Ganske sikker").check()
    sorter.get_by_role("button", name="Vis vurderingen").click()
    text = _run(_printed(page))
    assert _run("Mitt svar: Nociplastisk (ganske sikker)") in text
    assert _run("Undersøk dette først") in text and _run("Harald, 71") in text
    page.emulate_media(media="print")
    assert page.locator("#mechanism-sorter").locator(PRESSED).count() == 0
    seen.assert_clean()


def test_a_card_sorter_prints_its_columns_with_the_cards_in_them(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}nb/11-coping-and-teamwork/").page
    _ready(page)
    cards = page.locator("#card-sorter-who .sa-cards")
    first = cards.locator(".sa-board__choose").first
    card = first.inner_text()
    first.click()
    way = cards.locator(".sa-board__way").first
    column = way.inner_text()
    way.click()
    text = _run(_printed(page))
    assert _run(f"{column} • {card}") in text or _run(f"{column} {card}") in text
    assert _run("Ikke plassert ennå") in text


def test_a_diamond_prints_as_the_reader_has_drawn_it(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}nb/tools/diamond/").page
    _ready(page)
    assert page.locator(".sa-onpaper svg").count() == 0
    card = page.locator(".sa-diamond .sa-board__choose").first
    phrase = card.inner_text()
    card.click()
    page.locator(".sa-diamond .sa-board__way").first.click()
    text = _printed(page)
    assert _run(f"Kropp: • {phrase}") in _run(text) or _run(f"Kropp: {phrase}") in _run(text)
    page.emulate_media(media="print")
    expect(page.locator(".sa-onpaper .sa-diamond__svg")).to_be_visible()
    expect(page.locator(".sa-onpaper .sa-diamond__svg")).to_contain_text(phrase)
    assert page.locator(PRESSED).count() == 0
