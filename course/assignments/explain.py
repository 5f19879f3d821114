"""What a learner is told of an answer: which rows to look at, why, and where it is taught."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from course.assignments.key import (
    AssignmentKey,
    EachKey,
    GridKey,
    MarksKey,
    NumbersKey,
    OrderKey,
    PlanKey,
    QuestionKey,
    SeveralKey,
    held_in,
    is_number,
)
from course.notebooks import NotebookFaultError, read_notebook
from course.paths import NoCourseError, find_root
from widgets.content.loader import ContentError, load, quickly
from widgets.forms.form_content import FormContent
from widgets.practice import scoring
from widgets.text import Lang, number, words_beside
from widgets.tools.cites import cites_of

SITE = "SMERTEKURS_SITE"
"""Names the address of the course's pages, so that feedback can lead there."""


@dataclass(frozen=True)
class Given:
    """A graded answer: its keys, the answer (any JSON value), its share, its points, the most.

    ``notes`` name what else is to be said, in the words of ``explain.yaml``.
    """

    key: AssignmentKey
    question: QuestionKey
    answer: Any
    share: float
    got: float
    of: float
    notes: tuple[str, ...] = ()


def explain(given: Given, lang: Lang) -> str:
    """Return the feedback in ``lang`` as HTML; nothing of the answer is more than text in it."""
    words = words_beside(__file__, lang)
    share = given.share
    verdict = "full" if share == 1 else "part" if share else "none"
    if given.answer is None:
        verdict = "blank"
    digits = 0 if given.got.is_integer() else 2
    told = words["points"].format(got=number(given.got, lang, digits), of=number(given.of, lang, 0))
    parts = [f"<p><strong>{words[verdict]}</strong> {told}</p>"]
    parts += [f"<p>{words[note]}</p>" for note in given.notes]
    if share < 1 and given.answer is not None:
        rows = "".join(f"<li>{escape(row)}</li>" for row in _rows(given, lang, words))
        parts += [f"<p>{words['look']}</p><ul>{rows}</ul>"] if rows else []
        parts += [f"<p>{words['capped']}</p>"] if _capped(given) else []
    parts.append(f"<p>{escape(given.question.why.in_(lang))}</p>")
    parts.append(_grounds(given, lang, words))
    return f'<div class="graded">{"".join(parts)}</div>'


