"""The reader's way: walked by keyboard alone, found again, and all that is kept told of."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Visit
from playwright.sync_api import Locator, Page, expect

from course.catalogue import read_course
from course.site.sections import sections, shared_out
from course.site.words import site_words
from widgets.frame.exam import Exam
from widgets.practice.case_player import CasePlayer
from widgets.text import LANGS, Lang

READY = "html[data-widgets=ready]"
SLUG = "04-sensitisation-and-attention"
PREFIX = "smerte-og-arbeid/"
NOTED = """key => new Promise(done => { const at = scrollY; setTimeout(() => {
  const place = JSON.parse(localStorage[key] || '{}');
  const { top, height } = (document.getElementById(place.at) || document.body)
    .getBoundingClientRect();
  done(scrollY === at && Math.abs(place.into - (160 - top) / height) < 0.001); }, 200); })"""
"""Whether the page lies still, and its place is kept."""
SHIFTS = """() => new Promise(done => new PerformanceObserver(list =>
  done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
  .observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 150))"""


def test_the_sections_of_a_module_share_its_minutes_alike_in_both_languages() -> None:
    for module in read_course(ROOT).modules:
        assert module.info is not None
        nb, en = (sections(module, lang) for lang in LANGS)
        assert [(s.id, s.minutes, s.parts) for s in nb] == [(s.id, s.minutes, s.parts) for s in en]
        assert sum(s.minutes for s in nb) == module.info.minutes
        assert [p for s in nb for p in s.parts] == module.notebooks["nb"].parts


@pytest.mark.parametrize(
    ("whole", "weights", "shares"),
    [(10, [1, 1, 3], [3, 2, 5]), (2, [5, 1, 1], [1, 1, 1]), (7, [0, 0], [4, 3]), (9, [], [])],
)
def test_minutes_are_shared_out_whole(whole: int, weights: list[int], shares: list[int]) -> None:
    assert shared_out(whole, weights) == shares


def to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Move the focus to ``target`` by Tab alone."""
    for _ in range(400):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"not reached by {key}: {target}")


def press(page: Page, target: Locator) -> None:
    to(page, target)
    page.keyboard.press("Enter")


def follow(page: Page, target: Locator, address: str) -> None:
    press(page, target)
    page.wait_for_url(f"**/{address}**")
    page.wait_for_selector(READY)


def kept(page: Page, key: str) -> Any:
    return json.loads(page.evaluate("key => localStorage.getItem(key)", f"{PREFIX}{key}") or "null")


def until(page: Page, script: str, given: Any) -> None:
    """Wait until ``script`` says yes. The page's own policy forbids Playwright's way of waiting."""
    for _ in range(200):
        if page.evaluate(script, given):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {script}")


def where(page: Page) -> tuple[str, int]:
    """Return the section that the reader is in, and how far its top is from the window's."""
    found = page.evaluate(
        "() => [...document.querySelectorAll('[data-section]')].filter(one =>"
        " one.getBoundingClientRect().top <= 160).map(one =>"
        " [one.id, Math.round(one.getBoundingClientRect().top)]).at(-1)"
    )
    return found[0], found[1]


def take_test(page: Page, part: str, words: dict[str, Any]) -> None:
    """Answer «do not know» by keyboard, skip to the end, and hand in."""
    quiz = page.locator(".sa-quiz")
    press(page, quiz.get_by_role("button", name=words["begin"], exact=True))
    press(page, quiz.get_by_role("button", name=words["do_not_know"], exact=True))
    held = kept(page, f"course/{part}")
    held["run"]["at"] = len(held["run"]["ids"])
    put(page, f"course/{part}", held)
    page.reload()
    page.wait_for_selector(READY)
    press(page, quiz.get_by_role("button", name=words["hand_in_button"], exact=True))


