"""The tests, the recall and the forms of the whole course in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Visit, hosting, run
from playwright.sync_api import Locator, Page, expect

from course.site.app import CourseSite
from course.site.pages import FRAME

pytestmark = pytest.mark.browser
READY = "html[data-widgets=ready]"
STATE = '[data-widget] > script[type="application/json"]'


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The course's own pages, without the modules, which take long to make."""
    folder = tmp_path_factory.mktemp("frame")

    async def write() -> None:
        site = CourseSite(ROOT)
        site.prepare()
        files = {f"static/{asset.name}": asset.content for asset in site.assets.values()}
        for address in site.addresses():
            if address.kind in FRAME:
                files[f"{address.path}index.html"] = (await site.page(address)).body
        await site.close()
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)

    run(write())
    with hosting(folder) as address:
        yield address


def go(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(READY)


def content(page: Page, part: str) -> dict[str, Any]:
    """Return what the page gives a part: its items with their answers."""
    states = [json.loads(text) for text in page.locator(STATE).all_inner_texts()]
    return next(state["content"] for state in states if state["part"] == part)


def kept(page: Page, part: str) -> dict[str, Any]:
    return json.loads(page.evaluate(f"localStorage.getItem('smerte-og-arbeid/course/{part}')"))


def put(page: Page, key: str, value: object) -> None:
    page.evaluate(
        "([k, v]) => localStorage.setItem(k, v)", [f"smerte-og-arbeid/{key}", json.dumps(value)]
    )


def key_of(item: dict[str, Any]) -> Any:
    """Return the right answer to an item, as the browser keeps it."""
    if item["kind"] == "single":
        return next(o["id"] for o in item["options"] if o["right"])
    if item["kind"] == "several":
        return [o["id"] for o in item["options"] if o["right"]]
    if item["kind"] == "order":
        return [s["id"] for s in item["steps"]]
    if item["kind"] == "match":
        rights: dict[str, str] = {}
        return {p["id"]: rights.setdefault(p["right"], p["id"]) for p in item["pairs"]}
    if item["kind"] == "classify":
        return {c["id"]: c["category"] for c in item["cards"]}
    return item["answer"]


def fill_in(page: Page, part: str, known: bool, sure: float | None = None) -> None:
    """Put answers to the whole test where the browser keeps them, and come back to hand it in."""
    held = kept(page, part)
    items = {item["id"]: item for item in content(page, part)["items"]}
    more = {} if sure is None else {"sure": sure}
    answers = {
        name: {"given": key_of(items[name]), **more} if known else {"unknown": True}
        for name in held["run"]["ids"]
    }
    held["run"] |= {"answers": answers, "at": len(answers)}
    put(page, f"course/{part}", held)
    page.reload()
    page.wait_for_selector(READY)


def begin(page: Page) -> Locator:
    page.get_by_role("button", name="Begynn", exact=True).click()
    return page.locator(".sa-quiz")


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Lever svarene").click()


def test_before_and_after_are_two_forms_and_show_the_change_and_the_calibration(
    visit: Callable[..., Visit], home: str, axe: Callable[[Page], list[str]]
) -> None:
    seen = visit(f"{home}nb/before/")
    page = seen.page
    begin(page)
    fill_in(page, "test-before", known=False)
    hand_in(page)
    expect(page.locator(".sa-quiz")).to_contain_text("0 av ")
    expect(page.locator(".sa-exam__item")).to_have_count(0)
    expect(page.get_by_role("button", name="Ta testen på nytt")).to_have_count(0)
    go(page, f"{home}nb/after/")
    begin(page)
    fill_in(page, "test-after", known=True, sure=0.6)
    hand_in(page)
    result = page.locator(".sa-quiz")
    expect(result).to_contain_text("Før: 0 %. Etter: 100 %. Endring: +100 prosentpoeng.")
    expect(result).to_contain_text("i snitt 60 % sikker. 100 % av svarene var helt riktige.")
    expect(result).to_contain_text("Du kan mer enn du tror.")
    before, after = (kept(page, f"test-{when}")["paper"]["ids"] for when in ("before", "after"))
    assert not set(before) & set(after) and len(before) == len(after)
    result.locator(".sa-exam__item summary").first.click()
    expect(result.locator(".sa-feedback").first).to_be_visible()
    assert axe(page) == []
    seen.assert_clean()


def test_a_test_tells_nothing_before_it_is_handed_in_and_wants_the_confidence(
    visit: Callable[..., Visit], home: str
) -> None:
    page = visit(f"{home}nb/before/").page
    quiz = begin(page)
    following = quiz.get_by_role("button", name="Neste")
    following.click()
    expect(quiz.get_by_role("alert")).to_contain_text("Noe mangler")
    quiz.get_by_role("button", name="Vet ikke").click()
    expect(quiz).to_contain_text("Oppgave 2 av")
    quiz.get_by_role("button", name="Forrige").click()
    held = kept(page, "test-before")
    item = next(
        n
        for n, name in enumerate(held["run"]["ids"])
        for one in content(page, "test-before")["items"]
        if one["id"] == name and one["kind"] in ("single", "truefalse")
    )
    put(page, "course/test-before", held | {"run": held["run"] | {"at": item}})
    page.reload()
    page.wait_for_selector(READY)
    quiz.locator(".sa-choice input").first.check()
    following.click()
    expect(quiz.get_by_role("alert")).to_contain_text("hvor sikker du er")
    quiz.get_by_label("80 %", exact=True).check()
    following.click()
    expect(quiz).to_contain_text(f"Oppgave {item + 2} av")
    expect(quiz.locator(".sa-feedback, .sa-verdict")).to_have_count(0)


def test_the_final_test_has_30_items_from_all_modules_and_is_passed_at_80_per_cent(
    visit: Callable[..., Visit], home: str, axe: Callable[[Page], list[str]]
) -> None:
    seen = visit(f"{home}nb/final-test/")
    page = seen.page
    begin(page)
    first = kept(page, "final-test")["run"]["ids"]
    modules = {item["id"]: item["module"] for item in content(page, "final-test")["items"]}
    assert len(set(first)) == 30
    assert {modules[name] for name in first} == set(modules.values())
    fill_in(page, "final-test", known=False)
    hand_in(page)
    expect(page.locator(".sa-quiz")).to_contain_text("Ikke bestått ennå. Kravet er 80 %.")
    assert "done" not in kept(page, "final-test")
    page.get_by_role("button", name="Ta testen på nytt").click()
    second = kept(page, "final-test")["run"]["ids"]
    assert len(set(first) & set(second)) < 15
    fill_in(page, "final-test", known=True)
    hand_in(page)
    expect(page.locator(".sa-quiz")).to_contain_text("Bestått.")
    expect(page.locator(".sa-quiz__score")).to_have_text("30 av 30 poeng (100 %)")
    assert "done" in kept(page, "final-test")
    assert axe(page) == []
    seen.assert_clean()


def test_what_was_missed_comes_back_after_12_days_and_what_was_known_after_24(
    visit: Callable[..., Visit], home: str
) -> None:
    seen = visit(f"{home}nb/recall/")
    page = seen.page
    page.wait_for_selector(READY)
    expect(page.locator(".sa-quiz")).to_contain_text("Her er det ingenting ennå.")
    items = [i for i in content(page, "spaced")["items"] if i["kind"] == "single"][:2]
    wrong = next(o["id"] for o in items[0]["options"] if not o["right"])
    when = "2026-01-01T10:00:00Z"
    for item, given, first in ((items[0], wrong, 0), (items[1], key_of(items[1]), 1)):
        entry = {"given": given, "first": first, "score": first, "when": when}
        held = page.evaluate(f"localStorage.getItem('smerte-og-arbeid/{item['module']}/quiz')")
        answers = json.loads(held)["answers"] if held else {}
        put(page, f"{item['module']}/quiz", {"answers": {**answers, item["id"]: entry}})
    for day, said in (
        ("2026-01-12", "Neste spørsmål kommer 13. januar 2026."),
        ("2026-01-13", "Ett spørsmål venter på deg i dag."),
        ("2026-01-25", "2 spørsmål venter på deg i dag."),
    ):
        page.clock.set_fixed_time(f"{day}T12:00:00")
        page.reload()
        page.wait_for_selector(READY)
        expect(page.locator(".sa-quiz")).to_contain_text(said)
    page.get_by_role("button", name="Begynn med 2").click()
    for n, item in enumerate(items):
        expect(page.locator(".sa-quiz")).to_contain_text(item["prompt"])
        right = next(o["text"] for o in item["options"] if o["right"])
        page.get_by_label(right, exact=True).check()
        page.get_by_role("button", name="Sjekk svaret").click()
        expect(page.locator(".sa-verdict")).to_be_focused()
        expect(page.locator(".sa-quiz")).to_contain_text("kommer igjen 18. februar 2026")
        page.get_by_role("button", name="Ferdig" if n else "Neste").click()
    expect(page.locator(".sa-quiz")).to_contain_text("Det var alt for denne gangen")
    assert "done" in kept(page, "spaced")
    seen.assert_clean()


def rate(page: Page, label: str) -> None:
    for group in page.locator(".sa-ratings .sa-scale").all():
        group.get_by_label(label, exact=True).check()


def test_the_way_of_working_is_compared_and_the_summary_gathers_it(
    visit: Callable[..., Visit], home: str, axe: Callable[[Page], list[str]]
) -> None:
    seen = visit(f"{home}nb/before/")
    page = seen.page
    page.wait_for_selector(READY)
    rate(page, "Sjelden")
    put(page, "03-understanding-pain/week", {"cue": "en pasient spør", "action": "spør jeg"})
    go(page, f"{home}nb/after/")
    rate(page, "Ofte")
    row = page.locator(".sa-ratings tbody tr").first
    expect(row).to_contain_text("Sjelden")
    expect(row).to_contain_text("↑\u00a0Ofte")
    go(page, f"{home}nb/summary/")
    page.get_by_label("Navnet ditt").fill("Kari Nordmann")
    sheet = page.locator(".sa-summary")
    for words in ("Kari Nordmann", "↑\u00a0Ofte", "Hvis en pasient spør, så spør jeg."):
        expect(sheet).to_contain_text(words)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Skriv ut").click()
    assert page.evaluate("window.printed")
    expect(page.locator(".sa-printout")).to_contain_text("Kari Nordmann")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="print")
    expect(sheet).to_be_visible()
    expect(page.get_by_role("button", name="Skriv ut")).to_be_hidden()
    page.emulate_media(media="screen")
    assert axe(page) == []
    seen.assert_clean()


