"""Every fact is taught or left out with a reason, and what ages says how old it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, smertekurs

from course.catalogue import read_course
from course.checks import check_course
from course.checks.coverage import check_coverage, taught, topics_without_a_module
from course.checks.shared import known_facts
from course.checks.stale import due
from course.schema import Fact
from course.site.age import age, dated_facts
from course.site.pages import Address, ModulePage, long_date
from course.site.words import site_words

SLUG = "04-sensitisation-and-attention"
TOPICS, _ = known_facts(ROOT)


def test_every_topic_of_the_facts_is_taught_in_a_module() -> None:
    assert topics_without_a_module(read_course(ROOT), TOPICS) == []


def told(course: Path) -> list[str]:
    found = read_course(course)
    module = found.module(SLUG)
    assert module is not None
    return [str(fault) for fault in check_coverage(found, module, TOPICS)]


def in_both(folder: Path, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """Change the cells of both notebooks alike."""
    for name in ("nb.ipynb", "en.ipynb"):
        tree = json.loads((folder / name).read_text("utf-8"))
        change(tree["cells"])
        (folder / name).write_text(json.dumps(tree, ensure_ascii=False, indent=1), "utf-8")


@pytest.fixture
def folder(course_copy: Path) -> Path:
    return course_copy / "modules" / SLUG


def write(folder: Path, **coverage: object) -> None:
    (folder / "coverage.yaml").write_text(yaml.safe_dump(coverage), "utf-8")


def test_a_fact_that_is_neither_taught_nor_left_out_is_told(folder: Path) -> None:
    write(folder, topics=["sensitisation", "opioids"])
    (line,) = told(folder.parents[1])
    assert "opioids: neither taught nor left out: " in line
    assert "opioids-not-recommended" in line
    left = [fact for fact, topic in TOPICS.items() if topic == "opioids"]
    write(
        folder,
        topics=["sensitisation", "opioids"],
        left_out=[{"fact": fact, "why": "Module 11 owns it."} for fact in left],
    )
    assert told(folder.parents[1]) == []


def test_a_fact_that_a_cell_names_counts_as_taught(folder: Path) -> None:
    in_both(folder, lambda cells: cells[3]["metadata"].update(facts=["work-good-for-health"]))
    module = read_course(folder.parents[1]).module(SLUG)
    assert module is not None
    assert "work-good-for-health" in taught(module)


@pytest.mark.parametrize(
    ("coverage", "words"),
    [
        ({"topics": ["sensitization"]}, "there is no topic 'sensitization'"),
        ({"left_out": [{"fact": "no-such-fact", "why": "x"}]}, "there is no fact 'no-such-fact'"),
        ({"left_out": [{"fact": "pain-threshold", "why": "x"}]}, "left out, and yet taught"),
        ({"left_out": [{"fact": "pain-threshold", "why": ""}]}, "why"),
    ],
)
def test_a_slip_in_the_list_is_told(folder: Path, coverage: dict[str, Any], words: str) -> None:
    write(folder, **coverage)
    assert any(words in line for line in told(folder.parents[1]))


def test_a_missing_list_is_told(folder: Path) -> None:
    (folder / "coverage.yaml").unlink()
    assert any("does not say which facts it teaches" in line for line in told(folder.parents[1]))


def dated(**about: object) -> Callable[[list[dict[str, Any]]], None]:
    def change(cells: list[dict[str, Any]]) -> None:
        cell = next(c for c in cells if c["id"] == "work")
        cell["source"] = ["### NAV\n", "\n", "Text."]
        cell["metadata"] = {"tags": ["dated"], "dated": about}

    return change


AGE = {"year": 2018, "check_again": "2027-06-01", "where": "https://www.nav.no/lege"}


def test_a_box_that_ages_must_say_its_year_and_where_to_look(folder: Path) -> None:
    in_both(folder, dated(year=2018))
    nb, _ = told(folder.parents[1])
    assert "the box 'work' does not say how old it is (check_again, where)" in nb
    in_both(folder, dated(**AGE, checked_on=None))
    assert told(folder.parents[1]) == []


@pytest.mark.parametrize(
    ("lang", "checked", "words"),
    [
        ("nb", None, "Opplysningene er fra 2018. Ingen har kontrollert dem etter det."),
        ("nb", "2026-12-24", "Sist kontrollert 24. desember 2026."),
        ("en", "2026-12-24", "Last checked 24 December 2026. To be checked again by 1 June 2027."),
    ],
)
def test_the_page_says_how_old_a_box_is(
    folder: Path, lang: Any, checked: str | None, words: str
) -> None:
    in_both(folder, dated(**AGE, checked_on=checked))
    page = ModulePage(read_course(folder.parents[1]), {}, Address(lang, "module", SLUG))
    said, where, host = page.dated({"id": "work"}) or ("", "", "")
    assert words in said
    assert (where, host) == ("https://www.nav.no/lege", "nav.no")


def test_a_day_that_is_not_known_is_not_written() -> None:
    assert long_date(None, "nb") == ""


@pytest.mark.parametrize(
    ("checked", "today", "waits"),
    [
        (None, date(2026, 1, 1), True),
        ("2026-12-24", date(2027, 5, 31), False),
        ("2026-12-24", date(2027, 6, 1), True),
    ],
)
def test_a_box_waits_when_nobody_has_checked_it_or_its_day_has_come(
    folder: Path, checked: str | None, today: date, waits: bool
) -> None:
    in_both(folder, dated(**AGE, checked_on=checked))
    boxes = [one for one in due(read_course(folder.parents[1]), today) if SLUG in one.file]
    assert [one.name for one in boxes] == (["work"] if waits else [])


def note(path: Path, entry: str, **days: str) -> None:
    """Write ``days`` into the entry of the list at ``path`` whose id is ``entry``."""
    tree = yaml.safe_load(path.read_text("utf-8"))
    next(one for one in tree if one["id"] == entry).update(days)
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")


@pytest.mark.parametrize(
    ("file", "entry", "where"),
    [
        ("facts.yaml", "msk-absence-40", "document 004"),
        ("references.yaml", "woolf-2011", "open https://doi.org/10.1016/j.pain.2010.09.030"),
    ],
)
def test_a_dated_fact_and_a_link_wait_until_somebody_checks_them(
    course_copy: Path, file: str, entry: str, where: str
) -> None:
    def waiting() -> list[str]:
        found = due(read_course(course_copy), date(2027, 1, 1))
        return [str(one) for one in found if one.name == entry]

    (line,) = waiting()
    assert "never checked" in line and where in line
    at = int(line.split(":")[1])
    path = course_copy / "modules" / file
    assert entry in path.read_text("utf-8").splitlines()[at - 1]
    note(path, entry, checked_on="2026-12-24", check_again="2027-12-24")
    assert waiting() == []
    note(path, entry, check_again="2027-01-01")
    assert "checked 2026-12-24, to be checked by 2027-01-01" in waiting()[0]


@pytest.mark.parametrize(
    ("file", "entry"), [("facts.yaml", "msk-absence-40"), ("references.yaml", "woolf-2011")]
)
def test_what_ages_must_say_when_it_is_to_be_checked_again(
    course_copy: Path, file: str, entry: str
) -> None:
    path = course_copy / "modules" / file
    before, after = path.read_text("utf-8").split(f"id: {entry}\n")
    again = re.sub(r"  check_again: .*\n", "", after, count=1)
    path.write_text(f"{before}id: {entry}\n{again}", "utf-8")
    told_ = [str(fault) for fault in check_course(course_copy)]
    assert any(f"'{entry}' does not say when it is to be checked again" in one for one in told_)


FACTS = [Fact(id="a", dated=True, check_again=date(2027, 6, day)) for day in (2, 1)]
CHECKED = Fact(id="b", dated=True, checked_on=date(2026, 12, 24), check_again=date(2027, 12, 24))


@pytest.mark.parametrize(
    ("facts", "lang", "words"),
    [
        (FACTS, "nb", "Ingen av dem er kontrollert mot kilden etter at modulen ble skrevet."),
        (FACTS, "en", "Next check: by 1 June 2027."),
        ([*FACTS, CHECKED], "nb", "1 av dem er kontrollert mot kilden, sist 24. desember 2026."),
        ([*FACTS, CHECKED], "en", "3 of the details in this module"),
    ],
)
def test_a_page_says_how_many_of_its_dated_facts_are_checked(
    facts: list[Fact], lang: Any, words: str
) -> None:
    assert words in age(facts, "facts", site_words(lang), lang)
    assert age([], "facts", site_words(lang), lang) == ""


def test_a_fact_that_was_checked_while_pages_are_served_is_seen(course_copy: Path) -> None:
    def checked() -> list[date | None]:
        course = read_course(course_copy)
        facts = [fact for module in course.modules for fact in dated_facts(course, module)]
        return [fact.checked_on for fact in facts if fact.id == "msk-absence-40"]

    before = checked()
    assert before and not any(before)
    note(course_copy / "modules" / "facts.yaml", "msk-absence-40", checked_on="2026-12-24")
    assert checked() == [date(2026, 12, 24)] * len(before)


def test_the_command_lists_what_waits_and_ends_well(course_copy: Path) -> None:
    done = smertekurs("check", course_copy, "--stale")
    assert done.returncode == 0, done.stdout
    assert "sick-leave" in done.stdout or "return-to-work" in done.stdout
    assert "never checked, to be checked by 2027-" in done.stdout
    assert "things wait for a check." in done.stdout


def test_a_text_that_is_hard_to_read_is_told(folder: Path) -> None:
    hard = " ".join(["Arbeidsevnevurderinger", "forutsetter", "tverrfaglighetsperspektiver"] * 400)
    tree = json.loads((folder / "nb.ipynb").read_text("utf-8"))
    next(c for c in tree["cells"] if c["id"] == "work")["source"] = [f"## X\n\n{hard}."]
    (folder / "nb.ipynb").write_text(json.dumps(tree), "utf-8")
    faults = [str(fault) for fault in check_course(folder.parents[1])]
    assert any("the text is hard to read (LIX" in fault for fault in faults), faults
