"""What all submissions of an assignment have in common, prepared once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from ipykernel.ipkernel import IPythonKernel
from nbgrader import preprocessors as stock
from nbgrader.api import MissingEntry
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from course.assignments.gradebook import open_gradebook
from course.assignments.preprocessors import OwnCellsOnly


class NotGeneratedError(RuntimeError):
    """The assignment cannot be graded yet. The message says what to do first."""


@dataclass(frozen=True)
class Template:
    """An assignment as every learner hands it in, but for the answers.

    ``notebooks`` are nbgrader's sanitised notebooks by name, as JSON: our own cells, the tests and
    checksums from the gradebook, no outputs. Nothing in them comes from a learner.
    """

    folder: Path
    assignment: str
    config: Config
    coursedir: CourseDirectory
    notebooks: dict[str, str]


def prepare(folder: Path, assignment: str) -> Template:
    """Return the template of ``assignment`` in the nbgrader course at ``folder``.

    Raises ``NotGeneratedError`` when it was not generated, so that the gradebook does not know it.
    """
    loader = PyFileConfigLoader("nbgrader_config.py", path=str(folder))
    config: Config = loader.load_config()
    coursedir = CourseDirectory(config=config)
    mend = f"run smertekurs assignment generate {assignment} first"
    with open_gradebook(folder) as gradebook:
        try:
            known = [book.name for book in gradebook.find_assignment(assignment).notebooks]
        except MissingEntry:
            raise NotGeneratedError(f"the gradebook knows no '{assignment}': {mend}") from None
    found: dict[str, str] = {}
    for name in known:
        about = {"student": "", "assignment": assignment, "notebook": name}
        resources: Any = {"nbgrader": {**about, "db_url": coursedir.db_url}}
        path = folder / "release" / assignment / f"{name}.ipynb"
        try:
            notebook = nbformat.read(path, as_version=4)
        except (OSError, ValueError) as error:
            raise NotGeneratedError(f"{path} cannot be read ({error}): {mend}") from None
        for kind in (
            OwnCellsOnly,
            stock.ClearOutput,
            stock.DeduplicateIds,
            stock.OverwriteKernelspec,
            stock.OverwriteCells,
        ):
            step = kind(config=config)
            step.log.disabled = True
            try:
                notebook, resources = step.preprocess(notebook, resources)
            finally:
                step.log.disabled = False
        # What a kernel would tell of itself.
        notebook.metadata["language_info"] = dict(IPythonKernel.language_info)
        found[name] = nbformat.writes(notebook)
    return Template(folder, assignment, config, coursedir, found)
