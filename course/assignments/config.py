"""nbgrader's configuration for our courses: what each ``nbgrader_config.py`` calls."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from course.assignments.collect import CollectOwn
from course.assignments.exchange import COURSE_IDS, exchange_folder
from course.assignments.feedback import TEMPLATES, FeedbackExporter, ForTheLearner
from course.assignments.gradebook import gradebook_url
from course.assignments.hand_back import HandBack
from course.assignments.preprocessors import OwnCellsOnly, PlaceAnswers, ZeroForBlank, mend_notebook
from widgets.text import Lang


def configure(c: Any, lang: Lang, folder: str | Path) -> None:
    """Set up nbgrader for the course in ``folder`` (``assignments/nb`` or ``assignments/en``)."""
    from nbgrader import preprocessors as stock

    here = Path(folder).absolute()
    # nbgrader calls alembic by bare name: found also when the environment is not activated.
    tools = str(Path(sys.executable).parent)
    if tools not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([tools, os.environ.get("PATH", "")])
    exchange = exchange_folder()
    exchange.mkdir(parents=True, exist_ok=True, mode=0o777)

    c.CourseDirectory.root = str(here)
    c.CourseDirectory.db_url = gradebook_url(here)
    c.CourseDirectory.course_id = COURSE_IDS[lang]
    c.Exchange.root = str(exchange)
    c.Exchange.path_includes_course = False
    c.ExchangeFactory.collect = CollectOwn
    c.ExchangeFactory.release_feedback = HandBack
    c.ExecutePreprocessor.timeout = 60
    c.OwnCellsOnly.course = c.PlaceAnswers.course = str(here)
    c.Autograde.pre_convert_hook = partial(mend_notebook, here)
    c.Autograde.sanitize_preprocessors = [
        OwnCellsOnly,
        stock.ClearOutput,
        stock.DeduplicateIds,
        stock.OverwriteKernelspec,
        stock.OverwriteCells,
        PlaceAnswers,
        stock.CheckCellMetadata,
    ]
    c.Autograde.autograde_preprocessors = [
        stock.Execute,
        ZeroForBlank,
        stock.LimitOutput,
        stock.SaveAutoGrades,
        stock.AssignLatePenalties,
        stock.CheckCellMetadata,
    ]
    c.OverwriteCells.add_missing_cells = True
    c.ClearSolutions.code_stub = {"python": "# ..."}
    c.ClearSolutions.text_stub = "…"
    c.GenerateAssignment.create_assignment = True
    c.GenerateFeedback.exporter_class = FeedbackExporter
    c.GenerateFeedback.preprocessors = [stock.GetGrades, ForTheLearner]
    # nbgrader sets the parent class's template; what is set for the class itself wins.
    c.FeedbackExporter.template_name = "smertekurs-feedback"
    c.FeedbackExporter.extra_template_basedirs = [str(TEMPLATES)]
    c.FeedbackExporter.exclude_anchor_links = True
    c.FeedbackExporter.lang = c.PlaceAnswers.lang = lang
