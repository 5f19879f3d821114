"""Every state of every widget, on the design system's page, in reach of all: in both languages and
widths by axe, enlarged, in the reader's own few colours, and by Tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import WIDTHS
from playwright.sync_api import Browser, Page
from test_access_colours import FAULTS as COLOURS
from test_access_colours import forced
from test_access_sizes import FAULTS as SIZES
from test_access_sizes import SPACED, size
from test_site_pages import LANGS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("looks")]

APART = """() => {
  // One widget at a time in the page: axe looks at the whole page for each of its rules.
  for (const more of document.querySelectorAll("details")) more.open = true;
  const all = document.querySelector(".design");
  window.apart = {};
  for (const section of all.querySelectorAll(":scope > section")) {
    let name = section.id;
    for (const node of [...section.children]) {
      if (node.matches("h3[id]")) name = node.id;
      (window.apart[name] ||= []).push(node);
    }
  }
  all.replaceChildren();
  return Object.keys(window.apart);
}"""
ALONE = """(name) => {
  document.querySelector('.design').replaceChildren(...window.apart[name]);
  // Figures are drawn anew for another width.
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""
OF_THE_PAGE = ("heading-order", "landmark-unique", "page-has-heading-one")
"""What a page with each widget six times and more cannot be without."""
COLOUR = "color-contrast"
"""By far the longest of axe's rules; the colours are the same in both languages."""
OUT_OF_REACH = (Path(__file__).parent / "access_reach.js").read_text("utf-8")


@dataclass
class States:
    """The design page in one language, its widgets taken apart."""

    page: Page
    lang: str
    names: list[str]

    def each(self, of: int | None = None) -> Iterator[str]:
        """Show one widget after the other, in all its states; ``of`` 2: every other one,
        by language, so that each is shown in one of them."""
        for n, name in enumerate(self.names):
            if of is None or n % of == LANGS.index(self.lang):
                self.page.evaluate(ALONE, name)
                yield name


@pytest.fixture(scope="module", params=LANGS)
def states(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[States]:
    context = browser.new_context(
        viewport={"width": 390, "height": 900}, reduced_motion="reduce", locale="nb-NO"
    )
    page = context.new_page()
    page.goto(f"{site}{request.param}/design/")
    page.wait_for_selector("html[data-widgets=ready]")
    # What is not drawn yet has no ground that axe could find.
    page.add_style_tag(content=".looks { content-visibility: visible !important }")
    names = page.evaluate(APART)
    assert len(names) > 40
    yield States(page, request.param, names)
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_state_of_every_widget_is_without_fault_in_light_and_dark(
    width: int, states: States, axe: Callable[..., list[str]]
) -> None:
    states.page.set_viewport_size({"width": width, "height": 900})
    # The wide page in English, the narrow in bokmål: each width and each language once.
    colours = (states.lang == "en") == (width == max(WIDTHS))
    without = OF_THE_PAGE if colours else (*OF_THE_PAGE, COLOUR)
    found = [f"{name}: {fault}" for name in states.each() for fault in axe(states.page, *without)]
    assert found == []


def test_no_state_loses_anything_at_400_percent_or_with_large_or_spaced_text(
    states: States,
) -> None:
    page = states.page
    reader = page.context.new_cdp_session(page)
    found = []
    size(page, reader, 16, 320, 256)
    for name in states.each():
        found += [f"{name} at 400 %: {fault}" for fault in page.evaluate(SIZES)]
    # Each widget in one of the languages, as in test_access_sizes.py.
    size(page, reader, 32, 390, 844)
    for name in states.each(of=2):
        found += [f"{name} with text of 200 %: {fault}" for fault in page.evaluate(SIZES)]
    size(page, reader, 16, 320, 256)
    spaced = page.add_style_tag(content=SPACED)
    for name in states.each(of=2):
        found += [f"{name} with wide spaces: {fault}" for fault in page.evaluate(SIZES)]
    spaced.evaluate("style => style.remove()")
    size(page, reader, 16, 390, 900)
    assert found == []


def test_in_forced_colours_every_state_can_be_told_apart(states: States) -> None:
    page = states.page
    forced(page, "dark" if states.lang == "en" else "light")
    page.set_viewport_size({"width": 1280, "height": 900})
    found = [f"{name}: {fault}" for name in states.each() for fault in page.evaluate(COLOURS)]
    page.emulate_media(forced_colors="none", color_scheme="light")
    assert found == []


def test_tab_comes_to_all_that_can_be_used_in_every_state(states: States) -> None:
    page = states.page
    found = [f"{name}: {fault}" for name in states.each() for fault in page.evaluate(OUT_OF_REACH)]
    assert found == []
    page.evaluate(
        "document.querySelector('.design').innerHTML ="
        " '<button tabindex=-1>a</button><button tabindex=2>b</button>'"
    )
    assert len(page.evaluate(OUT_OF_REACH)) == 2


def test_a_fault_in_a_state_is_found(states: States, axe: Callable[..., list[str]]) -> None:
    page = states.page
    page.evaluate("document.querySelector('.design').innerHTML = '<button></button>'")
    assert axe(page, *OF_THE_PAGE)[0].startswith("button-name")
