"""Two forms of one test, drawn from the item bank: matched pair by pair, with no item in common."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import get_args

from course.bank import BankItem
from widgets.content.quiz import Bloom

LEVELS = get_args(Bloom)
SLOW = ("order", "match", "classify")
"""Kinds that take long to answer: chosen only when nothing else matches."""


@dataclass(frozen=True)
class Pair:
    """Two items of one module that ask for much the same; one is in each form."""

    one: BankItem
    two: BankItem


def matched_pairs(bank: list[BankItem], pairs_a_module: int) -> list[Pair]:
    """Return at most ``pairs_a_module`` pairs from each module, the best matched first.

    Matched is: the same objective, then the same kind, then Bloom levels that are near. A second
    pair rather asks for another objective than the first. The same bank gives the same pairs.
    """
    found: list[Pair] = []
    for _, group in groupby(bank, key=lambda entry: entry.module):
        # By id: the draw must not hang on the order of a file.
        left = sorted(group, key=lambda entry: entry.item.id)
        asked: Counter[str] = Counter()
        for _ in range(min(pairs_a_module, len(left) // 2)):
            one, two = min(
                combinations(left, 2), key=lambda both: _distance(both[0], both[1], asked)
            )
            found.append(Pair(one, two))
            left = [entry for entry in left if entry not in (one, two)]
            asked.update({one.item.objective, two.item.objective})
    return found


def forms(pairs: list[Pair]) -> dict[str, list[str]]:
    """Return the ids of the items of form ``a`` and form ``b``; pair by pair in the same place."""
    return {
        "a": [pair.one.item.id for pair in pairs],
        "b": [pair.two.item.id for pair in pairs],
    }


def _distance(one: BankItem, two: BankItem, asked: Counter[str]) -> int:
    a, b = one.item, two.item
    return (
        8 * (a.objective != b.objective)
        + 5 * (a.kind != b.kind)
        + abs(LEVELS.index(a.bloom) - LEVELS.index(b.bloom))
        + sum(kind in SLOW for kind in (a.kind, b.kind))
        + 2 * (asked[a.objective] + asked[b.objective])
    )
