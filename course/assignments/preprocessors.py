"""What nbgrader does with a submission before it runs the tests: one preprocessor, one job."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_task
from traitlets import Unicode
from traitlets.log import get_logger

from course.grading.handed_in import cells
from widgets.forms.answers import MOST_BYTES, NAME, DamagedAnswersError, parse

Result = tuple[NotebookNode, ResourcesDict]


def _who(resources: ResourcesDict) -> tuple[str, str]:
    about = resources["nbgrader"]
    return about["student"], about["assignment"]


class OwnCellsOnly(NbGraderPreprocessor):
    """Start from the released notebook, so that nothing a learner wrote is ever run.

    The learner's answers come from the answer file alone. What was added to, taken out of or
    changed in the assignment's own code is reported, not obeyed.
    """

    release = Unicode(
        "release/{assignment}/{notebook}.ipynb",
        help="Where the released notebook lies, from the course's folder.",
    ).tag(config=True)

    course = Unicode(".", help="The course's folder.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> Result:
        about = resources["nbgrader"]
        place = self.release.format(assignment=about["assignment"], notebook=about["notebook"])
        path = Path(self.course) / place
        own = nbformat.read(path, as_version=4)
        mine = {_name(cell): cell.source for cell in own.cells if cell.cell_type == "code"}
        handed = {_name(cell): cell.source for cell in nb.cells if cell.cell_type == "code"}
        foreign = sum(name not in mine for name in handed)
        missing = sum(name not in handed for name in mine)
        changed = sum(handed[name] != mine[name] for name in mine if name in handed)
        if foreign or missing or changed:
            self.log.warning(
                "%s: the notebook was changed (%s added, %d taken out, %d altered). "
                "None of it is run; the answers are graded as usual.",
                about["student"],
                cells(foreign),
                missing,
                changed,
            )
        return own, resources


def _name(cell: NotebookNode) -> str:
    # nbgrader's name where there is one; other cells are told apart by what they say.
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or f"source:{cell.source}")


def mend_notebook(course: Path, assignment: str, notebooks: list[str], **_about: Any) -> None:
    """Put the released notebook in place of a handed-in one that cannot be read.

    The answers do not lie in the notebook, so they are graded all the same. The damaged notebook
    is kept beside, with ``.damaged`` after its name. nbgrader calls this before each submission.
    """
    for handed in (Path(course, notebook) for notebook in notebooks):
        try:
            nbformat.validate(nbformat.read(handed, as_version=4))
        except Exception as error:
            # nbgrader names the learners that were asked for, often *; the folder names this one.
            student = handed.parts[-3]
            why = f"{handed.name} cannot be read ({type(error).__name__})"
            get_logger().warning("%s: %s; the answers are graded as usual.", student, why)
            handed.replace(handed.with_name(f"{handed.name}.damaged"))
            shutil.copy(course / "release" / assignment / handed.name, handed)


class PlaceAnswers(NbGraderPreprocessor):
    """Put the answers of ``answers.json`` into the assignment's own answer cells, as data."""

    submitted = Unicode(
        "submitted/{student}/{assignment}",
        help="Where a learner's hand-in lies, from the course's folder.",
    ).tag(config=True)

    course = Unicode(".", help="The course's folder.").tag(config=True)

    lang = Unicode("nb", help="The language of the course.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> Result:
        answers = self._answers(resources)
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if "form" in cell.metadata.get("tags", []):
                # The form has done its work; the tests only ask for the language.
                cell.source = f"lang = {self.lang!r}"
            if cell.metadata.get("nbgrader", {}).get("solution"):
                question = name.removesuffix("-answer")
                cell.source = as_code(question, answers.get(question))
            elif "answer" in cell.metadata.get("tags", []):
                value = answers.get(cell.id.removesuffix("-answer"))
                if isinstance(value, str) and value.strip():
                    cell.source = as_markdown(value)
                    cell.metadata["answered"] = True
        return nb, resources

    def _answers(self, resources: ResourcesDict) -> dict[str, Any]:
        student, assignment = _who(resources)
        place = self.submitted.format(student=student, assignment=assignment)
        path = Path(self.course) / place / NAME
        mend = "Graded as unanswered; ask the learner to hand in again."
        try:
            if path.is_symlink() or not path.is_file():
                raise DamagedAnswersError("the hand-in has no answer file")
            if path.stat().st_size > MOST_BYTES:
                raise DamagedAnswersError("it is too large")
            return parse(path.read_text("utf-8"), assignment)[0]
        except (DamagedAnswersError, OSError, UnicodeDecodeError) as error:
            self.log.warning("%s: %s cannot be read: %s. %s", student, NAME, error, mend)
            return {}


class ZeroForBlank(NbGraderPreprocessor):
    """Give a free text that was left blank 0 points, so that nobody has to read it.

    The text is a markdown cell with the tag ``answer``; the task cells after it, up to the next
    cell of another kind, are the lines of its rubric.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> Result:
        about = resources["nbgrader"]
        blank = False
        with Gradebook(about["db_url"]) as gradebook:
            for cell in nb.cells:
                if not is_task(cell):
                    blank = "answer" in cell.metadata.get("tags", []) and not cell.metadata.get(
                        "answered"
                    )
                    continue
                grade = gradebook.find_grade(
                    cell.metadata.nbgrader.grade_id,
                    about["notebook"],
                    about["assignment"],
                    about["student"],
                )
                grade.auto_score = 0 if blank else None
                grade.needs_manual_grade = not blank
            gradebook.db.commit()
        return nb, resources


def as_code(question: str, value: Any) -> str:
    """Return an assignment of ``value`` (JSON data) to the question's name, as Python source.

    The data stands in one string literal, so that nothing in it can be code. A number too large
    for a float (1e999) is read as infinity and stays so; the scoring gives nothing for it.
    """
    name = question.replace("-", "_")
    return f"import json\n{name} = json.loads({json.dumps(value)!r})"


def as_markdown(text: str) -> str:
    """Return a learner's text so that Markdown, HTML and templates show it as it was written."""
    lines = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n"):
        words = line.lstrip(" \t")
        indent = "&nbsp;" * len(line[: len(line) - len(words)].expandtabs(4))
        # All of ASCII's punctuation, in one pass: any of it may mean something to someone.
        plain = re.sub(r"[!-/:-@\[-`{-~]", lambda m: f"&#{ord(m[0])};", words)
        lines.append(indent + plain)
    return "<br>\n".join(lines)
