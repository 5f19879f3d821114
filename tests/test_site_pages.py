"""Every page, in both languages, at both widths, served and built: readable, whole, and quiet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, WIDTHS, Visit
from playwright.sync_api import expect

from course.site.pages import FRAME
from course.site.pages import PLAIN as OWN

MODULES = sorted(path.parent.name for path in ROOT.glob("modules/*/module.yaml"))
PLAIN = ["", *(f"{kind}/" for kind in (*OWN, *FRAME))]
PAGES = [*PLAIN, "tools/", "tools/job-map/", *(f"{slug}/" for slug in MODULES)]
TOOLS = ["diamond", *sorted(path.stem for path in ROOT.glob("widgets/tools/sheets/*.yaml"))]
LANGS = ("nb", "en")
HOMES = ("site", "built")
# What is tried on each module is tried on every other one as it is served, on the rest as built.
EACH = [(slug, HOMES[n % 2]) for n, slug in enumerate(MODULES)]
each_module = pytest.mark.parametrize(("slug", "home"), EACH, indirect=["home"])
both_homes = pytest.mark.parametrize("home", HOMES, indirect=True)

SHIFT = """() => new Promise((told) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value;
  }).observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => told(sum), 30));
})"""
"""How much of the page has moved under the reader's eyes: https://web.dev/articles/cls."""

pytestmark = pytest.mark.browser


def cells(slug: str, lang: str = "nb") -> list[dict]:
    path = ROOT / "modules" / slug / f"{lang}.ipynb"
    return json.loads(path.read_text("utf-8"))["cells"]


