"""The tools made of fields: whole in both languages, and safe to fill in, keep, open and print."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Visit
from playwright.sync_api import Page, expect
from pypdf import PdfReader

import widgets
from widgets.content.loader import ContentError, load
from widgets.preview import page as preview
from widgets.text import LANGS
from widgets.tools.sheet import SHEETS, Sheet
from widgets.tools.sheet_content import SheetContent


def _tools() -> dict[str, type[Sheet]]:
    found = {
        name: getattr(widgets, name) for name, home in widgets.HOMES.items() if "tools" in home
    }
    return {name: kind for name, kind in found.items() if issubclass(kind, Sheet)}


TOOLS = _tools()


def _kebab(name: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


def test_each_file_has_its_tool_and_each_tool_its_cell_name() -> None:
    assert {kind.name for kind in TOOLS.values()} == {path.stem for path in SHEETS.glob("*.yaml")}
    assert {name: kind.name for name, kind in TOOLS.items()} == {n: _kebab(n) for n in TOOLS}


def test_every_fact_that_a_tool_rests_on_is_known() -> None:
    known = {
        fact["id"] for fact in yaml.safe_load((ROOT / "modules/facts.yaml").read_text("utf-8"))
    }
    for path in SHEETS.glob("*.yaml"):
        assert set(load(path, SheetContent).facts) <= known, path.name


class Balanced(HTMLParser):
    """Fails on HTML whose tags do not close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", TOOLS)
def test_the_still_tool_is_a_form_to_write_on(name: str, lang: str) -> None:
    widget = TOOLS[name](lang=lang)
    html = widget.still_html()
    parser = Balanced()
    parser.feed(html)
    assert parser.open == []
    for section in widget.content["sections"]:
        for field in section["fields"]:
            assert field["label"].split("&")[0] in html.replace("&#x27;", "'"), field["id"]
    assert json.dumps(widget.content["example"])[:40] not in html


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("by: rate", "by: speed", "no field 'tasks.speed'"),
        ("{count: tasks, where: {rate: [1, 2]}", "{count: jobs, where: {rate: [1, 2]}", "'jobs'"),
        ("rate: 5, often", "rate: 9, often", "9 is not an answer"),
        ("en: Tasks", "sv: Tasks", "English text is missing"),
        ("  - {task: {nb: Lesestund", "  - {chore: {nb: Lesestund", "no field 'chore'"),
    ],
)
def test_a_faulty_file_is_pointed_at(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (SHEETS / "feasibility-scale.yaml").read_text("utf-8")
    text = text.replace('en: "The tasks"', "en: Tasks").replace('nb: "Lesestund"', "nb: Lesestund")
    assert old in text
    file = tmp_path / "feasibility-scale.yaml"
    file.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ContentError, match=said):
        load(file, SheetContent)


@pytest.fixture
def open_tools(
    visit: Callable[..., Visit], tmp_path: Path, address: Callable[[Path], str]
) -> Callable[..., Visit]:
    """Open a page with the tools of these names."""

    def open_(names: list[str], lang: str = "nb", **options: Any) -> Visit:
        file = tmp_path / "tools.html"
        file.write_text(preview([TOOLS[name](lang=lang) for name in names], lang), "utf-8")
        return visit(address(file), **options)

    return open_


def kept(page: Page, part: str) -> dict[str, Any]:
    key = f"smerte-og-arbeid/tools/{part}"
    return json.loads(page.evaluate("key => localStorage.getItem(key) || '{}'", key)).get(
        "values", {}
    )


SMALL = """() => [...document.querySelectorAll(".sa :is(button, select, input, textarea, summary)")]
  .filter((e) => e.checkVisibility() && !e.matches(".sa-visually-hidden"))
  .map((e) => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < 24).map(([html]) => html)"""


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "width", "dark"), [("nb", 390, True), ("en", 1280, False)])
def test_every_example_fills_its_tool_which_stays_accessible_and_narrow(
    lang: str, width: int, dark: bool, open_tools: Callable[..., Visit], axe: Callable
) -> None:
    seen = open_tools(list(TOOLS), lang, width=width, dark=dark)
    page = seen.page
    for kind in TOOLS.values():
        tool = page.locator(f"section#{kind.name}")
        tool.locator(".sa-buttons .sa-button").first.click()
        example = TOOLS[next(n for n, k in TOOLS.items() if k is kind)](lang=lang).content[
            "example"
        ]
        # All of the example is whole: nothing of it is dropped on the way in.
        assert kept(page, kind.name) == example, kind.name
        expect(tool.locator(".sa-view > .sa-hint")).to_have_count(0)
        expect(tool.locator(".sa-undo button")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL) == []
    seen.assert_clean()


