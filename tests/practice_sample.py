"""A small module whose every text says its language, for the tests of practice."""

from __future__ import annotations

import json
from pathlib import Path

import yaml
from practice_items import quiz, recall, sorting, text, week
from practice_talks import case, ending, role_play, wording

from widgets import (
    CardSorter,
    CasePlayer,
    Confidence,
    Progress,
    Quiz,
    RecallCards,
    RolePlay,
    WeekTask,
    WordChoice,
)
from widgets.preview import page
from widgets.text import LANGS

__all__ = ("case", "ending", "pages", "quiz", "role_play", "sorting", "text", "wording", "write")


def write(folder: Path) -> Path:
    """Write the sample module below ``folder`` and return the module's own folder."""
    module = folder / "02-sample"
    (module / "cases").mkdir(parents=True)
    info = {
        "number": 2,
        "title": text("sample"),
        "objectives": [
            {"id": "know", "text": text("know it"), "section": "taught-here"},
            {"id": "do", "text": text("do it")},
        ],
    }
    facts = [{"id": "a-fact", "refs": ["Woolf 2011", "NAV figures (report ref 1)"]}]
    references = [{"id": "woolf-2011", "cite": "Woolf 2011", "text": "Woolf CJ."}]
    for path, tree in {
        module / "module.yaml": info,
        module / "quiz.yaml": quiz(),
        module / "cases" / "anna.yaml": case(),
        module / "recall.yaml": recall(),
        module / "week.yaml": week(),
        module / "triage.yaml": sorting(),
        module / "words.yaml": wording(),
        module / "meeting.yaml": role_play(),
        folder / "facts.yaml": facts,
        folder / "references.yaml": references,
    }.items():
        path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")
    cells = [
        {
            "cell_type": "code",
            "id": part,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": f"from widgets import {name}; {name}()",
        }
        for part, name in [("quiz", "Quiz"), ("case-anna", "CasePlayer"), ("progress", "Progress")]
    ]
    for lang in ("nb", "en"):
        notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (module / f"{lang}.ipynb").write_text(json.dumps(notebook), "utf-8")
    return module


def pages(folder: Path) -> None:
    """Write ``<part>-<lang>.html`` for each practice widget of the sample module."""
    module = write(folder)
    (folder / "favicon.ico").touch()
    for lang in LANGS:
        shown = [
            Quiz(module / "quiz.yaml", lang),
            CasePlayer(module / "cases" / "anna.yaml", lang),
            RecallCards(module / "recall.yaml", lang),
            WeekTask(module / "week.yaml", lang),
            CardSorter(module / "triage.yaml", lang),
            WordChoice(module / "words.yaml", lang),
            RolePlay(module / "meeting.yaml", lang),
            Confidence("start", lang, module),
            Confidence("end", lang, module),
            Progress(lang, module),
        ]
        references = '<ul><li id="ref-woolf-2011">Woolf CJ.</li></ul></main>'
        for name, some in {"all": shown, **{w.part: [w] for w in shown}}.items():
            text_ = page(some, lang, "Sample").replace("</main>", references)
            (folder / f"{name}-{lang}.html").write_text(text_, "utf-8")
