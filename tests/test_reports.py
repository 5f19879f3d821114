"""Reports tell right figures, hide small groups and name nobody."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT, Visit
from gradebook_sample import fill
from playwright.sync_api import Page
from scipy.stats import t as student
from typer.testing import CliRunner

from course.assignments.key import AssignmentKey
from course.cli import app
from course.reports import stats
from course.reports.page import Page as ReportPage
from course.reports.paths import read_paths
from course.reports.rows import BLANK, CHOSEN, LEFT, rows_of
from widgets.content.case import CaseContent
from widgets.content.loader import load
from widgets.forms.form_content import FormContent
from widgets.text import LANGS

pytestmark = pytest.mark.xdist_group("reports")
NAME = "small-task"
PAIR = {"nb": "a", "en": "a"}
FORM: dict[str, Any] = {
    "id": NAME,
    "title": {"nb": "Liten oppgave", "en": "A small task"},
    "intro": PAIR,
    "questions": [
        {"id": "sort", "kind": "each", "points": 2, "title": {"nb": "Å sortere", "en": "Sorting"},
         "prompt": PAIR,
         "rows": [{"id": "r1", "text": {"nb": "Første", "en": "First"}},
                  {"id": "r2", "text": {"nb": "Andre", "en": "Second"}}],
         "options": [{"id": "yes", "text": {"nb": "<b>Ja</b>", "en": "<b>Yes</b>"}},
                     {"id": "no", "text": {"nb": "Nei", "en": "No"}}]},
        {"id": "sum", "kind": "numbers", "points": 1, "title": {"nb": "Tall", "en": "Number"},
         "prompt": PAIR,
         "rows": [{"id": "n", "text": {"nb": "Hvor mange?", "en": "How many?"}, "unit": PAIR}]},
        {"id": "text", "kind": "text", "points": 3, "words": 50,
         "title": {"nb": "Tekst", "en": "Text"}, "prompt": PAIR,
         "rubric": [{"id": "safe", "text": {"nb": "Trygg", "en": "Safe"}}]},
    ],
}  # fmt: skip
ABOUT = {"facts": [], "section": "a", "why": PAIR}
KEY: dict[str, Any] = {
    "id": NAME,
    "module": "00-safe-start",
    "questions": [
        {"id": "sort", "kind": "each", "answers": {"r1": ["yes"], "r2": ["no"]}, **ABOUT},
        {"id": "sum", "kind": "numbers", "answers": {"n": {"value": 3, "tolerance": 0.5}}, **ABOUT},
        {"id": "text", "kind": "text", "exemplar": PAIR, "scheme": {"safe": PAIR}, **ABOUT},
    ],
}
MOST = {NAME: {"sort-points": 2.0, "sum-points": 1.0, "text-safe": 3.0}}
# r1 right, r2 right, number right, text. Totals 6, 5, 4, 3, 2, 1, 0, 0, 3, 6.
ROWS = [(1, 1, 1, 3), (1, 1, 1, 2), (1, 1, 1, 1), (1, 1, 0, 1), (1, 0, 0, 1),
        (1, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 1, 1, 1), (1, 1, 1, 3)]  # fmt: skip


def course(root: Path, rows: list[tuple[int, int, int, int]], lang: str = "nb") -> Path:
    """Write a course of one assignment in which each of ``rows`` is one learner."""
    (root / "modules").mkdir(parents=True, exist_ok=True)
    (root / "modules" / "catalogue.yaml").write_text("[]")
    for kind, told in (("forms", FORM), ("keys", KEY)):
        folder = root / "assignments" / kind
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{NAME}.yaml").write_text(json.dumps(told), "utf-8")
    scores = {
        f"account{n}": {
            NAME: {"sort-points": float(a + b), "sum-points": float(c), "text-safe": float(d)}
        }
        for n, (a, b, c, d) in enumerate(rows)
    }
    place = fill(root, lang, MOST, scores)
    for n, (a, b, c, _) in enumerate(rows):
        folder = place / "submitted" / f"account{n}" / NAME
        folder.mkdir(parents=True)
        answers = {
            "sort": {"r1": "yes" if a else "no", "r2": "no" if b else "yes"},
            "sum": {"n": 3.4 if c else 9},
        }
        told = {"format": 1, "assignment": NAME, "first": f"2026-11-02T0{n % 10}:00:00+00:00"}
        text = json.dumps({**told, "saved": "", "answers": answers})
        (folder / "answers.json").write_text(text, "utf-8")
    return root


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["report", *map(str, arguments)], env={"COLUMNS": "300"})
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = course(tmp_path_factory.mktemp("reported") / "whole", ROWS)
    second = course(root.parent / "second", [(a, b, c, min(3, d + 1)) for a, b, c, d in ROWS])
    progress = root.parent / "progress"
    progress.mkdir()
    for n in range(6):
        kept = {
            f"smerte-og-arbeid/course/test-{when}": {"results": [{"share": 0}, {"share": share}]}
            for when, share in (("before", 0.4), ("after", 0.5 + 0.02 * n))
        }
        (progress / f"{n}.json").write_text(json.dumps({"kept": kept}))
    (progress / "half.json").write_text('{"kept": {"smerte-og-arbeid/course/test-before": {}}}')
    (progress / "broken.json").write_text("{")
    book = second / "assignments" / "nb" / "gradebook.db"
    code, said = run("--root", root, "--second", book, "--progress", progress)
    assert code == 0, said
    return root / "reports"


def test_point_biserial_is_the_one_worked_by_hand() -> None:
    # Means 4 and 2, population deviation sqrt(2), half are right: r = (4 - 2) / sqrt(2) * 0.5.
    right = [True, True, True, False, False, False]
    rest = [4, 4 + math.sqrt(1.5), 4 - math.sqrt(1.5), 2, 2 + math.sqrt(1.5), 2 - math.sqrt(1.5)]
    assert stats.point_biserial(right, rest) == pytest.approx(1 / math.sqrt(2), abs=1e-4)
    assert stats.point_biserial([not r for r in right], rest) == pytest.approx(
        -1 / math.sqrt(2), abs=1e-4
    )


def test_alpha_is_its_closed_form_and_kr20_for_right_and_wrong() -> None:
    table = pd.DataFrame([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0], [1, 1, 1], [0, 1, 0]])
    items, whole = table.var(ddof=1).sum(), table.sum(axis=1).var(ddof=1)
    found = stats.alpha(table)
    assert found is not None and found[0] == pytest.approx(1.5 * (1 - items / whole), abs=1e-3)
    p = table.mean()
    kr20 = 1.5 * (1 - (p * (1 - p)).sum() / table.sum(axis=1).var(ddof=0))
    assert found[0] == pytest.approx(kr20, abs=1e-3)
    assert found[1] < found[0] < found[2]
    alike = pd.DataFrame({"a": range(6), "b": range(6)})
    assert (stats.alpha(alike) or [0])[0] == 1
    assert stats.alpha(table[:4]) is None and stats.alpha(table[[0]]) is None


def test_kappa_is_the_one_worked_by_hand() -> None:
    # Of 50: both yes 20, only the first 5, only the second 10, both no 15. (0.7 - 0.5) / 0.5.
    one = [1] * 25 + [0] * 25
    two = [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15
    found = stats.agreement(one, two, [0, 1])
    assert (found.n, found.same, found.kappa) == (50, 0.7, 0.4)
    assert found.weighted == found.kappa  # with two levels there is one kind of disagreement
    # Quadratic weights: 1 - sum(w*seen)/sum(w*expected) = 1 - 2/8 with one step off at each end.
    found = stats.agreement([0, 0, 1, 1, 2, 2], [0, 1, 1, 1, 1, 2], [0, 1, 2])
    seen, expected = (
        2,
        sum((a - b) ** 2 * 2 * m / 6 for a in range(3) for b, m in ((0, 1), (1, 4), (2, 1))),
    )
    assert found.weighted == pytest.approx(1 - seen / expected, abs=1e-4)
    assert stats.agreement([1] * 6, [1] * 6, [0, 1]).kappa is None
    assert stats.agreement([1] * 4, [0] * 4, [0, 1]).same is None


def test_change_has_students_interval() -> None:
    before, after = np.full(6, 0.4), 0.5 + 0.02 * np.arange(6)
    found = stats.change(before, after)
    half = student.ppf(0.975, 5) * (after - before).std(ddof=1) / math.sqrt(6)
    assert found.change == pytest.approx(0.15)
    assert found.low == pytest.approx(0.15 - half, abs=1e-4)
    assert found.high == pytest.approx(0.15 + half, abs=1e-4)
    assert stats.change(before[:4], after[:4]).change is None


def test_small_counts_are_hidden_and_cannot_be_worked_out() -> None:
    assert stats.masked({"a": 20, "b": 0, "c": 7}) == {"a": 20, "b": 0, "c": 7}
    # 2 and 4 make 6: neither can be told from the whole.
    assert stats.masked({"a": 20, "b": 2, "c": 4}) == {"a": 20, "b": None, "c": None}
    # 3 alone could be: the next smallest goes too.
    assert stats.masked({"a": 20, "b": 3, "c": 7}) == {"a": 20, "b": None, "c": None}
    assert stats.masked({"a": 9, "b": 1, "c": 0}) == {"a": None, "b": None, "c": 0}


def test_rows_are_right_by_the_key_whatever_was_written() -> None:
    form, key = FormContent.model_validate(FORM), AssignmentKey.model_validate(KEY)
    answers: dict[str, Any] = {
        "a": {"r1": "yes", "r2": "yes"}, "b": {"r1": ["yes"]}, "c": "text", "d": None,
        "e": {"r1": "none of ours", "r2": "no"},
    }  # fmt: skip
    one, two = rows_of(form.questions[0], key.question("sort"), answers)
    assert one.chosen == {"a": "yes", "b": BLANK, "c": BLANK, "e": BLANK}
    assert two.right == {"a": False, "b": False, "c": False, "e": True}
    numbers = {"a": {"n": 3.5}, "b": {"n": 3.6}, "c": {"n": True}, "d": {"n": 10**400}, "e": 3}
    (row,) = rows_of(form.questions[1], key.question("sum"), numbers)
    assert [who for who, hit in row.right.items() if hit] == ["a"]


def test_each_place_of_a_grid_is_a_row_and_a_row_left_out_counts_against_nobody() -> None:
    form = load(ROOT / "assignments" / "forms" / "ten-points.yaml", FormContent)
    asked = next(one for one in form.questions if one.kind == "grid")
    key = load(ROOT / "assignments" / "keys" / "ten-points.yaml", AssignmentKey)
    answers: dict[str, Any] = {
        "a": {"head": {"what": "function", "purpose": "calm"}},
        "b": {"head": {"what": ["function"]}},
        "c": {"anne": {"what": "function"}},
        "d": 3,
    }
    rows = {row.id: row for row in rows_of(asked, key.question("strategy"), answers)}
    assert len(rows) == len(asked.rows) * len(asked.columns)
    assert rows["head-what"].right == {"a": True, "b": False}
    assert rows["head-purpose"].chosen == {"a": "calm", "b": BLANK}
    assert rows["union-how"].right == {}


def item(made: Path, name: str) -> dict[str, Any]:
    (told,) = json.loads((made / "report.json").read_text("utf-8"))["assignments"]
    return next(one for one in told["items"] if one["id"] == name)


def test_report_has_the_figures_worked_by_hand(made: Path) -> None:
    whole = json.loads((made / "report.json").read_text("utf-8"))
    (told,), change = whole["assignments"], whole["change"]
    assert (told["n"], told["whole"], told["mean"]) == (10, 10, 0.5)
    assert item(made, "sort-points")["difficulty"] == 0.65  # 13 of 20 points
    assert item(made, "text-safe")["difficulty"] == 0.4  # 12 of 30
    numbers = item(made, "sum-points")
    assert (numbers["difficulty"], numbers["full"]) == (0.5, 0.5)
    rest = [a + b + d for a, b, _, d in ROWS]
    assert numbers["item_rest"] == pytest.approx(
        np.corrcoef([c for _, _, c, _ in ROWS], rest)[0, 1], abs=1e-4
    )
    assert numbers["point_biserial"] == numbers["item_rest"]  # one point: right or wrong
    first = item(made, "sort-points")["parts"][0]
    assert first["right"] is None  # 3 had it wrong
    assert [one["n"] for one in first["options"]] == [None, None, 0]  # 7 would tell of the 3
    # Hours from the first answer to 10 o'clock: 10, 9, ... 1.
    assert told["elapsed"]["median"] == 5.5
    graders = told["graders"]["text-safe"]
    assert (graders["n"], graders["same"]) == (10, 0.2)  # only the two with 3 points stayed
    assert (change["n"], change["before"], change["change"]) == (6, 0.4, 0.15)
    with (made / "items.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert [line["item"] for line in lines if not line["row"]] == list(MOST[NAME])
    assert len(list(csv.reader((made / "options.csv").open(encoding="utf-8")))) == 1 + 2 * 3


def test_nobody_is_named_and_no_page_asks_for_anything(made: Path) -> None:
    for path in made.iterdir():
        text = path.read_text("utf-8")
        assert "account" not in text, path.name
        if path.suffix == ".html":
            assert not re.search(r"""<script|<link|<img|(?:src|href)\s*=\s*["'](?!#)""", text)
            assert not re.search(r"url\((?!#)|@import", text)
            assert "&lt;b&gt;" in text and "<b>" not in text


