"""Assignments through nbgrader: configuration, preprocessors, keys and the learner's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from widgets.forms.assignment_form import AssignmentForm
    from widgets.text import Lang


def form(path: str, lang: Lang) -> AssignmentForm:
    """Return the form of the assignment in the working folder, with a button that hands it in."""
    from course.assignments.nbgrader_command import hand_in
    from widgets.forms.assignment_form import AssignmentForm

    return AssignmentForm(path, lang=lang, hand_in=lambda folder: hand_in(folder, lang))
