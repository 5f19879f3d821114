"""What a screen reader is given, asked of the browser's own accessibility tree, on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import Visit
from playwright.sync_api import Page
from test_access_sizes import EVERY, OPENED
from test_site_pages import LANGS

pytestmark = pytest.mark.browser

CONTROLS = {
    "button": set(),
    "link": set(),
    "checkbox": {"checked"},
    "radio": {"checked"},
    "slider": {"valuetext"},
    "switch": {"checked"},
    "textbox": {"editable"},
    "searchbox": {"editable"},
    "spinbutton": {"valuetext"},
    "combobox": set(),
    "DisclosureTriangle": {"expanded"},
    "listbox": set(),
    "meter": {"valuetext"},
    "progressbar": {"valuetext"},
}
"""The roles of what can be used, each with the states that must be told."""
ONE = ("banner", "main", "contentinfo")
OUT_OF_ORDER = """() => {
  // Where the eye, following the text, must go up or left although no new column begins.
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const told = [];
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const el = node.parentElement;
    if (!node.data.trim() || !el.checkVisibility()) continue;
    if (el.closest("svg, option, table, [role=tooltip]")) continue;
    if (getComputedStyle(el).clipPath !== "none") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2) continue;
    const text = node.data.trim().slice(0, 40);
    if (last) {
      const up = box.bottom <= last.box.top + 2 && box.left < last.box.right - 2;
      const level = box.top < last.box.bottom - 4 && box.bottom > last.box.top + 4;
      const left = level && box.right <= last.box.left + 2;
      if (up || left) told.push(`"${text}" is read after "${last.text}"`);
    }
    last = { box, text };
  }
  return told;
}"""

TABLES, LANGUAGES = (
    (Path(__file__).parent / f"access_{what}.js").read_text("utf-8")
    for what in ("tables", "languages")
)


def tree(page: Page) -> list[dict[str, Any]]:
    """Return what the browser tells assistive software, in reading order, the ignored left out."""
    reader = page.context.new_cdp_session(page)
    nodes = reader.send("Accessibility.getFullAXTree")["nodes"]
    reader.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    order: list[dict[str, Any]] = []

    def walk(one: str) -> None:
        if node := by_id.get(one):
            if not node["ignored"]:
                order.append(node)
            for child in node.get("childIds", []):
                walk(child)

    walk(nodes[0]["nodeId"])
    return order


def role(node: dict[str, Any]) -> str:
    return str(node["role"]["value"])


def said(node: dict[str, Any], what: str = "name") -> str:
    return str(node.get(what, {}).get("value", "")).strip()


def state(node: dict[str, Any]) -> dict[str, Any]:
    own = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    if "value" in node:
        own["valuetext"] = node["value"]["value"]
    return own


def faults(nodes: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong with the tree: headings, landmarks, names, states, descriptions."""
    roles = Counter(map(role, nodes))
    told = [f"{roles[name]} of {name}" for name in ONE if roles[name] != 1]
    levels = [state(node)["level"] for node in nodes if role(node) == "heading"]
    told += [] if levels[:1] == [1] else ["the first heading is not the page's title"]
    told += [
        f"a heading of level {b} after one of level {a}" for a, b in pairwise(levels) if b > a + 1
    ]
    for kind in ("navigation", "region", "complementary", "search", "form"):
        names = Counter(said(node) for node in nodes if role(node) == kind)
        told += [f"{n} landmarks {kind} are called {name!r}" for name, n in names.items() if n > 1]
    for node in nodes:
        kind = role(node)
        if kind in CONTROLS:
            if not said(node):
                told.append(f"{kind} without a name")
            if missing := CONTROLS[kind] - state(node).keys():
                told.append(f"{kind} {said(node)!r} does not tell its {missing}")
        if kind in ("image", "figure", "radiogroup") and not said(node):
            told.append(f"{kind} without a name")
    if roles["table"] > roles["columnheader"] + roles["rowheader"]:
        told.append("a table without headers")
    return told


