"""Feedback as a page of its own: in the learner's language, without code, asking no other host."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from widgets.base import FRONTEND
from widgets.text import localize

TEMPLATES = Path(__file__).parent / "templates"

WORDS = {
    "feedback": {"nb": "Tilbakemelding", "en": "Feedback"},
    "score": {"nb": "Poeng", "en": "Points"},
    "of": {"nb": "av", "en": "of"},
    "comment": {"nb": "Kommentar fra kurslederen", "en": "Comment from the course leader"},
    "yours": {"nb": "Det du skrev", "en": "What you wrote"},
    "automatic": {"nb": "Rettet automatisk", "en": "Graded automatically"},
    "by_hand": {"nb": "Vurdert av kurslederen", "en": "Graded by the course leader"},
    "late": {"nb": "Trekk for sen levering", "en": "Deducted for late hand-in"},
}


class FeedbackExporter(HTMLExporter):
    """nbconvert's HTML exporter with the course's feedback template."""

    lang = Unicode("nb", help="The language of the page.").tag(config=True)

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **kwargs: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return the page for an autograded notebook."""
        resources = resources if resources is not None else {}
        resources["course_lang"] = self.lang
        resources["course_words"] = localize(WORDS, "en" if self.lang == "en" else "nb")
        resources["course_style"] = (FRONTEND / "tokens.css").read_text("utf-8")
        return super().from_notebook_node(nb, resources, **kwargs)


class HideEmptyComments(NbGraderPreprocessor):
    """nbgrader says "No response." in English of a blank answer; the page says it by its points."""

    def preprocess_cell(self, cell: NotebookNode, resources: Any, _index: int) -> Any:
        about = cell.metadata.get("nbgrader", {})
        if about.get("comment") == "No response.":
            about["comment"] = None
        return cell, resources
