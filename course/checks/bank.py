"""What the item bank covers, and what in its form gives an answer away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from course.bank import BankItem, read_bank, right_is_longest, right_place
from course.catalogue import Course, Module
from course.checks.coverage import taught
from course.forms import matched_pairs
from widgets.content.frame import FrameContent
from widgets.content.quiz import Single, TrueFalse
from widgets.text import LANGS

LEAST = 160
"""How many items the bank of the whole course is meant to have."""
ENOUGH = 4
"""Fewer items than this say nothing about a habit."""
TOO_OFTEN = 0.5
"""A larger share of right answers in one place, or that are the longest, gives them away."""
FEW_WORDS = 4
"""Feedback of fewer words than this teaches nothing."""


@dataclass(frozen=True)
class BankReport:
    """The report of one module, or with ``module`` None of the whole course.

    ``noted`` are lines to act on; ``kinds``, ``levels`` and ``places`` count items by their kind,
    their Bloom level and, of those with one right option, the place of that option in the file;
    ``longest`` counts those whose right option is the longest.
    """

    module: str | None
    items: int
    kinds: Mapping[str, int]
    levels: Mapping[str, int]
    places: Mapping[str, int]
    longest: int
    noted: list[str]


def report_bank(course: Course) -> list[BankReport]:
    """Return a report for each module with items, and one of all of them last."""
    bank = read_bank(course)
    asked = {fact for entry in bank for fact in entry.item.facts}
    reports = []
    for module in course.modules:
        own = [entry for entry in bank if entry.module == module.slug]
        reports.append(_report(module.slug, own, [*_covered(module, own, asked), *_habits(own)]))
    whole = list(_habits(bank))
    if len(bank) < LEAST:
        whole.insert(0, f"{len(bank)} items; the course is meant to have {LEAST} or more")
    whole.append(_paired(bank, course.frame))
    return [*reports, _report(None, bank, whole)]


def _paired(bank: list[BankItem], frame: FrameContent | None) -> str:
    """How well the items of the tests before and after the course match."""
    pairs = matched_pairs(bank, frame.before_after.pairs_a_module if frame else 1)
    same = {
        what: sum(getattr(pair.one.item, what) == getattr(pair.two.item, what) for pair in pairs)
        for what in ("objective", "kind", "bloom")
    }
    return (
        f"tests before and after: {len(pairs)} pairs; the same objective in {same['objective']}, "
        f"kind in {same['kind']}, level in {same['bloom']}"
    )


def _report(module: str | None, items: list[BankItem], noted: list[str]) -> BankReport:
    kinds = Counter[str](entry.item.kind for entry in items)
    levels = Counter[str](entry.item.bloom for entry in items)
    singles = _singles(items)
    places = Counter(str(right_place(item)) for item in singles)
    longest = sum(map(right_is_longest, singles))
    return BankReport(module, len(items), kinds, levels, places, longest, noted)


def _singles(items: list[BankItem]) -> list[Single]:
    return [entry.item for entry in items if isinstance(entry.item, Single)]


def _covered(module: Module, items: list[BankItem], asked: set[str]) -> Iterator[str]:
    """What the module teaches and no item of the whole bank (``asked``) or of its own tests."""
    yield from _listed("facts taught without an item", sorted(taught(module) - asked))
    tested = Counter(entry.item.objective for entry in items)
    objectives = [o.id for o in module.info.objectives] if module.info else []
    yield from _listed("objectives without an item", [o for o in objectives if not tested[o]])
    once = [o for o in objectives if tested[o] == 1]
    yield from _listed("objectives with one item only", once)
    without = [entry.item.id for entry in items if not entry.item.facts]
    yield from _listed("items without a fact", without)
    yield from _listed("feedback missing, too short or given twice", list(_weak(items)))


def _listed(what: str, names: list[str]) -> Iterator[str]:
    if names:
        yield f"{what} ({len(names)}): {', '.join(names)}"


def _weak(items: Iterable[BankItem]) -> Iterator[str]:
    """Ids of the items with an answer that is not told apart by its feedback."""
    for entry in items:
        told = list(_feedback(entry.item.model_dump()))
        for lang in LANGS:
            texts = [str(each[lang]).strip() for each in told]
            few = any(len(text.split()) < FEW_WORDS for text in texts)
            if few or len(set(texts)) < len(texts):
                yield entry.item.id
                break


def _feedback(tree: Any) -> Iterator[Mapping[str, str]]:
    """Every pair of texts below a key ``feedback``."""
    if isinstance(tree, list | tuple):
        for each in tree:
            yield from _feedback(each)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key == "feedback" and isinstance(value, dict):
                yield from [value] if set(value) == set(LANGS) else value.values()
            else:
                yield from _feedback(value)


def _habits(items: list[BankItem]) -> Iterator[str]:
    """What a reader who knows nothing could go by."""
    singles = _singles(items)
    if len(singles) >= ENOUGH:
        place, count = Counter(map(right_place, singles)).most_common(1)[0]
        if count / len(singles) > TOO_OFTEN:
            yield f"the right answer is in place {place} in {count} of {len(singles)} items"
        longest = [item.id for item in singles if right_is_longest(item)]
        if len(longest) / len(singles) > TOO_OFTEN:
            yield from _listed(
                f"the right answer is the longest in {len(longest)} of {len(singles)} items",
                longest,
            )
    claims = [entry.item for entry in items if isinstance(entry.item, TrueFalse)]
    for answer in (True, False):
        count = sum(item.answer is answer for item in claims)
        if len(claims) >= ENOUGH and count == len(claims):
            yield f"all {count} statements are {str(answer).lower()}"
