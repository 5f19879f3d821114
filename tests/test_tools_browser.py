"""The clinical tools in a real browser: by keys, by pointer, by touch; kept, saved, printed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from test_tools_content import write_module

from widgets.preview import page as preview
from widgets.text import LANGS
from widgets.tools.diamond import Diamond
from widgets.tools.mechanism_sorter import MechanismSorter

pytestmark = pytest.mark.browser

RIGHT = {
    "stiff": "body",
    "snap": "thoughts",
    "scared": "feelings",
    "declines": "actions",
    "boss": "surroundings",
}
OWN = {
    "body": "spent nakke\nhjertebank",
    "feelings": "redd",
    "thoughts": "<b>nå ryker noe</b>",
    "actions": "lar være å svare",
    "surroundings": "tre meldinger",
}
Opener = Callable[..., Page]


@pytest.fixture
def open_tools(
    browser: Browser, tmp_path: Path, address: Callable[[Path], str]
) -> Iterator[Opener]:
    """Open a page with both tools; errors on the page fail the test."""
    module = write_module(tmp_path)
    contexts, errors = [], []

    def open_(lang: str = "nb", width: int = 1280, **options: Any) -> Page:
        file = tmp_path / f"{lang}.html"
        tools = [
            Diamond(module / "diamond.yaml", lang=lang),
            MechanismSorter(module / "mechanisms.yaml", lang=lang),
        ]
        file.write_text(preview(tools, lang), "utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address(file))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert errors == []


def card(page: Page, name: str) -> Any:
    return page.locator(f'[data-card="{name}"]')


def place(page: Page, name: str, corner: str, press: str = "click") -> None:
    getattr(card(page, name).locator(".sa-board__choose"), press)()
    getattr(card(page, name).locator(f'[data-to="{corner}"]'), press)()


def lies_in(page: Page, name: str, corner: str) -> None:
    expect(page.locator(f'[data-bin="{corner}"] [data-card="{name}"]')).to_have_count(1)


def arrow(page: Page, start: str, end: str, text: str = "") -> None:
    new = page.locator(".sa-arrows__new").locator("visible=true")
    new.locator("select").nth(0).select_option(start)
    new.locator("select").nth(1).select_option(end)
    new.locator("input").fill(text)
    new.get_by_role("button").click()


def stored(page: Page, part: str) -> dict[str, Any]:
    key = f"smerte-og-arbeid/03-understanding-pain/{part}"
    return json.loads(page.evaluate("key => localStorage.getItem(key) || '{}'", key))


def make_own(page: Page) -> None:
    page.get_by_label("Lage min egen Diamant").check()
    for field, text in zip(
        page.locator(".sa-diamond__fields textarea").all(), OWN.values(), strict=True
    ):
        field.fill(text)
    arrow(page, "thoughts", "feelings", "tanken skremmer")
    arrow(page, "surroundings", "body")
    page.get_by_label("Her vil jeg begynne").locator("visible=true").select_option(
        "actions:lar være å svare"
    )
    page.get_by_label("Det første, lille skrittet").fill("svare på én melding")


def tab_to(page: Page, matches: str) -> None:
    """Press Tab until the focused element matches the selector."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", matches):
            return
    raise AssertionError(f"Tab never reached {matches}")