@pytest.mark.browser
def test_a_tool_is_filled_in_by_keyboard_and_remembered(open_tools: Callable[..., Visit]) -> None:
    page = open_tools(["FeasibilityScale"]).page
    page.locator("[data-field=tasks] input").first.focus()
    page.keyboard.type("Lese <b>høyt</b>")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".sa-groups__one").first).to_contain_text("Lese <b>høyt</b>")
    page.get_by_role("button", name="Legg til oppgave").press("Enter")
    expect(
        page.locator("[data-field=tasks] .sa-record").nth(3).locator("input").first
    ).to_be_focused()
    page.keyboard.type("Løfte")
    page.get_by_role("button", name="Flytt opp: Oppgave 4").press("Enter")
    page.get_by_role("button", name="Flytt opp: Oppgave 3").press("Enter")
    page.get_by_role("button", name="Fjern: Oppgave 4").press("Enter")
    assert [row.get("task") for row in kept(page, "feasibility-scale")["tasks"]] == [
        "Lese <b>høyt</b>",
        "Løfte",
        None,
    ]
    page.reload()
    expect(page.locator("[data-field=tasks] input").first).to_have_value("Lese <b>høyt</b>")
    page.evaluate("k => localStorage.setItem(k, '{\"values\": {\"tasks\": 7, \"gone\": 1}}')",
                  "smerte-og-arbeid/tools/feasibility-scale")  # fmt: skip
    page.reload()
    expect(page.locator("[data-field=tasks] .sa-record")).to_have_count(3)


def give(page: Page, content: str) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": content.encode()}
    )


@pytest.mark.browser
def test_files_clearing_and_the_example_lose_nothing(
    open_tools: Callable[..., Visit], tmp_path: Path
) -> None:
    page = open_tools(["FeasibilityScale"]).page
    page.get_by_role("button", name="Vis et eksempel").click()
    example = kept(page, "feasibility-scale")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Lagre som fil").click()
    file = json.loads(Path(caught.value.path()).read_text("utf-8"))
    assert caught.value.suggested_filename == "feasibility-scale.json"
    assert file["values"] == example
    page.get_by_role("button", name="Angre").click()
    assert kept(page, "feasibility-scale") == {}
    give(page, json.dumps(file))
    expect(page.locator(".sa-open [role=status]")).to_contain_text("Fila er åpnet.")
    assert kept(page, "feasibility-scale") == example
    for broken, said in [
        ("{", "kan ikke leses"),
        ("[]", "ikke fra et av kursets verktøy"),
        (json.dumps({**file, "version": 2}), "nyere utgave"),
        (json.dumps({**file, "tool": "pros-cons"}), "et annet verktøy"),
        (json.dumps({**file, "values": {"tasks": [{"rate": 9}]}}), "ødelagt"),
        (" " * 1_000_001, "for stor"),
    ]:
        give(page, broken)
        expect(page.locator(".sa-open [role=status]")).to_contain_text(said)
        expect(page.locator(".sa-open [role=status]")).to_contain_text("Ingenting er endret.")
        assert kept(page, "feasibility-scale") == example
    page.get_by_role("button", name="Tøm").click()
    expect(page.get_by_role("button", name="Nei, behold")).to_be_focused()
    page.keyboard.press("Escape")
    assert kept(page, "feasibility-scale") == example
    page.get_by_role("button", name="Tøm").click()
    page.get_by_role("button", name="Ja, tøm").click()
    assert kept(page, "feasibility-scale") == {}
    page.get_by_role("button", name="Angre").click()
    assert kept(page, "feasibility-scale") == example


def longest(values: object) -> str:
    """Return the longest text that is written in a tool's example."""
    if isinstance(values, dict):
        values = list(values.values())
    if isinstance(values, list):
        return max((longest(value) for value in values), key=len, default="")
    # A single word may be the id of a choice, which is printed as the choice's words.
    return values if isinstance(values, str) and " " in values else ""