def put(page: Page, key: str, value: object) -> None:
    page.evaluate("([k, v]) => localStorage.setItem(k, v)", [PREFIX + key, json.dumps(value)])


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
def test_the_whole_way_is_walked_by_keyboard_alone(
    lang: Lang, site: str, visit: Callable[..., Visit]
) -> None:

    w, exam = site_words(lang), Exam.read_words(lang)
    seen = visit(f"{site}{lang}/", 1280, reduced_motion="reduce")
    page = seen.page

    def link(name: str) -> Locator:
        return page.locator("main").get_by_role("link", name=name, exact=True).first

    # Who she is, by the arrow keys; then the test before the course.
    to(page, page.locator("#you-both"))
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".who__said")).to_have_text(w["you_said_physio"])
    follow(page, page.locator(".start .go").first, f"{lang}/before/")
    take_test(page, "test-before", exam)
    follow(page, link(w["your-course"]), f"{lang}/your-course/")
    expect(page.locator(".steps > li").first).to_contain_text("1 ")
    expect(page.locator("#you-physio")).to_be_checked()

    # A module: her own box first, in the page's order; a question; then off, in the middle.
    follow(page, page.locator(".steps a").nth(1), f"{lang}/#modules")
    follow(page, page.locator(f"[data-card='{SLUG}'] a"), f"{lang}/{SLUG}/")
    boxes = page.evaluate(
        "[...document.querySelectorAll('.box--gp, .box--physio')].map(one => one.id)"
    )
    listed = page.evaluate(
        "[...document.querySelectorAll('.contents__gp, .contents__physio')].map(one =>"
        " one.querySelector('a').hash)"
    )
    assert boxes == ["physio", "gp"] and listed == ["#physio", "#gp"]
    case, player = CasePlayer.read_words(lang), page.locator("#case-kari")
    press(page, page.locator(".contents a[href='#case-heading']"))
    press(page, player.locator("button").first)
    expect(player).to_contain_text(case["as_side"].format(side=case["physio_small"]))
    recall = page.locator("#recall")
    for _ in ("begin", "turn", "grade"):
        press(page, recall.locator("button").first)
    assert len(kept(page, f"{SLUG}/recall")["first"]) == 1
    press(page, page.locator(".contents a[href='#attention-circle-text']"))
    page.keyboard.press("Tab")
    page.keyboard.press("PageDown")
    for _ in range(50):
        if page.evaluate(NOTED, f"{PREFIX}{SLUG}/place"):
            break
    left = where(page)
    assert left[0] == kept(page, f"{SLUG}/place")["at"]

    # A month later: the place is found again, and what she met is asked for.
    page.clock.set_fixed_time(datetime.now(tz=UTC) + timedelta(days=30))
    page.goto(f"{site}{lang}/")
    page.wait_for_selector(READY)
    expect(page.locator("[data-now-due]")).to_have_text(w["now_due_one"])
    expect(page.locator("[data-now-list]")).to_contain_text(w["now_do_recall_one"])
    assert page.evaluate(SHIFTS) < 0.01
    follow(page, page.locator("[data-now-go]"), f"{lang}/{SLUG}/")
    until(page, "key => !JSON.parse(localStorage[key]).resume", f"{PREFIX}{SLUG}/place")
    until(
        page,
        "([id, top]) => Math.abs(document.getElementById(id).getBoundingClientRect().top - top)"
        " <= 3",
        list(left),
    )
    assert where(page)[0] == left[0]
    page.goto(f"{site}{lang}/your-course/")
    page.wait_for_selector(READY)
    follow(page, page.locator("[data-now-list] a").first, f"{lang}/recall/")
    press(page, page.locator(".sa-quiz button").first)
    expect(page.locator(".sa-quiz .sa-case__head")).to_be_visible()

    # After: the change, the sheet to print, and how a certificate is had.
    page.goto(f"{site}{lang}/after/")
    page.wait_for_selector(READY)
    take_test(page, "test-after", exam)
    expect(page.locator(".sa-quiz")).to_contain_text(exam["change_title"])
    follow(page, link(w["your-course"]), f"{lang}/your-course/")
    follow(page, page.locator(".steps a").nth(6), f"{lang}/summary/")
    expect(page.locator(".sa-summary .sa-hint")).to_be_visible()
    follow(page, link(w["certificate"]), f"{lang}/certificate/")
    follow(page, link(w["summary"]), f"{lang}/summary/")
    seen.assert_clean()


