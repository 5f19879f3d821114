"""A small module whose every text says its language, for the tests of practice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

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

Tree = dict[str, Any]


def text(words: str) -> Tree:
    """Return a pair of texts that begin with the name of their language."""
    return {"nb": f"NB {words}", "en": f"EN {words}"}


def sided(words: str) -> Tree:
    return {side: text(f"{side} {words}") for side in ("gp", "physio")}


def option(name: str, right: bool = False) -> Tree:
    return {
        "id": name,
        "text": text(f"option {name}"),
        "right": right,
        "feedback": text(f"about {name}"),
    }


def item(name: str, kind: str, **rest: Any) -> Tree:
    return {
        "id": name,
        "kind": kind,
        "objective": "know",
        "bloom": "apply",
        "facts": ["a-fact"],
        "prompt": text(f"question {name}"),
        **rest,
    }


def quiz() -> Tree:
    """Return a quiz with one item of each kind, and an explanation on the first."""
    numbers = {key: text(f"number {key}") for key in ("right", "low", "high")}
    return {
        "title": text("the quiz"),
        "items": [
            item(
                "one",
                "single",
                options=[option("a", True), option("b"), option("c")],
                explanation=text("explained"),
            ),
            item("many", "several", options=[option("a", True), option("b", True), option("c")]),
            item(
                "claim",
                "truefalse",
                answer=False,
                feedback={"when_true": text("said true"), "when_false": text("said false")},
            ),
            item(
                "count",
                "numeric",
                answer=12.5,
                tolerance=0.5,
                unit=text("people"),
                feedback=numbers,
            ),
            item(
                "steps",
                "order",
                steps=[
                    {"id": s, "text": text(f"step {s}"), "feedback": text(f"why {s}")}
                    for s in "abcd"
                ],
            ),
            item(
                "pairs",
                "match",
                pairs=[
                    {
                        "id": s,
                        "left": text(f"left {s}"),
                        "right": text(f"right {'ab' if s in 'ab' else s}"),
                        "feedback": text(f"pair {s}"),
                    }
                    for s in "abc"
                ],
            ),
            item(
                "groups",
                "classify",
                categories=[{"id": s, "text": text(f"group {s}")} for s in "xy"],
                cards=[
                    {
                        "id": s,
                        "text": text(f"card {s}"),
                        "category": "x" if s == "a" else "y",
                        "feedback": text(f"card feedback {s}"),
                    }
                    for s in "abc"
                ],
            ),
        ],
    }


def choice(name: str, to: str, **rest: Any) -> Tree:
    return {
        "id": name,
        "text": text(f"choice {name}"),
        "feedback": text(f"then {name}"),
        "quality": "good",
        "next": to,
        **rest,
    }


def node(name: str, *choices: Tree, **rest: Any) -> Tree:
    told = {"id": name, "text": sided(f"node {name}"), **rest}
    return {**told, "choices": list(choices)} if choices else told


def ending(name: str, kind: str) -> Tree:
    return {"id": name, "ending": kind, "title": text(f"title {name}"), "text": text(f"end {name}")}


def case() -> Tree:
    """Return a case of nine nodes with three endings, a flag, and ways that only one side has."""
    return {
        "id": "anna",
        "title": text("the case"),
        "intro": text("who she is"),
        "start": "first",
        "meters": [
            {"id": "trust", "label": text("trust"), "start": 5},
            {"id": "work", "label": text("work"), "start": 2},
        ],
        "nodes": [
            node(
                "first",
                choice("listen", "second", effects={"trust": 2}, sets=["heard"], facts=["a-fact"]),
                choice("hurry", "side-track", effects={"trust": -9}, quality="poor"),
            ),
            node(
                "second",
                choice("ask", "work"),
                choice("wait", "pause", quality="fair"),
                choice("refer", "pause", side="gp", quality="fair"),
                choice("show", "work", side="physio"),
                variants=[{"flag": "heard", "text": text("she was heard")}],
            ),
            node("side-track", choice("back", "second"), choice("leave", "stop", quality="poor")),
            node("work", choice("plan", "meeting", effects={"work": 3}), choice("rest", "pause")),
            node("pause", choice("again", "work"), choice("end", "half")),
            node(
                "meeting",
                choice("agree", "good", needs=["heard"], effects={"work": 3}),
                choice("push", "half", quality="fair"),
            ),
            ending("good", "good"),
            ending("half", "mixed"),
            ending("stop", "poor"),
        ],
    }


def recall() -> Tree:
    cards = [
        {"id": f"card-{n}", "front": text(f"front {n}"), "back": text(f"back {n}")}
        for n in (1, 2, 3)
    ]
    cards[0] |= {"section": "taught-here", "facts": ["a-fact"]}
    return {"title": text("recall"), "cards": cards}


def week() -> Tree:
    return {
        "title": text("this week"),
        "task": text("the task"),
        "rule": {"cue": text("example cue"), "action": text("example action")},
        "facts": ["a-fact"],
    }


def sorting() -> Tree:
    """Return six cards for two columns; the last belongs in either."""
    cards = [
        {
            "id": f"card{n}",
            "text": text(f"card {n}"),
            "column": "left" if n % 2 else "right",
            "accept": ["left"] if n == 6 else [],
            "feedback": text(f"because {n}"),
            "facts": ["a-fact"],
        }
        for n in range(1, 7)
    ]
    columns = [{"id": side, "text": text(side), "hint": text("hint")} for side in ("left", "right")]
    return {
        "title": text("the cards"),
        "intro": text("sort them"),
        "columns": columns,
        "cards": cards,
        "closing": text("noticed"),
    }


def wording() -> Tree:
    """Return four lines with a good, a fair and a poor reply each."""
    replies = [
        {
            "id": name,
            "text": text(f"say {name}"),
            "effect": effect,
            "then": text(f"heard {name}"),
            "feedback": text(f"about {name}"),
            "facts": ["a-fact"],
        }
        for name, effect in (("poor", -3), ("good", 2), ("fair", 0))
    ]
    return {
        "title": text("the words"),
        "intro": text("talk"),
        "gauge": {"label": text("trust"), "start": 5},
        "lines": [
            {"id": f"line{n}", "patient": text(f"line {n}"), "replies": replies}
            for n in range(1, 5)
        ],
        "closing": text("noticed"),
    }


def role_play() -> Tree:
    """Return a meeting of eight nodes, where what was said and the mood decide the ending."""
    tempers = ("kind", "busy", "sceptical")

    def said(words: str) -> Tree:
        return {temper: text(f"{temper} {words}") for temper in tempers}

    def line(name: str, to: str, **rest: Any) -> Tree:
        return {**choice(name, to), "reply": said(f"hears {name}"), **rest}

    def moment(name: str, *lines: Tree, **rest: Any) -> Tree:
        return {"id": name, "text": said(f"moment {name}"), "choices": list(lines), **rest}

    return {
        "title": text("the meeting"),
        "intro": text("you are she"),
        "start": "door",
        "meters": [
            {
                "id": "mood",
                "label": text("mood"),
                "start": {"kind": 7, "busy": 5, "sceptical": 3},
            }
        ],
        "tempers": {temper: text(f"about {temper}") for temper in tempers},
        "nodes": [
            moment(
                "door",
                line("greet", "ask", sets=["greeted"], effects={"mood": 1}, keep=True),
                line("scold", "hot", effects={"mood": -3}, quality="poor"),
            ),
            moment("hot", line("calm", "ask"), line("shout", "stuck", quality="poor")),
            moment(
                "ask",
                line("need", "end", sets=["need"], facts=["a-fact"], keep=True),
                line("hint", "more", quality="fair"),
                variants=[{"when": {"said": ["greeted"]}, "text": text("she was greeted")}],
            ),
            moment("more", line("plain", "end", sets=["need"]), line("drop", "end")),
            moment(
                "end",
                line(
                    "note",
                    "words",
                    turns=[{"when": {"said": ["need"], "mood_least": 6}, "next": "agreed"}],
                ),
            ),
            ending("agreed", "good"),
            ending("words", "mixed"),
            ending("stuck", "poor"),
        ],
        "debrief": [
            {
                "id": f"question{n}",
                "text": text(f"question {n}"),
                "outcomes": [
                    {"when": {"said": ["need"]}, "mark": "good", "text": text(f"yes {n}")},
                    {"mark": "poor", "text": text(f"no {n}")},
                ],
            }
            for n in (1, 2, 3)
        ],
        "answers": [{"cue": text(f"if {n}"), "say": text(f"say {n}")} for n in (1, 2, 3)],
        "closing": text("again"),
    }


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