def test_both_languages_show_the_same_with_words_for_every_picture(made: Path) -> None:
    pages = {lang: (made / f"report.{lang}.html").read_text("utf-8") for lang in ("nb", "en")}
    shapes = {lang: re.findall(r"</?(?:t[rhd]|table|svg|h\d|li)\b", p) for lang, p in pages.items()}
    assert shapes["nb"] == shapes["en"]
    for lang, page in pages.items():
        assert f'<html lang="{lang}">' in page
        assert page.count("<svg") == page.count('role="img"') == page.count("<desc") == 2
    assert "Liten oppgave" in pages["nb"] and "A small task" in pages["en"]
    assert "65\N{NO-BREAK SPACE}%" in pages["nb"] and "65%" in pages["en"]


def test_of_four_learners_nothing_is_told(tmp_path: Path) -> None:
    root = course(tmp_path, ROWS[:4])
    assert run("--root", root, "--to", tmp_path / "out")[0] == 0
    told = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    measures = [line[5:] for line in csv.reader((tmp_path / "out" / "items.csv").open())][1:]
    assert {cell for line in measures for cell in line} == {""}
    one = told["assignments"][0]
    assert [one[name] for name in ("n", "whole", "mean", "alpha", "late")] == [None] * 5
    assert one["shares"] == {} and one["elapsed"]["median"] is None
    assert all(part["options"] == [] for each in one["items"] for part in each["parts"])


