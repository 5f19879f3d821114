"""The sections of a module: what stands under each heading, and how many minutes it takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from course.catalogue import Module
from course.notebooks import NOT_PARTS, Cell
from widgets.text import LANGS, Lang

WORDS_A_MINUTE = 200
"""Quiet reading of a text that one means to remember."""
TASK_MINUTES = {
    "Quiz": 10.0,
    "CasePlayer": 8.0,
    "RecallCards": 4.0,
    "RolePlay": 8.0,
    "WeekTask": 3.0,
    "Confidence": 1.0,
}
"""How long a task takes beside the others; ``OTHER_TASK`` is what a figure or a tool takes."""
OTHER_TASK = 4.0
_WIDGET = re.compile(r"from widgets import (\w+)")


@dataclass(frozen=True)
class Section:
    """What stands from one heading of the second depth to the next.

    ``id`` is the cell of the heading, ``parts`` the tasks in it, and ``minutes`` its share of the
    minutes that the module says it takes.
    """

    id: str
    title: str
    minutes: int
    parts: tuple[str, ...]


def sections(module: Module, lang: Lang) -> list[Section]:
    """Return the sections of a whole module; their minutes add up to the module's own.

    They are the same minutes in both languages.
    """
    assert module.info is not None
    told = {one: _under_headings(module, one) for one in LANGS}
    weights = [
        sum(_weight(cells) for cells in alike)
        for alike in zip(*([cells for _, _, cells in told[one]] for one in LANGS), strict=False)
    ]
    minutes = shared_out(module.info.minutes, weights)
    return [
        Section(cell.id, head, share, tuple(c.id for c in cells if c.kind == "code"))
        for (cell, head, cells), share in zip(told[lang], minutes, strict=False)
    ]


def _under_headings(module: Module, lang: Lang) -> list[tuple[Cell, str, list[Cell]]]:
    found: list[tuple[Cell, str, list[Cell]]] = []
    for cell in module.notebooks[lang].cells:
        head = next((text for depth, text in cell.headings if depth == 2), None)
        if head is not None:
            found.append((cell, head, []))
        if found:
            found[-1][2].append(cell)
    # The list of sources is no section to work through.
    return [one for one in found if not any(cell.id in NOT_PARTS for cell in one[2])]


def _weight(cells: Sequence[Cell]) -> float:
    tasks = (_WIDGET.search(cell.source) for cell in cells if cell.kind == "code")
    work = sum(TASK_MINUTES.get(task[1], OTHER_TASK) for task in tasks if task)
    return work + sum(cell.words for cell in cells) / WORDS_A_MINUTE


def shared_out(whole: int, weights: Sequence[float]) -> list[int]:
    """Return ``whole`` minutes shared out by ``weights``, in whole minutes, at least one each.

    By largest remainders, so that the shares add up to ``whole`` (or to one each, if that is more).
    """
    if not weights:
        return []
    spare = max(0, whole - len(weights))
    total = sum(weights)
    exact = [spare * (weight / total if total else 1 / len(weights)) for weight in weights]
    shares = [int(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda n: shares[n] - exact[n])
    for n in order[: spare - sum(shares)]:
        shares[n] += 1
    return [1 + share for share in shares]