@pytest.fixture(params=HOMES)
def home(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(request.param)


VIEWS = [
    # The static build is made of the same pages: each is seen once in each language, and axe,
    # which reads what is the same in both, has looked at the served one.
    *(("site", lang, width) for lang in LANGS for width in WIDTHS),
    *(("built", lang, width) for lang, width in zip(LANGS, WIDTHS, strict=True)),
]


@pytest.mark.parametrize(("home", "lang", "width"), VIEWS, indirect=["home"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_whole_accessible_and_asks_nobody_else(
    page: str,
    lang: str,
    width: int,
    home: str,
    visit: Callable[..., Visit],
    axe: Callable,
    request: pytest.FixtureRequest,
) -> None:
    seen = visit(f"{home}{lang}/{page}", width)
    tab = seen.page
    tab.wait_for_selector("html[data-widgets=ready]")
    seen.assert_clean()
    assert len(seen.requests) <= 6
    assert tab.locator("html").get_attribute("lang") == lang
    assert tab.locator("h1").count() == 1
    assert tab.locator('meta[name="description"]').get_attribute("content")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.locator('[data-widget]:not([data-mounted="true"])').count() == 0
    assert tab.evaluate(SHIFT) < 0.01
    if home == request.getfixturevalue("site"):
        assert axe(tab) == []


@pytest.mark.parametrize(("lang", "width"), zip(LANGS, WIDTHS, strict=True))
def test_the_page_for_unknown_addresses_is_accessible_and_narrow(
    lang: str, width: int, site: str, visit: Callable[..., Visit], axe: Callable
) -> None:
    tab = visit(f"{site}{lang}/nowhere/", width).page
    assert axe(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    other = next(one for one in LANGS if one != lang)
    assert tab.locator(f"main [lang={other}]").count() == 1


@pytest.mark.parametrize("page", ["", "about/", *(f"{slug}/" for slug in MODULES)])
def test_a_page_is_accessible_in_the_dark(
    page: str, site: str, visit: Callable[..., Visit], axe: Callable
) -> None:
    seen = visit(f"{site}nb/{page}", 1280, dark=True)
    seen.page.wait_for_selector("html[data-widgets=ready]")
    assert axe(seen.page) == []


@each_module
def test_the_text_is_readable_before_any_script_has_run(
    slug: str, home: str, visit: Callable[..., Visit]
) -> None:
    tab = visit(f"{home}nb/{slug}/", java_script_enabled=False).page
    for cell in cells(slug):
        section = tab.locator(f"[id='{cell['id']}']")
        assert section.is_visible(), cell["id"]
        if cell["cell_type"] == "code":
            assert len(section.inner_text().split()) > 5, f"{cell['id']} has no still version"


@each_module
def test_each_cell_is_a_section_with_its_id_and_links_within_the_page_lead_somewhere(
    slug: str, home: str, visit: Callable[..., Visit]
) -> None:
    tab = visit(f"{home}nb/{slug}/").page
    ids = tab.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert {cell["id"] for cell in cells(slug)} <= set(ids)
    assert len(ids) == len(set(ids))
    links = tab.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash)")
    # A figure's link says after a question mark how the figure stands.
    assert {link[1:].partition("?")[0] for link in links} <= set(ids)


@both_homes
def test_a_link_to_a_figure_as_it_stands_brings_it_into_view_and_asks_for_nothing_more(
    home: str, visit: Callable[..., Visit]
) -> None:
    path = f"{home}nb/04-sensitisation-and-attention/"
    seen = visit(f"{path}#wind-up?rate=0.7&strength=1.5&decay=2", 390)
    tab = seen.page
    figure = tab.locator("[id='wind-up']")
    expect(figure.locator(".sa-guess__feedback")).to_be_focused()
    tab.wait_for_selector("html[data-widgets=ready]")
    expect(figure.locator(".sa-figure__title")).to_be_in_viewport()
    expect(figure.locator(".sa-figure__words")).to_contain_text("Med 0,7 støt per sekund")
    assert not any("rate" in address.split("#")[0] for address in seen.requests)
    # The same page can be sent on to another state.
    figure.locator(".sa-share a").evaluate("a => { a.hash = a.hash.replace('0.7', '0.2') }")
    figure.locator(".sa-share a").press("Enter")
    expect(figure.locator(".sa-figure__words")).to_contain_text("Med 0,2 støt per sekund")
    seen.assert_clean()


@both_homes
def test_the_language_switch_keeps_the_place(home: str, visit: Callable[..., Visit]) -> None:
    slug = "04-sensitisation-and-attention"
    ids = [c["id"] for c in cells(slug) if c["cell_type"] == "markdown"]
    target = ids[len(ids) // 2]
    tab = visit(f"{home}nb/{slug}/").page
    tab.wait_for_selector("html[data-widgets=ready]")
    tab.evaluate("id => document.getElementById(id).scrollIntoView({behavior: 'instant'})", target)
    tab.locator("[data-switch]").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(rf"/en/{slug}/.*#"))
    assert tab.url.endswith(f"#{target}")
    assert tab.locator("html").get_attribute("lang") == "en"


@both_homes
def test_the_language_switch_works_without_scripts(home: str, visit: Callable[..., Visit]) -> None:
    tab = visit(f"{home}en/glossary/", java_script_enabled=False).page
    tab.locator("[data-switch]").click()
    assert tab.url.removesuffix("index.html") == f"{home}nb/glossary/"


@both_homes
def test_every_link_to_our_own_pages_leads_to_a_page(
    home: str, visit: Callable[..., Visit]
) -> None:
    todo, done = [f"{home}nb/"], set()  # with and without index.html is one address
    tab = visit(todo[0]).page
    while todo:
        address = todo.pop()
        if address in done:
            continue
        done.add(address)
        assert tab.request.get(address).status == 200, address
        tab.goto(address)
        links = tab.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
        own = (link.split("#")[0] for link in links if link.startswith(home))
        todo += [link.removesuffix("index.html") for link in own]
    besides = ["tools/", "search/"]
    assert len(done) == 2 * len([*PLAIN, *MODULES, *TOOLS, *besides])


@both_homes
def test_a_glossary_term_is_linked_once_and_explained_on_focus(
    home: str, visit: Callable[..., Visit]
) -> None:
    tab = visit(f"{home}nb/04-sensitisation-and-attention/").page
    terms = tab.evaluate("[...document.querySelectorAll('.term > a')].map(a => a.hash)")
    assert terms and len(terms) == len(set(terms))
    assert tab.locator(":is(h1, h2, h3) .term, a a").count() == 0
    term = tab.locator(".term").first
    tip = term.locator("[role=tooltip]")
    assert not tip.is_visible()
    term.locator("a").focus()
    assert tip.is_visible() and len(tip.inner_text()) > 20
    tab.keyboard.press("Escape")
    assert not tip.is_visible()
    term.locator("a").click()
    assert tab.url.endswith(terms[0])
    assert tab.locator(f"[id='{terms[0][1:]}']").is_visible()


@both_homes
def test_the_skip_link_is_the_first_stop_and_skips(home: str, visit: Callable[..., Visit]) -> None:
    tab = visit(f"{home}nb/").page
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "content"


@both_homes
def test_the_chosen_look_is_kept(home: str, visit: Callable[..., Visit]) -> None:
    tab = visit(f"{home}nb/").page
    before = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.locator("[data-theme-toggle]").click()
    after = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert after != before
    tab.goto(f"{home}en/about/")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == after


@both_homes
def test_progress_is_shown_on_the_card_and_in_the_module(
    home: str, visit: Callable[..., Visit]
) -> None:
    slug = MODULES[0]
    tab = visit(f"{home}nb/").page
    parts = tab.locator(f"[data-progress='{slug}']").get_attribute("data-parts").split()
    key = f"smerte-og-arbeid/{slug}/{parts[0]}"
    tab.evaluate("k => localStorage.setItem(k, JSON.stringify({done: '2026-01-01'}))", key)
    for address in (f"{home}nb/", f"{home}nb/{slug}/"):
        tab.goto(address)
        words = tab.locator(f"[data-progress='{slug}'] .progress__words").inner_text()
        assert words.endswith(f"1 av {len(parts)} deler gjort")


@each_module
def test_on_paper_each_widget_prints_itself_or_its_still_version(
    slug: str, home: str, visit: Callable[..., Visit]
) -> None:
    tab = visit(f"{home}nb/{slug}/").page
    tab.wait_for_selector("html[data-widgets=ready]")
    tab.emulate_media(media="print")
    for place in tab.locator("[data-widget]").all():
        itself = place.get_attribute("data-prints") is not None
        expect(place.locator("> .still")).to_be_visible(visible=not itself)
        expect(place.locator("> :not(.still)").first).to_be_visible(visible=itself)
    assert not tab.locator(".menu").is_visible()


def test_the_static_site_opens_from_a_disk(built_folder: Path, visit: Callable[..., Visit]) -> None:
    seen = visit((built_folder / "index.html").as_uri())
    seen.page.get_by_role("link", name="English").last.click()
    seen.page.locator(".card__title a").first.click()
    seen.page.wait_for_selector("html[data-widgets=ready]")
    assert seen.page.locator('[data-mounted="true"]').count() > 0
    assert seen.errors == []


@both_homes
def test_a_tool_is_found_from_the_menu_and_keeps_what_a_module_has(
    home: str, visit: Callable[..., Visit]
) -> None:
    tab = visit(f"{home}nb/").page
    tab.get_by_role("navigation", name="Hovedmeny").get_by_role("link", name="Verktøy").click()
    links = tab.locator(".card__title a").evaluate_all("all => all.map(a => a.pathname)")
    assert sorted(link.removesuffix("index.html").split("/")[-2] for link in links) == sorted(TOOLS)
    key = "smerte-og-arbeid/tools/feasibility-scale"
    value = '{"values": {"tasks": [{"task": "skrevet i en modul"}]}}'
    tab.evaluate("([k, v]) => localStorage.setItem(k, v)", [key, value])
    tab.get_by_role("link", name="Gjennomførbarhet fra 1 til 5").click()
    expect(tab.locator("[data-field=tasks] input").first).to_have_value("skrevet i en modul")
    tab.locator("[data-switch]").click()
    expect(tab.locator("h1")).to_have_text("Feasibility from 1 to 5")
    expect(tab.locator("[data-field=tasks] input").first).to_have_value("skrevet i en modul")