def test_what_cannot_be_done_is_said_in_one_line(tmp_path: Path, made: Path) -> None:
    root = made.parent
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "catalogue.yaml").write_text("[]")
    for told, arguments in {
        "nothing is graded yet": ("--root", tmp_path),
        "nothing is graded of: none": ("none", "--root", root),
        "is not a gradebook": ("--root", root, "--second", tmp_path / "gradebook.db"),
        "there is no folder": ("--root", root, "--progress", tmp_path / "none"),
        "the language is nb or en": ("--root", root, "--lang", "de"),
    }.items():
        code, said = run(*arguments)
        assert code == 2 and told in said


@pytest.mark.browser
def test_page_can_be_read_by_all_on_a_phone(
    made: Path, visit: Callable[..., Visit], axe: Callable[[Page], list[str]]
) -> None:
    seen = visit((made / "report.nb.html").as_uri(), width=390)
    for summary in seen.page.locator("summary").all():
        summary.click()
    assert axe(seen.page) == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    seen.assert_clean()


def test_a_ticked_box_is_right_when_the_key_has_it() -> None:
    form = FormContent.model_validate(
        {"id": "t", "title": PAIR, "intro": PAIR, "questions": [
            {"id": "q", "kind": "several", "points": 1, "title": PAIR, "prompt": PAIR,
             "options": [{"id": one, "text": PAIR} for one in "abc"]}]}
    )  # fmt: skip
    key = AssignmentKey.model_validate(
        {"id": "t", "module": "m", "questions": [
            {"id": "q", "kind": "several", "answer": ["a"], **ABOUT}]}
    )  # fmt: skip
    a, b, _ = rows_of(form.questions[0], key.question("q"), {"x": ["a", "b"], "y": []})
    assert a.right == {"x": True, "y": False} and a.chosen == {"x": CHOSEN, "y": LEFT}
    assert b.right == {"x": False, "y": True}


