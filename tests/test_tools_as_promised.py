"""What the curriculum promises of its tools, beyond what the other tests of tools hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT, Visit, hosting
from playwright.sync_api import Locator, Page, expect

import widgets
from course.catalogue import read_course
from course.checks.notebooks import called, part_of
from widgets.content.loader import load
from widgets.preview import page
from widgets.tools import sheet_content
from widgets.tools.sheet_content import SheetContent

SHEETS = Path(sheet_content.__file__).parent / "sheets"
PLACES = {
    "diamond": (3, 8),
    "job-map": (8,),
    "feasibility-scale": (8, 9),
    "ten-points": (8,),
    "pros-cons": (7, 8),
    "information-strategy": (8,),
    "if-then-rules": (5, 8),
    "thought-record": (5,),
    "polar-bear": (5,),
    "breathing-pacer": (5,),
    "spotlight": (4, 5),
    "activity-log": (6,),
    "activity-plan": (6,),
    "exposure-ladder": (6, 8),
    "forward-plan": (6, 11),
    "return-planner": (9,),
    "career-timeline": (7, 8),
    "demand-control-support": (7,),
    "adjustment-builder": (8,),
    "relapse-plan": (8,),
    "sick-leave-timeline": (9,),
    "measure-finder": (9,),
    "prognosis-sorter": (10,),
    "memory-aids": (2,),
    "group-planner": (11,),
    "patient-letter": (7,),
    "team-board": (11,),
}
"""The 27 tools, and the modules in which each must be met: shown there, or among its tools."""


@cache
def sheet(name: str) -> SheetContent:
    return load(SHEETS / f"{name}.yaml", SheetContent)


@cache
def met() -> dict[int, set[str]]:
    """Return the tools that each module shows or lists."""
    found = {}
    for module in read_course(ROOT).modules:
        assert module.info is not None
        cells = [cell for cell in module.notebooks["nb"].cells if cell.kind == "code"]
        shown = {part_of(str(name), argument) for name, argument in map(called, cells)}
        found[module.info.number] = shown | set(module.info.tools)
    return found


@pytest.mark.parametrize("tool", PLACES)
def test_a_tool_is_met_in_each_module_that_its_row_names(tool: str) -> None:
    assert [n for n in PLACES[tool] if tool not in met()[n]] == []


def test_a_thought_is_never_put_on_trial() -> None:
    record = sheet("thought-record").fields()
    replies = [option.id for option in record["reply"].options]
    assert replies == ["balanced", "kind", "pragmatic", "letbe"]
    labels = " ".join(field.label.nb for field in record.values()).casefold()
    assert "bevis" not in labels and "for og imot" not in labels


def test_a_strategy_asks_who_what_how_when_and_why() -> None:
    columns = {column.id for column in sheet("information-strategy").fields()["people"].columns}
    assert columns >= {"who", "what", "how", "when", "purpose"}


def test_the_form_has_its_parts_and_the_sorter_claims_to_be_no_instrument() -> None:
    fields = sheet("job-map").fields()
    assert [sum(name.startswith(part) for name in fields) for part in ("a", "b", "c")] == [11, 3, 4]
    caution = sheet("prognosis-sorter").caution
    assert caution and "måleinstrument" in caution.nb and "15" in caution.nb


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("promised")
    kinds = "AdjustmentBuilder ForwardPlan GroupPlanner PatientLetter RelapsePlan MemoryAids"
    kinds += " FeasibilityScale ExposureLadder IfThenRules"
    for name in kinds.split():
        made = getattr(widgets, name)(lang="nb")
        (folder / f"{made.part}.html").write_text(page([made]), "utf-8")
        made.close()
    (folder / "favicon.ico").touch()
    with hosting(folder) as address:
        yield address


@pytest.fixture
def open_(visit: Callable[..., Visit], home: str) -> Callable[..., Page]:
    def open_tool(part: str, example: bool = True) -> Page:
        seen = visit(f"{home}{part}.html").page
        if example:
            seen.get_by_role("button", name="Vis et eksempel").click()
        return seen

    return open_tool


def held(page: Page, text: str) -> Locator:
    """Return the check with this text, when it is met."""
    return page.locator(".sa-checks__met").filter(has_text=text)


@pytest.mark.browser
def test_an_adjustment_without_a_task_to_keep_is_not_done(open_: Callable[..., Page]) -> None:
    page = open_("adjustment-builder")
    warning = page.get_by_text("Ingen oppgave er beholdt ennå.")
    expect(warning).to_have_count(0)
    page.locator("[data-field=keep] input").fill("")
    expect(warning).to_be_visible()
    expect(held(page, "Minst én meningsfull oppgave beholdes.")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("part", "field", "text"),
    [
        ("forward-plan", "review", "Oppfølgingstimen er om to måneder"),
        ("group-planner", "follow", "to måneder etter siste samling"),
    ],
)
def test_a_follow_up_is_two_months_away(
    part: str, field: str, text: str, open_: Callable[..., Page]
) -> None:
    page = open_(part)
    date = page.locator(f"[data-field={field}] input")
    expect(held(page, text)).to_be_visible()
    for far in ("2026-10-28", "2027-03-01", ""):
        date.fill(far)
        expect(held(page, text)).to_have_count(0)


@pytest.mark.browser
def test_the_letter_has_a_version_for_pain_and_one_for_mental_health(
    open_: Callable[..., Page],
) -> None:
    page = open_("patient-letter")
    letter = page.locator(".sa-letter")
    page.locator("[data-field=version] select").select_option("pain")
    page.locator("[data-field=parts] input").first.check()
    expect(letter).to_contain_text("Om smerte og arbeid")
    expect(letter).to_contain_text("prøver og bilder")
    page.locator("[data-field=version] select").select_option("mental")
    expect(letter).to_contain_text("Om psykisk helse og arbeid")
    expect(letter).to_contain_text("Angst, nedstemthet og uro")
    expect(letter).not_to_contain_text("prøver og bilder")


@pytest.mark.browser
def test_a_relapse_plan_becomes_a_card_that_is_printed(open_: Callable[..., Page]) -> None:
    page = open_("relapse-plan")
    card = page.locator(".sa-carry")
    expect(card.locator("dt")).to_have_count(8)
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Skriv ut").click()
    expect(page.locator(".sa-printout .sa-carry")).to_contain_text("Verneombudet")


@pytest.mark.browser
def test_all_seven_memory_aids_are_checked(open_: Callable[..., Page]) -> None:
    page = open_("memory-aids")
    every = page.locator(".sa-checks li").count()
    for aid in ("stress", "rule", "time", "use", "repeat", "retrieve", "reward"):
        page.get_by_role("button", name="Vis et eksempel").click()
        whole = page.locator(".sa-checks__met").count()
        assert whole == every
        page.locator(f"[data-field={aid}] input").fill("")
        expect(page.locator(".sa-checks__met")).to_have_count(every - 1)


@pytest.mark.browser
def test_tasks_become_a_heat_list_from_easy_to_impossible(open_: Callable[..., Page]) -> None:
    bars = open_("feasibility-scale").locator(".sa-bars__bar")
    assert bars.evaluate_all("bars => bars.map((bar) => bar.dataset.heat)") == [
        "low",
        "low",
        "middle",
        "high",
    ]


@pytest.mark.browser
def test_a_ladder_says_what_a_movement_and_what_a_workplace_asks_for(
    open_: Callable[..., Page],
) -> None:
    page = open_("exposure-ladder", example=False)
    kind = page.locator("[data-field=where] select")
    kind.select_option("movement")
    expect(page.get_by_text("Bevegelse: Velg én bevegelse")).to_be_visible()
    kind.select_option("work")
    expect(page.get_by_text("Arbeidsplassen: Trinnene kan være")).to_be_visible()


@pytest.mark.browser
def test_a_rule_that_is_too_big_is_not_passed(open_: Callable[..., Page]) -> None:
    page = open_("if-then-rules")
    text = "Handlingene er så små at du er på 7 eller mer."
    expect(held(page, text)).to_be_visible()
    sure = page.locator("[data-field=rules] .sa-record").first.locator("select").last
    sure.select_option("4")
    expect(held(page, text)).to_have_count(0)
    expect(page.get_by_text("er handlingen trolig for stor")).to_be_visible()