def test_a_whole_diamond_by_keyboard_alone(open_tools: Opener) -> None:
    page = open_tools()
    live = page.locator(".sa-board [role=status]")
    for name, corner in RIGHT.items():
        # After each move the next phrase that waits has the focus.
        if not page.evaluate(f"document.activeElement.closest('[data-card=\"{name}\"]') !== null"):
            tab_to(page, f'[data-card="{name}"] .sa-board__choose')
        page.keyboard.press("Enter")
        tab_to(page, f'[data-card="{name}"] [data-to="{corner}"]')
        page.keyboard.press("Enter")
        lies_in(page, name, corner)
        expect(live).to_contain_text("ligger nå i")
    expect(live).to_contain_text("Alt er plassert.")
    for start, end in ((3, 2), (2, 4)):  # thoughts to feelings, feelings to actions
        if not page.evaluate("document.activeElement.matches('.sa-arrows__new select')"):
            tab_to(page, ".sa-arrows__new select")
        for steps in (start, end):
            for _ in range(steps):
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # in the text field: the arrow is added
    expect(page.locator(".sa-arrows li").locator("visible=true")).to_have_count(2)
    tab_to(page, "select:not(.sa-arrows__new select)")
    page.keyboard.press("s")
    while "sier nei" not in page.evaluate("document.activeElement.selectedOptions[0].textContent"):
        page.keyboard.press("ArrowDown")
    tab_to(page, "button.sa-button:not(.sa-button--quiet)")
    page.keyboard.press("Enter")
    expect(page.locator(".sa-diamond__result")).to_be_focused()
    expect(page.locator(".sa-diamond__result")).to_contain_text("Diamanten din er hel")
    expect(page.locator(".sa-diamond__result")).to_contain_text("Han kan ta et lite oppdrag.")
    assert stored(page, "diamond")["done"]


def test_escape_closes_the_choice_and_gives_the_phrase_its_focus_back(open_tools: Opener) -> None:
    page = open_tools()
    button = card(page, "snap").locator(".sa-board__choose")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    lies_in(page, "snap", "")


def test_phrases_can_be_dragged_to_their_corners_and_back(open_tools: Opener) -> None:
    page = open_tools()
    page.set_viewport_size({"width": 1280, "height": 2000})
    for name, corner in [("stiff", "body"), ("boss", "surroundings"), ("stiff", "")]:
        goal = page.locator(f'[data-bin="{corner}"]')
        begin = card(page, name).locator(".sa-board__choose").bounding_box()
        end = goal.bounding_box()
        page.mouse.move(begin["x"] + 20, begin["y"] + 10)
        page.mouse.down()
        page.mouse.move(end["x"] + 30, end["y"] + 20, steps=4)
        expect(goal).to_have_class(
            "sa-board__bin sa-board--over" if corner else "sa-board__tray sa-board--over"
        )
        page.mouse.up()
        lies_in(page, name, corner)
        expect(card(page, name).locator(".sa-board__mover")).to_be_hidden()
    expect(page.locator(".sa-ghost")).to_have_count(0)