def test_where_ways_part_in_a_case_is_told_without_showing_small_groups(tmp_path: Path) -> None:
    key = "smerte-og-arbeid/04-sensitisation-and-attention/case-kari"
    case = load(ROOT / "modules/04-sensitisation-and-attention/cases/kari.yaml", CaseContent)
    start = next(node for node in case.nodes if node.id == case.start)
    common, rare = [choice.id for choice in case.ways(start, "gp")][:2]

    def hand_in(n: int, side: str, first: str) -> None:
        # What was played again later does not count.
        told = {
            "done": "d",
            "side": side,
            "taken": [rare],
            "first": {"side": side, "taken": [first]},
        }
        (tmp_path / f"{side}{n}.json").write_text(json.dumps({"kept": {key: told}}))

    for n in range(12):
        hand_in(n, "gp", common if n < 6 else rare)
    for n in range(4):
        hand_in(n, "physio", common if n < 2 else rare)
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "odd.json").write_text(json.dumps({"kept": {key: {"done": 1, "side": "gp"}}}))
    (found,) = read_paths(ROOT, tmp_path)
    assert (found.case, found.side, found.node, found.step, found.n) == (
        "kari",
        "gp",
        start.id,
        1,
        12,
    )
    assert {way.id: way.n for way in found.ways if way.n} == {common: 6, rare: 6}
    hand_in(5, "gp", rare)
    hand_in(4, "gp", rare)
    (found,) = read_paths(ROOT, tmp_path)
    assert {way.id: way.n for way in found.ways if way.n != 0} == {common: None, rare: None}
    for lang in LANGS:
        assert case.title.in_(lang) in ReportPage(lang).html([], None, date(2026, 1, 1), [found])
