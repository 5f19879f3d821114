"""Search finds what readers seek, in the page and without a network."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import WIDTHS, Visit
from playwright.sync_api import Page, expect

from course.site.search import plain, tails
from course.site.search_page import VENDOR

SOUGHT = {
    # What is typed, and what is among the first five hits. Terms of the glossary come first.
    "nb": {
        "smerteterskel": "smerteterskel",
        "sykemelding": "gradert sykmelding",
        "sykmeldingen": "Gradert sykmelding i tall",
        "ryggsmerter": "Bente vil bli trodd",
        "katastrofetenkning": "katastrofetanker",
        "røde flagg": "faresignaler",
        "RØDE FLAGG": "faresignaler",
        "fibromyalgi": "fibromyalgi",
        "opioider": "Mestring framfor opioider",
        "pust": "Dyp pust",
        "fysio": "For fysioterapeuten",
        "sensitiviserng": "sentral sensitivisering",
        "hva er nociplastisk smerte?": "nociplastisk smerte",
        "Landmark": "Landmark 2013",
        "arbeidsgivere": "Arbeidsgiverens del",
        "selvmord": "Spør direkte",
        "dialogmøter": "dialogmøte",
        "wind-up": "temporal summasjon",
        "tilbakefall": "Tilbakefallsplan",
        "sick leave": "gradert sykmelding",
    },
    "en": {
        "pain threshold": "pain threshold",
        "sick note": "Three sick notes",
        "sick leaves": "graded sick leave",
        "fibromyalgia": "fibromyalgia",
        "opioids": "opioids",
        "backache": "Vibeke at the door",
        "breathing": "breathing",
        "physio": "For the physiotherapist",
        "sensitization": "central sensitisation",
        "sensitisaton": "central sensitisation",
        "atention": "selective attention",
        "What is nociplastic pain?": "nociplastic pain",
        "employers": "The employer's part",
        "suicide": "Ask directly",
        "dialogue meeting": "dialogue meeting",
        "wind-up": "temporal summation",
        "relapse": "Relapse plan",
        "red flags": "red flags",
        "sykmelding": "graded sick leave",
        "catastrophizing": "catastrophising",
    },
}

FIRST = """(sought) => sought.map((words) => {
  document.querySelector("#search-words").value = words;
  document.querySelector("[data-search]").requestSubmit();
  return [...document.querySelectorAll(".hit__title")].slice(0, 5).map((hit) => hit.textContent);
})"""


def _hits(page: Page) -> list[str]:
    return page.locator(".hit__title").all_text_contents()


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_what_readers_seek_is_among_the_first_hits(
    lang: str, site: str, visit: Callable[..., Visit]
) -> None:
    seen = visit(f"{site}{lang}/search/")
    found = seen.page.evaluate(FIRST, list(SOUGHT[lang]))
    missed = {
        words: hits
        for (words, wanted), hits in zip(SOUGHT[lang].items(), found, strict=True)
        if not any(wanted.casefold() in hit.casefold() for hit in hits)
    }
    assert missed == {}
    assert len(seen.requests) <= 3
    seen.assert_clean()


@pytest.mark.browser
def test_search_is_reached_and_used_by_keyboard_alone_and_is_told_aloud(
    built: str, visit: Callable[..., Visit], axe: Callable[[Page], list[str]]
) -> None:
    for width in WIDTHS:
        seen = visit(f"{built}nb/", width=width)
        page = seen.page
        asked = len(seen.requests)
        page.get_by_role("link", name="Søk", exact=True).focus()
        # Nothing is asked for before the reader opens search.
        assert len(seen.requests) == asked and not any("search" in url for url in seen.requests)
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/index.html")
        box = page.get_by_role("search").get_by_role("searchbox", name="Hva leter du etter?")
        expect(box).to_be_focused()
        page.keyboard.type("smerteterskel")
        status = page.get_by_role("status")
        expect(status).to_have_text(re.compile(r"^\d+ treff på «smerteterskel»$"))
        expect(page.get_by_role("heading", level=2).first).to_have_text("Ordliste")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator(".hit a").first.press("Enter")
        page.wait_for_url("**/glossary/index.html#pain-threshold")
        page.go_back()
        expect(page.get_by_role("searchbox")).to_have_value("smerteterskel")
        assert _hits(page)
        page.get_by_role("searchbox").fill("xyzzyq")
        expect(status).to_have_text("Ingen treff på «xyzzyq»")
        other = page.get_by_role("link", name="Søk i den engelske utgaven")
        assert str(other.get_attribute("href")).endswith("en/search/index.html#q=xyzzyq")
        assert axe(page) == []
        seen.assert_clean()


@pytest.mark.browser
def test_search_works_from_files_on_a_disk(built_folder: Path, visit: Callable[..., Visit]) -> None:
    seen = visit((built_folder / "en" / "search" / "index.html").as_uri())
    seen.page.get_by_role("searchbox").fill("wind-up")
    expect(seen.page.locator(".hit__title").first).to_have_text("temporal summation")
    seen.page.locator(".hit a").first.click()
    expect(seen.page).to_have_url(re.compile(r"glossary/index\.html#temporal-summation$"))


def test_nothing_that_is_sought_gives_an_answer_away(site_data: dict[str, Any]) -> None:
    kinds = {row[0] for row in site_data["entries"]}
    assert kinds == {"term", "section", "aims", "figure", "case", "tool", "page", "source"}
    assert len(site_data["entries"]) > 400
    links = [row[3] for row in site_data["entries"]]
    assert not any(link.endswith(("#quiz", "#recall")) for link in links)


@pytest.fixture
def site_data() -> dict[str, Any]:
    from conftest import ROOT

    from course.catalogue import read_course
    from course.site.search import search_data

    return search_data(read_course(ROOT), "nb", lambda below: f"../{below}")


def test_a_compound_is_found_by_its_last_word() -> None:
    known = {"rygg", "smerter", "smerte", "arbeid", "giver"}
    assert tails("Korsrygg, ryggsmerter og arbeidsgiver", known) == "giver smerter"


def test_a_section_is_found_by_its_text_and_not_by_its_marks() -> None:
    source = (
        "## Heading\n\nSome **bold** [words](#ref-x).\n\n- one\n- two\n\n| a | b |\n|---|---|\n"
    )
    assert plain(source) == "Some bold words. one two a b"


def test_the_libraries_are_those_that_were_published() -> None:
    told = (VENDOR / "README.md").read_text("utf-8")
    files = sorted(VENDOR.glob("*/*.js"))
    assert len(files) == 3
    for file in files:
        assert hashlib.sha256(file.read_bytes()).hexdigest() in told, file.name
        assert list(file.parent.glob("LICENSE*"))
