"""An assignment's numbers: its items, their rows and options, the whole, and its graders."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from course.assignments.key import AssignmentKey, BranchesKey, find_key
from course.reports import stats
from course.reports.data import Cohort
from course.reports.rows import rows_of, rows_of_ways
from widgets.content.loader import ContentError, load
from widgets.content.text import Text
from widgets.forms.form_content import FormContent, FreeText

FULL = 1e-9


Pairs = dict[str, list[tuple[float, float]]]
"""The points of two graders, by cell."""


@dataclass(frozen=True)
class Option:
    """How many chose an option, and the mean share of all other points of those who did."""

    id: str
    text: Text | None
    accepted: bool
    n: int | None
    rest: float | None


@dataclass(frozen=True)
class Part:
    """A row of a form: how many had it right, and how that goes with the rest."""

    id: str
    text: Text | None
    n: int
    right: float | None
    point_biserial: float | None
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Item:
    """A question of a form, or a line of a rubric. ``waits`` counts those without a grade yet.

    ``difficulty`` is the mean share of its points; ``full`` the share of learners with all of them.
    """

    id: str
    text: Text | None
    by_hand: bool
    most: float
    n: int
    waits: int
    difficulty: float | None
    full: float | None
    item_rest: float | None
    point_biserial: float | None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Assessed:
    """One assignment. ``shares`` counts learners by tenth of the points; small ones are hidden."""

    assignment: str
    title: Text | None
    n: int
    whole: int
    mean: float | None
    alpha: tuple[float, float, float] | None
    shares: dict[str, int | None]
    items: tuple[Item, ...]
    elapsed: stats.Quartiles
    margin: stats.Quartiles
    late: int | None
    graders: dict[str, stats.Agreement] = field(default_factory=dict)


def assess(
    root: Path, cohort: Cohort, second: Cohort | None = None, read_twice: Pairs | None = None
) -> Assessed:
    """Return the numbers of one assignment.

    Form and key give the words and the rows; without them only the points are told of. Graders are
    compared by the ``second`` one's gradebook, or by what was ``read_twice`` on the reader's pages.
    """
    form, key = _form(root, cohort.assignment)
    points = pd.DataFrame(
        {who: one.points for who, one in cohort.handed.items()}, dtype=float
    ).T.reindex(columns=list(_ordered(cohort, form)))
    points = points.dropna(axis="columns", how="all")
    whole = points.dropna()
    most = {name: cohort.most[name] for name in points.columns if cohort.most.get(name)}
    points, whole = points[list(most)], whole[list(most)]
    total = whole.sum(axis=1) / (sum(most.values()) or 1)
    items = tuple(_item(name, points, whole, cohort, form, key) for name in most)
    handed = cohort.handed.values()
    hours = [(one.when - one.first).total_seconds() / 3600 for one in handed if one.first]
    early = [(one.due - one.when).total_seconds() / 86400 for one in handed if one.due]
    late = sum(days < 0 for days in early)
    return Assessed(
        cohort.assignment,
        form.title if form else None,
        len(points),
        len(whole),
        stats.mean(total.to_numpy()),
        stats.alpha(whole),
        _tenths(total.to_numpy()),
        items,
        stats.quartiles([hour for hour in hours if hour >= 0]),
        stats.quartiles(early),
        None if len(early) < stats.SMALL else stats.masked({"late": late, "": len(early)})["late"],
        _graders(cohort, _in_both(cohort, second) if second else read_twice or {}),
    )


def _form(root: Path, name: str) -> tuple[FormContent | None, AssignmentKey | None]:
    try:
        form = load(root / "assignments" / "forms" / f"{name}.yaml", FormContent)
        return form, find_key(name, root / "assignments")
    except (ContentError, FileNotFoundError):
        return None, None


def _ordered(cohort: Cohort, form: FormContent | None) -> dict[str, Text | None]:
    """Return the cells in the form's order with their words, then those it does not have."""
    cells: dict[str, Text | None] = {}
    for asked in form.questions if form else []:
        if isinstance(asked, FreeText):
            for line in asked.rubric:
                nb, en = (f"{asked.title.in_(x)}: {line.text.in_(x)}" for x in ("nb", "en"))
                cells[f"{asked.id}-{line.id}"] = Text(nb=nb, en=en)
        else:
            cells[f"{asked.id}-points"] = asked.title
    return {name: cells.get(name) for name in [*cells, *sorted(cohort.most)] if name in cohort.most}


