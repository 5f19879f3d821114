"""The texts use the course's own terms, and every word is spelt as a dictionary spells it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT, smertekurs

from course.catalogue import read_course
from course.checks import spelling
from course.checks.language import check_terms
from course.checks.spelling import check_spelling, own_words
from widgets.text import LANGS


def test_every_word_of_the_course_is_in_a_dictionary_or_on_our_list() -> None:
    assert [str(fault) for fault in check_spelling(read_course(ROOT))] == []


def test_a_word_stands_on_one_list_once_and_in_order() -> None:
    course = read_course(ROOT)
    lists = {
        lang: (ROOT / "modules" / f"words.{lang}.txt").read_text("utf-8").split() for lang in LANGS
    }
    for listed in lists.values():
        assert listed == sorted(set(listed), key=lambda word: (word.lower(), word))
    assert not own_words(course, "nb") & own_words(course, "en")


def test_a_slip_of_the_pen_is_told_with_file_and_line(course_copy: Path) -> None:
    week = course_copy / "modules" / "00-safe-start" / "week.yaml"
    week.write_text(
        week.read_text("utf-8").replace("retningslinjene", "rettningslinjene", 1), "utf-8"
    )
    done = smertekurs("check", course_copy, "--spelling")
    assert done.returncode == 1
    [line] = [line for line in done.stdout.splitlines() if "week.yaml" in line]
    assert "00-safe-start/week.yaml:6:" in line and "'rettningslinjene'" in line
    assert "modules/words.nb.txt" in line


def test_without_a_dictionary_it_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(spelling.NoDictionaryError, match="apt-get install hunspell"):
        check_spelling(read_course(ROOT))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Hun klager over smerte.", "«klager over»"),
        ("Dette er lettere psykiske\nlidelser.", "«lettere psykiske\nlidelser»"),
        ("En smertepasient kommer.", "«smertepasient»"),
        ("Si ikke «smertepasient» om henne.", None),
        ("Hun har smerte.", None),
    ],
)
def test_an_expression_that_the_course_avoids_is_told_unless_it_is_spoken_about(
    tmp_path: Path, said: str, told: str | None
) -> None:
    pages = tmp_path / "modules" / "pages"
    pages.mkdir(parents=True)
    shutil.copy(ROOT / "modules" / "terms.yaml", pages.parent)
    (pages / "about.nb.md").write_text(f"## Om\n\n{said}\n", "utf-8")
    faults = [str(fault) for fault in check_terms(read_course(tmp_path))]
    assert [told in fault and "about.nb.md" in fault for fault in faults] == [True] * bool(told)