def _rows(given: Given, lang: Lang, words: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong, row by row, in the form's own words. The right answer is not told."""
    one, answer = given.question, given.answer
    texts = _texts(given.key.id, lang).get(one.id, {})
    held = answer if isinstance(answer, dict) else {}

    def row(name: str, value: Any, shown: str) -> str:
        kind = "row_blank" if value is None or not shown else "row"
        return str(words[kind].format(row=texts.get(name, name), given=shown))

    if isinstance(one, EachKey):
        for name, accepted in one.answers.items():
            if held.get(name) not in accepted:
                yield row(name, held.get(name), texts.get(f"option:{held.get(name)}", ""))
    elif isinstance(one, NumbersKey):
        for name, band in one.answers.items():
            value = held.get(name)
            if not _within(value, band.value, band.tolerance):
                yield row(name, value, _figure(value, lang))
    elif isinstance(one, MarksKey):
        for name, marks in one.answers.items():
            line = held.get(name)
            line = line if isinstance(line, dict) else {}
            for mark, right in marks.items():
                value = line.get(mark)
                if not _within(value, right, one.tolerance):
                    both = f"{texts.get(f'mark:{mark}', mark)} {_figure(value, lang)}".strip()
                    yield row(name, value, both)
    elif isinstance(one, SeveralKey):
        ticked = [name for name in answer if isinstance(name, str)] if _is_list(answer) else []
        for name in dict.fromkeys(ticked):
            if name in texts and name not in one.answer:
                yield words["ticked"].format(row=texts[name])
        if missing := len(set(one.answer) - set(ticked)):
            yield words["unticked"].format(n=missing)
    elif isinstance(one, OrderKey):
        order = [texts[name] for name in answer if name in texts] if _is_list(answer) else []
        if order:
            yield words["yours"].format(given=" → ".join(order))
    elif isinstance(one, PlanKey):
        for rule in one.rules:
            if not rule.kept_by(answer):
                yield words["broken"].format(what=rule.what.in_(lang))
    elif isinstance(one, GridKey):
        filled = [name for name in one.answers if held_in(answer, name)]
        for name in filled:
            for column, accepted in one.answers[name].items():
                value = held_in(answer, name).get(column)
                if value not in accepted:
                    shown = texts.get(f"option:{column}:{value}", "")
                    yield row(f"{name}:{column}", value, shown)
        if len(filled) < one.least:
            yield words["too_few"].format(n=len(filled), of=one.least)


def _within(value: Any, right: float, tolerance: float) -> bool:
    return is_number(value) and scoring.within(right, tolerance, value) == 1


def _is_list(answer: Any) -> bool:
    return isinstance(answer, list) and all(isinstance(name, str) for name in answer)


def _figure(value: Any, lang: Lang) -> str:
    if not is_number(value):
        return ""
    return number(float(value), lang, 0 if float(value).is_integer() else 2)


def _capped(given: Given) -> bool:
    """Return whether a choice that is not safe set a limit to the points."""
    one, answer = given.question, given.answer
    if isinstance(one, EachKey):
        held = answer if isinstance(answer, dict) else {}
        return any(held.get(cap.row) == cap.option for cap in one.caps)
    if isinstance(one, SeveralKey):
        return _is_list(answer) and any(cap.option in answer for cap in one.caps)
    if isinstance(one, GridKey):
        return any(held_in(answer, cap.row).get(cap.column) == cap.option for cap in one.caps)
    if isinstance(one, PlanKey):
        return any(rule.cap is not None and not rule.kept_by(answer) for rule in one.rules)
    return False


def _grounds(given: Given, lang: Lang, words: dict[str, Any]) -> str:
    """Return the facts that the answer rests on, with their sources, and where they are taught."""
    key, one = given.key, given.question
    try:
        folder = find_root(start=Path.cwd()) / "modules" / key.module
        cites = cites_of(one.facts, folder / "module.yaml")
        notebook = folder / f"{lang}.ipynb"
        heading = _heading(notebook, one.section, notebook.stat().st_mtime_ns)
        said = _facts(folder.parent / "facts.yaml", lang)
    except (NoCourseError, NotebookFaultError, OSError):
        return f'<p class="rests">{words["facts"]}: {escape(", ".join(one.facts))}</p>'
    read = escape(words["read"].format(heading=heading, number=int(key.module.split("-")[0])))
    if site := os.environ.get(SITE, "").rstrip("/"):
        address = escape(f"{site}/{lang}/{key.module}/#{one.section}", quote=True)
        read = f'<a href="{address}">{read}</a>'
    sources = list(dict.fromkeys(cite for cited in cites.values() for cite in cited))
    rests = f"{words['facts']}: {escape('; '.join(sources))}. {read}" if sources else read
    if given.share == 1:
        return f'<p class="rests">{rests}</p>'
    known = "".join(
        f"<li>{escape(said[fact])}{escape(_cited(cites.get(fact, [])))}</li>"
        for fact in one.facts
        if fact in said
    )
    return f'<p>{words["known"]}:</p><ul class="rests">{known}</ul><p class="rests">{read}</p>'


def _cited(cites: list[str]) -> str:
    return f" ({'; '.join(cites)})" if cites else ""


@lru_cache(maxsize=512)
def _heading(notebook: Path, section: str, changed: int) -> str:
    """Return the heading of a module's section; read once by a process that grades many.

    ``changed`` is when the notebook was: a newer one is read again.
    """
    cells = read_notebook(notebook).cells
    headings = (cell.headings for cell in cells if cell.id == section and cell.headings)
    return next(headings, [(2, section)])[0][1]


@lru_cache(maxsize=4)
def _facts(path: Path, lang: Lang) -> dict[str, str]:
    """Return what each fact says in ``lang``."""
    return {str(fact["id"]): str(fact[lang]) for fact in quickly(path)}


@lru_cache(maxsize=64)
def _texts(assignment: str, lang: Lang) -> dict[str, dict[str, str]]:
    """Return the form's texts by question: of rows and ticks by id, of others as ``option:<id>``.

    A form that cannot be read gives none: the feedback then names rows by their ids.
    """
    try:
        path = find_root(start=Path.cwd()) / "assignments" / "forms" / f"{assignment}.yaml"
        form = load(path, FormContent)
    except (NoCourseError, ContentError):
        return {}
    found: dict[str, dict[str, str]] = {}
    for one in form.every():
        texts = found.setdefault(one.id, {})
        for name in ("rows", "steps"):
            texts |= {row.id: row.text.in_(lang) for row in getattr(one, name, [])}
        for option in getattr(one, "options", []):
            texts[option.id if one.kind == "several" else f"option:{option.id}"] = option.text.in_(
                lang
            )
        for column in getattr(one, "columns", []):
            head = column.text.in_(lang)
            rows = getattr(one, "rows", [])
            texts |= {f"{r.id}:{column.id}": f"{r.text.in_(lang)}, {head}" for r in rows}
            for option in column.options:
                texts[f"option:{column.id}:{option.id}"] = option.text.in_(lang)
        for mark in getattr(one, "marks", []):
            texts[f"mark:{mark.id}"] = mark.text.in_(lang)
    return found
