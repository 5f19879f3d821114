"""The item bank: the quiz items of every module, as one collection."""

from __future__ import annotations

from dataclasses import dataclass

from course.catalogue import Course
from widgets.content.loader import ContentError, load
from widgets.content.quiz import QuizContent, QuizItem, Single


@dataclass(frozen=True)
class BankItem:
    """A quiz item and the folder's name of the module that it belongs to."""

    module: str
    item: QuizItem


def read_bank(course: Course) -> list[BankItem]:
    """Return the items of all modules in their order; a broken quiz has none (check tells why)."""
    found = []
    for module in course.modules:
        try:
            quiz = load(module.folder / "quiz.yaml", QuizContent)
        except ContentError:
            continue
        found += [BankItem(module.slug, item) for item in quiz.items]
    return found


def right_place(item: Single) -> int:
    """Return the place (from 1) of the right option as the file has it."""
    return 1 + next(n for n, option in enumerate(item.options) if option.right)


def right_is_longest(item: Single) -> bool:
    """Whether the right option has more letters than any other, in both languages."""
    right = next(option for option in item.options if option.right)
    others = [option for option in item.options if not option.right]
    return all(
        len(right.text.in_(lang)) > max(len(option.text.in_(lang)) for option in others)
        for lang in ("nb", "en")
    )