def drawn(page: Page) -> list[str]:
    """Return the figures' pictures that have no description besides their name."""
    return page.locator(".sa-figure__picture > svg").evaluate_all(
        """all => all.filter((svg) => svg.checkVisibility()
          && !document.getElementById(svg.getAttribute("aria-describedby"))?.textContent.trim())
          .map((svg) => svg.closest("[id]").id)"""
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", [0, 1], ids=["half", "other-half"])
def test_the_tree_has_headings_landmarks_names_and_states_in_reading_order(
    lang: str, part: int, site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}{lang}/", reduced_motion="reduce").page
    found = []
    # Each page in one language: the words differ, the tree does not (see test_notebooks.py).
    for name in EVERY[part + 2 * LANGS.index(lang) :: 4]:
        page.goto(f"{site}{lang}/{name}")
        page.wait_for_selector("html[data-widgets=ready]")
        page.evaluate(OPENED)
        told = faults(tree(page)) + page.evaluate(OUT_OF_ORDER)
        told += [f"{figure} has no description" for figure in drawn(page)]
        told += page.evaluate(TABLES) + page.evaluate(LANGUAGES)
        told += ["aria-owns" for _ in range(page.locator("[aria-owns], [aria-flowto]").count())]
        found += [f"{lang}/{name}: {one}" for one in dict.fromkeys(told)]
    assert found == []


def test_a_figure_says_its_new_numbers_where_a_screen_reader_listens(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}nb/04-sensitisation-and-attention/").page
    page.wait_for_selector("html[data-widgets=ready]")
    figure = page.locator("#volume-knob")
    figure.locator(".sa-guess input").first.check()
    figure.locator(".sa-guess .sa-button").click()
    slider = figure.get_by_role("slider").first

    def heard() -> tuple[str, list[str]]:
        nodes = tree(page)
        name = slider.evaluate("input => input.labels[0].textContent")
        [one] = [node for node in nodes if role(node) == "slider" and said(node) == name]
        live = [node for node in nodes if state(node).get("live") == "polite"]
        assert live, "nothing is told by itself"
        words = figure.locator(".sa-figure__words").inner_text()
        picture = [n for n in nodes if role(n) == "image" and said(n, "description") == words]
        assert len(picture) == 1, "the picture is described by the words beside it"
        return str(state(one)["valuetext"]), [words]

    before = heard()
    slider.press("ArrowRight")
    after = heard()
    assert before[0] != after[0] and before[1] != after[1]


def test_a_missing_name_a_skipped_heading_and_a_turned_order_are_found(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}nb/about/").page
    assert faults(tree(page)) == [] and page.evaluate(OUT_OF_ORDER) == []
    assert page.evaluate(TABLES) == [] and page.evaluate(LANGUAGES) == []
    page.evaluate(
        """() => {
          const box = document.createElement("div");
          box.innerHTML = "<p>It is in the wrong language.</p>"
            + "<p lang=en>Det er ikke på engelsk.</p><table><tr><th>a</th></tr></table>";
          document.querySelector("main").append(box);
        }"""
    )
    assert len(page.evaluate(TABLES)) == 2 and len(page.evaluate(LANGUAGES)) == 2
    page.evaluate("document.querySelector('main > div:last-child').remove()")
    page.evaluate(
        """() => {
          const main = document.querySelector("main");
          main.append(document.createElement("button"), document.createElement("h5"));
          main.lastChild.textContent = "five";
          const [one, two] = main.querySelectorAll("p");
          two.after(one);
        }"""
    )
    told = faults(tree(page))
    assert "button without a name" in told and any("level 5" in one for one in told)
    page.evaluate(
        """() => {
          const box = document.createElement("div");
          box.style.cssText = "display: flex; flex-direction: column-reverse";
          box.innerHTML = "<p>one</p><p>two</p>";
          document.querySelector("main").append(box);
        }"""
    )
    assert page.evaluate(OUT_OF_ORDER) != []
