"""Feedback as a page of its own: in the learner's language, without code, asking no other host."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_task
from traitlets import Unicode

from widgets.base import FRONTEND
from widgets.text import Lang, number, words_beside

MARK_SCHEME = re.compile(r"^[^\n]*BEGIN MARK SCHEME.*?(END MARK SCHEME[^\n]*$|\Z)", re.M | re.S)
TEMPLATES = Path(__file__).parent / "templates"


class FeedbackExporter(HTMLExporter):
    """nbconvert's HTML exporter with the course's feedback template."""

    lang = Unicode("nb", help="The language of the page.").tag(config=True)

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **kwargs: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return the page for an autograded notebook."""
        resources = resources if resources is not None else {}
        lang: Lang = "en" if self.lang == "en" else "nb"
        resources["course_lang"] = lang
        resources["course_words"] = words_beside(__file__, lang)
        resources["course_points"] = lambda points: _points(points, lang)
        resources["course_style"] = (FRONTEND / "tokens.css").read_text("utf-8")
        return super().from_notebook_node(nb, resources, **kwargs)


def _points(points: float | None, lang: Lang) -> str:
    value = points or 0.0
    return number(value, lang, 0 if float(value).is_integer() else 2)


class ForTheLearner(NbGraderPreprocessor):
    """Take out what is for graders, and say what still waits to be graded.

    A rubric line loses its mark scheme; nbgrader's English "No response." is told by the points.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            for cell in nb.cells:
                grader = cell.metadata.get("nbgrader", {})
                if grader.get("comment") == "No response.":
                    grader["comment"] = None
                if not is_task(cell):
                    continue
                cell.source = MARK_SCHEME.sub("", cell.source).strip()
                grade = gradebook.find_grade(
                    grader["grade_id"], about["notebook"], about["assignment"], about["student"]
                )
                grader["waiting"] = grade.needs_manual_grade and grade.manual_score is None
        resources["course_waiting"] = any(
            cell.metadata.get("nbgrader", {}).get("waiting") for cell in nb.cells
        )
        return nb, resources