@pytest.mark.browser
def test_every_tool_goes_to_a_file_comes_back_and_goes_to_one_page_of_paper(
    open_tools: Callable[..., Visit],
) -> None:
    seen = open_tools(list(TOOLS), "nb")
    page = seen.page
    page.add_init_script("window.print = () => {}")
    page.reload()
    examples = {}
    for kind in TOOLS.values():
        tool = page.locator(f"section#{kind.name}")
        tool.get_by_role("button", name="Vis et eksempel").click()
        examples[kind.name] = kept(page, kind.name)
        with page.expect_download() as caught:
            tool.get_by_role("button", name="Lagre som fil").click()
        file = Path(caught.value.path()).read_text("utf-8")
        tool.get_by_role("button", name="Tøm").click()
        tool.get_by_role("button", name="Ja, tøm").click()
        assert kept(page, kind.name) == {}, kind.name
        tool.locator("input[type=file]").set_input_files(
            {"name": "x.json", "mimeType": "application/json", "buffer": file.encode()}
        )
        expect(tool.locator(".sa-open [role=status]")).to_contain_text("Fila er åpnet.")
        assert kept(page, kind.name) == examples[kind.name], kind.name
    page.reload()
    for kind in TOOLS.values():
        assert kept(page, kind.name) == examples[kind.name], kind.name
        page.locator(f"section#{kind.name}").get_by_role("button", name="Skriv ut").click()
        printed = page.locator(".sa-printout")
        expect(printed).to_contain_text(" ".join(longest(examples[kind.name]).split()))
        assert len(PdfReader(BytesIO(page.pdf(format="A4"))).pages) == 1, kind.name
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        expect(printed).to_have_count(0)
    seen.assert_clean()


@pytest.mark.browser
def test_only_the_tool_is_printed_with_what_was_written(open_tools: Callable[..., Visit]) -> None:
    page = open_tools(["FeasibilityScale", "PatientLetter"]).page
    page.evaluate("window.print = () => {}")
    for part, there, gone in [
        ("feasibility-scale", "Lesestund", "Vis et eksempel"),
        ("patient-letter", "Plagene dine er virkelige", "Hva arbeid kan gi"),
    ]:
        tool = page.locator(f"section#{part}")
        tool.get_by_role("button", name="Vis et eksempel").click()
        tool.get_by_role("button", name="Skriv ut").click()
        page.emulate_media(media="print")
        sheet = page.locator(".sa-printout")
        expect(sheet).to_contain_text(there)
        expect(sheet).not_to_contain_text(gone)
        expect(page.locator("main")).to_be_hidden()
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="screen")
        expect(sheet).to_have_count(0)


@pytest.mark.browser
def test_telling_the_employer_a_diagnosis_unsure_is_warned_of(
    open_tools: Callable[..., Visit],
) -> None:
    page = open_tools(["InformationStrategy"]).page
    first = page.locator("[data-field=people] .sa-record").first
    first.locator("select").first.select_option("employer")
    warning = page.get_by_text("Diagnosen skal til arbeidsgiver")
    first.locator("select").last.select_option("chosen")
    expect(warning).to_have_count(0)
    first.locator("select").last.select_option("unsure")
    expect(warning).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("presence", "output", "work", "leave"),
    [("50", "50", "25 %", "75 %"), ("100", "100", "100 %", "0 %"), ("60", "62,5", "38 %", "62 %")],
)
def test_sick_leave_is_what_presence_times_output_leaves(
    presence: str, output: str, work: str, leave: str, open_tools: Callable[..., Visit]
) -> None:
    page = open_tools(["ReturnPlanner"]).page
    numbers = page.locator("[data-field=steps] .sa-record").first.locator("[inputmode=decimal]")
    numbers.nth(0).fill(presence)
    numbers.nth(1).fill(output)
    cells = page.locator(".sa-view td")
    expect(cells.nth(2)).to_have_text(work.replace(" ", "\u00a0"))
    expect(cells.nth(3)).to_have_text(leave.replace(" ", "\u00a0"))
    numbers.nth(1).fill("120")
    expect(page.get_by_role("alert").filter(has_text="fra 0 til 100")).to_be_visible()
    expect(cells).to_have_count(0)


@pytest.mark.browser
def test_the_dates_of_weeks_7_and_26_follow_the_first_day_also_over_the_clock_change(
    open_tools: Callable[..., Visit],
) -> None:
    page = open_tools(["SickLeaveTimeline"]).page
    page.locator("input[type=date]").fill("2026-09-15")
    # The browser's own field may show month before day: the words do not.
    expect(page.locator("input[type=date]")).to_have_accessible_description(
        re.compile("Det er tirsdag 15. september 2026.")
    )
    marks = page.locator(".sa-weeks li")
    expect(marks.nth(1)).to_contain_text("Uke 7, 3. november 2026")
    expect(marks.nth(2)).to_contain_text("Uke 26, 16. mars 2027")


@pytest.mark.browser
def test_a_ladder_that_begins_before_the_safety_gate_is_stopped(
    open_tools: Callable[..., Visit],
) -> None:
    page = open_tools(["ExposureLadder"]).page
    page.locator("[data-field=steps] .sa-record").first.locator("input").last.fill("gikk greit")
    stop = page.get_by_text("Stopp til det er avklart.")
    expect(stop).to_be_visible()
    for box in page.locator("[data-field=safe] input").all()[:2]:
        box.check()
    expect(stop).to_have_count(0)