def test_the_evaluation_is_kept_and_given_out_as_text(
    visit: Callable[..., Visit], home: str, tmp_path: Path
) -> None:
    seen = visit(f"{home}en/evaluation/")
    page = seen.page
    page.wait_for_selector(READY)
    save = page.get_by_role("button", name="Save as a text file")
    expect(save).to_be_disabled()
    page.get_by_label("a physiotherapist").check()
    rate(page, "Somewhat agree")
    page.get_by_label("What did you benefit from most?").fill("The patient stories")
    page.reload()
    page.wait_for_selector(READY)
    expect(page.get_by_label("What did you benefit from most?")).to_have_value(
        "The patient stories"
    )
    with page.expect_download() as download:
        save.click()
    file = tmp_path / "evaluation.txt"
    download.value.save_as(file)
    text = file.read_text("utf-8")
    for words in ("a physiotherapist", "Somewhat agree", "The patient stories"):
        assert words in text
    assert "done" in kept(page, "evaluation")
    seen.assert_clean()


@pytest.mark.parametrize("value", ["{no", "[]", '{"run": {"ids": [1]}, "results": [{}], "at": 9}'])
@pytest.mark.parametrize(
    ("where", "part"),
    [
        ("before", "test-before"),
        ("final-test", "final-test"),
        ("recall", "spaced"),
        ("after", "practice-end"),
        ("evaluation", "evaluation"),
        ("summary", "test-after"),
    ],
)
def test_damaged_storage_starts_over(
    visit: Callable[..., Visit], home: str, where: str, part: str, value: str
) -> None:
    seen = visit(f"{home}nb/{where}/")
    page = seen.page
    key = f"smerte-og-arbeid/course/{part}"
    page.evaluate("([k, v]) => localStorage.setItem(k, v)", [key, value])
    page.reload()
    page.wait_for_selector(READY)
    assert page.locator('[data-widget]:not([data-mounted="true"])').count() == 0
    seen.assert_clean()


def test_the_way_through_the_course_shows_what_is_done(
    visit: Callable[..., Visit], home: str
) -> None:
    page = visit(f"{home}nb/your-course/").page
    put(page, "course/test-before", {"done": "2026-01-01"})
    page.reload()
    expect(page.locator(".steps > li").first).to_contain_text("1 av 2 gjort")
