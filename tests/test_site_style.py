"""A page has as much of the style as it needs, and looks as if it had it all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import ROOT, Visit

from course.catalogue import read_course
from course.site.style import HERE, PLACE, REST, styled
from widgets.base import STYLE

WHOLE = STYLE + "".join(path.read_text("utf-8") for path in sorted(HERE.glob("*.css")))
MODULES = [module.slug for module in read_course(ROOT).modules][::3]
OTHERS = ["", "before/", "tools/", "glossary/"]

SEEN = """(() => {
  // What follows from the room there is, and not from a rule alone, is left out.
  const room = new RegExp(
    "^(width|height|.*(inline|block)-size|inset.*|top|left|right|bottom|.*-origin|transform" +
    "|grid-template.*|d|x|y|r|cx|cy|rx|ry)$"
  );
  const apart = "noscript, script, style, template, details:not([open]) > :not(summary)";
  const until = document.querySelector("[data-until]");
  // Other widgets come when the whole style has come.
  const early = (one) => until.contains(one)
    || (one.compareDocumentPosition(until) & 4 && !one.closest("[data-widget] *"));
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
@pytest.mark.parametrize("slug", [*(f"{slug}/" for slug in MODULES), *OTHERS])
def test_a_page_looks_as_if_it_had_every_rule(
    slug: str, site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}nb/{slug}", width=390).page
    page.wait_for_selector("html[data-widgets=ready]")
    page.evaluate("getSelection().removeAllRanges()")
    styles = "[...document.querySelectorAll('head style, [data-widget] > style')]"
    seen = page.evaluate(SEEN)
    assert len(seen) > 40
    count = page.evaluate(f"{styles}.length")
    assert count == 2 or slug in OTHERS, "every module has a first widget with the whole style"
    if count == 2:
        # As far as the first widget the head's style is enough.
        page.evaluate(
            f"{styles}[1].closest('[data-widget]').dataset.until = ''; {styles}[1].disabled = true;"
            f"{styles}[1].sheet.disabled = true"
        )
        early = page.evaluate(SEEN)
        page.evaluate(f"{styles}[1].sheet.disabled = false")
        assert _differences(early, page.evaluate(SEEN)) == []
        page.evaluate("delete document.querySelector('[data-until]').dataset.until")
    page.evaluate(
        f"(css) => {{ {styles}.slice(1).forEach((style) => style.remove());"
        f"{styles}[0].textContent = css; }}",
        WHOLE,
    )
    assert _differences(seen, page.evaluate(SEEN)) == []
