"""What the hidden tests of an assignment call: points for one answer, and words about it.

An answer is whatever a learner's file held: any JSON value. Nothing here trusts its form.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from course.assignments.key import (
    AssignmentKey,
    EachKey,
    MarksKey,
    NumbersKey,
    OrderKey,
    QuestionKey,
    SeveralKey,
    find_key,
)
from course.notebooks import NotebookFaultError, read_notebook
from course.paths import NoCourseError, find_root
from widgets.practice import scoring
from widgets.text import Lang, localize, number
from widgets.tools.cites import cites_of

WORDS = {
    "full": {"nb": "Alt er riktig.", "en": "All correct."},
    "part": {"nb": "Delvis riktig.", "en": "Partly correct."},
    "none": {"nb": "Ikke riktig ennå.", "en": "Not correct yet."},
    "blank": {"nb": "Ikke besvart.", "en": "Not answered."},
    "points": {"nb": "{got} av {of} poeng.", "en": "{got} of {of} points."},
    "facts": {"nb": "Bygger på", "en": "Rests on"},
    "read": {
        "nb": "Les avsnittet «{heading}» i modul {number}.",
        "en": "Read the section “{heading}” in module {number}.",
    },
}


HUGE = 1e9
"""No mark lies beyond this; larger numbers are not even compared."""


def share(key: QuestionKey, answer: Any) -> float:
    """Return how much of ``answer`` is right, from 0 to 1. An answer of another form gives 0.

    Raises ``TypeError`` for a free text, which a person grades.
    """
    if isinstance(key, MarksKey):
        return _marks(key, answer)
    if isinstance(key, EachKey):
        return _each(key, answer)
    if isinstance(key, NumbersKey):
        rows = answer if isinstance(answer, dict) else {}
        hits = [
            _hit(band.value, band.tolerance, rows.get(row)) for row, band in key.answers.items()
        ]
        return sum(hits) / len(hits)
    names = _names(answer)
    if isinstance(key, OrderKey):
        return scoring.in_order(key.answer, names)
    if isinstance(key, SeveralKey):
        return scoring.several(key.answer, names)
    raise TypeError("a free text is graded by a person")


def _names(answer: Any) -> list[str]:
    names = answer if isinstance(answer, list) else []
    # Each name once: repeating a right answer gains nothing.
    return list(dict.fromkeys(name for name in names if isinstance(name, str)))


def _marks(key: MarksKey, answer: Any) -> float:
    rows = answer if isinstance(answer, dict) else {}
    scores = []
    for row, marks in key.answers.items():
        given = rows.get(row)
        for mark, right in marks.items():
            value = given.get(mark) if isinstance(given, dict) else None
            scores.append(_hit(right, key.tolerance, value))
    return sum(scores) / len(scores)


def _hit(right: float, tolerance: float, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < HUGE:
        return 0.0
    return scoring.within(right, tolerance, value)


def _each(key: EachKey, answer: Any) -> float:
    rows = answer if isinstance(answer, dict) else {}
    right = [rows.get(row) in accepted for row, accepted in key.answers.items()]
    most = [cap.most for cap in key.caps if rows.get(cap.row) == cap.option]
    return min([sum(right) / len(right), *most])


class Graded(float):
    """Points that nbgrader reads as a number and a reader sees as feedback."""

    html: str = ""

    def __repr__(self) -> str:
        return float.__repr__(self)

    def _repr_html_(self) -> str:
        return self.html


def grade(assignment: str, question: str, answer: Any, points: float, lang: Lang) -> Graded:
    """Return the points for ``answer``, from 0 to ``points``, with feedback in ``lang``.

    The value of a test cell is what nbgrader takes as its score (partial credit).
    Raises ``FileNotFoundError`` or ``KeyError`` when there is no key for the question.
    """
    key = find_key(assignment, Path.cwd())
    one = key.question(question)
    part = share(one, answer)
    got = Graded(min(points, max(0.0, round(part * points, 2))))
    words = localize(WORDS, lang)
    verdict = "blank" if answer is None else "full" if part == 1 else "part" if part else "none"
    digits = 0 if float(got).is_integer() else 2
    told = words["points"].format(got=number(got, lang, digits), of=number(points, lang))
    got.html = (
        f'<div class="graded"><p><strong>{words[verdict]}</strong> {told}</p>'
        f"<p>{escape(one.why.in_(lang))}</p>"
        f'<p class="rests">{escape(_rests_on(key, one, lang, words))}</p></div>'
    )
    return got


def _rests_on(key: AssignmentKey, one: QuestionKey, lang: Lang, words: dict[str, str]) -> str:
    """Return which sources the answer rests on and where the module teaches it, in words."""
    try:
        folder = find_root(start=Path.cwd()) / "modules" / key.module
        cites = cites_of(one.facts, folder / "module.yaml")
        notebook = folder / f"{lang}.ipynb"
        heading = _heading(notebook, one.section, notebook.stat().st_mtime_ns)
    except (NoCourseError, NotebookFaultError, OSError):
        return f"{words['facts']}: {', '.join(one.facts)}"
    sources = list(dict.fromkeys(cite for cited in cites.values() for cite in cited))
    read = words["read"].format(heading=heading, number=int(key.module.split("-")[0]))
    return f"{words['facts']}: {'; '.join(sources)}. {read}" if sources else read


@lru_cache(maxsize=512)
def _heading(notebook: Path, section: str, changed: int) -> str:
    """Return the heading of a module's section; read once by a process that grades many.

    ``changed`` is when the notebook was: a newer one is read again.
    """
    cells = read_notebook(notebook).cells
    headings = (cell.headings for cell in cells if cell.id == section and cell.headings)
    return next(headings, [(2, section)])[0][1]