BUSY = f"""() => {{
  const put = (key, value) => localStorage.setItem('{PREFIX}' + key, JSON.stringify(value));
  put('gone-module/quiz', {{answers: {{}}}});
  put('{SLUG}/wind-up', 'not what it should be');
}}"""


@pytest.mark.browser
def test_everything_that_a_busy_visit_leaves_is_told_of_in_words_and_nothing_else_is_kept(
    site: str, visit: Callable[..., Visit], axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    seen = visit(f"{site}en/")
    page = seen.page
    page.locator("#you-gp").check()
    page.locator("[data-theme-toggle]").click()
    for address in (f"{SLUG}/", "03-understanding-pain/", "before/", "tools/exposure-ladder/"):
        page.goto(f"{site}en/{address}")
        page.wait_for_selector(READY)
        # Once on everything that can be touched; what appears is touched in the next round.
        for _ in range(2):
            page.evaluate(
                "() => { for (const one of document.querySelectorAll('main [data-widget] :is("
                "input, textarea, select, button:not(:disabled))')) { if (one.type === 'file')"
                " continue; if (/text|textarea/.test(one.type)) { one.value = 'Own words';"
                " for (const e of ['input', 'change']) one.dispatchEvent(new Event(e,"
                " {bubbles: true})); } else if (!/^(Print|Copy|Save|Download)/.test("
                "one.textContent)) one.click(); } }"
            )
        page.mouse.wheel(0, 2500)
        page.wait_for_timeout(400)
    page.evaluate(BUSY)
    page.goto(f"{site}en/your-data/")
    page.wait_for_selector(READY)
    held = page.evaluate(
        "async () => ({keys: Object.keys(localStorage).sort(), session: sessionStorage.length,"
        " databases: (await indexedDB.databases()).length, cookies: document.cookie,"
        " caches: (await caches.keys()).length,"
        " pages: document.querySelectorAll('[data-pages]').length})"
    )
    rows = page.locator(".data__row[data-key]")
    told = rows.evaluate_all("all => all.map(one => one.dataset.key)")
    assert sorted(told) == held["keys"] and len(told) > 15
    assert (held["session"], held["databases"], held["cookies"]) == (0, 0, "")
    assert bool(held["caches"]) == bool(held["pages"])
    assert page.context.cookies() == []
    for text in rows.all_inner_texts():
        assert "{" not in text and "undefined" not in text and "null" not in text, text
    # What belongs to a part of the course is never told of as something unknown.
    strange = page.locator(".data__group", has=page.get_by_role("heading", name="Other")).locator(
        "li"
    )
    assert [one.get_attribute("data-key") for one in strange.all()] == [f"{PREFIX}gone-module/quiz"]
    assert axe(page) == []

    # One by one, with a way back.
    first = rows.first
    key = first.get_attribute("data-key") or ""
    value = page.evaluate("key => localStorage.getItem(key)", key)
    first.get_by_role("button").click()
    assert page.evaluate("key => localStorage.getItem(key)", key) is None
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.press("Enter")
    assert page.evaluate("key => localStorage.getItem(key)", key) == value

    # Out, away, and back again: byte for byte.
    before = page.evaluate("({...localStorage})")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as a file").click()
    file = tmp_path / "kept.json"
    download.value.save_as(file)
    page.evaluate("localStorage.setItem('another-site', '1')")
    page.get_by_role("button", name="Delete everything", exact=True).click()
    page.get_by_role("button", name="Yes, delete everything").click()
    assert page.evaluate("Object.keys(localStorage)") == ["another-site"]
    expect(rows).to_have_count(0)
    bad = tmp_path / "bad.json"
    bad.write_text('{"kept": {"another-site": 2}}')
    page.locator("[data-kept-file]").set_input_files(bad)
    expect(page.get_by_text("Nothing was changed")).to_be_visible()
    page.locator("[data-kept-file]").set_input_files(file)
    expect(page.get_by_text(f"Brought in: {len(before)}.")).to_be_visible()
    assert page.evaluate("({...localStorage})") == before | {"another-site": "1"}
    seen.assert_clean()