@pytest.mark.browser
def test_the_week_log_tells_overdoing_holding_back_and_swinging_apart(
    open_tools: Callable[..., Visit],
) -> None:
    page = open_tools(["ActivityLog"]).page
    for week, said in [
        ("much much much fit fit fit fit", "presser seg gjennom"),
        ("little little little fit fit fit fit", "holder igjen"),
        ("much much much little little fit fit", "svinger mellom"),
    ]:
        for day, answer in zip(
            page.locator("[data-field=days] .sa-record").all(), week.split(), strict=True
        ):
            day.locator("select").first.select_option(answer)
        expect(page.locator(".sa-feedback--note")).to_have_count(1)
        expect(page.locator(".sa-feedback--note")).to_contain_text(said)


@pytest.mark.browser
def test_a_week_in_which_nobody_does_anything_is_told(open_tools: Callable[..., Visit]) -> None:
    page = open_tools(["TeamBoard"]).page
    page.get_by_role("button", name="Vis et eksempel").click()
    told = page.locator(".sa-view .sa-feedback")
    expect(told).to_have_text("Ingen uke står tom.")
    page.locator("[data-field=cards] .sa-record").nth(2).locator("select").nth(1).select_option("3")
    expect(told).to_contain_text("Uker uten noe på tavla: 2.")


@pytest.fixture
def open_in_time(open_tools: Callable[..., Visit]) -> Callable[[str], Page]:
    """Open one tool with a clock that the test turns."""

    def open_(name: str) -> Page:
        page = open_tools([name]).page
        page.clock.install()
        page.reload()
        return page

    return open_


@pytest.mark.browser
def test_the_polar_bear_is_counted_by_keys_for_a_whole_minute(
    open_in_time: Callable[[str], Page],
) -> None:
    page = open_in_time("PolarBear")
    for round_, taps in (("push", 3), ("letbe", 1)):
        field = page.locator(f"[data-field={round_}]")
        field.get_by_role("button").first.press("Enter")
        expect(field.get_by_role("button", name="Der var den")).to_be_focused()
        for _ in range(taps):
            page.keyboard.press("Space")
        page.clock.run_for(59_000)
        expect(field.get_by_role("timer")).to_have_text("1")
        page.clock.run_for(1_500)
        expect(field.locator(".sa-live__told")).to_be_focused()
    expect(page.locator(".sa-view")).to_contain_text("skjøv den bort: 3 ganger")
    assert kept(page, "polar-bear") == {"push": 3, "letbe": 1}
    first = page.locator("[data-field=push]")
    first.get_by_role("button").first.click()
    page.clock.run_for(5_000)
    first.get_by_role("button", name="Stopp").click()
    # A round that is broken off leaves the earlier one.
    assert kept(page, "polar-bear") == {"push": 3, "letbe": 1}


@pytest.mark.browser
def test_the_pacer_says_each_turn_of_the_breath_at_the_chosen_pace(
    open_in_time: Callable[[str], Page],
) -> None:
    page = open_in_time("BreathingPacer")
    page.locator("[data-field=into] input").press("Home")
    said = page.locator("[data-field=breaths] .sa-live__big")
    page.get_by_role("button", name="Start").press("Enter")
    page.clock.run_for(1_000)
    expect(said).to_have_text("Pust inn")
    page.clock.run_for(2_000)
    expect(said).to_have_text("Pust ut")
    expect(page.locator(".sa-sheet > .sa-card > [role=status].sa-visually-hidden")).to_contain_text(
        "Pust ut"
    )
    page.clock.run_for(14_000)
    page.get_by_role("button", name="Stopp").press("Enter")
    assert kept(page, "breathing-pacer") == {"into": 2, "breaths": 2}


@pytest.mark.browser
def test_the_spotlight_moves_on_by_itself_and_by_hand(
    open_in_time: Callable[[str], Page],
) -> None:
    page = open_in_time("Spotlight")
    page.get_by_role("button", name="Start øvelsen").click()
    text = page.locator(".sa-live__script")
    before = text.inner_text()
    page.clock.run_for(20_500)
    expect(text).not_to_have_text(before)
    for _ in range(7):
        page.get_by_role("button", name="Neste").click()
    expect(page.locator(".sa-live__told")).to_contain_text("Gjort til ende: 1")
    assert kept(page, "spotlight") == {"times": 1}


def test_the_still_sorter_of_prognoses_gives_no_answers() -> None:
    widget = widgets.PrognosisSorter(lang="en")
    views = [view for section in widget.content["sections"] for view in section["views"]]
    answers = [verdict["why"] for view in views for verdict in view["key"].values()]
    assert len(answers) == 12
    assert not [why for why in answers if why in widget.still_html()]
