"""Sentences of a module speak of a figure as it stands, in both languages, and of nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Visit
from playwright.sync_api import Locator, expect
from test_check import edit_cell, told

import widgets
from course.checks.follows import FORM
from widgets.models.breathing_pace import INTO, OUT, a_minute, breath
from widgets.simulations.base import Simulation
from widgets.text import LANGS, Lang, number

FLEXIBLE = widgets.MyWeek(lang="nb").start["weeks"]["flexible"]
TRIED: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "list-size": ("ListSize", [{"people": 1200}, {"people": 100, "visits": 5}]),
    "alarm": ("Alarm", [{"early": 8}, {"early": 0, "mood": "confident"}]),
    "threshold": ("Threshold", [{"a1": 3, "b2": 9.5}, {"a1": 9.5, "b1": 0.5}]),
    "wind-up": ("WindUp", [{"rate": 0.8}, {"rate": 0.1, "decay": 0.5}]),
    "volume-knob": ("VolumeKnob", [{"signal": 2}, {"signal": 0, "attention": "moving"}]),
    "attention-circle": ("AttentionCircle", [{"link1": 0.1}, {"link1": 0.8, "link2": 0.8}]),
    "activity-pacing": ("ActivityPacing", [{"push": 10, "even": 2}, {"push": 2, "even": 0}]),
    "my-week": ("MyWeek", [{"week": FLEXIBLE}, {"week": "." * 28}]),
    "fear-avoidance": ("FearAvoidance", [{"plan": 0.9}, {"first": 10, "plan": 0, "went": 10}]),
    "graded-leave": ("GradedLeave", [{"presence": 80}, {"presence": 0, "output": 0}]),
    "return-states": ("ReturnStates", [{"state": "full", "years": 2.25}, {"years": 0}]),
    "evidence": ("Evidence", [{"first": 50}, {"first": 56}]),
    "breathing-pacer": ("BreathingPacer", [{"into": 5}, {"into": 8, "out": 10}]),
}
"""What is set in each figure, step by step: first something, then what lies at an end."""
SPAN = re.compile(r'<span data-follows="([\w-]+)" data-value="(\w+)">([^<]+)</span>')
SLUGS = sorted(path.parent.name for path in ROOT.glob("modules/*/nb.ipynb"))


def cells(slug: str, lang: str) -> list[dict[str, Any]]:
    path = ROOT / "modules" / slug / f"{lang}.ipynb"
    return list(json.loads(path.read_text("utf-8"))["cells"])


def spans(slug: str, lang: str) -> list[tuple[str, str, str]]:
    return SPAN.findall("".join("".join(cell["source"]) for cell in cells(slug, lang)))


FOLLOWED = {slug: parts for slug in SLUGS if (parts := {part for part, *_ in spans(slug, "nb")})}


def figures(slug: str) -> Iterator[str]:
    """Give the cell ids of the module's simulations."""
    for cell in cells(slug, "nb"):
        found = re.match(r"from widgets import (\w+);", "".join(cell["source"]))
        if found and issubclass(getattr(widgets, found[1]), Simulation):
            yield cell["id"]


@cache
def made(part: str, lang: Lang) -> tuple[Any, str]:
    """Return the figure, made once, and its first state as JSON."""
    figure = getattr(widgets, TRIED[part][0])(lang=lang)
    return figure, json.dumps(figure.start)


def stated(part: str, given: dict[str, Any], lang: Lang) -> Any:
    """Return the figure with the controls in ``given`` set, by their names in links."""
    figure, first = made(part, lang)
    start = json.loads(first)
    for name, value in given.items():
        place = re.fullmatch(r"(a|b|link)([1-4])", name)
        if name == "attention":
            start["locked"] = value == "locked"
        elif place:
            marks = start["links" if place[1] == "link" else place[1]]
            marks[int(place[2]) - 1] = value
            if part == "threshold" and marks[0] > marks[1]:
                # The other mark is pushed along.
                marks[:] = [value, value]
        else:
            start[name] = value
    figure.start = start
    return figure


def reference(part: str, given: dict[str, Any], lang: Lang) -> dict[str, str]:
    """Return the values that Python's models give with the controls so."""
    if part == "breathing-pacer":
        pace = given.get("into", INTO), given.get("out", OUT)
        return {"breath": number(breath(*pace), lang), "rate": number(a_minute(*pace), lang)}
    return {name: str(value) for name, value in stated(part, given, lang).said().items()}


def test_every_simulation_of_every_module_is_spoken_of_in_its_text() -> None:
    for slug in SLUGS:
        assert set(figures(slug)) <= FOLLOWED.get(slug, set()), slug
    assert set().union(*FOLLOWED.values()) == set(TRIED)


def test_both_languages_follow_the_same_values_and_the_figures_tell_them() -> None:
    for slug in SLUGS:
        both = [[span[:2] for span in spans(slug, lang)] for lang in LANGS]
        assert sorted(both[0]) == sorted(both[1]), slug
    for name, home in widgets.HOMES.items():
        kind = getattr(widgets, name)
        if home.startswith("widgets.simulations."):
            assert kind.values() and kind.values() <= set(kind(lang="nb").said()), name


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", FOLLOWED)
def test_what_stands_there_without_a_script_is_what_the_figure_says_first(
    slug: str, lang: Lang
) -> None:
    for part, value, text in spans(slug, lang):
        assert text == reference(part, {}, lang)[value], (part, value)


