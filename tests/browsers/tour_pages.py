"""The pages of the course in Firefox and in WebKit: served, hosted, and on a disk.

``make browsers`` takes this tour and that of the widgets; ``make test`` does not, for they need two
more browsers.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, hosting
from hands import focus, guess
from tab import READY, Tab

from course.catalogue import read_course
from course.site.pages import addresses

pytest_plugins = ("reach",)
KEPT = "return JSON.parse(localStorage.getItem('smerte-og-arbeid/' + arguments[0]))"
WHOLE = """
const all = [...document.querySelectorAll('[data-widget]')];
const bad = all.filter((one) => one.dataset.mounted !== 'true').map((one) => one.dataset.widget);
const small = [...document.querySelectorAll('textarea, select, input:is([type=text], [type=search],'
  + ' [type=number], [type=date], [type=month], [type=time])')].filter((one) =>
  parseFloat(getComputedStyle(one).fontSize) < 16).length;
const drawn = [...document.querySelectorAll('svg *')].filter((one) =>
  [...one.attributes].some(({ value }) => /NaN|undefined/.test(value))).length;
const { scrollWidth } = document.documentElement;
return { bad, small, drawn, wide: Math.max(0, scrollWidth - innerWidth), count: all.length };
"""
PAGES = [page.path for page in addresses(read_course(ROOT))]


@pytest.mark.parametrize(("lang", "width"), [("nb", 390), ("en", 1280)])
def test_every_page_comes_whole_and_without_a_complaint(
    tab: Tab, home: str, ending: str, lang: str, width: int
) -> None:
    tab.size(width, 844)
    faults, widgets = {}, 0
    for path in (path for path in PAGES if path.startswith(lang)):
        tab.page(f"{home}{path}{ending}")
        found = tab.run(WHOLE)
        widgets += found.pop("count")
        # A field with letters below 16 px makes an iPhone zoom in on it.
        said = {name: value for name, value in found.items() if value}
        if complaints := tab.errors():
            said["errors"] = complaints
        if said:
            faults[path] = said
    assert faults == {} and widgets > 150


def test_the_search_finds_and_leads_to_what_it_found(tab: Tab, home: str, ending: str) -> None:
    tab.anew(f"{home}nb/search/{ending}")
    tab.type("[data-search] input", "sensitiviseringen")
    tab.until("return location.hash.startsWith('#q=') && document.querySelectorAll('.hit').length")
    assert "ensitivisering" in tab.text(".hit mark")
    title = tab.text(".hits:last-of-type .hit__title a")
    tab.click(".hits:last-of-type .hit__title a")
    tab.until("return !document.querySelector('[data-search]')")
    tab.until(READY)
    tab.step()
    tab.until(f"{READY} && Boolean(document.querySelector('.hit'))")
    assert tab.text(".hits:last-of-type .hit__title a") == title
    assert tab.errors() == []


def test_who_one_is_the_language_and_the_look_are_chosen_and_kept(
    tab: Tab, home: str, ending: str
) -> None:
    tab.size(390, 844)
    tab.anew(f"{home}nb/{ending}")
    focus(tab, "#you-both")
    tab.press("ArrowLeft")
    assert tab.run(KEPT, "profession") == "physio"
    tab.click("[data-theme-toggle]")
    dark = tab.run("return getComputedStyle(document.body).backgroundColor")
    tab.click("a[data-switch]")
    tab.until(f"{READY} && document.documentElement.lang === 'en'")
    assert tab.run("return document.querySelector('#you-physio').checked")
    assert tab.run("return getComputedStyle(document.body).backgroundColor") == dark
    tab.page(f"{home}en/04-sensitisation-and-attention/{ending}")
    order = "return [...document.querySelectorAll('.box--gp, .box--physio')].map((one) => one.id)"
    assert tab.run(order) == ["physio", "gp"]
    assert tab.errors() == []


def test_what_is_done_is_seen_at_once_when_one_goes_back(tab: Tab, home: str, ending: str) -> None:
    tab.anew(f"{home}nb/{ending}")
    done = "return document.querySelector('[data-card^=\"04-\"] .progress__words').textContent"
    tab.click("[data-card^='04-'] a")
    tab.until(f"{READY} && location.pathname.includes('/04-')")
    tab.click("a.brand")
    tab.until(f"{READY} && Boolean(document.querySelector('.hero'))")
    tab.click("[data-card^='04-'] a")
    tab.until(f"{READY} && location.pathname.includes('/04-')")
    guess(tab, "wind-up")
    tab.step()
    tab.until(f"{READY} && Boolean(document.querySelector('.hero'))")
    assert tab.until(f"{done}.startsWith('1 ')")
    assert tab.errors() == []


def test_all_that_is_kept_goes_out_to_a_file_away_and_in_again(
    tab: Tab, home: str, ending: str, tmp_path: Path
) -> None:
    tab.size(390, 844)
    tab.anew(f"{home}en/your-data/{ending}")
    tab.run(
        "localStorage.setItem('smerte-og-arbeid/profession', JSON.stringify('gp'));"
        "localStorage.setItem('smerte-og-arbeid/04-sensitisation-and-attention/wind-up',"
        " JSON.stringify({guess: 'same', done: '2026-11-30T10:00:00.000Z'}))"
    )
    tab.reload()
    before = tab.run("return {...localStorage}")
    assert tab.run("return document.querySelectorAll('.data__row[data-key]').length") == 2
    tab.click("[data-kept-export]")
    file = tmp_path / "kept.json"
    file.write_bytes(tab.downloaded("pain-and-work*.json"))
    assert len(json.loads(file.read_text("utf-8"))["kept"]) == 2
    tab.click("[data-kept-delete]")
    tab.click("[data-kept-yes]")
    tab.until("return localStorage.length === 0")
    tab.give_file("[data-kept-file]", file)
    tab.until("return localStorage.length === 2")
    assert tab.run("return {...localStorage}") == before
    assert tab.errors() == []


def test_a_module_is_gone_on_with_where_it_was_left(tab: Tab, home: str, ending: str) -> None:
    address = f"{home}nb/04-sensitisation-and-attention/{ending}"
    tab.anew(address)
    tab.run(
        "document.querySelector('#attention-circle-text').scrollIntoView({behavior: 'instant'})"
    )
    tab.press("PageDown")
    key = "smerte-og-arbeid/04-sensitisation-and-attention/place"
    tab.until("return localStorage.getItem(arguments[0])?.includes('attention-circle')", key)
    tab.page(f"{home}nb/{ending}")
    tab.click("[data-now-go]")
    tab.until(f"{READY} && location.pathname.includes('/04-')")
    near = "Math.abs(document.querySelector('#attention-circle-text').getBoundingClientRect().top)"
    tab.until(f"return {near} < 2 * innerHeight")
    assert tab.errors() == []


def test_a_tool_goes_to_paper_and_the_page_stays(tab: Tab, home: str, ending: str) -> None:
    tab.anew(f"{home}en/tools/activity-plan/{ending}")
    tab.click("button", "example")
    written = tab.until("return document.querySelector('.sa-sheet input[type=text]').value")
    assert written in tab.on_paper(".sa-sheet button", "Print")
    tab.until("return !document.querySelector('.sa-printout')")
    assert tab.errors() == []


def test_a_module_prints_clean(tab: Tab, home: str, ending: str) -> None:
    tab.anew(f"{home}nb/04-sensitisation-and-attention/{ending}")
    guess(tab, "wind-up")
    said = tab.text("#wind-up .sa-figure__words")
    paper = tab.on_paper()
    squeezed = re.sub(r"\s", "", paper)
    assert re.sub(r"\s", "", said) in squeezed and "Hvamodellenikkeviser" in squeezed
    assert "_model_module" not in paper and "Kopier lenken" not in paper
    assert tab.errors() == []


def test_a_disk_keeps_what_is_done_for_all_files_on_it(
    tab: Tab, built_folder: Path, tmp_path: Path
) -> None:
    """What docs/hosts.md says: every file on the disk sees it, also those of others."""
    tab.anew(f"{built_folder.as_uri()}/nb/index.html")
    focus(tab, "#you-both")
    tab.press("ArrowLeft")
    (tmp_path / "another.html").write_text("<!doctype html><title>Another</title>")
    tab.open((tmp_path / "another.html").as_uri())
    assert tab.run(KEPT, "profession") == "physio"
    tab.page(f"{built_folder.as_uri()}/en/your-data/index.html")
    assert tab.run("return 'serviceWorker' in navigator && navigator.serviceWorker.controller") in (
        None,
        False,
    )


def test_the_course_is_read_without_a_network_after_the_first_visit(
    tab: Tab, built_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(built_folder, tmp_path / "any" / "where")
    with hosting(tmp_path) as address:
        home = f"{address}any/where/"
        tab.page(f"{home}nb/04-sensitisation-and-attention/")
        tab.until(
            "const name = (await caches.keys())[0];"
            "const keys = name ? await (await caches.open(name)).keys() : [];"
            "return keys.filter(({ url }) => url.includes('/nb/')).length >= arguments[0]",
            len([path for path in PAGES if path.startswith("nb")]),
            seconds=60,
        )
    tab.page(f"{home}nb/07-work-and-sick-leave/")
    assert tab.run(WHOLE)["bad"] == []
    tab.page(f"{home}nb/")
    tab.click("[data-card^='03-'] a")
    tab.until(f"{READY} && location.pathname.includes('/03-')")
    tab.open(f"{home}en/glossary/")
    assert "not kept yet" in tab.text("main")
