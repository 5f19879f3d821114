"""Every state of every widget, on the design system's page, is without fault by axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Visit
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("looks")]

APART = """() => {
  // One widget at a time in the page: axe looks at the whole page for each of its rules.
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
ALONE = "(name) => document.querySelector('.design').replaceChildren(...window.apart[name])"
OF_THE_PAGE = ("heading-order", "landmark-unique", "page-has-heading-one")
"""What a page with each widget six times and more cannot be without."""


def test_every_state_of_every_widget_is_without_fault_in_light_and_dark(
    site: str, visit: Callable[..., Visit], axe: Callable[[Page], list[str]]
) -> None:
    page = visit(f"{site}nb/design/", 390, reduced_motion="reduce").page
    # What is not drawn yet has no ground that axe could find.
    page.add_style_tag(content=".looks { content-visibility: visible !important }")
    names = page.evaluate(APART)
    assert len(names) > 40
    found = []
    for name in names:
        page.evaluate(ALONE, name)
        faults = [fault for fault in axe(page) if fault.split()[0] not in OF_THE_PAGE]
        found += [f"{name}: {fault}" for fault in faults]
    assert found == []
    page.evaluate("document.querySelector('.design').innerHTML = '<button></button>'")
    assert axe(page)[0].startswith("button-name")