def test_a_drag_that_is_given_up_moves_nothing(open_tools: Opener) -> None:
    page = open_tools()
    begin = card(page, "snap").locator(".sa-board__choose").bounding_box()
    end = page.locator('[data-bin="body"]').bounding_box()
    page.mouse.move(begin["x"] + 20, begin["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 30, end["y"] + 20, steps=3)
    page.keyboard.press("Escape")
    page.mouse.up()
    lies_in(page, "snap", "")
    # The next click is an ordinary one again.
    place(page, "snap", "thoughts")
    lies_in(page, "snap", "thoughts")


def test_phrases_can_be_placed_by_taps_on_a_phone(open_tools: Opener) -> None:
    page = open_tools(width=390, has_touch=True, is_mobile=True)
    for name, corner in RIGHT.items():
        place(page, name, corner, "tap")
        lies_in(page, name, corner)


def test_a_finger_can_drag_by_the_grip(open_tools: Opener) -> None:
    page = open_tools(width=390, has_touch=True, is_mobile=True)
    page.locator('[data-bin="body"]').scroll_into_view_if_needed()
    grip = card(page, "boss").locator(".sa-board__grip").bounding_box()
    goal = page.locator('[data-bin="body"]').bounding_box()
    devices = page.context.new_cdp_session(page)

    def touch(kind: str, x: float = 0, y: float = 0) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        devices.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", grip["x"] + 10, grip["y"] + 10)
    touch("touchMove", grip["x"] + 30, grip["y"] + 30)
    touch("touchMove", goal["x"] + 40, goal["y"] + 20)
    touch("touchEnd")
    lies_in(page, "boss", "body")


def test_beginning_elsewhere_than_in_the_body_is_said_kindly(open_tools: Opener) -> None:
    page = open_tools()
    place(page, "snap", "thoughts")
    expect(page.locator(".sa-diamond__hint")).to_be_visible()
    expect(page.locator(".sa-board [role=status]")).to_contain_text("Prøv å begynne i kroppen")
    place(page, "stiff", "body")
    expect(page.locator(".sa-diamond__hint")).to_be_hidden()
    page.get_by_role("button", name="Sjekk Diamanten").click()
    result = page.locator(".sa-diamond__result")
    expect(result).to_contain_text("du begynte i hjørnet Tanker")
    expect(result).to_contain_text("Mangler: 3 setninger")
    expect(result).to_contain_text("Du har 0")
    assert "done" not in stored(page, "diamond")


def test_a_wrong_place_gets_feedback_that_follows_the_phrase(open_tools: Opener) -> None:
    page = open_tools()
    for name, corner in {**RIGHT, "scared": "actions"}.items():
        place(page, name, corner)
    expect(card(page, "scared").locator(".sa-board__verdict")).to_have_count(0)
    arrow(page, "actions", "body")
    arrow(page, "thoughts", "feelings")
    page.get_by_label("Her vil jeg begynne").first.select_option("boss")
    page.get_by_role("button", name="Sjekk Diamanten").click()
    expect(card(page, "scared")).to_contain_text("Ikke helt")
    expect(card(page, "scared")).to_contain_text("Frykt er en følelse.")
    expect(card(page, "stiff")).to_contain_text("Riktig")
    said = page.locator(".sa-arrows__said")
    expect(said.nth(0)).to_contain_text("ikke med i vårt forslag")
    expect(said.nth(1)).to_have_text("Tanken skremmer ham.")
    expect(page.locator(".sa-diamond__result")).to_contain_text("4 av 5")
    expect(page.locator(".sa-diamond__result")).to_contain_text("vanskelig å begynne her")
    place(page, "scared", "feelings")
    expect(card(page, "scared")).to_contain_text("Riktig")


def test_arrows_that_say_nothing_are_refused_with_words(open_tools: Opener) -> None:
    page = open_tools()
    fault = page.locator(".sa-arrows__new + .sa-field__fault").first
    arrow(page, "body", "")
    expect(fault).to_contain_text("Velg både")
    arrow(page, "body", "body")
    expect(fault).to_contain_text("to forskjellige hjørner")
    arrow(page, "body", "thoughts")
    expect(fault).to_be_empty()
    arrow(page, "body", "thoughts")
    expect(fault).to_contain_text("tegnet allerede")
    page.get_by_role("button", name="Fjern pila Kropp → Tanker").click()
    expect(page.locator(".sa-arrows li").locator("visible=true")).to_have_count(0)


def test_the_words_beside_the_picture_follow_what_the_reader_does(open_tools: Opener) -> None:
    page = open_tools()
    make_own(page)
    view = page.locator(".sa-diamond__view").locator("visible=true")
    svg = view.locator("svg[role=img]")
    outline = page.locator(f"#{svg.get_attribute('aria-describedby')}")
    for line in "\n".join(OWN.values()).split("\n"):
        expect(outline).to_contain_text(line)
    expect(outline).to_contain_text("Fra Tanker til Følelser: tanken skremmer")
    expect(outline).to_contain_text("lar være å svare (Handlinger)")
    # What a reader writes is text, also when it looks like markup.
    assert view.locator("b").count() == 0
    expect(svg.locator('[data-arrow="thoughts-feelings"]')).to_have_count(1)
    page.locator(".sa-diamond__fields textarea").nth(3).fill("svarer")
    expect(outline).to_contain_text("Ikke valgt ennå")


def test_the_work_is_there_after_a_reload(open_tools: Opener) -> None:
    page = open_tools()
    place(page, "stiff", "body")
    arrow(page, "body", "thoughts", "hva er galt?")
    make_own(page)
    page.reload()
    expect(page.get_by_label("Lage min egen Diamant")).to_be_checked()
    fields = page.locator(".sa-diamond__fields textarea")
    assert [field.input_value() for field in fields.all()] == list(OWN.values())
    page.get_by_label("Øve med en historie").check()
    lies_in(page, "stiff", "body")
    expect(page.locator(".sa-arrows li").locator("visible=true")).to_contain_text("hva er galt?")


def saved(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as caught:
        page.get_by_role("button", name=button).locator("visible=true").click()
    path = folder / caught.value.suggested_filename
    caught.value.save_as(path)
    return path


def test_a_diamond_can_be_saved_as_file_and_as_picture(open_tools: Opener, tmp_path: Path) -> None:
    page = open_tools()
    make_own(page)
    file = saved(page, "Lagre som fil", tmp_path)
    assert file.name == "diamanten.json"
    kept = json.loads(file.read_text("utf-8"))
    assert (kept["format"], kept["version"], kept["kind"]) == ("smerte-og-arbeid/diamond", 1, "own")
    assert kept["diamond"]["corners"] == OWN
    assert kept["diamond"]["start"] == {"corner": "actions", "text": "lar være å svare"}
    assert kept["diamond"]["arrows"][0]["text"] == "tanken skremmer"
    svg = saved(page, "Last ned som bilde (SVG)", tmp_path).read_text("utf-8")
    for word in ("hjertebank", "Kropp → Følelser", "tanken skremmer", "svare på én melding"):
        assert (word in svg) is (word != "Kropp → Følelser"), word
    assert "var(--" not in svg and "&lt;b&gt;" in svg
    picture = saved(page, "Last ned som bilde (PNG)", tmp_path).read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(picture[16:20], "big") == 1600
    # The picture is painted, not blank: a blank one packs into a few kilobytes.
    assert len(picture) > 20_000


def give(page: Page, name: str, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": data}
    )


def own_file(**change: Any) -> str:
    diamond = {
        "corners": {**OWN, "body": "fra fila"},
        "first": "body",
        "arrows": [],
        "start": None,
        "step": "",
    }
    whole = {"format": "smerte-og-arbeid/diamond", "version": 1, "kind": "own", "diamond": diamond}
    return json.dumps({**whole, **change})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{not json", "kan ikke leses"),
        (b"\xff\xfe\x00\x01", "kan ikke leses"),
        ("[]", "ikke en Diamant"),
        ('{"format": "something else"}', "ikke en Diamant"),
        (own_file(version=2), "nyere utgave"),
        (own_file(version=None, diamond=None), "ødelagt"),
        (own_file(diamond={"corners": {"body": 7}}), "ødelagt"),
        (own_file(kind="other"), "ødelagt"),
        (own_file(kind="practice", story="09-elsewhere"), "annen historie"),
        (
            own_file(
                kind="practice",
                story="03-understanding-pain",
                diamond={"placed": {"nobody": "body"}, "start": None, "arrows": [], "first": None},
            ),
            "ødelagt",
        ),
        (" " * 1_000_001, "for stor"),
    ],
)
def test_a_broken_file_is_refused_with_clear_words_and_nothing_is_lost(
    open_tools: Opener, content: str | bytes, said: str
) -> None:
    page = open_tools()
    make_own(page)
    before = stored(page, "diamond")
    give(page, "diamanten.json", content)
    message = page.locator(".sa-open [role=status]")
    expect(message).to_contain_text(said)
    expect(message).to_contain_text("Ingenting er endret.")
    assert stored(page, "diamond") == before
    fields = page.locator(".sa-diamond__fields textarea")
    assert [field.input_value() for field in fields.all()] == list(OWN.values())


def test_a_file_replaces_the_diamond_and_can_be_undone(open_tools: Opener) -> None:
    page = open_tools()
    make_own(page)
    page.get_by_label("Øve med en historie").check()
    give(page, "diamanten.json", own_file())
    body = page.locator(".sa-diamond__fields textarea").first
    expect(body).to_be_visible()
    expect(body).to_have_value("fra fila")
    page.get_by_role("button", name="Angre").click()
    assert stored(page, "diamond")["own"]["corners"] == OWN
    expect(page.get_by_label("Øve med en historie")).to_be_checked()


def test_a_diamond_about_work_asks_for_the_surroundings_and_both_have_an_example(
    open_tools: Opener, tmp_path: Path
) -> None:
    page = open_tools()
    make_own(page)
    own = page.locator(".sa-diamond")
    checks = own.locator(".sa-checks").locator("visible=true")
    about = page.get_by_label("Hva handler situasjonen om?")
    about.select_option("work")
    expect(own.get_by_text("Hva tror du vil skje?")).to_be_visible()
    page.get_by_role("textbox", name="Omgivelser").fill("")
    expect(checks).to_contain_text("Omgivelsene er tomme")
    own.get_by_role("button", name="Vis et eksempel").click()
    expect(own.locator("svg[role=img]").locator("visible=true")).to_contain_text("kvalm")
    expect(checks.locator(".sa-checks__missing")).to_have_count(0)
    kept = json.loads(saved(page, "Lagre som fil", tmp_path).read_text("utf-8"))
    assert kept["diamond"]["about"] == "work"
    own.get_by_role("button", name="Angre").click()
    about.select_option("pain")
    own.get_by_role("button", name="Vis et eksempel").click()
    expect(page.get_by_role("textbox", name="Kropp")).to_have_value(re.compile("stikker i nakken"))
    expect(checks.locator(".sa-checks__missing")).to_have_count(0)


def test_clearing_can_be_undone(open_tools: Opener) -> None:
    page = open_tools()
    make_own(page)
    page.get_by_role("button", name="Tøm Diamanten").click()
    assert stored(page, "diamond")["own"]["corners"]["body"] == ""
    expect(page.locator(".sa-diamond__fields textarea").first).to_have_value("")
    page.get_by_role("button", name="Angre").click()
    assert stored(page, "diamond")["own"]["corners"] == OWN


def test_a_practice_file_opens_again_in_its_own_module(open_tools: Opener, tmp_path: Path) -> None:
    page = open_tools()
    place(page, "stiff", "body")
    arrow(page, "body", "actions")
    file = saved(page, "Lagre som fil", tmp_path)
    page.get_by_role("button", name="Begynn historien på nytt").click()
    lies_in(page, "stiff", "")
    give(page, file.name, file.read_bytes())
    lies_in(page, "stiff", "body")
    expect(page.locator(".sa-arrows li").locator("visible=true")).to_have_count(1)


def test_only_the_diamond_is_printed_and_the_page_comes_back(open_tools: Opener) -> None:
    page = open_tools()
    make_own(page)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Skriv ut").locator("visible=true").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.locator("main")).to_be_hidden()
    expect(page.locator(".sa-printout")).to_contain_text("hjertebank")
    expect(page.locator(".sa-printout svg")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator("main")).to_be_visible()
    expect(page.locator(".sa-printout")).to_have_count(0)


def test_damaged_memory_does_not_stop_the_tools(open_tools: Opener) -> None:
    page = open_tools()
    damaged = {
        "practice": {"placed": {"gone": "body", "stiff": "nowhere"}, "arrows": 7, "start": "gone"},
        "own": 3,
        "mode": "x",
        "at": 99,
        "answers": {"knee": "yes"},
    }
    for part in ("diamond", "mechanism-sorter"):
        page.evaluate(
            "([key, value]) => localStorage.setItem(key, JSON.stringify(value))",
            [f"smerte-og-arbeid/03-understanding-pain/{part}", damaged],
        )
    page.reload()
    lies_in(page, "stiff", "")
    place(page, "stiff", "body")
    lies_in(page, "stiff", "body")
    expect(page.locator(".sa-sorter")).to_contain_text("Oversikt")


def sort_patient(page: Page, mechanisms: list[str], sure: str) -> None:
    stage = page.locator(".sa-sorter__stage")
    for mechanism in mechanisms:
        stage.locator(f'input[value="{mechanism}"]').check()
    stage.get_by_label(sure, exact=True).check()
    stage.get_by_role("button", name="Vis vurderingen").click()


def test_the_sorter_asks_for_a_guess_before_it_answers(open_tools: Opener) -> None:
    page = open_tools()
    stage = page.locator(".sa-sorter__stage")
    stage.get_by_role("button", name="Vis vurderingen").click()
    expect(stage.get_by_role("alert")).to_contain_text("Velg minst én")
    expect(stage).not_to_contain_text("Ett sted og ved belastning.")
    expect(stage.get_by_role("button", name="Neste pasient")).to_have_count(0)


def test_the_sorter_explains_each_mechanism_and_sums_up(open_tools: Opener) -> None:
    page = open_tools()
    stage = page.locator(".sa-sorter__stage")
    sort_patient(page, ["nociceptive"], "Sikker")
    expect(stage.locator(".sa-sorter__answer")).to_be_focused()
    expect(stage).to_contain_text("Du og kurset er enige.")
    expect(stage).to_contain_text("Smerten er ikke utbredt.")
    expect(stage).to_contain_text("Undersøk kneet.")
    stage.get_by_role("button", name="Neste pasient").click()
    expect(stage.locator(".sa-sorter__progress")).to_be_focused()
    sort_patient(page, ["neuropathic", "nociplastic"], "Jeg gjetter")
    expect(stage).to_contain_text("Dere er enige om noe.")
    rows = stage.locator(".sa-sorter__each li")
    expect(rows.nth(0)).to_contain_text("Trolig med. Du valgte den ikke.")
    expect(rows.nth(1)).to_contain_text("Trolig ikke med. Du valgte den.")
    expect(stage).to_contain_text("Provan 2021")
    page.reload()
    stage.get_by_role("button", name="Se oversikten").click()
    expect(stage).to_contain_text("helt enige om 1 av 2")
    cells = stage.locator("tbody tr").nth(1).locator("th, td")
    assert cells.all_text_contents() == [
        "Said",
        "Nevropatisk + Nociplastisk",
        "Nociseptiv + Nociplastisk",
        "Jeg gjetter",
    ]
    assert stored(page, "mechanism-sorter")["done"]
    stage.get_by_role("button", name="Start på nytt").click()
    expect(stage).to_contain_text("Pasient 1 av 2")
    expect(stage.get_by_role("button", name="Vis vurderingen")).to_be_visible()


def test_the_sorter_by_keyboard_alone(open_tools: Opener) -> None:
    page = open_tools()
    tab_to(page, '.sa-sorter input[value="nociceptive"]')
    page.keyboard.press("Space")
    tab_to(page, '.sa-sorter input[type="radio"]')
    page.keyboard.press("ArrowDown")
    tab_to(page, ".sa-sorter .sa-buttons button")
    page.keyboard.press("Enter")
    expect(page.locator(".sa-sorter__answer")).to_contain_text("Ganske sikker".lower())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_tools_are_accessible_and_never_scroll_sideways(
    open_tools: Opener, lang: str, width: int, scheme: str
) -> None:
    page = open_tools(lang, width, color_scheme=scheme)

    def fine() -> None:
        faults = Axe().run(page).response["violations"]
        assert [(f["id"], [n["html"] for n in f["nodes"]]) for f in faults] == []
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0
        small = page.evaluate(
            """() => [...document.querySelectorAll(".sa :is(button, select, input, summary)")]
              .filter((e) => e.checkVisibility() && !e.matches(".sa-visually-hidden"))
              .map((e) => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
              .filter(([, box]) => Math.min(box.width, box.height) < 24)
              .map(([html]) => html)"""
        )
        assert small == []

    fine()
    for name, corner in {**RIGHT, "boss": "body"}.items():
        place(page, name, corner)
    arrow(page, "body", "thoughts")
    card(page, "boss").locator(".sa-board__choose").click()
    page.locator(".sa-diamond .sa-button:not(.sa-button--quiet)").locator("visible=true").click()
    page.locator(".sa-sorter input[type=checkbox]").first.check()
    page.locator(".sa-sorter input[type=radio]").first.check()
    page.locator(".sa-sorter .sa-button").first.click()
    fine()
    page.locator('input[value="own"]').check()
    page.locator(".sa-diamond__fields textarea").first.fill("Etkjempelangtordsomikkefinnes" * 6)
    fine()
