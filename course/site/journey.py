"""What the front page and the reader's own pages know of the way through the course."""

from __future__ import annotations

import json
import os
from typing import Any

from course.bank import read_bank
from course.catalogue import Course
from course.forms import matched_pairs
from course.site.assets import HERE
from course.site.pages import Page
from course.site.sections import sections
from widgets.bundle import FRONTEND
from widgets.content.frame import FrameContent, Spacing
from widgets.content.loader import ContentError, load
from widgets.content.recall import RecallContent

FRONT_END = os.path.relpath(HERE / "journey.js", FRONTEND)
MINUTES = (5, 10, 20, 30)
QUESTION_MINUTES = 0.75
"""What a question takes of one who thinks before she answers."""
_SAID = (
    "where", "in_module", "minutes_short", "and_one", "and_more", "go_on", "go_next", "due",
    "due_one", "due_none", "longer", "all_done", "do_recall", "do_recall_one", "do_case", "do_quiz",
    "do_quiz_one", "do_test-before", "do_test-after", "do_final-test",
)  # fmt: skip
_TESTS = {"test-before": "before/", "test-after": "after/", "final-test": "final-test/"}


def journey(page: Page) -> str:
    """Return as JSON what ``journey.js`` needs on a page; it stands in the page as data."""
    course = page.content
    frame = course.frame
    told = {
        "words": {name: page.words[f"now_{name}"] for name in _SAID},
        "modules": modules(page),
        "spacing": (frame.spacing if frame else Spacing()).model_dump(),
        "recall": page.link("recall/"),
        "tests": {part: page.link(below) for part, below in _TESTS.items()},
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def modules(page: Page) -> list[dict[str, Any]]:
    """Return each whole module: where it is, its sections, and its questions and cards."""
    course = page.content
    quiz: dict[str, list[str]] = {}
    for entry in read_bank(course):
        quiz.setdefault(entry.module, []).append(entry.item.id)
    found = []
    for module in course.modules:
        if not module.whole or module.info is None:
            continue
        found.append(
            {
                "slug": module.slug,
                "number": module.number,
                "title": module.title(page.lang),
                "link": page.link(f"{module.slug}/"),
                "sections": [
                    {"id": s.id, "title": s.title, "minutes": s.minutes, "parts": s.parts}
                    for s in sections(module, page.lang)
                ],
                "quiz": quiz.get(module.slug, []),
                "cards": _cards(module.folder / "recall.yaml"),
            }
        )
    return found


def _cards(path: Any) -> list[str]:
    try:
        return [card.id for card in load(path, RecallContent).cards]
    except ContentError:
        # ``smertekurs check`` tells the author; the rest of the page is whole without them.
        return []


def size(course: Course, frame: FrameContent | None) -> dict[str, int]:
    """Return what the course takes: modules, hours, and minutes of each kind of test."""
    minutes = sum(module.info.minutes for module in course.modules if module.info)
    pairs = matched_pairs(read_bank(course), frame.before_after.pairs_a_module) if frame else []
    return {
        "modules": len(course.modules),
        "hours": round(minutes / 60),
        "test": _fives(QUESTION_MINUTES * len(pairs)),
        "final": _fives(QUESTION_MINUTES * frame.final_test.items) if frame else 0,
    }


def _fives(minutes: float) -> int:
    # Halves go up, as where the test itself says it.
    return max(5, 5 * int(minutes / 5 + 0.5))