ENDS: dict[str, dict[str, tuple[Any, ...]]] = {
    "list-size": {"people": (100, 2500), "visits": (5, 30), "share": ("low", "high")},
    "alarm": {"early": (0, 10), "late": (0, 10), "mood": ("dread", "confident")},
    "threshold": {"x": (0, 10), "a": ([0.5, 0.5], [0.5, 9.5]), "b": ([9.5, 9.5], [0.5, 9.5])},
    "wind-up": {"rate": (0.1, 0.8), "strength": (0.5, 2), "decay": (0.5, 6)},
    "volume-knob": {"signal": (0, 10), "sensitivity": (0.5, 3), "locked": (True, False)},
    "attention-circle": {"first": (0.5, 10), "links": ([0.0] * 4, [0.8] * 4, [0.0, 0.8, 0.8, 0.8])},
    "activity-pacing": {"push": (2, 10), "limit": (5, 9), "even": (0, 8)},
    "my-week": {"week": tuple(kind * 28 for kind in ".whrpm")},
    "fear-avoidance": {"first": (0, 10), "plan": (0, 1), "feed": (0, 0.8), "went": (0, 10)},
    "graded-leave": {"presence": (0, 5, 100), "output": (0, 5, 100), "written": (0, 100)},
    "return-states": {"years": (0, 0.25, 4), "state": ("full", "vocational", "disability")},
    "evidence": {"first": (0, 1, 56, 100), "second": (0, 56, 100), "size": (10,), "other": (500,)},
    "breathing-pacer": {"into": (2, 8), "out": (2, 10)},
}
"""The ends of each figure's controls, as ``start`` has them."""
NONSENSE = re.compile(r"[{}]|\bnan\b|\binf|None|−0(?:[.,]0+)?(?!\S)|uendelig|infinite|\s[.,]", re.I)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", ENDS)
def test_a_sentence_can_be_read_whatever_is_set(part: str, lang: Lang) -> None:
    slug = next(slug for slug, parts in FOLLOWED.items() if part in parts)
    texts = ["".join(cell["source"]) for cell in cells(slug, lang)]
    lines = [
        line for text in texts for line in text.split("\n") if f'data-follows="{part}"' in line
    ]
    assert lines
    foreign = re.compile(r"\d\.\d" if lang == "nb" else r"\d,\d")
    ends = ENDS[part]
    for chosen in product(*ends.values()):
        said = reference(part, dict(zip(ends, chosen, strict=True)), lang)
        for line in lines:
            read = SPAN.sub(lambda span, said=said: said[span[2]], line)
            assert not NONSENSE.search(read), (chosen, read)
            assert not foreign.search(read), (chosen, read)


def set_control(figure: Locator, name: str, value: Any) -> None:
    if name == "week":
        # The week in a link, as the reader who comes by it sets it.
        box = figure.locator("[data-state=week]")
        box.evaluate(
            "(box, week) => { box.value = week; box.dispatchEvent(new Event('input')); }", value
        )
    elif name in ("mood", "attention", "state"):
        figure.locator(f"[data-state={name}][value={value}]").check()
    else:
        figure.locator(f"[data-state={name}], [data-field={name}] input[type=range]").fill(
            str(value)
        )


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", FOLLOWED)
def test_the_sentences_follow_every_figure_of_the_page(
    slug: str, lang: Lang, site: str, visit: Callable[..., Visit]
) -> None:
    seen = visit(f"{site}{lang}/{slug}/")
    page = seen.page
    page.wait_for_selector("html[data-widgets=ready]")
    places = page.locator("[data-follows]")
    # Once scripts have run, and before anything is touched, the text stands as it was written.
    assert places.all_inner_texts() == [text for *_, text in spans(slug, lang)]
    for part in sorted(FOLLOWED[slug]):
        figure = page.locator(f"#{part}")
        if figure.locator(".sa-guess input").count():
            figure.locator(".sa-guess input").first.check()
            figure.locator(".sa-guess .sa-button").click()
        given: dict[str, Any] = {}
        here = [
            (value, n) for n, (whose, value, _) in enumerate(spans(slug, lang)) if whose == part
        ]
        for step in TRIED[part][1]:
            for name, value in step.items():
                set_control(figure, name, value)
            given |= step
            wanted = reference(part, given, lang)
            for value, n in here:
                expect(places.nth(n)).to_have_text(wanted[value])
            words = figure.locator(".sa-figure__words").first.inner_text()
            if part == "breathing-pacer":
                assert all(wanted[value] in words for value, _ in here)
            else:
                assert words == stated(part, given, lang).describe(), given
    assert places.evaluate_all(
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


def test_each_number_that_follows_nothing_is_told_of(course_copy: Path) -> None:
    path = course_copy / "modules" / "10-what-works" / "en.ipynb"

    def write(cell: dict) -> None:
        cell["source"] = [*cell["source"], *(f"\n\n{written}" for written in FAULTS)]

    edit_cell(path, "not-shown", write)
    lines = [line for line in told(course_copy) if "en.ipynb" in line]
    for fault in FAULTS.values():
        named = [line for line in lines if fault in line]
        assert len(named) == [*FAULTS.values()].count(fault), fault


def test_a_tool_without_numbers_of_its_own_tells_nothing() -> None:
    assert widgets.BreathingPacer.values() == {"breath", "rate"}
    assert widgets.Quiz.values() == widgets.TenPoints.values() == set()
