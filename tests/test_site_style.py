"""A page has as much of the style as it needs, and looks as if it had it all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import ROOT, Visit
from halting import halting

from course.catalogue import read_course
from course.site.style import HERE, PLACE, REST, styled
from widgets.base import STYLE

WHOLE = STYLE + "".join(path.read_text("utf-8") for path in sorted(HERE.glob("*.css")))
MODULES = [module.slug for module in read_course(ROOT).modules]
OTHERS = ["", "before/", "tools/", "glossary/"]

STYLES = "[...document.querySelectorAll('head style, [data-widget] > style')]"
SEEN = """(() => {
  // What follows from the room there is, and not from a rule alone, is left out.
  const room = new RegExp(
    "^(width|height|.*(inline|block)-size|inset.*|top|left|right|bottom|.*-origin|transform" +
    "|grid-template.*|d|x|y|r|cx|cy|rx|ry)$"
  );
  const apart = "noscript, script, style, template, details:not([open]) > :not(summary)";
  // What comes after the first widget comes after the whole style.
  const until = document.querySelector("[data-until]");
  const early = (one) => until.contains(one) || one.compareDocumentPosition(until) & 4;
  return [...document.querySelectorAll("body, body *")]
    .filter((one) => !one.closest(apart) && (!until || early(one)))
    .map((one) => {
      const style = getComputedStyle(one);
      const said = [...style].filter((name) => !room.test(name));
      const name = one.tagName + "." + (one.getAttribute("class") || "");
      return [name, said.map((name) => name + ":" + style[name])];
    });
})()"""


def _differences(one: list, other: list) -> list[str]:
    assert [name for name, _ in one] == [name for name, _ in other]
    return [
        f"{name} {mine} {whole}"
        for (name, ours), (_, theirs) in zip(one, other, strict=True)
        for mine, whole in zip(ours, theirs, strict=True)
        if mine != whole
    ][:10]


def test_a_page_keeps_the_rules_that_it_or_its_scripts_name() -> None:
    script = "<script>`sa-feedback--${how}`</script>"
    kept = styled(f'<style>{PLACE}</style><p class="top sa-feedback">x</p>{script}')
    assert ".top{" in kept and ".sa-feedback--right" in kept
    assert "sa-quiz" not in kept and ".foot{" not in kept and PLACE not in kept


def test_after_its_first_figure_a_page_has_the_whole_style() -> None:
    page = f'<style>{PLACE}</style><p class="top">x</p>{REST}<p class="foot">y</p>'
    head, _, after = styled(page).partition('<p class="top">x</p>')
    assert ".top{" in head and ".foot{" not in head and "@media print" not in head
    assert ".top{" in after and ".foot{" in after and "@media print" in after


@pytest.mark.browser
@pytest.mark.parametrize("slug", [*(f"{slug}/" for slug in MODULES[::3]), *OTHERS])
def test_a_page_looks_as_if_it_had_every_rule(
    slug: str, site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}nb/{slug}", width=390).page
    page.wait_for_selector("html[data-widgets=ready]")
    page.evaluate("getSelection().removeAllRanges()")
    seen = page.evaluate(SEEN)
    assert len(seen) > 40
    page.evaluate(
        f"(css) => {{ {STYLES}.slice(1).forEach((style) => style.remove());"
        f"{STYLES}[0].textContent = css; }}",
        WHOLE,
    )
    assert _differences(seen, page.evaluate(SEEN)) == []


@pytest.mark.browser
@pytest.mark.parametrize("slug", MODULES)
def test_as_far_as_the_first_widgets_the_heads_style_is_enough(
    slug: str, site: str, visit: Callable[..., Visit]
) -> None:
    with halting(f"{site}nb/{slug}/") as (address, _):
        page = visit("about:blank", width=390).page
        page.goto(address, wait_until="commit")
        page.wait_for_selector("[data-widget] > style", state="attached")
        assert page.evaluate(f"{STYLES}.length") == 2
        first = page.locator("[data-mounted=true]")
        assert first.count() == 2, "the scales, and what comes after them"
        first.last.evaluate("place => place.dataset.until = ''")
        whole = page.evaluate(SEEN)
        page.evaluate(f"{STYLES}[1].sheet.disabled = true")
        early = page.evaluate(SEEN)
    assert len(early) > 40
    assert _differences(early, whole) == []