def _item(
    name: str,
    points: pd.DataFrame,
    whole: pd.DataFrame,
    cohort: Cohort,
    form: FormContent | None,
    key: AssignmentKey | None,
) -> Item:
    graded = points[name].dropna() / cohort.most[name]
    rest = whole.drop(columns=name).sum(axis=1)
    own = whole[name] / cohort.most[name]
    full = graded >= 1 - FULL
    # All or nothing: the mean would tell how many had it.
    mean = _share if bool((full | (graded <= FULL)).all()) else stats.mean
    left = sum(cohort.most[other] for other in whole.columns if other != name)
    return Item(
        name,
        _ordered(cohort, form).get(name),
        name in cohort.texts,
        cohort.most[name],
        len(graded),
        int(points[name].isna().sum()),
        mean(graded.to_numpy()),
        _share(full.to_numpy()),
        stats.correlation(own.to_numpy(), rest.to_numpy()),
        stats.point_biserial((own >= 1 - FULL).to_numpy(), rest.to_numpy()),
        tuple(_parts(name, rest / left if left else rest * 0, cohort, form, key)),
    )


def _share(right: np.ndarray) -> float | None:
    """Return the share that is true; None also when it would tell of a few learners."""
    yes = int(np.sum(right))
    told = stats.masked({"yes": yes, "no": len(right) - yes})
    return stats.mean(right) if None not in told.values() else None


def _parts(
    cell: str,
    rest: pd.Series,
    cohort: Cohort,
    form: FormContent | None,
    key: AssignmentKey | None,
) -> list[Part]:
    name = cell.removesuffix("-points")
    asked = next((one for one in form.questions if one.id == name), None) if form else None
    if asked is None or key is None or not cell.endswith("-points"):
        return []
    try:
        right = key.question(name)
    except KeyError:
        return []
    answers = {who: one.answers.get(name) for who, one in cohort.handed.items()}
    rows = rows_of(asked, right, answers)
    if isinstance(right, BranchesKey):
        choices = {w: one.answers.get(right.follows.question) for w, one in cohort.handed.items()}
        rows = rows_of_ways(asked, right, answers, choices)
    found = []
    for row in rows:
        both = [who for who in row.right if who in rest.index]
        counts = stats.masked(
            {one: sum(c == one for c in row.chosen.values()) for one, _, _ in row.options}
        )
        found.append(
            Part(
                row.id,
                row.text,
                len(row.right),
                _share(np.array(list(row.right.values()), bool)),
                stats.point_biserial([row.right[who] for who in both], rest[both].to_numpy()),
                tuple(
                    Option(
                        one,
                        text,
                        accepted,
                        counts[one],
                        _mean_rest(row.chosen, one, rest) if counts[one] else None,
                    )
                    for one, text, accepted in row.options
                )
                if len(row.chosen) >= stats.SMALL
                else (),
            )
        )
    return found


def _mean_rest(chosen: dict[str, str], option: str, rest: pd.Series) -> float | None:
    return stats.mean([rest[w] for w, one in chosen.items() if one == option and w in rest.index])


def _tenths(shares: np.ndarray) -> dict[str, int | None]:
    if len(shares) < stats.SMALL:
        return {}
    counts, _ = np.histogram(np.clip(np.round(shares, 9), 0, 1), bins=np.linspace(0, 1, 11))
    return stats.masked({f"{10 * n}": int(count) for n, count in enumerate(counts)})


def _in_both(one: Cohort, two: Cohort) -> Pairs:
    found: Pairs = {}
    for name in one.texts & two.texts:
        both = (
            (one.handed[who].points.get(name), two.handed[who].points.get(name))
            for who in sorted(set(one.handed) & set(two.handed))
        )
        found[name] = [(a, b) for a, b in both if a is not None and b is not None]
    return found


def _graders(cohort: Cohort, pairs: Pairs) -> dict[str, stats.Agreement]:
    found = {}
    for name in sorted(cohort.texts & set(pairs)):
        levels = range(int(cohort.most[name]) + 1)
        # A kappa is of levels; half points are none.
        whole = [(int(a), int(b)) for a, b in pairs[name] if {a, b} <= set(levels)]
        found[name] = stats.agreement([a for a, _ in whole], [b for _, b in whole], list(levels))
    return found
