"""Sentences of a module speak of a figure as it stands, in both languages, and of nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Visit
from playwright.sync_api import Locator, expect
from test_check import edit_cell, told

from course.checks.follows import FORM
from widgets.simulations.base import Simulation
from widgets.text import LANGS

FIGURES = {
    "01-public-health-and-work": ("list-size", "people", 1200, "pain", "342"),
    "04-sensitisation-and-attention": ("volume-knob", "signal", 2, "alarm", "5,4"),
    "09-return-to-work": ("graded-leave", "presence", 80, "work", "40"),
    "10-what-works": ("evidence", "first", 50, "gap", "\u22126,0"),
}
"""In each module the figure, what is set to what, and a value that then is another. The values are
the model's: 28.5 % of 1200; the curve at a signal of 2; 80 % of a day at 50 %; 50 less 56."""
SPAN = re.compile(r'<span data-follows="([\w-]+)" data-value="(\w+)">([^<]+)</span>')


def spans(slug: str, lang: str) -> list[tuple[str, str, str]]:
    cells = json.loads((ROOT / "modules" / slug / f"{lang}.ipynb").read_text("utf-8"))["cells"]
    return SPAN.findall("".join("".join(cell["source"]) for cell in cells))


def test_both_languages_follow_the_same_values_and_the_figures_tell_them() -> None:
    everywhere = {path.parent.name for path in ROOT.glob("modules/*/nb.ipynb")}
    for slug in everywhere:
        both = [[span[:2] for span in spans(slug, lang)] for lang in LANGS]
        assert sorted(both[0]) == sorted(both[1]), slug
        assert bool(both[0]) == (slug in FIGURES), slug


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", FIGURES)
def test_a_sentence_follows_its_figure(
    slug: str, lang: str, site: str, visit: Callable[..., Visit]
) -> None:
    part, name, setting, value, wanted = FIGURES[slug]
    seen = visit(f"{site}{lang}/{slug}/")
    page = seen.page
    page.wait_for_selector("html[data-widgets=ready]")
    places = page.locator(f"[data-follows={part}]")
    # What stands there without a script is what the figure says before it is touched.
    assert places.all_inner_texts() == [text for _, _, text in spans(slug, lang)]
    figure = page.locator(f"#{part}")
    figure.locator(".sa-guess input").first.check()
    figure.locator(".sa-guess .sa-button").click()
    figure.locator(f"[data-state={name}]").fill(str(setting))
    there: Locator = page.locator(f"[data-follows={part}][data-value={value}]")
    expect(there).to_have_text(wanted if lang == "nb" else wanted.replace(",", "."))
    words = figure.locator(".sa-figure__words").inner_text()
    for text in places.all_inner_texts():
        # The words write a loss as a loss, and a number as the language does.
        assert text in words
    assert page.locator("[data-follows]").evaluate_all(
        "all => all.every((one) => !one.closest('[aria-live], [role=status]'))"
    )
    seen.assert_clean()


FAULTS = {
    FORM.replace('"evidence"', '"evidense"'): "'evidense', which the module has not",
    FORM.replace('"gap"', '"gapp"'): "tells no value 'gapp'",
    FORM.replace('"evidence"', '"recall"'): "tells no value 'gap'",
    FORM.replace("12,0", ""): "not in the form",
    FORM.replace(' data-value="gap"', ""): "not in the form",
    FORM.replace("span", "b"): "not in the form",
}


@pytest.mark.parametrize(("written", "fault"), FAULTS.items())
def test_a_number_that_follows_nothing_is_told_of(
    written: str, fault: str, course_copy: Path
) -> None:
    path = course_copy / "modules" / "10-what-works" / "en.ipynb"

    def write(cell: dict) -> None:
        cell["source"] = [*cell["source"], f" {written}"]

    edit_cell(path, "not-shown", write)
    assert [line for line in told(course_copy) if fault in line and "en.ipynb" in line]


def test_a_figure_that_tells_nothing_has_no_values() -> None:
    for kind in Simulation.__subclasses__():
        assert bool(kind.values()) == kind.tells, kind
